import { GCProfiler } from 'node:v8'
import { putPadded } from '@reflex/base'
import { BboEncoder, STREAM } from '@reflex/schema'
import { MessageFrame } from '@reflex/service-host'
import { expect, it } from 'vitest'
import { OmsHarness, sessionTime } from './harness.ts'

const MESSAGES = 1_000_000
/** Until V8 has compiled everything, on a machine that others use too. */
const WARM_UP = 500_000
const ROUNDS_MAX = 6
const DIGITS = 8

/** A report whose ids and journal number are patched in place. */
class ReportTemplate {
  readonly frame = new MessageFrame()
  readonly #bytes: Uint8Array
  readonly #places: number[]

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
    const text = Buffer.from(bytes).toString('latin1')
    this.#places = [...text.matchAll(/00000000/g)].map((match) => match.index)
    this.frame.set(STREAM.EXECUTIONS, 1, bytes, new DataView(bytes.buffer), 0, bytes.length)
  }

  number(n: number): MessageFrame {
    for (let i = 0; i < this.#places.length; i++) putPadded(this.#bytes, this.#places[i]!, n, DIGITS)
    return this.frame
  }
}

function quote(bidTicks: number): MessageFrame {
  const bytes = new Uint8Array(94)
  const view = new DataView(bytes.buffer)
  const bbo = new BboEncoder().wrapAndApplyHeader(view, 0).instrumentId(1).captureTime(sessionTime, 1e9)
  bbo
    .bidPriceTicks(bidTicks)
    .bidQtyLots(5)
    .askPriceTicks(bidTicks + 1)
    .askQtyLots(5)
  return new MessageFrame().set(STREAM.MARKET_DATA, 1, bytes, view, 0, bytes.length)
}

it('books a million messages without a scavenge', () => {
  const oms = new OmsHarness({ executionsCapacity: 1 << 20, ordersCapacity: 1 << 20 })
  const plain = { exec: 'E00000000', order: 'A00000000', status: '2', cum: '1', leaves: '0', qty: '1', fee: '0.5' }
  const side = (name: 'buy' | 'sell', px: string): ReportTemplate => {
    const bytes = oms.ems.execution({ ...plain, side: name, px, seq: 1_234_567 })
    const text = Buffer.from(bytes).toString('latin1').replace('1181=1234567', '1181=00000000')
    return new ReportTemplate(Uint8Array.from(Buffer.from(text, 'latin1')))
  }
  const fills = [side('buy', '60000.01'), side('sell', '60001.37'), side('sell', '59998.73'), side('buy', '60000.99')]
  const quotes = [quote(6_000_000), quote(6_000_104)]
  const { core, out } = oms
  let n = 0
  // Boxed once a turn and passed on in its box, as ServiceAgent does: an array with a text in it holds boxes.
  const now = [1e9, 'boxed'] as [number, string]
  const run = (count: number): void => {
    for (let i = 0; i < count; i++) {
      if ((i & 63) === 63) now[0] += 8e6
      const nowNs = now[0]
      const kind = i & 7
      if (kind < 2) core.onMessage(nowNs, fills[n & 3]!.number(++n), out)
      else if (kind === 2)
        core.onMessage(nowNs, fills[(n - 1) & 3]!.number(n), out) // A duplicate.
      else core.onMessage(nowNs, quotes[i & 1]!, out)
      if (kind === 7) core.onTimer(nowNs, out)
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
  expect(core.book.executions).toBe(n)
  expect(core.book.breaks.total).toBe(0)
  expect(scavenges).toBe(0)
}, 400_000)
