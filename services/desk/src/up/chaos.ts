import type { ProcessFirm } from '../firm/process-firm.ts'
import type { UpOptions } from './up-options.ts'

const FIRST_KILL_MS = 8_000
const INTERVAL_MS = 7_000

/** Kills each service with -9 once, one after another, while the firm runs. */
export class Chaos {
  readonly #firm: ProcessFirm
  readonly #timers: NodeJS.Timeout[] = []
  readonly #intervalMs: number

  constructor(firm: ProcessFirm, options: UpOptions) {
    this.#firm = firm
    const room = (options.duration ?? Number.POSITIVE_INFINITY) - 2 * FIRST_KILL_MS
    this.#intervalMs = Math.min(INTERVAL_MS, Math.max(1_000, room / firm.serviceNames.length))
  }

  start(): void {
    this.#firm.serviceNames.forEach((name, i) => {
      const timer = setTimeout(
        () => {
          process.stderr.write(`chaos: kill -9 ${name}\n`)
          this.#firm.supervisor.kill(name)
        },
        FIRST_KILL_MS + i * this.#intervalMs,
      )
      this.#timers.push(timer)
    })
  }

  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer)
  }
}
