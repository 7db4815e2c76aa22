import { WarehouseStore } from './loader/store.ts'
import { DATABASE, tableNames } from './sql/schema.ts'

export interface ReportSection {
  readonly title: string
  readonly rows: readonly Record<string, unknown>[]
}

const QUERIES: readonly (readonly [string, string])[] = [
  ['Latency by hop, ns', `SELECT * FROM ${DATABASE}.hop_latency ORDER BY p50`],
  ['Fills by venue', `SELECT * FROM ${DATABASE}.fills_by_venue ORDER BY venue, symbol`],
  [
    'Markouts by venue, bps',
    `SELECT venue, ms, count, round(mean_bps, 3) AS mean_bps, round(standard_error, 3) AS standard_error
     FROM ${DATABASE}.markouts_by_venue ORDER BY venue, ms`,
  ],
  ['Refused by the gateway', `SELECT * FROM ${DATABASE}.rejects_by_check ORDER BY count DESC`],
  ['P&L by instrument', `SELECT * FROM ${DATABASE}.pnl_by_instrument ORDER BY account, symbol, venue`],
]

/** The first questions one asks of a day: how much, how fast, what it earned. */
export async function warehouseReport(db: string): Promise<ReportSection[]> {
  const store = await WarehouseStore.open(db)
  try {
    const counts = []
    for (const table of tableNames()) {
      const [row] = await store.query<{ n: string }>(`SELECT count() AS n FROM ${DATABASE}.${table}`)
      counts.push({ table, rows: Number(row!.n) })
    }
    const sections: ReportSection[] = [{ title: 'Rows by table', rows: counts }]
    for (const [title, sql] of QUERIES) sections.push({ title, rows: await store.query(sql) })
    return sections
  } finally {
    await store.close()
  }
}

export async function warehouseQuery(db: string, sql: string): Promise<Record<string, unknown>[]> {
  const store = await WarehouseStore.open(db)
  try {
    return await store.query(sql)
  } finally {
    await store.close()
  }
}

export async function exportParquet(db: string, sql: string, file: string): Promise<void> {
  const store = await WarehouseStore.open(db)
  try {
    await store.exportParquet(sql, file)
  } finally {
    await store.close()
  }
}
