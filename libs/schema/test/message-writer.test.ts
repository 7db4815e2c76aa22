import { AsciiTable, NOT_FOUND } from '@reflex/base'
import { FIX_OK, FixFrame } from '@reflex/fix'
import { describe, expect, test } from 'vitest'
import {
  executionReport,
  executionReportEncoder,
  MSG_TYPE,
  marketDataStatisticsReport,
  marketDataStatisticsReportEncoder,
  newOrderSingle,
  newOrderSingleEncoder,
  ORD_TYPE,
  POS_AMT_TYPE,
  partyRiskLimitsReport,
  partyRiskLimitsReportEncoder,
  positionReport,
  positionReportEncoder,
  SIDE,
  STREAM,
  venueNewOrderSingle42Encoder,
  venueNewOrderSingle44Encoder,
} from '../src/index.ts'
import { MemorySink } from './memory-sink.ts'

const NOW = '20260130-09:15:02.123456789'
const ORDER = '11=MAKER1-1-1|1=MM1|55=BTC-USD|1301=XALP|54=1|38=0.125|40=2|44=60123.45'
const sink = new MemorySink()
const frame = new FixFrame(sink.sessionTime)

function wrapLast(): FixFrame {
  expect(frame.wrap(sink.bytes, sink.start, sink.length)).toBe(FIX_OK)
  return frame
}

function order(): void {
  newOrderSingleEncoder
    .begin(sink, STREAM.ORDERS_INTENT)
    .clOrdIdText('MAKER1-1-1')
    .accountText('MM1')
    .symbolText('BTC-USD')
    .marketIdText('XALP')
    .side(SIDE.BUY)
    .orderQtyE8(12_500_000)
    .ordType(ORD_TYPE.LIMIT)
    .priceE8(6_012_345_000_000)
    .transactTime(sink.nowNs)
    .causeId(17)
    .noTrdRegTimestamps(1)
    .trdRegTimestamp(sink.nowNs)
    .trdRegTimestampType(10)
    .trdRegTimestampOriginText('alpha')
    .end()
}

describe('bus messages', () => {
  test('are complete FIX, numbered, stamped and named after the service', () => {
    const before = sink.count
    order()
    expect(sink.streamId).toBe(STREAM.ORDERS_INTENT)
    expect(sink.text).toBe(
      `8=FIXT.1.1|9=231|35=D|1128=9|49=alpha|56=BUS|34=${before + 1}|52=${NOW}|${ORDER}|60=${NOW}|10000=17|` +
        `768=1|769=${NOW}|770=10|771=alpha|` +
        sink.text.slice(-7),
    )
    expect(wrapLast().msgType).toBe(MSG_TYPE.NEW_ORDER_SINGLE)
  })

  test('leave absent values out', () => {
    const table = new AsciiTable()
    newOrderSingleEncoder
      .begin(sink, STREAM.ORDERS_INTENT)
      .clOrdIdFrom(table, NOT_FOUND)
      .accountText('')
      .symbol(sink.bytes, -1, 0)
      .side(0)
      .orderQtyE8(Number.NaN)
      .causeId(Number.NaN)
      .transactTime(Number.NaN)
      .end()
    expect(wrapLast().bodySlot).toBe(frame.bodyEndSlot)
    const decoder = newOrderSingle.wrap(frame)
    expect([
      decoder.clOrdIdOffset,
      decoder.clOrdIdLength,
      decoder.clOrdIdFind(table),
      decoder.clOrdIdIntern(table),
    ]).toEqual([-1, 0, -1, -1])
    expect([decoder.side(), decoder.orderQtyE8(), decoder.causeId(), decoder.transactTime()]).toEqual([
      0,
      Number.NaN,
      Number.NaN,
      Number.NaN,
    ])
  })

  test('sent again carry PossResend once', () => {
    executionReportEncoder.begin(sink, STREAM.EXECUTIONS).possResend().orderIdText('1').end()
    expect(sink.text).toContain('|97=Y|37=1|')
    expect(executionReport.wrap(wrapLast()).possResend()).toBe(true)
    executionReportEncoder.begin(sink, STREAM.EXECUTIONS).orderIdText('1').end()
    expect(executionReport.wrap(wrapLast()).possResend()).toBe(false)
  })

  test('passed on keep their body, get a hop and new fields', () => {
    order()
    const received = new FixFrame(sink.sessionTime)
    const bytes = sink.bytes.slice(sink.start, sink.end)
    received.wrap(bytes, 0, bytes.length)
    newOrderSingleEncoder
      .begin(sink, STREAM.ORDERS_APPROVED)
      .copyBody(received)
      .riskDecisionId(5)
      .limitsVersion(2)
      .copyHops(received, 1)
      .trdRegTimestamp(sink.nowNs)
      .trdRegTimestampType(3)
      .trdRegTimestampOriginText('risk-gateway')
      .end()
    const body = sink.text.slice(sink.text.indexOf('11='), sink.text.indexOf('10=', sink.text.length - 9))
    expect(body).toBe(
      `${ORDER}|60=${NOW}|10000=17|10200=5|10201=2|768=2|769=${NOW}|770=10|771=alpha|769=${NOW}|770=3|771=risk-gateway|`,
    )
    const hops = newOrderSingle.wrap(wrapLast()).noTrdRegTimestamps()
    expect(hops.count).toBe(2)
    expect([hops.next(), hops.next(), hops.trdRegTimestampOriginText(), hops.next()]).toEqual([
      true,
      true,
      'risk-gateway',
      false,
    ])
  })

  test('passed on without hops so far, and without new ones', () => {
    executionReportEncoder.begin(sink, STREAM.EXECUTIONS).orderIdText('1').end()
    const bytes = sink.bytes.slice(sink.start, sink.end)
    const received = new FixFrame(sink.sessionTime)
    received.wrap(bytes, 0, bytes.length)
    executionReportEncoder.begin(sink, STREAM.EXECUTIONS).copyBody(received).copyHops(received, 0).end()
    expect(sink.text).toMatch(/789\|37=1\|10=\d{3}\|$/)
  })

  test('longer than claimed, or ended twice, are programmer errors', () => {
    const encoder = newOrderSingleEncoder.begin(sink, STREAM.ORDERS_INTENT, 64)
    expect(() => encoder.textText('x'.repeat(100)).end()).toThrow('message longer than claimed')
    newOrderSingleEncoder.begin(sink, STREAM.ORDERS_INTENT).end()
    expect(() => newOrderSingleEncoder.end()).toThrow('end without begin')
  })

  test('take the name of the sink they write to', () => {
    const other = new MemorySink()
    Object.assign(other, { senderCompId: Buffer.from('ems') })
    executionReportEncoder.begin(other, STREAM.EXECUTIONS).orderIdText('1').end()
    expect(other.text).toContain('|49=ems|')
    executionReportEncoder.begin(sink, STREAM.EXECUTIONS).orderIdText('1').end()
    expect(sink.text).toContain('|49=alpha|')
  })
})

