/**
 * The hop stamps (768) of an order and of the report about it: when it was sent to the venue, and when the answer was
 * read.
 */

import { type ExecutionReportDecoder, TRD_REG_TIMESTAMP_TYPE } from '@reflex/schema'

export class OrderClock {
  readonly #times = new Float64Array(2)

  /** When the order left the ems; NaN when not stamped. */
  get sentNs(): number {
    return this.#times[0]!
  }

  /** When the report was read behind that; NaN when not stamped. */
  get answeredNs(): number {
    return this.#times[1]!
  }

  read(report: ExecutionReportDecoder): void {
    const times = this.#times
    times[0] = Number.NaN
    times[1] = Number.NaN
    const hops = report.noTrdRegTimestamps()
    while (hops.next()) {
      const type = hops.trdRegTimestampType()
      if (type === TRD_REG_TIMESTAMP_TYPE.ORDER_ROUTING_TIME) {
        times[0] = hops.trdRegTimestamp()
        times[1] = Number.NaN
      } else if (type === TRD_REG_TIMESTAMP_TYPE.TIME_IN && !Number.isNaN(times[0]!)) {
        times[1] = hops.trdRegTimestamp()
      }
    }
  }
}
