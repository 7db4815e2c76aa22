import { ASK, BID } from '@reflex/book'
import type { FixFrame } from '@reflex/fix'
import { EXEC_TYPE, type Instruments, NO_INSTRUMENT, ORD_STATUS, ORD_TYPE, SIDE } from '@reflex/schema'
import { ORDER_CANCELLED, ORDER_FILLED, ORDER_REJECTED } from './core/member-orders.ts'
import type { Venue } from './core/venue.ts'
import { executionNumber } from './execution-journal.ts'

const ORDER_ID_MARK = '-O'

/** Takes an execution report of an earlier life: orders, ClOrdIDs, positions, the number of the last execution. */
export function restoreExecution(venue: Venue, instruments: Instruments, session: number, frame: FixFrame): void {
  const { orders, positions, reports } = venue
  reports.execNumber = Math.max(reports.execNumber, executionNumber(frame))
  const id = orders.clOrdIds[session]!.intern(frame.bytes, frame.offsetOf(11), frame.lengthOf(11))
  const orderId = frame.text(37)
  const mark = orderId.lastIndexOf(ORDER_ID_MARK)
  const id55 = instruments.findAtVenue(venue.id, frame.bytes, frame.offsetOf(55), frame.lengthOf(55))
  if (mark < 0 || id55 === NO_INSTRUMENT) return // A refusal: only its ClOrdID counts.
  const index = instruments.indexOf(id55)
  const slot = Number(orderId.slice(mark + ORDER_ID_MARK.length)) - 1
  if (slot >= orders.count) {
    orders.allocate(session, id)
    orders.account[slot] = orders.texts.intern(frame.bytes, frame.offsetOf(1), frame.lengthOf(1))
    orders.instrument[slot] = index
    orders.side[slot] = frame.char(54) === SIDE.BUY ? BID : ASK
    orders.ordType[slot] = frame.char(40)
    orders.timeInForce[slot] = frame.char(59)
    orders.isPostOnly[slot] = frame.has(18) ? 1 : 0
  } else if (frame.char(150) === EXEC_TYPE.REPLACED) orders.rename(slot, id)
  if (frame.char(40) !== ORD_TYPE.MARKET) orders.priceTicks[slot] = instruments.ticksOf(index, frame.decimalE8(44))
  orders.qty[slot] = instruments.lotsOf(index, frame.decimalE8(38))
  orders.cum[slot] = instruments.lotsOf(index, frame.decimalE8(14))
  orders.leaves[slot] = instruments.lotsOf(index, frame.decimalE8(151))
  const lots = frame.has(32) ? instruments.lotsOf(index, frame.decimalE8(32)) : 0
  if (lots > 0) {
    const ticks = instruments.ticksOf(index, frame.decimalE8(31))
    const feeE8 = frame.has(137) ? frame.decimalE8(137) : frame.has(12) ? frame.decimalE8(12) : 0
    orders.cumTicks[slot]! += lots * ticks
    positions.restore(orders.account[slot]!, index, orders.side[slot]!, ticks, lots, feeE8)
    // With whom is not said; booked against the rest each time, what members traded among themselves cancels out.
    venue.keeper.tradedWithRest(index, orders.side[slot] === BID ? ASK : BID, ticks, lots)
    venue.keeper.feeIncomeE8[0]! += feeE8
  }
  const status = frame.char(39)
  if (status === ORD_STATUS.FILLED) orders.close(slot, ORDER_FILLED)
  else if (status === ORD_STATUS.CANCELED) orders.close(slot, ORDER_CANCELLED)
  else if (status === ORD_STATUS.REJECTED) orders.close(slot, ORDER_REJECTED)
}

/** The books are empty after a restart: what was open is cancelled, and its members are told when they are back. */
export function cancelLostOrders(venue: Venue): number {
  const slots = [...venue.orders.live.subarray(0, venue.orders.liveCount)].sort((a, b) => a - b)
  for (const slot of slots) {
    venue.reports.details.text = 'venue was restarted'
    venue.keeper.lost(slot)
  }
  return slots.length
}
