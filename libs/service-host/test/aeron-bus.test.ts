import { describe, expect, it } from 'vitest'
import { AeronBus, CounterTable, HOST_COUNTERS, type MessageFrame } from '../src/index.ts'
import { heapBus } from './heap-bus.ts'

const CHANNEL = 'aeron:ipc?term-length=64k|mtu=1408'
const counters = () => new CounterTable('test', HOST_COUNTERS)

function collector(): { texts: string[]; sessions: Set<number>; onFrame(frame: MessageFrame): void } {
  const texts: string[] = []
  const sessions = new Set<number>()
  return {
    texts,
    sessions,
    onFrame(frame) {
      texts.push(Buffer.from(frame.bytes.subarray(frame.offset, frame.offset + frame.length)).toString())
      sessions.add(frame.sessionId)
      expect(frame.view.getUint8(frame.offset)).toBe(frame.bytes[frame.offset])
    },
  }
}

describe('AeronBus', () => {
  it('carries messages with their sequence, short and fragmented', () => {
    const { aeron, doWork } = heapBus()
    const bus = new AeronBus({ aeron, channel: CHANNEL })
    const input = bus.subscribe(1001, counters())
    const output = bus.publish(1001, counters())
    doWork()
    const long = 'x'.repeat(5000)
    for (const [i, text] of ['one', long, 'three'].entries()) {
      expect(output.offer(Buffer.from(text), 0, text.length, i + 1, Number.NaN)).toBe(0)
    }
    const seen = collector()
    input.poll(0, seen, 100)
    expect(seen.texts).toEqual(['one', long, 'three'])
  })

  it('counts what is missing, by publisher life', () => {
    const { aeron, doWork } = heapBus()
    const bus = new AeronBus({ aeron, channel: CHANNEL })
    const table = counters()
    const input = bus.subscribe(1001, table)
    const first = aeron.addExclusivePublication(CHANNEL, 1001)
    const second = bus.publish(1001, counters())
    doWork()
    for (const number of [5, 6, 9]) first.offer(Buffer.from('a'), 0, 1, number)
    for (const seqNum of [1, 2]) second.offer(Buffer.from('b'), 0, 1, seqNum, Number.NaN)
    const seen = collector()
    while (input.poll(0, seen, 100) > 0) doWork()
    expect(seen.texts.sort()).toEqual(['a', 'a', 'a', 'b', 'b'])
    expect(table.get('busGaps')).toBe(2)
    expect(table.get('publishers')).toBe(2)
    expect(seen.sessions.size).toBe(2)
  })

  it('refuses under back-pressure and accepts later, losing nothing', () => {
    const { aeron, doWork } = heapBus()
    const bus = new AeronBus({ aeron, channel: CHANNEL })
    const table = counters()
    const input = bus.subscribe(1001, table)
    const output = bus.publish(1001, counters())
    doWork()
    const message = Buffer.alloc(1000)
    let sent = 0
    let refused = 0
    const seen = collector()
    while (sent < 500) {
      if (output.offer(message, 0, message.length, sent + 1, Number.NaN) === 0) sent++
      else {
        refused++
        input.poll(0, seen, 10)
      }
      doWork()
    }
    while (input.poll(0, seen, 10) > 0) doWork()
    expect(refused).toBeGreaterThan(0)
    expect(seen.texts).toHaveLength(500)
    expect(table.get('busGaps')).toBe(0)
  })

  it('counts nothing as lost for who joins after a time without subscribers', () => {
    const { aeron, doWork } = heapBus()
    const bus = new AeronBus({ aeron, channel: CHANNEL })
    const said = counters()
    const output = bus.publish(1001, said)
    const gone = bus.subscribe(1001, counters())
    const say = (text: string, seqNum: number) => output.offer(Buffer.from(text), 0, text.length, seqNum, Number.NaN)
    doWork()
    say('left in the log', 1)
    gone.close()
    doWork()
    say('to nobody', 2)
    expect(said.get('busUnconnected')).toBe(1)
    const table = counters()
    const input = bus.subscribe(1001, table)
    doWork()
    say('now', 3)
    const seen = collector()
    while (input.poll(0, seen, 10) > 0) doWork()
    expect(seen.texts).toContain('now')
    expect(seen.texts).not.toContain('to nobody')
    expect(table.get('busGaps')).toBe(0)
  })

  it('drops and counts when nobody is subscribed', () => {
    const { aeron } = heapBus()
    const table = counters()
    const output = new AeronBus({ aeron, channel: CHANNEL }).publish(1001, table)
    expect(output.offer(Buffer.from('x'), 0, 1, 1, Number.NaN)).toBe(0)
    expect(table.get('busUnconnected')).toBe(1)
  })
})
