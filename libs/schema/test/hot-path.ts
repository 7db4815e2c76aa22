/** Order in, report out: what the hot path does with the codec. Shared by the GC test and the bench. */

import { AsciiTable } from '@reflex/base'
import type { FixFrame } from '@reflex/fix'
import {
  EXEC_TYPE,
  executionReport,
  executionReportEncoder,
  newOrderSingle,
  newOrderSingleEncoder,
  ORD_STATUS,
  ORD_TYPE,
  SIDE,
  STREAM,
} from '../src/index.ts'
import type { MemorySink } from './memory-sink.ts'

const ids = new AsciiTable(4096)
const id = ids.internString('MAKER1-7-0000123')
const symbol = ids.internString('BTC-USD')
const venue = ids.internString('XALP')
const account = ids.internString('MM1')
const service = ids.internString('alpha')
const orderId = ids.internString('XALP-000000123456')

/** A NewOrderSingle as alpha writes it. @returns its length. */
export function encodeOrder(sink: MemorySink, i: number): number {
  return newOrderSingleEncoder
    .begin(sink, STREAM.ORDERS_INTENT)
    .clOrdIdFrom(ids, id)
    .accountFrom(ids, account)
    .symbolFrom(ids, symbol)
    .marketIdFrom(ids, venue)
    .side(SIDE.BUY)
    .orderQtyE8(12_500_000 + i)
    .ordType(ORD_TYPE.LIMIT)
    .priceE8(6_012_345_000_000 + i * 1_000_000)
    .execInstText('6')
    .transactTime(sink.nowNs - 1234)
    .causeId(i)
    .ingestTime(sink.nowNs - 5678)
    .noTrdRegTimestamps(1)
    .trdRegTimestamp(sink.nowNs)
    .trdRegTimestampType(10)
    .trdRegTimestampOriginFrom(ids, service)
    .end()
}

/** An ExecutionReport of 22 body fields as the ems writes it. @returns its length. */
export function encodeReport(sink: MemorySink, i: number): number {
  return executionReportEncoder
    .begin(sink, STREAM.EXECUTIONS)
    .orderIdFrom(ids, orderId)
    .execIdFrom(ids, orderId)
    .clOrdIdFrom(ids, id)
    .execType(EXEC_TYPE.TRADE)
    .ordStatus(ORD_STATUS.PARTIALLY_FILLED)
    .accountFrom(ids, account)
    .symbolFrom(ids, symbol)
    .marketIdFrom(ids, venue)
    .side(SIDE.BUY)
    .orderQtyE8(12_500_000)
    .priceE8(6_012_345_000_000 + i * 1_000_000)
    .lastQtyE8(2_500_000)
    .lastPxE8(6_012_345_000_000)
    .leavesQtyE8(10_000_000)
    .cumQtyE8(2_500_000)
    .avgPxE8(6_012_345_000_000)
    .transactTime(sink.nowNs)
    .applSeqNum(i)
    .causeId(i)
    .ingestTime(sink.nowNs - 5678)
    .end()
}

/** Sums what was read: a result that V8 cannot leave out, in a place where it is not boxed. */
export const checksum = new Float64Array(1)

/** Indexes an order and reads ten fields and its hops. */
export function readOrder(frame: FixFrame, sink: MemorySink): void {
  frame.wrap(sink.bytes, sink.start, sink.length)
  const order = newOrderSingle.wrap(frame)
  let sum = order.clOrdIdFind(ids) + order.symbolFind(ids) + order.marketIdFind(ids)
  sum +=
    order.side() + order.orderQtyE8() + order.ordType() + order.priceE8() + order.transactTime() + order.ingestTime()
  sum += order.causeId()
  const hops = order.noTrdRegTimestamps()
  while (hops.next()) sum += hops.trdRegTimestamp() + hops.trdRegTimestampType()
  checksum[0]! += sum
}

/** Indexes a report and reads twelve fields. */
export function readReport(frame: FixFrame, sink: MemorySink): void {
  frame.wrap(sink.bytes, sink.start, sink.length)
  const report = executionReport.wrap(frame)
  let sum = report.clOrdIdFind(ids) + report.symbolFind(ids) + report.execType() + report.ordStatus() + report.side()
  sum += report.orderQtyE8() + report.priceE8() + report.lastQtyE8() + report.lastPxE8() + report.leavesQtyE8()
  checksum[0]! += sum + report.cumQtyE8() + report.transactTime()
}
