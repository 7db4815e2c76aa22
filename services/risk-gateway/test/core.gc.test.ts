/**
 * A million messages through the core cause no scavenge: orders, acknowledgements, fills, refusals, cancels, quotes.
 */

import { GCProfiler } from 'node:v8'
import { MessageFrame } from '@reflex/service-host'
import { expect, test } from 'vitest'
import { START_NS, World } from './world.ts'

const MESSAGES = 1_000_000
const NONE = { window: 'none' }
const UNTHROTTLED = { firm: NONE, strategies: { '*': NONE }, venues: { '*': NONE } }

interface Recorded {
  readonly stream: number
  readonly bytes: Uint8Array
  readonly view: DataView
  readonly offset: number
  readonly length: number
  readonly idOffsets: number[]
}

/** Messages of one round, recorded once through the encoders; ids of eight digits, replaced by number in each round. */
function recordRound(): Recorded[] {
  const world = new World().ready()
  const recorded: Recorded[] = []
  const deliver = world.deliver.bind(world)
  world.deliver = (stream, bytes) => {
    const text = Buffer.from(bytes).toString('latin1')
    const idOffsets = [...text.matchAll(/ID0000000\d/g)].map((match) => match.index)
    recorded.push({ stream, bytes, view: new DataView(bytes.buffer), offset: 0, length: bytes.length, idOffsets })
    deliver(stream, bytes)
  }
  world.order({ id: 'ID00000000', qty: 0.1, px: 59_900 })
  world.report({ id: 'ID00000000', execType: '0', status: '0', qty: 0.1, px: 59_900 })
  world.quote(1, 59_999, 60_001)
  world.report({ id: 'ID00000000', execType: 'F', status: '1', qty: 0.1, cum: 0.05, last: 0.05, px: 59_900 })
  world.replace({ id: 'ID00000001', orig: 'ID00000000', qty: 0.1, px: 59_950 })
  world.report({ id: 'ID00000001', orig: 'ID00000000', execType: '5', status: '5', qty: 0.1, cum: 0.05, px: 59_950 })
  world.cancel('ID00000002', 'ID00000001')
  world.report({ id: 'ID00000002', orig: 'ID00000001', execType: '4', status: '4', qty: 0.1, cum: 0.05, px: 59_950 })
  world.position({ qty: 0, pnl: -10 })
  world.order({ id: 'ID00000003', qty: 9, px: 70_000 })
  return inOneBuffer(recorded)
}

/** As in a term buffer: all messages in one piece of memory, with one view. */
function inOneBuffer(messages: Recorded[]): Recorded[] {
  const memory = new Uint8Array(messages.reduce((length, { bytes }) => length + bytes.length, 0))
  const view = new DataView(memory.buffer)
  let end = 0
  return messages.map(({ stream, bytes, idOffsets }) => {
    const offset = end
    memory.set(bytes, offset)
    end += bytes.length
    return { stream, bytes: memory, view, offset, length: bytes.length, idOffsets: idOffsets.map((at) => at + offset) }
  })
}

function renumber(bytes: Uint8Array, offset: number, base: number): void {
  let rest = base + (bytes[offset + 9]! & 3)
  for (let i = offset + 8; i >= offset + 2; i--) {
    bytes[i] = 48 + ((rest >> 2) % 10)
    rest = (Math.floor((rest >> 2) / 10) << 2) | (rest & 3)
  }
}

test('1,000,000 messages, 0 scavenges', { retry: 4, timeout: 180_000 }, () => {
  const round = recordRound()
  const world = new World(UNTHROTTLED).ready()
  const frame = new MessageFrame()
  const rounds = Math.ceil(MESSAGES / round.length)
  const run = (from: number, to: number): void => {
    for (let r = from; r < to; r++) {
      for (const { stream, bytes, view, offset: start, length, idOffsets } of round) {
        for (const offset of idOffsets) renumber(bytes, offset, r * 4)
        world.core.onMessage(START_NS, frame.set(stream, 1, bytes, view, start, length), world.out)
      }
      world.out.discard()
    }
  }
  run(0, 40_000)
  const profiler = new GCProfiler()
  profiler.start()
  run(40_000, 40_000 + rounds)
  const { statistics } = profiler.stop()
  const scavenges = statistics.filter((entry) => entry.gcType === 'Scavenge').length
  expect(world.counters.get('approved')).toBeGreaterThan(rounds)
  expect(world.counters.get('rejected')).toBeGreaterThan(rounds)
  expect(world.core.parts.orders.openCount).toBe(0)
  expect(scavenges).toBe(0)
})
