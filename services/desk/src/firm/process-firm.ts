import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { NodeDatagramTransport } from '@aeron/driver'
import { AgentRunner, BACKOFF, CompositeAgent } from '@reflex/agent'
import { SystemEpochClock, SystemNanoClock } from '@reflex/base'
import { NodeTransport } from '@reflex/fix-session'
import { NodeStorage } from '@reflex/journal'
import { STREAM, sessionEpochMsOfDesk } from '@reflex/schema'
import { buildService, joinBus, type ProcessBus, Runtime } from '@reflex/service-host'
import { Supervisor } from '../up/supervisor.ts'
import type { CoHostedFirmOptions } from './co-hosted-firm.ts'
import type { Firm, Reports } from './firm.ts'
import { type OperatorCommand, OperatorCore } from './operator-core.ts'
import { SERVICES } from './service-list.ts'

export interface ProcessFirmOptions extends CoHostedFirmOptions {
  readonly logLevel: string
}

const START_TIMEOUT_MS = 90_000
const REPORT_TIMEOUT_MS = 1_000
const DRIVER = 'driver'

/**
 * A process for each service, kept alive by a supervisor, and one for the driver unless the desk says that each process
 * embeds its own or that one runs already. This process joins the bus only to speak for the operator; what the services
 * report comes over HTTP.
 */
export class ProcessFirm implements Firm {
  readonly supervisor: Supervisor
  readonly #options: ProcessFirmOptions
  readonly #operator = new OperatorCore()
  readonly #names: readonly string[]
  readonly #lastReports: Record<string, Record<string, unknown>> = {}
  #runner: AgentRunner | undefined = undefined
  #bus: ProcessBus | undefined = undefined

  constructor(options: ProcessFirmOptions) {
    this.#options = options
    this.supervisor = new Supervisor(options.log, (name) => this.#onRestart(name))
    this.#names = SERVICES.map((service) => service.name).filter((name) => !options.without.has(name))
  }

  get serviceNames(): readonly string[] {
    return this.#names
  }

  async start(): Promise<void> {
    const { aeronDir, dataDir, seed, logLevel, desk } = this.#options
    mkdirSync(dataDir, { recursive: true })
    const config = join(dataDir, 'desk.json')
    writeFileSync(config, JSON.stringify(desk, null, 2))
    try {
      if (this.#hasDriver) {
        const driver = { name: DRIVER, args: ['driver', '--quiet', '--aeron-dir', aeronDir], restart: true }
        await this.supervisor.start(driver, START_TIMEOUT_MS)
      }
      await Promise.all(
        this.#names.map((name) => {
          const args = ['service', name, '--config', config, '--aeron-dir', aeronDir, '--data-dir', dataDir]
          args.push('--seed', String(seed), '--log-level', logLevel, '--metrics-port', '0')
          return this.supervisor.start({ name, args, restart: true }, START_TIMEOUT_MS)
        }),
      )
      this.#joinBus()
    } catch (error) {
      await this.stop() // Nothing half started.
      throw error
    }
  }

  async reports(): Promise<Reports> {
    await Promise.all(
      this.#names.map(async (name) => {
        const report = await this.#fetchReport(name)
        if (report !== undefined) this.#lastReports[name] = report
      }),
    )
    return this.#lastReports
  }

  restarts(): Record<string, number> {
    const names = this.#hasDriver ? [DRIVER, ...this.#names] : this.#names
    return Object.fromEntries(names.map((name) => [name, this.supervisor.restartsOf(name)]))
  }

  command(command: OperatorCommand): void {
    this.#operator.command(command)
    this.#runner?.wake()
  }

  consoleUrl(): string | undefined {
    const url = this.#lastReports['ops-console']?.['url']
    return typeof url === 'string' ? url : undefined
  }

  metricsUrl(): string | undefined {
    return undefined
  }

  async stop(): Promise<void> {
    this.#leaveBus()
    await this.supervisor.stopAll()
  }

  async #fetchReport(name: string): Promise<Record<string, unknown> | undefined> {
    const port = this.supervisor.portOf(name)
    if (port === undefined) return undefined
    try {
      const response = await fetch(`http://127.0.0.1:${port}/report`, {
        signal: AbortSignal.timeout(REPORT_TIMEOUT_MS),
      })
      return ((await response.json()) as Record<string, Record<string, unknown>>)[name]
    } catch {
      return undefined // It is being restarted: its last report stands.
    }
  }

  #onRestart(name: string): void {
    if (name !== DRIVER) return
    this.#leaveBus()
    this.#joinBus()
  }

  get #hasDriver(): boolean {
    return this.#options.desk.bus.driver === 'own'
  }

  #leaveBus(): void {
    this.#runner?.close()
    this.#bus?.close()
  }

  /** The operator's own publication on the bus. */
  #joinBus(): void {
    const { desk, aeronDir, dataDir, seed, log } = this.#options
    const sessionEpochMs = sessionEpochMsOfDesk(desk, Date.now())
    const clock = new SystemNanoClock(sessionEpochMs)
    const epochClock = new SystemEpochClock()
    const errorHandler = (error: Error): void => log.warn({ err: error }, 'operator bus')
    const bus = joinBus({
      ...{ desk, aeronDir, clientName: 'operator', nanoClock: clock, epochClock, onError: errorHandler },
    })
    const shared = { desk, sessionEpochMs, clock, epochClock, aeron: bus.aeron, dataDir, seed, log, isVirtual: false }
    const transports = {
      datagrams: new NodeDatagramTransport(clock),
      tcp: new NodeTransport(),
      storage: new NodeStorage(),
    }
    const runtime = new Runtime({ ...shared, ...transports, wake: () => {}, onFatal: errorHandler })
    const outputs = [STREAM.OPERATOR_CONTROL]
    const operator = buildService(runtime.contextFor('operator'), { core: this.#operator, inputs: [], outputs })
    const agent = new CompositeAgent([bus.agent, operator.agent])
    this.#bus = bus
    this.#runner = new AgentRunner(agent, (error) => log.warn({ err: error }, 'operator'), BACKOFF)
    this.#runner.start()
  }
}
