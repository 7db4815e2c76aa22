import { Aeron, HeapMemoryMapper } from '@aeron/client'
import { MediaDriver } from '@aeron/driver'
import { ManualClock, Prng } from '@reflex/base'
import { MemoryStorage } from '@reflex/journal'
import { STREAM } from '@reflex/schema'
import { CounterTable, createLogger, HOST_COUNTERS, Runtime, type Service } from '@reflex/service-host'
import { describe, expect, it } from 'vitest'
import { createOmsService, parseOmsConfig } from '../src/index.ts'
import { desk, EPOCH_MS, type Report, Sender } from './harness.ts'

/** The service on a real bus over heap memory, with a disk that outlives it. */
class Firm {
  readonly clock = new ManualClock(1e9, EPOCH_MS)
  readonly storage = new MemoryStorage()
  readonly ems = new Sender('ems')
  readonly runtime: Runtime
  readonly #driver: MediaDriver
  readonly #aeron: Aeron
  readonly #sent = new Float64Array(8192)
  readonly #counters = new CounterTable('test', HOST_COUNTERS)
  oms: Service

  constructor() {
    const shared = { aeronDir: '/sim', mapper: new HeapMemoryMapper(), nanoClock: this.clock, epochClock: this.clock }
    const errorHandler = (error: unknown): never => {
      throw error
    }
    this.#driver = MediaDriver.launch({
      ...shared,
      threadingMode: 'INVOKER',
      random: new Prng(1),
      errorHandler,
      env: {},
    })
    const driverAgentInvoker = this.#driver
    this.#aeron = Aeron.connect({ ...shared, driverAgentInvoker, useConductorAgentInvoker: true, errorHandler })
    this.runtime = new Runtime({
      ...{ desk, sessionEpochMs: EPOCH_MS, clock: this.clock, epochClock: this.clock, aeron: this.#aeron },
      ...{ datagrams: undefined as never, tcp: undefined as never, storage: this.storage, dataDir: '/data' },
      ...{
        log: createLogger({ level: 'silent', file: undefined }),
        seed: 1,
        isVirtual: true,
        wake: () => {},
        onFatal: () => {},
      },
    })
    this.oms = this.start()
  }

  start(): Service {
    this.oms = createOmsService(this.runtime.contextFor('oms'))
    this.oms.agent.onStart()
    return this.oms
  }

  turn(count = 20): void {
    for (let i = 0; i < count; i++) {
      this.clock.advance(1e6)
      this.#driver.invoke()
      this.#aeron.doWork()
      this.oms.agent.doWork()
    }
  }

  publisher(stream: number): (bytes: Uint8Array) => void {
    const sink = this.runtime.contextFor('ems').bus.publish(stream, this.#counters)
    return (bytes) => {
      expect(sink.offer(bytes, 0, bytes.length, ++this.#sent[stream]!, Number.NaN)).toBeGreaterThanOrEqual(0)
    }
  }
}

describe('the service', () => {
  it('books from the bus, waits for the ems, and survives a kill', () => {
    const firm = new Firm()
    const execute = firm.publisher(STREAM.EXECUTIONS)
    firm.turn()
    const fill: Report = { exec: 'E1', seq: 1, qty: '0.4', px: '60000', cum: '0.4', leaves: '0.6', fee: '1' }
    execute(firm.ems.execution(fill))
    firm.turn()
    expect(firm.oms.report()).toMatchObject({ positions: [{ qty: 0.4, fees: 1 }], executions: 1 })
    expect([firm.oms.isReady(), firm.oms.statusText()]).toEqual([false, 'waiting for the ems'])
    const hash = firm.oms.report()['positionsHash']

    firm.storage.crash('/data/oms')
    firm.start()
    firm.turn()
    expect(firm.oms.report()).toMatchObject({ positionsHash: hash, executions: 1, breaks: { count: 0 } })
    execute(firm.ems.execution({ ...fill, resend: true }))
    firm.turn()
    expect(firm.oms.report()).toMatchObject({ positionsHash: hash, duplicates: 1 })
    expect(firm.oms.counters.get('duplicates')).toBe(1)
  })
})

describe('the configuration', () => {
  it('works when empty and names what is wrong', () => {
    expect(parseOmsConfig(undefined).refreshIntervalMs).toBe(250)
    expect(() => parseOmsConfig({ refreshIntervalMs: 0, typo: 1 })).toThrow(/services\.oms\.refreshIntervalMs: .*typo/s)
  })
})
