import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Logger } from '@reflex/service-host'
import { Supervisor } from './supervisor.ts'

export interface LoaderStats {
  readonly rows: number
  readonly tables: Readonly<Record<string, number>>
  readonly lagRecords: number
}

const START_TIMEOUT_MS = 60_000
const DRAIN_POLL_MS = 100
const DRAIN_MS_MAX = 15_000

/** Paths of the warehouse below the data folder of a run. */
export function warehousePaths(dataDir: string): { journal: string; db: string; stats: string } {
  const root = join(dataDir, 'warehouse')
  return { journal: join(root, 'journal'), db: join(root, 'chdb'), stats: join(root, 'loader-stats.json') }
}

/** The warehouse loader: always a process of its own, so that no query or crash of it can touch trading. */
export class LoaderProcess {
  readonly #supervisor: Supervisor
  readonly #paths: ReturnType<typeof warehousePaths>
  readonly #config: string
  readonly #log: Logger

  /** @param config desk file of the run, for ticks and lots. */
  constructor(dataDir: string, config: string, log: Logger) {
    this.#supervisor = new Supervisor(log)
    this.#paths = warehousePaths(dataDir)
    this.#config = config
    this.#log = log
  }

  /** Does not wait: trading does not depend on it. */
  start(): void {
    const { journal, db, stats } = this.#paths
    const args = [
      'warehouse',
      'load',
      '--journal',
      journal,
      '--db',
      db,
      '--stats',
      stats,
      '--config',
      this.#config,
      '--follow',
    ]
    this.#supervisor
      .start({ name: 'warehouse-loader', args, restart: true }, START_TIMEOUT_MS)
      .catch((error: unknown) => {
        this.#log.error({ err: error }, 'warehouse loader did not start')
      })
  }

  stats(): LoaderStats | undefined {
    try {
      return JSON.parse(readFileSync(this.#paths.stats, 'utf8')) as LoaderStats
    } catch {
      return undefined
    }
  }

  /** Lets it catch up with what was recorded (bounded), then ends it. @returns its last figures. */
  async stop(): Promise<LoaderStats | undefined> {
    const endMs = Date.now() + DRAIN_MS_MAX
    let quiet = 0
    while (Date.now() < endMs && quiet < 3) {
      const before = this.stats()
      await new Promise((resolve) => setTimeout(resolve, DRAIN_POLL_MS))
      const after = this.stats()
      quiet = after !== undefined && after.lagRecords === 0 && before?.rows === after.rows ? quiet + 1 : 0
    }
    await this.#supervisor.stopAll()
    return this.stats()
  }
}
