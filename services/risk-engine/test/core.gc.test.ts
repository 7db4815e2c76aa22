/** A million messages through the core cause no scavenge: quotes of every instrument, positions, heartbeats. */

import { GCProfiler } from 'node:v8'
import { MessageFrame } from '@reflex/service-host'
import { expect, test } from 'vitest'
import { START_NS, World } from './world.ts'

const MESSAGES = 1_000_000

interface Recorded {
  readonly stream: number
  readonly view: DataView
  readonly bytes: Uint8Array
  readonly offset: number
  readonly length: number
}

/** Messages of one round in one piece of memory, as in a term buffer. */
function recordRound(): Recorded[] {
  const world = new World().ready()
  const messages: { stream: number; bytes: Uint8Array }[] = []
  world.deliver = (stream, bytes) => messages.push({ stream, bytes })
  for (let id = 1; id <= 6; id++) world.quote(id, id % 2 === 1 ? 60_000 + id : 3000 + id)
  world.position({ qty: 0.5, realized: 12.34, fees: 1.5, unrealized: 20, mark: 60_000 })
  world.position({ qty: -0.4, venue: 'XBET', realized: 12.34, fees: 1.5, unrealized: 20, mark: 60_000 })
  world.position({ qty: -0.4, venue: 'XBET', strategy: 'MAKER1', realized: 12.34 })
  world.heartbeats()
  const memory = new Uint8Array(messages.reduce((length, { bytes }) => length + bytes.length, 0))
  const view = new DataView(memory.buffer)
  let end = 0
  return messages.map(({ stream, bytes }) => {
    memory.set(bytes, end)
    end += bytes.length
    return { stream, view, bytes: memory, offset: end - bytes.length, length: bytes.length }
  })
}

test('1,000,000 messages, 0 scavenges', { retry: 4, timeout: 180_000 }, () => {
  const round = recordRound()
  const world = new World().ready()
  const frame = new MessageFrame()
  const rounds = Math.ceil(MESSAGES / round.length)
  const run = (count: number): void => {
    for (let r = 0; r < count; r++) {
      for (const { stream, bytes, view, offset, length } of round) {
        world.core.onMessage(START_NS, frame.set(stream, 1, bytes, view, offset, length), world.out)
      }
    }
  }
  run(60_000)
  const profiler = new GCProfiler()
  profiler.start()
  run(rounds)
  const { statistics } = profiler.stop()
  expect(world.counters.get('quotes')).toBeGreaterThan(rounds * 6)
  expect(world.core.parts.figures.netE8[0]).toBeGreaterThan(0)
  expect(statistics.filter((entry) => entry.gcType === 'Scavenge')).toHaveLength(0)
})
