import { type Aeron, HeapMemoryMapper } from '@aeron/client'
import { CompositeAgent } from '@reflex/agent'
import { ManualClock, Prng } from '@reflex/base'
import { MemoryStorage } from '@reflex/journal'
import { type DeskConfig, STREAM } from '@reflex/schema'
import type { Logger } from '@reflex/service-host'
import { buildService, EmbeddedBus, Runtime, reportOf, type Service, type ServiceFactory } from '@reflex/service-host'
import {
  SimDatagramTransport,
  type SimEndpoint,
  SimStreamTransport,
  type SimulatedProcess,
  SimulationScheduler,
} from '@reflex/simulation'
import type { Reports } from '../firm/firm.ts'
import { type OperatorCommand, OperatorCore } from '../firm/operator-core.ts'
import { SERVICES, type ServiceEntry } from '../firm/service-list.ts'
import { SentHash } from './sent-hash.ts'

export interface SimulatedFirmOptions {
  readonly desk: DeskConfig
  readonly sessionEpochMs: number
  /** Virtual start, ns since the session epoch. */
  readonly startNs: number
  readonly seed: number
  readonly log: Logger
  readonly without: ReadonlySet<string>
  /** Default: the whole firm. Tests put scripted parts in. */
  readonly services?: readonly ServiceEntry[]
  /** Sees every message sent on the bus and to the outside, in order. */
  readonly onSent?: (streamId: number, bytes: Uint8Array, offset: number, length: number) => void
}

const AERON_DIR = '/simulated/aeron'
const QUANTUM_NS = 1_000_000
const TURN_COST_NS = 700
const NETWORK_LATENCY_NS = 20_000
const NETWORK_JITTER_NS = 10_000
const PRNG_STREAM_DRIVER = 4

interface Member {
  readonly service: Service
  readonly process: SimulatedProcess
  readonly network: SimEndpoint
}

/**
 * The whole firm on virtual time in one thread: the same services, the real client and driver over heap memory,
 * simulated TCP, UDP and disk. The same seed gives the same bytes. Services can be killed and started again on their
 * disks.
 */
export class SimulatedFirm {
  readonly clock: ManualClock
  readonly scheduler: SimulationScheduler
  readonly tcp: SimStreamTransport
  readonly udp: SimDatagramTransport
  readonly sent = new SentHash()
  readonly #options: SimulatedFirmOptions
  readonly #storage = new MemoryStorage()
  readonly #operator = new OperatorCore()
  readonly #members = new Map<string, Member>()
  readonly #bus: EmbeddedBus
  readonly #entries: readonly ServiceEntry[]
  #failure: unknown = undefined

  constructor(options: SimulatedFirmOptions) {
    this.#options = options
    const { seed } = options
    this.#entries = options.services ?? SERVICES
    this.clock = new ManualClock(options.startNs, options.sessionEpochMs)
    this.scheduler = new SimulationScheduler({
      clock: this.clock,
      seed,
      quantumNs: QUANTUM_NS,
      turnCostNs: TURN_COST_NS,
      onError: (error) => this.#fail(error),
    })
    const network = { scheduler: this.scheduler, seed, latencyNs: NETWORK_LATENCY_NS, jitterNs: NETWORK_JITTER_NS }
    this.tcp = new SimStreamTransport(network)
    this.udp = new SimDatagramTransport(network)
    this.#bus = this.#createBus()
    this.#start('operator', (context) =>
      buildService(context, { core: this.#operator, inputs: [], outputs: [STREAM.OPERATOR_CONTROL] }),
    )
    for (const { name } of this.#entries) if (!options.without.has(name)) this.startService(name)
  }

  get serviceNames(): string[] {
    return [...this.#members.keys()]
  }

  service(name: string): Service | undefined {
    return this.#members.get(name)?.service
  }

  startService(name: string): void {
    this.#members.set(name, this.#start(name, this.#entries.find((service) => service.name === name)!.create))
  }

  /** Like kill -9: no further turn, open files and locks dead, connections reset. */
  kill(name: string): void {
    const member = this.#members.get(name)
    if (member === undefined) return
    member.process.kill()
    member.network.kill()
    this.#members.delete(name)
    this.#storage.crash(`/simulated/data/${name}`)
  }

  command(command: OperatorCommand): void {
    this.#operator.command(command)
  }

  /** @throws whatever an agent threw. */
  runUntil(endNs: number, isDone: () => boolean = () => false): void {
    while (this.clock.nowNs < endNs && !isDone()) {
      this.scheduler.step(Math.min(endNs, this.#nextInputNs()))
      if (this.#failure !== undefined) throw this.#failure
    }
  }

  reports(): Reports {
    return Object.fromEntries([...this.#members].map(([name, { service }]) => [name, reportOf(service)]))
  }

  stop(): void {
    for (const { process } of [...this.#members.values()].reverse()) process.close()
    this.#members.clear()
  }

  /** When a service next has input of its own: never earlier than the next ns, so that time goes on. */
  #nextInputNs(): number {
    let next = Number.POSITIVE_INFINITY
    for (const { service } of this.#members.values()) next = Math.min(next, service.nextDeadlineNs?.() ?? next)
    return Math.max(next, this.clock.nowNs + 1)
  }

  /** A process: a bus client and network ends of its own, so that a kill takes them with it. */
  #start(name: string, create: ServiceFactory): Member {
    const network = this.tcp.endpoint()
    const aeron = this.#bus.connect(name)
    const service = create(this.#createRuntime(aeron, network).contextFor(name))
    const process = this.scheduler.add(new CompositeAgent([aeron.conductorAgent(), service.agent]))
    return { service, process, network }
  }

  #createBus(): EmbeddedBus {
    const bus = new EmbeddedBus({
      aeronDir: AERON_DIR,
      mapper: new HeapMemoryMapper(),
      nanoClock: this.clock,
      epochClock: this.clock,
      random: new Prng(this.#options.seed, PRNG_STREAM_DRIVER),
      env: {},
      clientName: 'simulation',
      onError: (error) => this.#fail(error),
    })
    this.scheduler.add(bus)
    return bus
  }

  #createRuntime(aeron: Aeron, tcp: SimEndpoint): Runtime {
    const { desk, sessionEpochMs, seed, log } = this.#options
    return new Runtime({
      desk,
      sessionEpochMs,
      clock: this.clock,
      epochClock: this.clock,
      aeron,
      datagrams: this.udp,
      tcp,
      storage: this.#storage,
      dataDir: '/simulated/data',
      log,
      seed,
      isVirtual: true,
      wake: () => {},
      onFatal: (error) => this.#fail(error),
      onSent: (streamId, bytes, offset, length) => {
        this.sent.add(streamId, bytes, offset, length)
        this.#options.onSent?.(streamId, bytes, offset, length)
      },
    })
  }

  #fail(error: unknown): void {
    this.#failure ??= error
  }
}
