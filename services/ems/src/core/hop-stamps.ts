import { TRD_REG_TIMESTAMP_TYPE, type TrdRegTimestampsGroup } from '@reflex/schema'
import type { EmsState, HopLatencies } from './ems-state.ts'
import { HOPS_MAX } from './order-table.ts'
import { isId } from './text-limits.ts'

const HOP_NAMES: readonly (keyof HopLatencies)[] = [
  'feed to market-data',
  'market-data to alpha',
  'alpha to gateway',
  'gateway to ems',
]

/** The stamps of an order's way through the firm. */
export class HopStamps {
  readonly #state: EmsState
  readonly #ems: number

  constructor(state: EmsState) {
    this.#state = state
    this.#ems = state.orders.texts.internString('ems')
  }

  /** Takes over the stamps of a request, adds our own, and records how long each hop took. */
  take(order: number, group: TrdRegTimestampsGroup, nowNs: number): void {
    const { orders, hops } = this.#state
    const first = order * HOPS_MAX
    let count = 0
    let beforeNs = orders.ingestNs[order]!
    while (group.next() && count < HOPS_MAX - 1) {
      const timeNs = group.trdRegTimestamp()
      orders.hopTimes[first + count] = timeNs
      orders.hopTypes[first + count] = group.trdRegTimestampType()
      orders.hopOrigins[first + count] = isId(group.trdRegTimestampOriginLength)
        ? group.trdRegTimestampOriginIntern(orders.texts)
        : this.#ems
      if (count < HOP_NAMES.length - 1) hops[HOP_NAMES[count]!].record(timeNs - beforeNs)
      beforeNs = timeNs
      count++
    }
    if (count === HOP_NAMES.length - 1) hops['gateway to ems'].record(nowNs - beforeNs)
    orders.hopTimes[first + count] = nowNs
    orders.hopTypes[first + count] = TRD_REG_TIMESTAMP_TYPE.ORDER_ROUTING_TIME
    orders.hopOrigins[first + count] = this.#ems
    orders.hopCount[order] = count + 1
  }
}
