import { GCProfiler } from 'node:v8'
import { putPadded, SessionTime } from '@reflex/base'
import { Instruments } from '@reflex/schema'
import { MessageFrame, Outbox } from '@reflex/service-host'
import { expect, it } from 'vitest'
import { ConsoleCore } from '../src/core/console-core.ts'
import { createConsoleCounters } from '../src/counters.ts'
import { deskOf } from './desk.ts'
import { Senders } from './senders.ts'

const MESSAGES = 1_000_000
const EPOCH_MS = Date.UTC(2026, 0, 30)
const DIGITS = 8

/**
 * Messages of every frequent kind; ids of eight zeros are patched in place, so that each order and execution is a new
 * one.
 */
class Templates {
  readonly frames: MessageFrame[] = []
  readonly #places: number[][] = []
  readonly #sessionTime = new SessionTime(EPOCH_MS)

  constructor() {
    const senders = new Senders(this.#sessionTime, (stream, bytes) => this.#add(stream, bytes))
    senders.nowNs = 1e9
    const terms = { symbol: 'BTC-USD', venue: 'XALP', side: 'buy', qty: '0.5', price: '60000.01' } as const
    const ids = { order: 'A00000000', exec: 'E00000000' }
    const hopsNs = [12_345, 23_456, 34_567, 45_678]
    senders.bbo(1, 1, 6_000_000, 3, 6_000_002, 4)
    senders.bbo(5, 3, 120_001, 3, 120_004, 4)
    senders.trade(1, 1, 6_000_001, 7)
    senders.execution({ ...terms, ...ids, type: '0', status: '0', leaves: '0.5', cum: '0', hopsNs })
    const fill = {
      ...terms,
      ...ids,
      lastQty: '0.5',
      lastPx: '60000.01',
      fee: '-0.75',
      maker: true,
      leaves: '0',
      cum: '0.5',
    }
    senders.execution({ ...fill, type: 'F', status: '2' })
    senders.measurement('E00000000', 1.5, [[10, 0.25]])
    const amounts = ['10.25', '-3.5', '0.75', '6']
    senders.position({ symbol: 'BTC-USD', venue: 'XALP', qty: '1.5', average: '59000', mark: '60000.01', amounts })
    senders.heartbeat('ems')
    senders.limits('risk-gateway', [['GROSS', '1000000', '312345.5']])
    senders.quality('XALP', [[5, 0, 1.5, 0.25]], 42)
    senders.riskAction('RE1', 0, 2, { ttlMs: 3000 })
  }

  frame(i: number, n: number): MessageFrame {
    const index = i % this.frames.length
    const frame = this.frames[index]!
    const places = this.#places[index]!
    for (let k = 0; k < places.length; k++) putPadded(frame.bytes, places[k]!, n, DIGITS)
    return frame
  }

  #add(stream: number, bytes: Uint8Array): void {
    const text = Buffer.from(bytes).toString('latin1')
    this.#places.push([...text.matchAll(/(?<==[AE])0{8}/g)].map((match) => match.index))
    this.frames.push(new MessageFrame().set(stream, 1, bytes, new DataView(bytes.buffer), 0, bytes.length))
  }
}

it('takes a million messages without a scavenge', { retry: 4, timeout: 180_000 }, () => {
  const sessionTime = new SessionTime(EPOCH_MS)
  const core = new ConsoleCore({
    instruments: new Instruments(deskOf({})),
    sessionTime,
    counters: createConsoleCounters('ops-console'),
    ...{ ordersKept: 512, fillsKept: 256, alertsKept: 64, positionsMax: 64, limitsMax: 64 },
    ...{ historyRows: 600, historyIntervalNs: 5e8 },
  })
  const out = new Outbox({ senderCompId: 'ops-console', sessionTime })
  const templates = new Templates()
  let n = 0
  let nowNs = 1e9
  const run = (count: number): void => {
    for (let i = 0; i < count; i++) {
      if (i % templates.frames.length === 0) n++
      core.onMessage(nowNs, templates.frame(i, n), out)
      if (i % 8 !== 0) continue
      nowNs += 1e6 // Rarely: it is the test that boxes this double.
      core.onTimer(nowNs, out)
    }
  }
  run(27_273 * templates.frames.length)
  const profiler = new GCProfiler()
  profiler.start()
  run(Math.ceil(MESSAGES / templates.frames.length) * templates.frames.length)
  const scavenges = profiler.stop().statistics.filter((one) => one.gcType === 'Scavenge').length
  expect(core.fills.count).toBe(n)
  expect(core.hops.tickToTrade.count).toBe(n)
  expect(core.control.log.count).toBe(1)
  expect(scavenges).toBe(0)
})
