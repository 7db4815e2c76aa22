import { type ClickHouseClient, createClient } from '@clickhouse/client'
import { ReflexError } from '@reflex/base'
import { createStatements, DATABASE, tableNames } from '../sql/schema.ts'

/** A folder (embedded chDB) or the URL of a ClickHouse server: one client and one SQL for both. */
export class WarehouseStore {
  readonly #client: ClickHouseClient

  private constructor(client: ClickHouseClient) {
    this.#client = client
  }

  /**
   * @throws ReflexError REFLEX_WAREHOUSE_UNAVAILABLE when chDB cannot be loaded here, the folder is held by another
   * process, or no server answers.
   */
  static async open(db: string): Promise<WarehouseStore> {
    try {
      return new WarehouseStore(await connect(db))
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      throw new ReflexError('REFLEX_WAREHOUSE_UNAVAILABLE', `cannot open the warehouse ${db}: ${reason}`, {
        cause: error,
      })
    }
  }

  async createTables(): Promise<void> {
    for (const query of createStatements()) await this.#client.command({ query })
  }

  /** Highest journal index in each table, -1 for an empty one: rows at or below it are there already. */
  async lastIndexes(): Promise<Map<string, number>> {
    const last = new Map<string, number>()
    for (const table of tableNames()) {
      const [row] = await this.query<{ n: string; m: string }>(
        `SELECT count() AS n, max(idx) AS m FROM ${DATABASE}.${table}`,
      )
      last.set(table, Number(row?.n ?? 0) === 0 ? -1 : Number(row!.m))
    }
    return last
  }

  async insert(table: string, values: readonly Record<string, unknown>[]): Promise<void> {
    await this.#client.insert({
      table: `${DATABASE}.${table}`,
      values: values as Record<string, unknown>[],
      format: 'JSONEachRow',
    })
  }

  async query<T>(sql: string): Promise<T[]> {
    const result = await this.#client.query({ query: sql, format: 'JSONEachRow' })
    return result.json<T>()
  }

  /** Writes the result of a query to a Parquet file. */
  async exportParquet(sql: string, file: string): Promise<void> {
    await this.#client.command({
      query: `SELECT * FROM (${sql}) INTO OUTFILE '${file.replaceAll("'", "''")}' TRUNCATE FORMAT Parquet`,
    })
  }

  async close(): Promise<void> {
    await this.#client.close()
  }
}

async function connect(db: string): Promise<ClickHouseClient> {
  if (/^https?:\/\//.test(db)) {
    const client = createClient({ url: db })
    const answer = await client.ping()
    if (!answer.success) throw answer.error
    return client
  }
  // Loaded here only: the native library must never be in a process that trades.
  const { createChdbConnection } = await import('chdb/connection')
  // chdb types its connection against its own copy of the client's interfaces.
  const connection: unknown = createChdbConnection({ path: db })
  const client = createClient({ connection } as Parameters<typeof createClient>[0])
  await client.query({ query: 'SELECT 1' })
  return client as ClickHouseClient
}
