/**
 * How long each hop of an order takes, from the stamps (768) in the first report of each order, and the whole way from
 * tick to trade.
 */

import { AsciiTable, Histogram, NOT_FOUND } from '@reflex/base'
import { EXEC_TYPE, type ExecutionReportDecoder, TRD_REG_TIMESTAMP_TYPE } from '@reflex/schema'

const HOPS_MAX = 16
const ORIGINS_MAX = 32
const FROM_FEED = -1

export class HopBoard {
  readonly origins = new AsciiTable(16)
  /** Hop k goes from `froms[k]` (FROM_FEED: the datagram) to `tos[k]`, ids in `origins`; in the order first seen. */
  readonly froms = new Int32Array(HOPS_MAX)
  readonly tos = new Int32Array(HOPS_MAX)
  readonly hops: readonly Histogram[] = Array.from({ length: HOPS_MAX }, () => new Histogram())
  readonly tickToTrade = new Histogram()
  count = 0
  version = 0

  onReport(report: ExecutionReportDecoder): void {
    const type = report.execType()
    if (type !== EXEC_TYPE.NEW && type !== EXEC_TYPE.REPLACED) return
    if (report.possResend()) return
    const ingestNs = report.ingestTime()
    let before = FROM_FEED
    let beforeNs = ingestNs
    const stamps = report.noTrdRegTimestamps()
    while (stamps.next()) {
      const isWire = stamps.trdRegTimestampType() === TRD_REG_TIMESTAMP_TYPE.ORDER_ROUTING_TIME
      const origin =
        this.origins.size < ORIGINS_MAX
          ? stamps.trdRegTimestampOriginIntern(this.origins)
          : stamps.trdRegTimestampOriginFind(this.origins)
      const ns = stamps.trdRegTimestamp()
      if (origin === NOT_FOUND || Number.isNaN(ns)) break
      if (!Number.isNaN(beforeNs)) this.#record(before, origin, ns - beforeNs)
      before = origin
      beforeNs = ns
      if (!isWire) continue
      if (!Number.isNaN(ingestNs)) this.tickToTrade.record(ns - ingestNs)
      break
    }
    this.version++
  }

  /** For screens. */
  label(hop: number): string {
    const from = this.froms[hop]!
    return `${from === FROM_FEED ? 'feed' : this.origins.text(from)} → ${this.origins.text(this.tos[hop]!)}`
  }

  #record(from: number, to: number, ns: number): void {
    let hop = 0
    while (hop < this.count && (this.froms[hop] !== from || this.tos[hop] !== to)) hop++
    if (hop === HOPS_MAX) return
    if (hop === this.count) {
      this.count++
      this.froms[hop] = from
      this.tos[hop] = to
    }
    this.hops[hop]!.record(ns)
  }
}
