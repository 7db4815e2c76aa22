import type { Firm, Reports } from '../firm/firm.ts'
import type { LoaderProcess } from './loader-process.ts'
import { type Summary, summarise } from './summary.ts'
import { ns } from './summary-text.ts'

export interface StatusViewOptions {
  readonly json: boolean
  readonly firm: Firm
  readonly startedMs: number
  readonly dataDir: string
  readonly loader: LoaderProcess | undefined
}

const LINES = 9

/**
 * The live terminal status: redrawn in place on a terminal, a line every ten seconds elsewhere, nothing with --json.
 */
export class StatusView {
  readonly #options: StatusViewOptions
  #lastTicks = 0
  #lastMs: number
  #drawn = false
  #refreshes = 0

  constructor(options: StatusViewOptions) {
    this.#options = options
    this.#lastMs = options.startedMs
  }

  async refresh(): Promise<void> {
    if (this.#options.json) return
    const reports = await this.#options.firm.reports()
    const lines = this.#lines(reports)
    if (process.stdout.isTTY) {
      process.stdout.write(
        `${this.#drawn ? `\x1b[${LINES}A` : ''}${lines.map((line) => `\x1b[2K${line}`).join('\n')}\n`,
      )
      this.#drawn = true
    } else if (this.#refreshes % 10 === 0) process.stdout.write(`${lines.slice(0, 5).join(' |')}\n`)
    this.#refreshes++
  }

  end(): void {}

  #lines(reports: Reports): string[] {
    const nowMs = Date.now()
    const { firm, startedMs, dataDir, loader } = this.#options
    const loaderStats = loader?.stats()
    const s = summarise({
      reports,
      runMs: nowMs - startedMs,
      gcPauseMsMax: 0,
      loaderStats,
      cancelConfirmMs: 0,
      restarts: {},
      mode: '',
    })
    const rate = Math.round(((s.ticks - this.#lastTicks) * 1000) / Math.max(1, nowMs - this.#lastMs))
    this.#lastTicks = s.ticks
    this.#lastMs = nowMs
    const t = s.tickToTradeNs
    return [
      `Reflex ${((nowMs - startedMs) / 1000).toFixed(0)} s   ${waitingText(s.services)}`,
      line({ 'ticks/s': rate, orders: s.orders, fills: s.fills, cancels: s.cancels, 'risk rejects': s.riskRejects }),
      line({ 'P&L realised': s.realisedPnl, unrealised: s.unrealisedPnl, fees: s.fees, retunes: s.retunes }),
      ` tick-to-trade p50 ${ns(t.p50)}   p99 ${ns(t.p99)}   p99.9 ${ns(t.p999)}   max ${ns(t.max)}`,
      ` positions ${s.positions.map((p) => `${p.symbol}@${p.venue} ${p.qty}`).join('  ') || 'flat'}`,
      ` limits ${limitsText(s.limits)}`,
      ` warehouse rows ${s.warehouseRows.toLocaleString('en-US')}   bus loss ${s.busLoss}`,
      ` console ${firm.consoleUrl() ?? 'off'}   metrics ${firm.metricsUrl() ?? 'per process'}`,
      ` data ${dataDir}   Ctrl-C ends`,
    ]
  }
}

function line(values: Readonly<Record<string, number>>): string {
  const cells = Object.entries(values).map(([name, value]) => `${name} ${value.toLocaleString('en-US', DIGITS)}`)
  return ` ${cells.join('   ')}`
}

const DIGITS = { maximumFractionDigits: 2 }

function waitingText(services: Summary['services']): string {
  const waiting = Object.entries(services).filter(([, service]) => !service.ready)
  if (waiting.length === 0) return 'all services ready'
  return `waiting: ${waiting.map(([name, service]) => `${name} (${service.status})`).join(', ')}`
}

function limitsText(limits: unknown): string {
  if (!Array.isArray(limits)) return ''
  return (limits as Record<string, unknown>[])
    .slice(0, 6)
    .map(
      (limit) =>
        `${String(limit['check'])} ${String(limit['symbol'])} ${(Number(limit['utilisation']) * 100).toFixed(1)} %`,
    )
    .join('   ')
}
