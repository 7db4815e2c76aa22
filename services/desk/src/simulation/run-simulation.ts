import { Prng } from '@reflex/base'
import { type DeskConfig, loadDeskConfig } from '@reflex/schema'
import { SILENT_LOGGER } from '@reflex/service-host'
import type { SimulateOptions } from '../commands/simulate.ts'
import { defaultConfigPath } from '../up/directories.ts'
import { type Summary, summarise } from '../up/summary.ts'
import { printSummary } from '../up/summary-text.ts'
import { scheduleFaults } from './faults.ts'
import { SimulatedFirm } from './simulated-firm.ts'

export interface Outcome {
  readonly summary: Summary
  readonly exitCode: number
}

/** A fixed day, so that time stamps, and with them the hash, depend on nothing but the arguments. */
const SESSION_EPOCH_MS = Date.UTC(2026, 0, 5)
const START_NS = 8 * 3_600e9
const SETTLE_NS = 5e9
const PROGRESS_EVERY = 20

/** Services that make no sense on virtual time, or add nothing: the console has no one to look at it. */
const WITHOUT = new Set(['ops-console'])

/** `reflex simulate`: the firm on virtual time; the same seed gives the same bytes. */
export function runSimulation(options: SimulateOptions): Outcome {
  const desk = virtualDesk(loadDeskConfig(options.config ?? defaultConfigPath()))
  const { firm, startedMs } = start(desk, options.seed)
  const durationNs = options.duration * 1e6
  if (options.faults) scheduleFaults(firm, new Prng(options.seed, 5), START_NS, START_NS + durationNs)
  for (let i = 1; i <= PROGRESS_EVERY; i++) {
    firm.runUntil(START_NS + (durationNs * i) / PROGRESS_EVERY)
    showProgress(i / PROGRESS_EVERY, options.json)
  }
  const cancelConfirmMs = halt(firm)
  const summary = summarise({
    reports: firm.reports(),
    runMs: (firm.clock.nowNs - START_NS) / 1e6,
    gcPauseMsMax: 0,
    loaderStats: undefined,
    cancelConfirmMs,
    restarts: {},
    mode: modeText(options.seed, firm, performance.now() - startedMs),
    hash: firm.sent.text(),
  })
  firm.stop()
  // The mode text has the wall time in it: what is printed as JSON must be equal for equal seeds.
  const stable = { ...summary, mode: 'simulated' }
  if (!options.json) printSummary(summary)
  return { summary: stable, exitCode: summary.positionsMatch && summary.openOrders === 0 ? 0 : 1 }
}

function modeText(seed: number, firm: SimulatedFirm, wallMs: number): string {
  return `simulated, seed ${seed}, ${firm.sent.messages.toLocaleString('en-US')} messages in ${Math.round(wallMs)} ms`
}

function start(desk: DeskConfig, seed: number): { firm: SimulatedFirm; startedMs: number } {
  const startedMs = performance.now()
  const firm = new SimulatedFirm({
    desk,
    sessionEpochMs: SESSION_EPOCH_MS,
    startNs: START_NS,
    seed,
    log: SILENT_LOGGER,
    without: WITHOUT,
  })
  return { firm, startedMs }
}

/** The desk as it is, on the simulation's own day. */
function virtualDesk(desk: DeskConfig): DeskConfig {
  return { ...desk, sessionEpoch: new Date(SESSION_EPOCH_MS).toISOString().slice(0, 10) }
}

/** Halts and waits for the venues' confirmations. @returns virtual ms, NaN when it did not come. */
export function halt(firm: SimulatedFirm): number {
  const startNs = firm.clock.nowNs
  firm.command({ kind: 'halt', reason: 'end of the run', actor: 'reflex simulate' })
  const isFlat = (): boolean => {
    const ems = firm.service('ems')?.report()
    return ems?.['openOrders'] === 0 && ems['halted'] === true
  }
  firm.runUntil(startNs + SETTLE_NS, isFlat)
  const confirmedMs = isFlat() ? (firm.clock.nowNs - startNs) / 1e6 : Number.NaN
  firm.runUntil(firm.clock.nowNs + 200e6)
  return confirmedMs
}

export function showProgress(share: number, quiet: boolean): void {
  if (!quiet && process.stderr.isTTY) process.stderr.write(`\r${Math.round(share * 100)} %${share >= 1 ? '\n' : ''}`)
}
