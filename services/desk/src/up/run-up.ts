import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ReflexError } from '@reflex/base'
import { type DeskConfig, loadDeskConfig } from '@reflex/schema'
import type { Logger } from '@reflex/service-host'
import { createLogger } from '@reflex/service-host'
import { CoHostedFirm } from '../firm/co-hosted-firm.ts'
import type { Firm } from '../firm/firm.ts'
import { ProcessFirm } from '../firm/process-firm.ts'
import { Chaos } from './chaos.ts'
import { defaultAeronDir, defaultConfigPath, newRunDir } from './directories.ts'
import { deskForDrill, parseDrill, runDrill } from './drills.ts'
import { GcMonitor } from './gc-monitor.ts'
import { LoaderProcess } from './loader-process.ts'
import { StatusView } from './status-view.ts'
import { type Summary, summarise } from './summary.ts'
import { printSummary } from './summary-text.ts'
import type { UpOptions } from './up-options.ts'

export interface Outcome {
  readonly summary: Summary
  readonly exitCode: number
}

const STATUS_INTERVAL_MS = 1000
const SHUTDOWN_POLL_MS = 50
/** Bound on waiting for venues to confirm the last cancels. */
const CANCEL_CONFIRM_MS_MAX = 5000

/** Runs the firm as the options say, until the duration is over or a signal comes, and sums up. */
export async function runUp(options: UpOptions): Promise<Outcome> {
  checkOptions(options)
  if (options.input !== undefined) {
    const { runRecorded } = await import('../simulation/run-recorded.ts')
    return runRecorded(options)
  }
  return new Run(options, loadDesk(options)).run()
}

/** @throws ReflexError REFLEX_USAGE for options that contradict each other. */
function checkOptions(options: UpOptions): void {
  if (options.chaos && !options.processes) throw new ReflexError('REFLEX_USAGE', '--chaos needs --processes')
  if (options.busDriver !== undefined && options.busDriver !== 'own' && !options.processes) {
    throw new ReflexError('REFLEX_USAGE', `--bus-driver ${options.busDriver} needs --processes`)
  }
  if (options.busDriver === 'external' && options.aeronDir === undefined) {
    throw new ReflexError('REFLEX_USAGE', '--bus-driver external needs --aeron-dir: where that driver runs')
  }
  if (options.input !== undefined && options.processes) {
    throw new ReflexError('REFLEX_USAGE', '--input runs on virtual time in one process: leave --processes away')
  }
}

/** The desk file with what the command line says about the bus and ports. */
function loadDesk(options: UpOptions): DeskConfig {
  const desk = loadDeskConfig(options.config ?? defaultConfigPath())
  const console = { ...(desk.services['ops-console'] as object | undefined), port: options.consolePort }
  const bus = { channel: options.busChannel ?? desk.bus.channel, driver: options.busDriver ?? desk.bus.driver }
  const withConsole = { ...desk, bus, services: { ...desk.services, 'ops-console': console } }
  return options.drill === undefined ? withConsole : deskForDrill(withConsole, parseDrill(options.drill))
}

class Run {
  readonly #options: UpOptions
  readonly #log: Logger
  readonly #dataDir: string
  readonly #aeronDir: string
  readonly #desk: DeskConfig
  readonly #gc = new GcMonitor()
  #failure: { error: unknown; roleName: string } | undefined = undefined
  #stopRequested = false

  constructor(options: UpOptions, desk: DeskConfig) {
    this.#options = options
    this.#desk = desk
    this.#log = createLogger({ level: options.logLevel, file: options.logFile })
    this.#dataDir = options.dataDir ?? newRunDir(Date.now())
    this.#aeronDir = options.aeronDir ?? defaultAeronDir()
  }

