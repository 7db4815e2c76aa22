import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sessionEpochMsOf } from '@reflex/base'
import { inspectRecording } from '@reflex/market-data'
import { loadDeskConfig } from '@reflex/schema'
import { createLogger } from '@reflex/service-host'
import { defaultConfigPath } from '../up/directories.ts'
import type { Outcome } from '../up/run-up.ts'
import { type Summary, summarise } from '../up/summary.ts'
import { printSummary } from '../up/summary-text.ts'
import type { UpOptions } from '../up/up-options.ts'
import { deskForRecording } from './recorded-desk.ts'
import { halt, showProgress } from './run-simulation.ts'
import { SimulatedFirm } from './simulated-firm.ts'

/** What a run on a recording adds to the summary: how the books compared with the venue's own best prices. */
export interface RecordedSummary extends Summary {
  readonly input: string
  readonly instruments: unknown
  readonly booksChecked: number
  readonly booksEqual: number
  /** By venue: frames, their cost (p50 and p99 of frame in to normalised event), clock offset, latency. */
  readonly venues: unknown
}

const WITHOUT = new Set(['ops-console'])
const SLICE_NS = 250e6
/** The firm starts before the first recorded event, so that sessions are logged on when it comes. */
const LEAD_NS = 2e9
/** After the last event, for markouts to mature. */
const TAIL_NS = 12e9

/** `reflex up --input DIR`: the loop on recorded books and trades, on the recording's clock. */
export async function runRecorded(options: UpOptions): Promise<Outcome> {
  const dir = resolve(options.input!)
  const info = inspectRecording(dir)
  const sessionEpochMs = sessionEpochMsOf(info.startEpochMs)
  const startNs = (info.startEpochMs - sessionEpochMs) * 1e6 - LEAD_NS
  const firm = new SimulatedFirm({
    desk: deskForRecording(loadDeskConfig(options.config ?? defaultConfigPath()), info, dir, sessionEpochMs),
    sessionEpochMs,
    startNs,
    seed: options.seed,
    log: createLogger({ level: options.logLevel, file: options.logFile }),
    without: WITHOUT,
  })
  const startedMs = Date.now()
  const endNs = (info.endEpochMs - sessionEpochMs) * 1e6 + TAIL_NS
  const limitNs = options.duration === undefined ? endNs : Math.min(endNs, startNs + LEAD_NS + options.duration * 1e6)
  await runPaced(firm, startNs, limitNs, options)
  const cancelConfirmMs = halt(firm)
  const summary = summariseRecorded(firm, dir, startNs, cancelConfirmMs)
  firm.stop()
  if (!options.json) {
    printSummary(summary)
    const seconds = ((Date.now() - startedMs) / 1000).toFixed(1)
    process.stdout.write(
      `  books equal the venue's own best prices: ${summary.booksEqual} of ${summary.booksChecked} (${seconds} s)\n`,
    )
    for (const line of venueLines(summary.venues)) process.stdout.write(`  ${line}\n`)
  }
  const agrees = summary.positionsMatch && summary.booksEqual === summary.booksChecked && summary.openOrders === 0
  return { summary, exitCode: agrees ? 0 : 1 }
}

interface VenueFigures {
  readonly venue: string
  readonly frames: number
  readonly frameToEventNs: { readonly p50: number; readonly p99: number }
  readonly clockOffsetMs: number | null
}

function venueLines(venues: unknown): string[] {
  return ((venues ?? []) as VenueFigures[]).map(({ venue, frames, frameToEventNs: { p50, p99 }, clockOffsetMs }) => {
    const offset = clockOffsetMs === null ? '' : `; arrival - venue's time at least ${clockOffsetMs.toFixed(1)} ms`
    return `${venue}: ${frames} frames, frame to event p50 ${p50 / 1e3} us, p99 ${p99 / 1e3} us${offset}`
  })
}

async function runPaced(firm: SimulatedFirm, startNs: number, endNs: number, options: UpOptions): Promise<void> {
  const startedMs = performance.now()
  while (firm.clock.nowNs < endNs) {
    firm.runUntil(Math.min(endNs, firm.clock.nowNs + SLICE_NS))
    showProgress((firm.clock.nowNs - startNs) / (endNs - startNs), options.json)
    if (options.speed === Number.POSITIVE_INFINITY) continue
    const dueMs = startedMs + (firm.clock.nowNs - startNs) / 1e6 / options.speed
    const restMs = dueMs - performance.now()
    if (restMs > 1) await sleep(restMs)
  }
}

function summariseRecorded(
  firm: SimulatedFirm,
  input: string,
  startNs: number,
  cancelConfirmMs: number,
): RecordedSummary {
  const reports = firm.reports()
  const instruments = (reports['market-data']?.['instruments'] ?? []) as {
    checks: { checked: number; equal: number } | null
  }[]
  const summary = summarise({
    reports,
    runMs: (firm.clock.nowNs - startNs) / 1e6,
    gcPauseMsMax: 0,
    loaderStats: undefined,
    cancelConfirmMs,
    restarts: {},
    mode: 'recorded',
    hash: firm.sent.text(),
  })
  const total = (key: 'checked' | 'equal'): number =>
    instruments.reduce((sum, { checks }) => sum + (checks?.[key] ?? 0), 0)
  return {
    ...summary,
    input,
    instruments,
    venues: reports['market-data']?.['venues'],
    booksChecked: total('checked'),
    booksEqual: total('equal'),
  }
}
