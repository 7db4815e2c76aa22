import { ManualClock, SessionTime } from '@reflex/base'
import { MemoryStorage } from '@reflex/journal'
import { describe, expect, it } from 'vitest'
import {
  CounterTable,
  type FrameHandler,
  HOST_COUNTERS,
  InputJournal,
  type InputSource,
  MessageFrame,
  Outbox,
  type OutputSink,
  OutputTable,
  ServiceAgent,
  type ServiceCore,
  SILENT_LOGGER,
  TurnCounters,
} from '../src/index.ts'

const IN = 7
const OUT = 8

/** Adds up the bytes it is sent and says each total: enough state to see order, loss and doubling. */
class SummingCore implements ServiceCore {
  total = 0
  recovered = 0

  onMessage(_nowNs: number, frame: MessageFrame, out: Outbox): void {
    this.total += frame.bytes[frame.offset]!
    const start = out.claim(OUT, 8)
    out.view.setFloat64(start, this.total)
    out.commit(start, start + 8)
  }

  onTimer(): number {
    return 0
  }

  onRecovered(): void {
    this.recovered++
  }

  isReady(): boolean {
    return true
  }

  statusText(): string {
    return 'ready'
  }

  snapshot(): Uint8Array {
    return Uint8Array.from(new Uint8Array(new Float64Array([this.total]).buffer))
  }

  restore(bytes: Uint8Array): void {
    this.total = new Float64Array(bytes.slice().buffer)[0]!
  }
}

class Queue implements InputSource {
  readonly name = 'queue'
  readonly bytes: number[] = []
  readonly #frame = new MessageFrame()

  poll(_nowNs: number, handler: FrameHandler, limit: number): number {
    let count = 0
    while (count < limit && this.bytes.length > 0) {
      const bytes = Uint8Array.of(this.bytes.shift()!)
      handler.onFrame(this.#frame.set(IN, 0, bytes, new DataView(bytes.buffer), 0, 1))
      count++
    }
    return count
  }

  close(): void {}
}

class Sink implements OutputSink {
  readonly streamId = OUT
  readonly totals: number[] = []
  readonly seqNums: number[] = []
  refuse = false
  flushes = 0

  offer(bytes: Uint8Array, offset: number, length: number, seqNum: number): number {
    if (this.refuse) return -1
    this.totals.push(new DataView(bytes.buffer, offset, length).getFloat64(0))
    this.seqNums.push(seqNum)
    return 0
  }

  flush(): void {
    this.flushes++
  }

  close(): void {}
}

function service(storage?: MemoryStorage) {
  const core = new SummingCore()
  const queue = new Queue()
  const sink = new Sink()
  const clock = new ManualClock(1000)
  const outbox = new Outbox({ senderCompId: 'test', sessionTime: new SessionTime(0), capacityBytes: 65_536 })
  const turns = new TurnCounters(new CounterTable('test', HOST_COUNTERS))
  const journal =
    storage === undefined
      ? undefined
      : new InputJournal({ storage, dir: 'j', name: 'test', sessionEpochMs: 0, log: SILENT_LOGGER, streams: [IN] })
  const agent = new ServiceAgent({
    name: 'test',
    core,
    clock,
    outbox,
    inputs: [{ source: queue, limit: 3 }],
    outputs: new OutputTable([sink]),
    turns,
    journal,
    recover: (nowNs) => void journal?.recover(core, outbox, nowNs),
  })
  return { agent, core, queue, sink, turns }
}

describe('ServiceAgent', () => {
  it('takes at most the limit a turn and says everything in order, numbered from 1', () => {
    const { agent, queue, sink } = service()
    queue.bytes.push(1, 2, 3, 4)
    agent.onStart()
    agent.doWork()
    expect(sink.totals).toEqual([1, 3, 6])
    agent.doWork()
    expect(sink.totals).toEqual([1, 3, 6, 10])
    expect(sink.seqNums).toEqual([1, 2, 3, 4])
  })

  it('lets a gathering output go once a turn, and only when it took something', () => {
    const { agent, queue, sink } = service()
    queue.bytes.push(1, 2, 3, 4)
    agent.onStart()
    for (let turn = 0; turn < 5; turn++) agent.doWork()
    expect([sink.totals.length, sink.flushes]).toEqual([4, 2])
  })

  it('reads nothing while an output refuses, and loses nothing', () => {
    const { agent, queue, sink, turns } = service()
    queue.bytes.push(1, 2, 3, 4, 5)
    sink.refuse = true
    agent.doWork()
    agent.doWork()
    agent.doWork()
    expect(queue.bytes).toEqual([4, 5])
    expect(turns.table.get('backPressured')).toBe(2)
    sink.refuse = false
    agent.doWork()
    agent.doWork()
    expect(sink.totals).toEqual([1, 3, 6, 10, 15])
  })

  it('replays its journal after a kill: same state, nothing said twice', () => {
    const storage = new MemoryStorage()
    const before = service(storage)
    before.agent.onStart()
    before.queue.bytes.push(1, 2, 3)
    before.agent.doWork()
    storage.crash('j')
    const after = service(storage)
    after.agent.onStart()
    expect(after.core.total).toBe(6)
    expect(after.core.recovered).toBe(1)
    after.agent.doWork()
    expect(after.sink.totals).toEqual([])
    after.queue.bytes.push(4)
    after.agent.doWork()
    expect(after.sink.totals).toEqual([10])
  })

  it('starts from the snapshot of a clean close', () => {
    const storage = new MemoryStorage()
    const before = service(storage)
    before.agent.onStart()
    before.queue.bytes.push(1, 2, 3)
    before.agent.doWork()
    before.agent.onClose()
    const after = service(storage)
    after.agent.onStart()
    expect(after.core.total).toBe(6)
  })

  it('refuses a folder that a live service holds', () => {
    const storage = new MemoryStorage()
    service(storage).agent.onStart()
    expect(() => service(storage)).toThrow(/in use|holds/)
  })
})
