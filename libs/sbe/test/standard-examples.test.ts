/** The worked examples of the SBE 1.0 standard: the hex dumps of its text, read and written again. */

import { existsSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { DynamicDecoder } from '../src/index.ts'
import { dataPath } from './data-path.ts'
import { bytesOfDump, loadGenerated, readSchema } from './vectors.ts'

const page = dataPath('sbe/fix-standard/07Examples.md')
const SOFH_LENGTH = 6
/**
 * The order's time in the dump, 2018-04-30T14:32:01.248Z in the standard's table but other in its bytes; the dump is
 * the authority.
 */
const TRANSACT_TIME_AT = SOFH_LENGTH + 8 + 25

describe.skipIf(!existsSync(page))('examples of the standard', () => {
  let dumps: Uint8Array[] = []
  // biome-ignore lint/suspicious/noExplicitAny: generated at run time, so the compiler knows no types of it.
  let generated: Record<string, any> = {}
  const target = new Uint8Array(128)
  const view = new DataView(target.buffer)

  beforeAll(async () => {
    const blocks = [...readFileSync(page, 'utf8').matchAll(/```\s*\n((?:[0-9a-f]{2} [^\n]*\n)+)```/g)]
    dumps = blocks.map((block) => bytesOfDump(block[1]!))
    generated = await loadGenerated('fix-standard/Examples.xml')
    target.fill(0xff)
  })

  function decode(index: number): unknown {
    const bytes = dumps[index]!
    const sofh = new DataView(bytes.buffer)
    expect([sofh.getUint32(0), sofh.getUint16(4)]).toEqual([bytes.length, 0xeb50])
    const message = new DynamicDecoder(readSchema('fix-standard/Examples.xml')).decode(sofh, SOFH_LENGTH)
    expect(message.length).toBe(bytes.length - SOFH_LENGTH)
    return message.fields
  }

  function expectBytes(index: number, end: number): void {
    const expected = Buffer.from(dumps[index]!.subarray(SOFH_LENGTH)).toString('hex')
    expect(Buffer.from(target.subarray(0, end)).toString('hex')).toBe(expected)
  }

  test('a flat order', () => {
    const time = new DataView(dumps[0]!.buffer).getBigUint64(TRANSACT_TIME_AT, true)
    expect(decode(0)).toMatchObject({
      ClOrdId: 'ORD00001',
      Account: 'ACCT01',
      Symbol: 'GEM4',
      Side: 'Buy',
      TransactTime: time,
      OrderQty: { mantissa: 7, exponent: 0 },
      OrdType: 'Limit',
      Price: { mantissa: 99_610, exponent: -3 },
      StopPx: { mantissa: null },
    })
    const order = new generated['NewOrderSingleEncoder']().wrapAndApplyHeader(view, 0)
    order.clOrdId('ORD00001').account('ACCT01').symbol('GEM4').side(49).transactTime(Number(time))
    view.setBigUint64(8 + 25, time, true)
    order.orderQty().mantissa(7)
    order.ordType(50).price().mantissa(99_610)
    order.stopPx().mantissa(generated['OptionalDecimalEncodingEncoder'].MANTISSA_NULL)
    expectBytes(0, order.limit())
  })

  test('an execution report with a group', () => {
    const fills = [
      [99_610, 2],
      [99_620, 4],
    ] as const
    expect(decode(1)).toMatchObject({
      OrderID: 'O0000001',
      ExecID: 'EXEC0000',
      ExecType: 'Trade',
      OrdStatus: 'PartialFilled',
      MaturityMonthYear: { year: 2014, month: 6, day: 255, week: 255 },
      LeavesQty: { mantissa: 1 },
      CumQty: { mantissa: 6 },
      FillsGrp: fills.map(([price, qty]) => ({ FillPx: { mantissa: price }, FillQty: { mantissa: qty } })),
    })
    const report = new generated['ExecutionReportEncoder']().wrapAndApplyHeader(view, 0)
    report.orderID('O0000001').execID('EXEC0000').execType(70).ordStatus(49).symbol('GEM4').side(49)
    report.maturityMonthYear().year(2014).month(6).day(255).week(255)
    report.leavesQty().mantissa(1)
    report.cumQty().mantissa(6)
    const entries = report.tradeDate(0x3e75).fillsGrpCount(2)
    for (const [price, qty] of fills) {
      entries.next().fillPx().mantissa(price)
      entries.fillQty().mantissa(qty)
    }
    expectBytes(1, report.limit())
  })

  test('a reject with variable-length text', () => {
    const text = 'Not authorized to trade that instrument'
    expect(decode(2)).toEqual({
      BusinesRejectRefId: 'ORD00001',
      BusinessRejectReason: 'NotAuthorized',
      Text: new TextEncoder().encode(text),
    })
    const reject = new generated['BusinessMessageRejectEncoder']().wrapAndApplyHeader(view, 0)
    reject
      .businesRejectRefId('ORD00001')
      .businessRejectReason(6)
      .putText(new TextEncoder().encode(text), 0, text.length)
    expectBytes(2, reject.limit())
  })
})
