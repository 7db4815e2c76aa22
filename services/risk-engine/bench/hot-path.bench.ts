/**
 * The engine's turn: quotes of every instrument in, an evaluation of all figures and limits; and the collections of
 * garbage that a million messages cause.
 */

import { PerformanceObserver } from 'node:perf_hooks'
import { measure, sizeOf } from '@reflex/base/measure'
import { MessageFrame } from '@reflex/service-host'
import { START_NS, World } from '../test/world.ts'

const MESSAGES = sizeOf(1_000_000)

interface Recorded {
  readonly stream: number
  readonly bytes: Uint8Array
  readonly view: DataView
}

function record(): Recorded[] {
  const world = new World().ready()
  const messages: Recorded[] = []
  world.deliver = (stream, bytes) => messages.push({ stream, bytes, view: new DataView(bytes.buffer) })
  for (let id = 1; id <= 6; id++) world.quote(id, id % 2 === 1 ? 60_000 + id : 3000 + id)
  return messages
}

const round = record()
const world = new World().ready()
world.position({ qty: 0.2, realized: 1, fees: 1, unrealized: 2, mark: 60_000 })
const frame = new MessageFrame()
let collections = 0
new PerformanceObserver((list) => {
  collections += list.getEntries().length
}).observe({ entryTypes: ['gc'] })

const inputs = 'one operation = one best bid and offer; an evaluation each 1,000 messages'
measure({ name: 'risk: engine, message in', inputs, operations: MESSAGES, rounds: 3 }, (onOperation) => {
  for (let i = 0; i < MESSAGES; i++) {
    const { stream, bytes, view } = round[i % round.length]!
    world.core.onMessage(START_NS, frame.set(stream, 1, bytes, view, 0, bytes.length), world.out)
    if (i % 1000 === 0) {
      world.core.onTimer(START_NS, world.out)
      world.out.discard()
    }
    onOperation?.()
  }
  return Math.round(world.core.parts.figures.netE8[0]! / 1e6)
})
await new Promise((resolve) => setTimeout(resolve, 50))
if (process.env['REFLEX_BENCH_JSON'] !== '1') console.log(`  ${collections} collections of garbage in the whole run`)