  async run(): Promise<Outcome> {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => this.#onSignal())
    const firm = this.#createFirm()
    this.#gc.start()
    const startedMs = Date.now()
    await firm.start()
    const loader = this.#options.warehouse ? new LoaderProcess(this.#dataDir, this.#writeDesk(), this.#log) : undefined
    loader?.start()
    const view = new StatusView({ json: this.#options.json, firm, startedMs, dataDir: this.#dataDir, loader })
    const chaos = this.#options.chaos ? new Chaos(firm as ProcessFirm, this.#options) : undefined
    chaos?.start()
    if (this.#options.drill !== undefined) void runDrill(this.#options.drill, firm)
    await this.#untilStopped(view, startedMs)
    chaos?.stop()
    if (this.#failure?.error instanceof ReflexError) {
      await Promise.all([firm.stop(), loader?.stop()])
      throw this.#failure.error // Said as one sentence, with its own exit code.
    }
    const cancelMs = await this.#cancelEverything(firm)
    const reports = await firm.reports()
    const restarts = firm instanceof ProcessFirm ? firm.restarts() : {}
    const runMs = Date.now() - startedMs
    await firm.stop()
    const loaderStats = await loader?.stop()
    this.#gc.stop()
    view.end()
    const summary = summarise({
      reports,
      runMs,
      gcPauseMsMax: this.#gc.pauseMsMax,
      loaderStats,
      cancelConfirmMs: cancelMs,
      restarts,
      mode: this.#options.processes ? 'processes' : 'co-hosted',
      failure: this.#failure === undefined ? undefined : failureText(this.#failure),
    })
    if (!this.#options.json) printSummary(summary)
    return { summary, exitCode: summary.failure === undefined && summary.positionsMatch ? 0 : 1 }
  }

  /** The desk of this run, beside its data: what other processes and later questions read. */
  #writeDesk(): string {
    mkdirSync(this.#dataDir, { recursive: true })
    const path = join(this.#dataDir, 'desk.json')
    writeFileSync(path, JSON.stringify(this.#desk, null, 2))
    return path
  }

  #createFirm(): Firm {
    const without = new Set(this.#options.console ? [] : ['ops-console'])
    const shared = {
      desk: this.#desk,
      aeronDir: this.#aeronDir,
      dataDir: this.#dataDir,
      seed: this.#options.seed,
      log: this.#log,
      metricsPort: this.#options.metricsPort,
      without,
      onFailure: (error: unknown, roleName: string) => {
        this.#failure ??= { error, roleName }
      },
    }
    if (!this.#options.processes) return new CoHostedFirm(shared)
    return new ProcessFirm({ ...shared, logLevel: this.#options.logLevel })
  }

  async #untilStopped(view: StatusView, startedMs: number): Promise<void> {
    const endMs = startedMs + (this.#options.duration ?? Number.POSITIVE_INFINITY)
    while (!this.#stopRequested && this.#failure === undefined && Date.now() < endMs) {
      await view.refresh()
      const rest = Math.min(STATUS_INTERVAL_MS, endMs - Date.now())
      for (let waited = 0; waited < rest && !this.#stopRequested; waited += SHUTDOWN_POLL_MS)
        await sleep(SHUTDOWN_POLL_MS)
    }
  }

  /**
   * Halts and cancels, then waits until the venues have confirmed. @returns how long it took, ms; NaN when it did not
   * within the bound.
   */
  async #cancelEverything(firm: Firm): Promise<number> {
    if (this.#failure !== undefined) return Number.NaN
    const startedMs = performance.now()
    firm.command({ kind: 'halt', reason: 'shutdown', actor: 'reflex up' })
    while (performance.now() - startedMs < CANCEL_CONFIRM_MS_MAX) {
      await sleep(SHUTDOWN_POLL_MS)
      const ems = (await firm.reports())['ems']
      if (ems?.['openOrders'] === 0 && ems['halted'] === true) {
        await sleep(2 * SHUTDOWN_POLL_MS) // The last fills and cancels reach the oms.
        return Math.round(performance.now() - startedMs)
      }
    }
    return Number.NaN
  }

  #onSignal(): void {
    if (this.#stopRequested) process.exit(130)
    this.#stopRequested = true
  }
}

function failureText(failure: { error: unknown; roleName: string }): string {
  const { error, roleName } = failure
  return `${roleName}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`
}
