import { GCProfiler } from 'node:v8'
import { AsciiTable, putPadded } from '@reflex/base'
import { BboEncoder, ExecutionReportEncoder, NewOrderSingleEncoder, STREAM } from '@reflex/schema'
import { MessageFrame, Outbox } from '@reflex/service-host'
import { expect, it } from 'vitest'
import { sessionTime, TcaHarness } from './harness.ts'

const MESSAGES = 1_000_000
/** Until V8 has compiled everything, on a machine that others use too. */
const WARM_UP = 500_000
const ROUNDS_MAX = 6

/** Orders, their answers and fills, and quotes, written without garbage; numbers in the ids. */
class Flow {
  readonly time = new Float64Array([1e9])
  readonly #frame = new MessageFrame()
  readonly #out = new Outbox({ senderCompId: 'ems', sessionTime, capacityBytes: 65_536, messagesMax: 4 })
  readonly #order = new NewOrderSingleEncoder()
  readonly #report = new ExecutionReportEncoder()
  readonly #texts = new AsciiTable(16)
  readonly #account = this.#texts.internString('MM1')
  readonly #symbol = this.#texts.internString('ABC')
  readonly #venue = this.#texts.internString('XB')
  readonly #strategy = this.#texts.internString('MAKER1')
  readonly #exec = this.#texts.internString('EXEC')
  readonly #id = new Uint8Array(9).fill(65)
  readonly #quoteBytes = new Uint8Array(94)
  readonly #quoteView = new DataView(this.#quoteBytes.buffer)
  readonly #bbo = new BboEncoder()

  approve(n: number): MessageFrame {
    putPadded(this.#id, 1, n, 8)
    const e = this.#order.begin(this.#out, STREAM.ORDERS_APPROVED).clOrdId(this.#id, 0, 9)
    e.accountFrom(this.#texts, this.#account).symbolFrom(this.#texts, this.#symbol)
    e.marketIdFrom(this.#texts, this.#venue)
      .side(49 + (n & 1))
      .orderQtyE8(100e8)
      .ordType(50)
      .priceE8(50e8)
    e.transactTime(this.time[0]!).noTrdRegTimestamps(1).trdRegTimestamp(this.time[0]!).trdRegTimestampType(3).end()
    return this.#take(STREAM.ORDERS_APPROVED)
  }

  report(n: number, sequence: number, execType: number, status: number): MessageFrame {
    putPadded(this.#id, 1, n, 8)
    const e = this.#report.begin(this.#out, STREAM.EXECUTIONS).orderId(this.#id, 0, 9).execId(this.#id, 0, 9)
    e.clOrdId(this.#id, 0, 9).execType(execType).ordStatus(status).accountFrom(this.#texts, this.#account)
    e.symbolFrom(this.#texts, this.#symbol)
      .marketIdFrom(this.#texts, this.#venue)
      .side(49 + (n & 1))
    e.orderQtyE8(100e8).priceE8(50e8).leavesQtyE8(0).cumQtyE8(100e8).lastQtyE8(100e8).lastPxE8(50e8)
    e.strategyIdFrom(this.#texts, this.#strategy).lastLiquidityInd(1 + (n & 1))
    e.transactTime(this.time[0]!).applIdFrom(this.#texts, this.#exec).applSeqNum(sequence)
    e.noMiscFees(1).miscFeeAmtE8(-1e6)
    e.noTrdRegTimestamps(2).trdRegTimestamp(this.time[0]!).trdRegTimestampType(31)
    e.trdRegTimestamp(this.time[0]!).trdRegTimestampType(2).end()
    return this.#take(STREAM.EXECUTIONS)
  }

  quote(n: number): MessageFrame {
    const bbo = this.#bbo.wrapAndApplyHeader(this.#quoteView, 0).instrumentId(1 + (n % 3))
    bbo.captureTime(sessionTime, this.time[0]!)
    bbo
      .bidPriceTicks(4990 + (n % 17))
      .bidQtyLots(5)
      .askPriceTicks(4993 + (n % 17))
      .askQtyLots(5)
    return this.#frame.set(STREAM.MARKET_DATA, 1, this.#quoteBytes, this.#quoteView, 0, 94)
  }

  #take(stream: number): MessageFrame {
    const { bytes, view, lastStart, lastEnd } = this.#out
    this.#out.discard()
    return this.#frame.set(stream, 1, bytes, view, lastStart, lastEnd - lastStart)
  }
}

it('measures a million messages without a scavenge', () => {
  const tca = new TcaHarness({ fillsMax: 8192, ordersMax: 16_384, historyNs: 1e9, waitNs: 1e9 })
  const flow = new Flow()
  const { core, out } = tca
  let n = 0
  let sequence = 0
  let step = 0
  // One clock read a turn, as in the agent, of 64 messages. Beside a text V8 keeps the number as an object that is
  // passed on as it is.
  const turn: [string, number] = ['now', 1e9]
  const run = (count: number): void => {
    const { time } = flow
    for (let i = 0; i < count; i++) {
      const kind = step++ & 15
      if (kind === 0) core.onMessage(turn[1], flow.approve(++n), out)
      else if (kind === 2) core.onMessage(turn[1], flow.report(n, ++sequence, 48, 48), out)
      else if (kind === 5) core.onMessage(turn[1], flow.report(n, ++sequence, 70, 50), out)
      else core.onMessage(turn[1], flow.quote(step), out)
      time[0]! += 100_000
      // 16 bytes a turn are the agent's, not the core's: with a turn of 16 messages alone they make a scavenge.
      if ((step & 63) === 0) turn[1] = time[0]!
      if (kind === 15) core.onTimer(turn[1], out)
      out.discard()
    }
  }
  run(WARM_UP)
  // A round in which V8 still compiles may see one; garbage of our own would show in every round.
  let scavenges = 1
  for (let round = 0; round < ROUNDS_MAX && scavenges > 0; round++) {
    const profiler = new GCProfiler()
    profiler.start()
    run(MESSAGES)
    scavenges = profiler.stop().statistics.filter((one) => one.gcType === 'Scavenge').length
  }
  expect(tca.counters.get('fills')).toBe(n)
  expect(tca.counters.get('overflows')).toBe(0)
  expect(tca.summary().markouts).toBeGreaterThan(300_000)
  expect(scavenges).toBe(0)
}, 400_000)
