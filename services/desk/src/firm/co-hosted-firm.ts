import { NodeDatagramTransport } from '@aeron/driver'
import { AgentRunner, BACKOFF, CompositeAgent } from '@reflex/agent'
import { type EpochClock, type NanoClock, SystemEpochClock, SystemNanoClock } from '@reflex/base'
import { NodeTransport } from '@reflex/fix-session'
import { NodeStorage } from '@reflex/journal'
import { type DeskConfig, STREAM, sessionEpochMsOfDesk } from '@reflex/schema'
import type { Logger } from '@reflex/service-host'
import {
  buildService,
  createMetrics,
  EmbeddedBus,
  Runtime,
  reportOf,
  type Service,
  StatusServer,
} from '@reflex/service-host'
import type { Firm, Reports } from './firm.ts'
import { type OperatorCommand, OperatorCore } from './operator-core.ts'
import { SERVICES } from './service-list.ts'

export interface CoHostedFirmOptions {
  readonly desk: DeskConfig
  readonly aeronDir: string
  readonly dataDir: string
  readonly seed: number
  readonly log: Logger
  readonly metricsPort: number
  /** Names of services that are left out. */
  readonly without: ReadonlySet<string>
  /** Called once when an agent throws: the firm has stopped working. */
  readonly onFailure: (error: unknown, roleName: string) => void
}

const LIVE_TURN_AGE_NS = 2e9

/**
 * Every service in this thread, over an embedded driver: the fastest hops. All share one fate: a throw stops the firm.
 */
export class CoHostedFirm implements Firm {
  readonly #options: CoHostedFirmOptions
  readonly #clock: NanoClock
  readonly #epochClock: EpochClock
  readonly #bus: EmbeddedBus
  readonly #services: readonly Service[]
  readonly #operator = new OperatorCore()
  readonly #runner: AgentRunner
  readonly #server: StatusServer
  #metricsPort = 0

  /** Opens everything that can refuse: directory, journals, ports. @throws ReflexError. */
  constructor(options: CoHostedFirmOptions) {
    this.#options = options
    const sessionEpochMs = sessionEpochMsOfDesk(options.desk, Date.now())
    this.#clock = new SystemNanoClock(sessionEpochMs)
    this.#epochClock = new SystemEpochClock()
    this.#bus = new EmbeddedBus({
      aeronDir: options.aeronDir,
      nanoClock: this.#clock,
      epochClock: this.#epochClock,
      clientName: 'reflex up',
      onError: (error) => options.log.error({ err: error }, 'bus'),
    })
    const runtime = this.#createRuntime(sessionEpochMs)
    const chosen = SERVICES.filter((service) => !options.without.has(service.name))
    this.#services = chosen.map((service) => service.create(runtime.contextFor(service.name)))
    const operator = buildService(runtime.contextFor('operator'), {
      core: this.#operator,
      inputs: [],
      outputs: [STREAM.OPERATOR_CONTROL],
    })
    // Closed in reverse order: the bus goes last.
    const agents = [this.#bus, operator.agent, ...this.#services.map((service) => service.agent)]
    this.#runner = new AgentRunner(new CompositeAgent(agents), options.onFailure, BACKOFF)
    this.#server = this.#createServer()
  }

  async start(): Promise<void> {
    this.#metricsPort = await this.#server.listen()
    this.#runner.start()
  }

  reports(): Promise<Reports> {
    return Promise.resolve(Object.fromEntries(this.#services.map((service) => [service.name, reportOf(service)])))
  }

  command(command: OperatorCommand): void {
    this.#operator.command(command)
    this.#runner.wake()
  }

  consoleUrl(): string | undefined {
    const service = this.#services.find((candidate) => candidate.name === 'ops-console')
    const url = service?.report()['url']
    return typeof url === 'string' ? url : undefined
  }

  metricsUrl(): string | undefined {
    return `http://127.0.0.1:${this.#metricsPort}/metrics`
  }

  stop(): Promise<void> {
    this.#runner.close()
    this.#server.close()
    return Promise.resolve()
  }

  #createRuntime(sessionEpochMs: number): Runtime {
    const { desk, dataDir, log, seed } = this.#options
    return new Runtime({
      desk,
      sessionEpochMs,
      clock: this.#clock,
      epochClock: this.#epochClock,
      aeron: this.#bus.aeron,
      datagrams: new NodeDatagramTransport(this.#clock),
      tcp: new NodeTransport(),
      storage: new NodeStorage(),
      dataDir,
      log,
      seed,
      isVirtual: false,
      wake: () => this.#runner.wake(),
      onFatal: (error) => this.#options.onFailure(error, 'start'),
    })
  }

  #createServer(): StatusServer {
    return new StatusServer({
      host: '127.0.0.1',
      port: this.#options.metricsPort,
      services: this.#services,
      registry: createMetrics(this.#services),
      isLive: () => {
        const last = Math.max(...this.#services.map((service) => service.counters.get('lastTurnNs')))
        return this.#clock.nanoTime() - last < LIVE_TURN_AGE_NS
      },
    })
  }
}
