import { hashBytes } from '@reflex/base'
import type { FixFrame } from '@reflex/fix'
import {
  type Instruments,
  MarketDataStatisticsReportDecoder,
  TCA_KIND,
  TcaMeasurementDecoder,
  VENUE_METRIC,
} from '@reflex/schema'
import { NO_LINE, type StrategyTable } from './strategy-table.ts'
import type { TcaFeedback } from './tca-feedback.ts'

const E8 = 1e8
/** Fills remembered, so that a repeated markout counts once. A power of two. */
const SEEN_MAX = 8192
/** Half the width of a 95 % interval in standard errors. */
const INTERVAL_WIDTH = 1.96
/** Logarithm of the factor within which a horizon counts as ours. */
const HORIZON_FACTOR = Math.log(2) + 1e-9

/** UT and DP of the tca into the feedback. */
export class TcaAdapter {
  /** Line of the last fill measured, NO_LINE for none. */
  line = NO_LINE
  readonly #feedback: TcaFeedback
  readonly #strategies: StrategyTable
  readonly #instruments: Instruments
  readonly #horizonMs: number
  readonly #measurement = new TcaMeasurementDecoder()
  readonly #statistics = new MarketDataStatisticsReportDecoder()
  readonly #seen = new Int32Array(SEEN_MAX)

  /** @param horizonMs markouts at the horizon nearest to this are taken, within a factor of two. */
  constructor(feedback: TcaFeedback, strategies: StrategyTable, instruments: Instruments, horizonMs: number) {
    this.#feedback = feedback
    this.#strategies = strategies
    this.#instruments = instruments
    this.#horizonMs = horizonMs
  }

  onMeasurement(frame: FixFrame): void {
    const report = this.#measurement.wrap(frame)
    this.line = NO_LINE
    if (report.tcaKind() !== TCA_KIND.MARKOUT) return
    const strategy = report.strategyIdFind(this.#strategies.names)
    const instrument = this.#instrumentOf(report)
    if (strategy < 0 || instrument < 0) return
    const line = this.#strategies.lineOf(strategy, instrument)
    if (line === NO_LINE) return
    const markout = this.#markoutOf(report)
    if (Number.isNaN(markout) || !this.#isFirst(report)) return
    const feesE8 = report.feesBpsE8()
    const lotsE8 = report.lastQtyE8()
    const fees = Number.isNaN(feesE8) ? this.#feedback.feeBps(line) : feesE8 / E8
    this.#feedback.onFill(
      line,
      markout,
      fees,
      Number.isNaN(lotsE8) ? 1 : lotsE8 / this.#instruments.lotE8s[instrument]!,
    )
    this.line = line
  }

  /** Only statements about a whole venue: those about one instrument or size are parts of them. */
  onStatistics(frame: FixFrame): void {
    const report = this.#statistics.wrap(frame)
    if (report.symbolLength > 0) return
    const venue = this.#instruments.findVenue(report.bytes, report.marketIdOffset, report.marketIdLength)
    if (venue <= 0) return
    const entries = report.noMdStatistics()
    let distance = HORIZON_FACTOR
    while (entries.next()) {
      const samples = entries.sampleCount()
      const value = entries.mdStatisticValueE8() / E8
      if (!(samples > 0) || Number.isNaN(value) || !Number.isNaN(entries.sizeBucket())) continue
      const metric = entries.venueMetric()
      if (metric === VENUE_METRIC.FILL_RATIO) this.#feedback.onVenueFillRatio(venue, value, samples)
      if (metric !== VENUE_METRIC.MARKOUT_SHORT_BPS && metric !== VENUE_METRIC.MARKOUT_LONG_BPS) continue
      const off = Math.abs(Math.log(entries.markoutHorizonMs() / this.#horizonMs))
      if (!(off < distance)) continue
      distance = off
      const width = (entries.confidenceHighE8() - entries.confidenceLowE8()) / E8
      const error = Number.isNaN(width) ? Math.abs(value) : width / (2 * INTERVAL_WIDTH)
      this.#feedback.onVenueMarkout(venue, value, error, samples)
    }
  }

  /** The markout nearest to the horizon, bps; NaN when none is within a factor of two. */
  #markoutOf(report: TcaMeasurementDecoder): number {
    const markouts = report.noMarkouts()
    let best = Number.NaN
    let distance = HORIZON_FACTOR
    while (markouts.next()) {
      const off = Math.abs(Math.log(markouts.markoutHorizonMs() / this.#horizonMs))
      if (!(off < distance)) continue
      distance = off
      best = markouts.markoutBpsE8() / E8
    }
    return best
  }

  #isFirst(report: TcaMeasurementDecoder): boolean {
    const hash = hashBytes(report.bytes, report.execIdOffset, report.execIdLength)
    const at = hash & (SEEN_MAX - 1)
    if (this.#seen[at] === hash) return false
    this.#seen[at] = hash
    return true
  }

  #instrumentOf(report: TcaMeasurementDecoder): number {
    const { bytes, symbolOffset, symbolLength, marketIdOffset, marketIdLength } = report
    const instruments = this.#instruments
    return instruments.indexOf(
      instruments.find(bytes, symbolOffset, symbolLength, bytes, marketIdOffset, marketIdLength),
    )
  }
}
