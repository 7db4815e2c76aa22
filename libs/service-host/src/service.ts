import type { DatagramTransport } from '@aeron/driver'
import type { Agent } from '@reflex/agent'
import type { EpochClock, Histogram, NanoClock, SessionTime } from '@reflex/base'
import type { StreamTransport } from '@reflex/fix-session'
import type { Storage } from '@reflex/journal'
import type { DeskConfig, Instruments } from '@reflex/schema'
import type { Logger } from 'pino'
import type { CounterTable } from './counter-table.ts'
import type { InputSource, OutputSink } from './ports.ts'
import type { HostCounter } from './turn-counters.ts'

/**
 * The bus as a service sees it: named streams. Which channel, driver and encoding of the transport is configuration.
 */
export interface Bus {
  /** Inputs check the sequence of every publisher and count gaps. */
  subscribe(streamId: number, counters: CounterTable<HostCounter>): InputSource
  publish(streamId: number, counters: CounterTable<HostCounter>): OutputSink
}

/** Everything a service is given. Built by the desk (one process), by runService (own process) and by the simulator. */
export interface ServiceContext {
  /** Instance name; SenderCompID of what it publishes. */
  readonly name: string
  readonly desk: DeskConfig
  readonly instruments: Instruments
  readonly sessionTime: SessionTime
  readonly clock: NanoClock
  readonly epochClock: EpochClock
  readonly bus: Bus
  readonly datagrams: DatagramTransport
  readonly tcp: StreamTransport
  /** Durable files. */
  readonly storage: Storage
  /** The folder of this service in `storage`. */
  readonly dataDir: string
  readonly log: Logger
  /** Seed for everything random in this service. */
  readonly seed: number
  /** True in simulation and replay: start no HTTP server, no child process, no timer of your own. */
  readonly isVirtual: boolean
  /** Schedules a turn; for sockets that saw input. */
  readonly wake: () => void
  /** Reports an operating problem that is not tied to a message (distinct, counted, logged). */
  readonly onError: (error: unknown) => void
}

/** Latencies this service measures, by name (e.g. 'tick-to-trade', 'gateway'), ns. */
export type LatencyTable = Readonly<Record<string, Histogram>>

/** A service that was built and is ready to be run by any runner. */
export interface Service {
  readonly name: string
  readonly agent: Agent
  readonly counters: CounterTable
  readonly latencies: LatencyTable
  isReady(): boolean
  statusText(): string
  /**
   * For virtual time: when this service next has input of its own (a recording, a flow of orders), ns since the session
   * epoch; Infinity for none. The simulator jumps the clock to the earliest.
   */
  nextDeadlineNs?(): number
  /** For summaries and the status line: service-specific plain data (JSON-able). Never called on the hot path. */
  report(): Record<string, unknown>
}

export type ServiceFactory = (context: ServiceContext) => Service
