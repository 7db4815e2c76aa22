import { NodeDatagramTransport } from '@aeron/driver'
import { AgentRunner, BACKOFF, BUSY_SPIN, CompositeAgent } from '@reflex/agent'
import { ReflexError, SystemEpochClock, SystemNanoClock } from '@reflex/base'
import { NodeTransport } from '@reflex/fix-session'
import { NodeStorage } from '@reflex/journal'
import { loadDeskConfig, sessionEpochMsOfDesk } from '@reflex/schema'
import { createLogger, type Logger } from './logger.ts'
import { createMetrics } from './metrics.ts'
import { joinBus } from './process-bus.ts'
import { Runtime } from './runtime.ts'
import type { Service, ServiceFactory } from './service.ts'
import { parseServiceOptions, type ServiceOptions } from './service-options.ts'
import { StatusServer } from './status-server.ts'

const LIVE_TURN_AGE_NS = 5e9

/**
 * Runs one service as a process of its own on the bus that the desk says, until SIGTERM or SIGINT. Says
 * `{"ready":true,...}` on standard output once it takes part. Sets the exit code: 0 ended on request, 1 failed, 2 wrong
 * usage or configuration.
 */
export async function runService(
  name: string,
  factory: ServiceFactory,
  args: readonly string[] = process.argv.slice(2),
): Promise<void> {
  try {
    const options = parseServiceOptions(args, process.env)
    await new ServiceProcess(name, factory, options).run()
  } catch (error) {
    process.exitCode = reportFailure(name, error)
  }
}

/** @returns the exit code. */
export function reportFailure(name: string, error: unknown): number {
  if (error instanceof ReflexError) {
    process.stderr.write(`${name}: ${error.message}\n  ${error.action} (${error.code})\n`)
    return error.exitCode
  }
  process.stderr.write(`${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  return 1
}

class ServiceProcess {
  readonly #name: string
  readonly #factory: ServiceFactory
  readonly #options: ServiceOptions
  readonly #log: Logger
  #stop: (exitCode: number) => void = () => {}

  constructor(name: string, factory: ServiceFactory, options: ServiceOptions) {
    this.#name = name
    this.#factory = factory
    this.#options = options
    this.#log = createLogger({ level: options.logLevel, file: options.logFile })
  }

  async run(): Promise<void> {
    const desk = loadDeskConfig(this.#options.config)
    const sessionEpochMs = sessionEpochMsOfDesk(desk, Date.now())
    const clock = new SystemNanoClock(sessionEpochMs)
    const epochClock = new SystemEpochClock()
    const { aeronDir, dataDir, seed } = this.#options
    const bus = joinBus({
      ...{ desk, aeronDir, clientName: this.#name, nanoClock: clock, epochClock },
      onError: (error) => this.#fail(error),
    })
    const runnerRef: { current: AgentRunner | undefined } = { current: undefined }
    const wake = (): void => runnerRef.current?.wake()
    const runtime = new Runtime({
      desk,
      sessionEpochMs,
      clock,
      epochClock,
      aeron: bus.aeron,
      datagrams: new NodeDatagramTransport(clock),
      tcp: new NodeTransport(),
      storage: new NodeStorage(),
      dataDir,
      log: this.#log,
      seed,
      isVirtual: false,
      wake,
      onFatal: (error) => this.#fail(error),
    })
    const service = this.#factory(runtime.contextFor(this.#name))
    const agent = new CompositeAgent([bus.agent, service.agent])
    const idle = this.#options.busySpin ? BUSY_SPIN : BACKOFF
    const runner = new AgentRunner(agent, (error) => this.#fail(error), idle)
    runnerRef.current = runner
    const ended = new Promise<number>((resolve) => {
      this.#stop = resolve
    })
    const server = await this.#startStatusServer(service, clock)
    runner.start()
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => this.#stop(0))
    const exitCode = await ended
    this.#log.info({ exitCode }, 'stopping')
    runner.close()
    server.close()
    bus.close()
    process.exit(exitCode)
  }

  async #startStatusServer(service: Service, clock: SystemNanoClock): Promise<StatusServer> {
    const lastTurn = (): number => service.counters.get('lastTurnNs')
    const server = new StatusServer({
      host: this.#options.metricsHost,
      port: this.#options.metricsPort,
      services: [service],
      registry: createMetrics([service]),
      isLive: () => clock.nanoTime() - lastTurn() < LIVE_TURN_AGE_NS,
    })
    const port = await server.listen()
    process.stdout.write(
      `${JSON.stringify({ ready: true, service: this.#name, metricsPort: port, pid: process.pid })}\n`,
    )
    this.#log.info({ metricsPort: port }, 'started')
    return server
  }

  #fail(error: unknown): void {
    process.exitCode = reportFailure(this.#name, error)
    this.#stop(process.exitCode)
  }
}
