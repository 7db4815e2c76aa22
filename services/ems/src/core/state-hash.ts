import type { EmsState } from './ems-state.ts'
import { COLUMNS, HOPS_MAX } from './order-table.ts'

const PRIME = 0x01000193
const words = new Int32Array(2)
const double = new Float64Array(words.buffer)

/**
 * A number for all that the journal determines: a replay must come to the same. For tests and drills; visits every
 * order.
 */
export function stateHashOf(state: EmsState): number {
  const { orders, ring, venues, venueIds } = state
  let hash = 0x811c9dc5
  for (const value of [
    orders.count,
    orders.liveCount,
    orders.requests.size,
    orders.texts.size,
    ring.first,
    ring.next,
  ]) {
    hash = mixed(hash, value)
  }
  for (const value of [state.isHalted, state.isSevered, state.isStarted, state.life, state.cancelCount]) {
    hash = mixed(hash, Number(value))
  }
  for (const id of venueIds) {
    const venue = venues[id]!
    for (const value of [venue.isUp, venue.wasUp, venue.lastInSeq, venue.fills.size]) hash = mixed(hash, Number(value))
  }
  for (const name of COLUMNS) {
    const column = orders[name]
    const count = name.startsWith('hop') && name !== 'hopCount' ? orders.count * HOPS_MAX : orders.count
    for (let i = 0; i < count; i++) hash = mixed(hash, column[i]!)
  }
  for (let place = 0; place < orders.liveCount; place++) hash = mixed(hash, orders.liveAt(place))
  return hash >>> 0
}

function mixed(hash: number, value: number): number {
  double[0] = value
  return Math.imul(Math.imul(hash ^ words[0]!, PRIME) ^ words[1]!, PRIME)
}