describe('groups', () => {
  test('amounts of a position', () => {
    positionReportEncoder
      .begin(sink, STREAM.POSITIONS)
      .posMaintRptIdText('1')
      .noPosAmt(2)
      .posAmtType(POS_AMT_TYPE.REALIZED, 0, 4)
      .posAmtE8(-100)
      .posAmtType(POS_AMT_TYPE.FEES, 0, 4)
      .posAmtE8(50)
      .positionCurrencyText('USD')
      .end()
    const amounts = positionReport.wrap(wrapLast()).noPosAmt()
    expect([
      amounts.next(),
      amounts.posAmtTypeIs(POS_AMT_TYPE.REALIZED),
      amounts.posAmtE8(),
      amounts.positionCurrencyText(),
    ]).toEqual([true, true, -100, ''])
    expect([
      amounts.next(),
      amounts.posAmtTypeIs(POS_AMT_TYPE.REALIZED),
      amounts.posAmtE8(),
      amounts.positionCurrencyText(),
    ]).toEqual([true, false, 50, 'USD'])
  })

  test('nested four deep: limits', () => {
    const encoder = partyRiskLimitsReportEncoder
      .begin(sink, STREAM.RISK_LIMITS)
      .riskLimitReportIdText('r')
      .noPartyRiskLimits(2)
    for (const party of ['MM1', 'MAKER1']) {
      encoder.noPartyDetails(1).partyDetailIdText(party).noRiskLimits(1).noRiskLimitTypes(2)
      encoder.riskLimitType(4).riskLimitAmountE8(5).riskLimitType(5).riskLimitAmountE8(6)
      encoder
        .noRiskWarningLevels(1)
        .riskWarningLevelAction(4)
        .riskWarningLevelPercentE8(80_000_000)
        .riskLimitIdText(party)
    }
    encoder.end()
    const limits = partyRiskLimitsReport.wrap(wrapLast()).noPartyRiskLimits()
    const seen: unknown[] = []
    while (limits.next()) {
      const details = limits.noPartyDetails()
      while (details.next()) seen.push(details.partyDetailIdText())
      const risk = limits.noRiskLimits()
      while (risk.next()) {
        const types = risk.noRiskLimitTypes()
        while (types.next()) {
          seen.push(types.riskLimitType(), types.riskLimitAmountE8())
          const levels = types.noRiskWarningLevels()
          while (levels.next()) seen.push(levels.riskWarningLevelPercentE8())
        }
      }
      seen.push(limits.riskLimitIdText())
    }
    expect(seen).toEqual(['MM1', 4, 5, 5, 6, 80_000_000, 'MM1', 'MAKER1', 4, 5, 5, 6, 80_000_000, 'MAKER1'])
  })

  test('venue quality', () => {
    marketDataStatisticsReportEncoder
      .begin(sink, STREAM.TCA)
      .mdStatisticRptIdText('1')
      .noMdStatistics(1)
      .mdStatisticType(5)
      .mdStatisticScope(5)
      .mdStatisticValueE8(25_000_000)
      .venueMetric(1)
      .end()
    const statistics = marketDataStatisticsReport.wrap(wrapLast()).noMdStatistics()
    expect([statistics.next(), statistics.mdStatisticValueE8(), statistics.venueMetric()]).toEqual([
      true,
      25_000_000,
      1,
    ])
  })
})

describe('venue messages', () => {
  test('are bodies that begin with MsgType; stamps have the precision of the version', () => {
    venueNewOrderSingle44Encoder
      .beginBody(sink, 5001)
      .clOrdIdText('A')
      .side(SIDE.SELL)
      .transactTime(sink.nowNs)
      .endBody()
    expect(sink.text).toBe('35=D|11=A|54=2|60=20260130-09:15:02.123456|')
    venueNewOrderSingle42Encoder.beginBody(sink, 5001).clOrdIdText('A').handlInst(49).transactTime(sink.nowNs).endBody()
    expect(sink.text).toBe('35=D|11=A|21=1|60=20260130-09:15:02.123|')
  })
})
