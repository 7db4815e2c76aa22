import type { FixFrame } from '@reflex/fix'
import { GreeksReportDecoder } from '@reflex/schema'
import type { ExposureTable } from './exposure-table.ts'
import type { FieldReader } from './field-reader.ts'
import type { InstrumentTable } from './instrument-table.ts'

/** Greeks of the risk engine (UG), for one unit of an instrument, to Greeks of one lot. */
export class GreeksAdapter {
  readonly #reader: FieldReader
  readonly #instruments: InstrumentTable
  readonly #exposures: ExposureTable
  readonly #report = new GreeksReportDecoder()

  constructor(reader: FieldReader, instruments: InstrumentTable, exposures: ExposureTable) {
    this.#reader = reader
    this.#instruments = instruments
    this.#exposures = exposures
  }

  /** @returns whether it held Greeks of an instrument we have. A report older than the last is not taken. */
  onReport(nowNs: number, frame: FixFrame): boolean {
    const report = this.#report.wrap(frame)
    const instrument = this.#reader.instrument(frame)
    const deltaE8 = report.unitDeltaE8()
    if (instrument < 0 || Number.isNaN(deltaE8)) return false
    const { greeks } = this.#exposures
    const toldNs = Math.min(nowNs, report.transactTime())
    if (greeks.isOwn[instrument] === 0 && toldNs < greeks.toldNs[instrument]!) return false
    const lot = this.#instruments.lotE8[instrument]! / 1e8
    const vegaE8 = report.unitVegaE8()
    greeks.isOwn[instrument] = 0
    greeks.toldNs[instrument] = Number.isNaN(toldNs) ? nowNs : toldNs
    this.#exposures.onGreeks(instrument, Math.round(deltaE8 * lot), Number.isNaN(vegaE8) ? 0 : Math.round(vegaE8 * lot))
    return true
  }
}
