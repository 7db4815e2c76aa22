import type { Aeron } from '@aeron/client'
import type { DatagramTransport } from '@aeron/driver'
import { type EpochClock, type NanoClock, ReflexError, SessionTime } from '@reflex/base'
import type { StreamTransport } from '@reflex/fix-session'
import type { Storage } from '@reflex/journal'
import { type DeskConfig, Instruments } from '@reflex/schema'
import type { Logger } from 'pino'
import { AeronBus, type AeronBusOptions } from './aeron-bus.ts'
import { DistinctErrors } from './distinct-errors.ts'
import type { ServiceContext } from './service.ts'

/** What all services of one process (or one simulated firm) share. */
export interface RuntimeOptions {
  readonly desk: DeskConfig
  readonly sessionEpochMs: number
  readonly clock: NanoClock
  readonly epochClock: EpochClock
  readonly aeron: Aeron
  readonly datagrams: DatagramTransport
  readonly tcp: StreamTransport
  readonly storage: Storage
  /** Folder in `storage` that holds one folder for each service. */
  readonly dataDir: string
  readonly log: Logger
  readonly seed: number
  readonly isVirtual: boolean
  readonly wake: () => void
  readonly onSent?: AeronBusOptions['onSent']
  /** Told of errors after which the process must not go on: a port that is taken, a folder in use. */
  readonly onFatal: (error: ReflexError) => void
}

/** Makes the context of each service. */
export class Runtime {
  readonly instruments: Instruments
  readonly sessionTime: SessionTime
  readonly errors: DistinctErrors
  readonly #options: RuntimeOptions
  readonly #bus: AeronBus

  constructor(options: RuntimeOptions) {
    this.#options = options
    this.instruments = new Instruments(options.desk)
    this.sessionTime = new SessionTime(options.sessionEpochMs)
    this.errors = new DistinctErrors(options.log)
    const { aeron, desk, onSent } = options
    this.#bus = new AeronBus({ aeron, channel: desk.bus.channel, ...(onSent === undefined ? {} : { onSent }) })
  }

  contextFor(name: string): ServiceContext {
    const { desk, clock, epochClock, datagrams, tcp, storage, dataDir, log, seed, isVirtual, wake } = this.#options
    return {
      name,
      desk,
      instruments: this.instruments,
      sessionTime: this.sessionTime,
      clock,
      epochClock,
      bus: this.#bus,
      datagrams,
      tcp,
      storage,
      dataDir: `${dataDir}/${name}`,
      log: log.child({ service: name }),
      seed,
      isVirtual,
      wake,
      onError: (error) => this.#onError(error),
    }
  }

  /** What the start depends on is fatal; the rest is counted and logged. */
  #onError(error: unknown): void {
    if (error instanceof ReflexError && error.exitCode === EXIT_CONFIGURATION) this.#options.onFatal(error)
    else this.errors.record(error)
  }
}

const EXIT_CONFIGURATION = 2
