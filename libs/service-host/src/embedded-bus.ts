import { Aeron } from '@aeron/client'
import { MediaDriver, type MediaDriverContext } from '@aeron/driver'
import type { Agent } from '@reflex/agent'

/**
 * How long a dead client holds up its publishers' streams: well below what the window of a stream holds at full rate
 * (term-length of the channel in the desk).
 */
export const CLIENT_LIVENESS_TIMEOUT_NS = 5e9
/** Shortest time between two duty cycles of driver and conductor. */
const WORK_INTERVAL_NS = 50_000

export interface EmbeddedBusOptions extends Pick<MediaDriverContext, 'mapper' | 'random' | 'env'> {
  readonly aeronDir: string
  readonly nanoClock: NonNullable<MediaDriverContext['nanoClock']>
  readonly epochClock: NonNullable<MediaDriverContext['epochClock']>
  readonly clientName: string
  readonly onError: (error: unknown) => void
  /** Messages cross a network: the driver sends and receives in every turn. */
  readonly isNetworked?: boolean
}

/**
 * A media driver and one client of it in this thread: the bus of a co-hosted or simulated firm, or one process's share
 * of a networked one. Over mapped files other processes may join by the directory.
 */
export class EmbeddedBus implements Agent {
  readonly roleName = 'bus'
  readonly aeron: Aeron
  readonly #driver: MediaDriver
  readonly #options: EmbeddedBusOptions
  #lastWorkNs = Number.NEGATIVE_INFINITY

  /** @throws ReflexError REFLEX_DRIVER_ACTIVE, REFLEX_STORAGE_SPACE. */
  constructor(options: EmbeddedBusOptions) {
    const { clientName, onError, ...shared } = options
    this.#options = options
    this.#driver = MediaDriver.launch({
      ...shared,
      threadingMode: 'INVOKER',
      clientLivenessTimeoutNs: CLIENT_LIVENESS_TIMEOUT_NS,
      dirDeleteOnShutdown: true,
      errorHandler: onError,
    })
    this.aeron = this.connect(clientName)
  }

  /** A further client: its duty cycle is the caller's affair. */
  connect(clientName: string): Aeron {
    const { mapper, aeronDir, nanoClock, epochClock, onError } = this.#options
    return Aeron.connect({
      aeronDir,
      nanoClock,
      epochClock,
      ...(mapper === undefined ? {} : { mapper }),
      clientName,
      driverAgentInvoker: this.#driver,
      useConductorAgentInvoker: true,
      errorHandler: onError,
    })
  }

  onStart(): void {}

  /**
   * Over IPC it is housekeeping: messages do not wait for it (publishers and subscribers meet in memory), limits and
   * liveness do.
   */
  doWork(): number {
    if (this.#options.isNetworked === true) return this.#driver.invoke() + this.aeron.doWork()
    const nowNs = this.#options.nanoClock.nanoTime()
    if (nowNs - this.#lastWorkNs < WORK_INTERVAL_NS) return 0
    this.#lastWorkNs = nowNs
    return this.#driver.invoke() + this.aeron.doWork()
  }

  /** Last of all: services close their publications first. */
  onClose(): void {
    this.aeron.close()
    this.#driver.close()
  }
}
