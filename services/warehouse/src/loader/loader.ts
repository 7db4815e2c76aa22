import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { type JournalHandler, JournalReader, NodeStorage } from '@reflex/journal'
import { Instruments, loadDeskConfig } from '@reflex/schema'
import { RowBatch } from './row-batch.ts'
import { RowDecoder } from './row-decoder.ts'
import { WarehouseStore } from './store.ts'

export interface LoaderOptions {
  /** Folder of the recorder's journal. */
  readonly journal: string
  /** First part of its file names. */
  readonly name: string
  /** Folder of chDB or URL of ClickHouse. */
  readonly db: string
  /** Desk file, for ticks and lots. */
  readonly config: string
  /** Go on at the end; otherwise load to the present end and stop. */
  readonly follow: boolean
  readonly stats?: string | undefined
  readonly signal: AbortSignal
}

export interface LoaderStats {
  rows: number
  readonly tables: Record<string, number>
  records: number
  /** Records read that wait to be inserted; 0 when everything the journal held is in. */
  lagRecords: number
  undecodable: number
  lastError: string
}

const POLL_RECORDS = 5_000
const BATCH_ROWS = 50_000
const IDLE_MS = 200
const INSERT_INTERVAL_MS = 500
const RETRY_MS = 1_000
const RETRIES_MAX = 5

/**
 * Follows the recorder's journal into tables. Exactly once: a row carries its journal index, and what a table already
 * holds is skipped.
 */
export class Loader implements JournalHandler {
  readonly stats: LoaderStats = { rows: 0, tables: {}, records: 0, lagRecords: 0, undecodable: 0, lastError: '' }
  readonly #options: LoaderOptions
  readonly #store: WarehouseStore
  readonly #batch = new RowBatch()
  readonly #decoder: RowDecoder
  readonly #views = new WeakMap<Uint8Array, DataView>()
  #reader: JournalReader
  #last = new Map<string, number>()
  #insertDueMs = 0

  constructor(options: LoaderOptions, store: WarehouseStore) {
    this.#options = options
    this.#store = store
    this.#decoder = new RowDecoder(this.#batch, new Instruments(loadDeskConfig(options.config)))
    this.#reader = this.#openReader(0)
  }

  async run(): Promise<void> {
    await this.#store.createTables()
    this.#last = await this.#store.lastIndexes()
    this.#countStored()
    this.#reader = this.#openReader(Math.max(0, Math.min(...this.#last.values()) + 1))
    const { signal, follow } = this.#options
    while (true) {
      const count = this.#reader.poll(this, POLL_RECORDS)
      this.stats.records += count
      if (this.#batch.count >= BATCH_ROWS || (this.#batch.count > 0 && performance.now() >= this.#insertDueMs))
        await this.#insert()
      if (count > 0) continue
      if (this.#batch.count > 0) await this.#insert()
      this.#writeStats()
      if (!follow || signal.aborted) break
      await sleep(IDLE_MS, signal)
    }
    this.#reader.close()
  }

  onRecord(index: number, nowNs: number, streamId: number, bytes: Uint8Array, offset: number, length: number): void {
    this.#decoder.epoch.sessionEpochMs = this.#reader.sessionEpochMs
    this.#decoder.decode(index, nowNs, streamId, bytes, this.#viewOf(bytes), offset, length)
    this.stats.lagRecords++
  }

  async #insert(): Promise<void> {
    for (const [table, rows] of this.#batch.take()) {
      const last = this.#last.get(table) ?? -1
      const fresh = last < 0 ? rows : rows.filter((row) => (row['idx'] as number) > last)
      if (fresh.length === 0) continue
      await this.#insertWithRetry(table, fresh)
      this.stats.rows += fresh.length
      this.stats.tables[table] = (this.stats.tables[table] ?? 0) + fresh.length
    }
    this.stats.lagRecords = 0
    this.stats.undecodable = this.#decoder.undecodable
    this.#insertDueMs = performance.now() + INSERT_INTERVAL_MS
    this.#writeStats()
  }

  /**
   * A server may be restarting: tries again a few times, then fails the process; its next life goes on from what is
   * stored.
   */
  async #insertWithRetry(table: string, rows: Record<string, unknown>[]): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#store.insert(table, rows)
      } catch (error) {
        this.stats.lastError = `${table}: ${error instanceof Error ? error.message : String(error)}`
        this.#writeStats()
        if (attempt === RETRIES_MAX) throw error
        await sleep(RETRY_MS, this.#options.signal)
      }
    }
  }

  #countStored(): void {
    for (const [table, last] of this.#last) if (last >= 0) this.stats.tables[table] = 0
  }

  #openReader(fromIndex: number): JournalReader {
    const { journal, name } = this.#options
    return new JournalReader({ storage: new NodeStorage(), dir: journal, name, fromIndex })
  }

  #writeStats(): void {
    const { stats } = this.#options
    if (stats === undefined) return
    mkdirSync(dirname(stats), { recursive: true })
    writeFileSync(`${stats}.tmp`, JSON.stringify(this.stats))
    renameSync(`${stats}.tmp`, stats)
  }

  #viewOf(bytes: Uint8Array): DataView {
    let view = this.#views.get(bytes)
    if (view === undefined) {
      view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      this.#views.set(bytes, view)
    }
    return view
  }
}

/** Opens the store, loads, closes. */
export async function runWarehouseLoader(options: LoaderOptions): Promise<LoaderStats> {
  const store = await WarehouseStore.open(options.db)
  try {
    const loader = new Loader(options, store)
    await loader.run()
    return loader.stats
  } finally {
    await store.close()
  }
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms)
    function done(): void {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    signal.addEventListener('abort', done)
  })
}
