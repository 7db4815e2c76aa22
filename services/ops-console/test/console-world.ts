/** A console on a bus of arrays, with the other services' voices. */

import { type EpochClock, ManualClock, type NanoClock, SessionTime } from '@reflex/base'
import { type DeskConfig, Instruments } from '@reflex/schema'
import { createLogger, type Service, type ServiceContext } from '@reflex/service-host'
import { createOpsConsoleService } from '../src/index.ts'
import { ArrayBus } from './array-bus.ts'
import { deskOf } from './desk.ts'
import { MemoryFiles } from './memory-files.ts'
import { Senders } from './senders.ts'

export const EPOCH_MS = Date.UTC(2026, 0, 30)

export interface WorldOptions {
  /** Section `services.ops-console`. */
  readonly config?: object
  /** Given: real time. */
  readonly clocks?: { readonly clock: NanoClock; readonly epochClock: EpochClock; readonly epochMs: number }
  readonly isVirtual?: boolean
  readonly files?: MemoryFiles
  readonly desk?: DeskConfig
}

export class ConsoleWorld {
  readonly manual = new ManualClock(36_000e9, EPOCH_MS + 36_000_000)
  readonly bus = new ArrayBus()
  readonly files: MemoryFiles
  readonly errors: unknown[] = []
  readonly senders: Senders
  readonly service: Service
  readonly #clock: NanoClock

  constructor(options: WorldOptions = {}) {
    const { clock, epochClock, epochMs } = options.clocks ?? {
      clock: this.manual,
      epochClock: this.manual,
      epochMs: EPOCH_MS,
    }
    this.#clock = clock
    this.files = options.files ?? new MemoryFiles()
    const sessionTime = new SessionTime(epochMs)
    const desk = options.desk ?? deskOf({ port: 0, ...options.config })
    this.senders = new Senders(sessionTime, (stream, bytes) => this.bus.send(stream, bytes))
    const context: ServiceContext = {
      name: 'ops-console',
      desk,
      instruments: new Instruments(desk),
      sessionTime,
      clock,
      epochClock,
      bus: this.bus,
      datagrams: undefined as never,
      tcp: undefined as never,
      storage: this.files.asStorage(),
      dataDir: '/data/ops-console',
      log: createLogger({ level: 'silent', file: undefined }),
      seed: 1,
      isVirtual: options.isVirtual ?? false,
      wake: () => {},
      onError: (error) => this.errors.push(error),
    }
    this.service = createOpsConsoleService(context)
    this.service.agent.onStart?.()
    this.turn()
  }

  /** Runs the console until nothing is left to do. The time of the senders follows. */
  turn(): void {
    for (let i = 0; i < 4; i++) this.service.agent.doWork()
    this.senders.nowNs = this.#clock.nanoTime()
  }

  advance(ms: number): void {
    this.manual.advance(ms * 1e6)
    this.turn()
  }

  /** Real time: turns go on while the promise is waited for. */
  async until<T>(promise: Promise<T>): Promise<T> {
    const timer = setInterval(() => this.turn(), 2)
    try {
      return await promise
    } finally {
      clearInterval(timer)
    }
  }

  async url(): Promise<URL> {
    for (let i = 0; i < 200 && this.service.report()['url'] === undefined; i++) await this.until(pause(5))
    return new URL(String(this.service.report()['url']))
  }

  close(): void {
    this.service.agent.onClose?.()
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
