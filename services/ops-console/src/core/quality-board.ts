/**
 * Execution quality of each venue over all sizes, as tca reports it (35=DP): one row for each venue, metric and
 * horizon.
 */

import type { FixFrame } from '@reflex/fix'
import { type Instruments, MarketDataStatisticsReportDecoder } from '@reflex/schema'

const ROWS = 1024
const TAG_SYMBOL = 55
const TAG_SIZE_BUCKET = 10316
/** Horizon of metrics that have none. */
export const NO_HORIZON = 0

export class QualityBoard {
  count = 0
  readonly venueIds = new Int32Array(ROWS)
  /** VENUE_METRIC. */
  readonly metrics = new Int32Array(ROWS)
  readonly horizonsMs = new Int32Array(ROWS)
  /** bps or ns or a share, scaled by 1e8, with the ends of the 95 % interval. */
  readonly valueE8s = new Float64Array(ROWS)
  readonly lowE8s = new Float64Array(ROWS)
  readonly highE8s = new Float64Array(ROWS)
  readonly samples = new Float64Array(ROWS)
  measurements = 0
  version = 0
  readonly #desk: Instruments
  readonly #report = new MarketDataStatisticsReportDecoder()

  constructor(desk: Instruments) {
    this.#desk = desk
  }

  onReport(frame: FixFrame): void {
    const report = this.#report.wrap(frame)
    if (frame.has(TAG_SYMBOL)) return
    const venueId = this.#desk.findVenue(report.bytes, report.marketIdOffset, report.marketIdLength)
    if (venueId === 0) return
    const statistics = report.noMdStatistics()
    while (statistics.next()) {
      if (statistics.entries.has(TAG_SIZE_BUCKET)) continue
      const horizonMs = statistics.markoutHorizonMs()
      const row = this.#rowOf(venueId, statistics.venueMetric(), horizonMs > 0 ? horizonMs : NO_HORIZON)
      if (row < 0) continue
      this.valueE8s[row] = statistics.mdStatisticValueE8()
      this.lowE8s[row] = statistics.confidenceLowE8()
      this.highE8s[row] = statistics.confidenceHighE8()
      this.samples[row] = statistics.sampleCount()
    }
    this.version++
  }

  /** @returns the row, -1 when nothing is known. */
  find(venueId: number, metric: number, horizonMs: number): number {
    for (let row = 0; row < this.count; row++) {
      const isSame = this.metrics[row] === metric && this.horizonsMs[row] === horizonMs
      if (isSame && this.venueIds[row] === venueId) return row
    }
    return -1
  }

  #rowOf(venueId: number, metric: number, horizonMs: number): number {
    const known = this.find(venueId, metric, horizonMs)
    if (known >= 0 || this.count === ROWS || !(metric > 0)) return known
    const row = this.count++
    this.venueIds[row] = venueId
    this.metrics[row] = metric
    this.horizonsMs[row] = horizonMs
    return row
  }
}
