import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { SessionTime } from '@reflex/base'
import { Journal, NodeStorage } from '@reflex/journal'
import { executionReportEncoder, newOrderSingleEncoder, STREAM } from '@reflex/schema'
import { Outbox } from '@reflex/service-host'
import { afterAll, describe, expect, it } from 'vitest'
import { runWarehouseLoader, warehouseQuery, warehouseReport } from '../src/index.ts'

const SESSION_EPOCH_MS = Date.UTC(2026, 0, 5)
const START_NS = 36_000e9
const folder = mkdtempSync(join(tmpdir(), 'reflex-warehouse-'))
const config = resolve(import.meta.dirname, '../../../config/desk.json')

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/**
 * Journals `count` orders with an acknowledgement and a fill each, as the recorder does; order i takes (i + 1) us per
 * hop.
 */
function record(dir: string, from: number, count: number): void {
  const out = new Outbox({ senderCompId: 'ems', sessionTime: new SessionTime(SESSION_EPOCH_MS) })
  const journal = new Journal({ storage: new NodeStorage(), dir, name: 'warehouse', sessionEpochMs: SESSION_EPOCH_MS })
  const flush = (streamId: number): void => {
    const { bytes } = out.messageAt(0)
    journal.append(out.nowNs, streamId, bytes, 0, bytes.length)
    out.discard()
  }
  for (let i = from; i < from + count; i++) {
    out.nowNs = START_NS + i * 1e6
    const hopNs = (i + 1) * 1000
    newOrderSingleEncoder
      .begin(out, STREAM.ORDERS_APPROVED)
      .clOrdIdText(`O${i}`)
      .symbolText('BTC-USD')
      .marketIdText('XALP')
      .side(49)
    newOrderSingleEncoder
      .orderQtyE8(2_000_000)
      .priceE8(6_000_000_000_000 + i * 1_000_000)
      .ordType(50)
      .riskDecisionId(i + 1)
      .end()
    flush(STREAM.ORDERS_APPROVED)
    for (const execType of ['0', 'F']) {
      const e = executionReportEncoder
        .begin(out, STREAM.EXECUTIONS)
        .orderIdText(`V${i}`)
        .execIdText(`E${i}${execType}`)
        .clOrdIdText(`O${i}`)
      e.execType(execType.charCodeAt(0))
        .ordStatus(execType === 'F' ? 50 : 48)
        .symbolText('BTC-USD')
        .marketIdText('XALP')
        .side(49)
      e.orderQtyE8(2_000_000)
        .lastQtyE8(execType === 'F' ? 2_000_000 : 0)
        .lastPxE8(execType === 'F' ? 6_000_000_000_000 : 0)
      e.applSeqNum(2 * i + (execType === 'F' ? 2 : 1))
        .ingestTime(out.nowNs)
        .noTrdRegTimestamps(4)
      for (let hop = 1; hop <= 4; hop++)
        e.trdRegTimestamp(out.nowNs + hop * hopNs)
          .trdRegTimestampType(10)
          .trdRegTimestampOriginText('x')
      e.end()
      flush(STREAM.EXECUTIONS)
    }
  }
  journal.close()
}

describe('warehouse loader', () => {
  const journal = join(folder, 'journal')
  const db = join(folder, 'chdb')
  const load = () =>
    runWarehouseLoader({ journal, name: 'warehouse', db, config, follow: false, signal: new AbortController().signal })

  it('loads every message once, also when run again after more was recorded', async () => {
    record(journal, 0, 100)
    expect((await load()).tables).toEqual({ messages: 300, orders: 100, executions: 200 })
    expect((await load()).rows).toBe(0)
    record(journal, 100, 50)
    expect((await load()).rows).toBe(300)
    const [row] = await warehouseQuery(db, 'SELECT count() AS n, uniqExact(idx) AS u FROM reflex.messages')
    expect(row).toEqual({ n: 450, u: 450 })
  })

  it('keeps decimals and times exact', async () => {
    const [row] = await warehouseQuery(
      db,
      `SELECT toString(price) AS price, toString(qty) AS qty, toString(time) AS time, decision_id
       FROM reflex.orders WHERE cl_ord_id = 'O7'`,
    )
    expect(row).toEqual({ price: '60000.07', qty: '0.02', time: '2026-01-05 10:00:00.007000000', decision_id: 8 })
  })

  it('computes tick-to-trade and hop latency from the stamps alone', async () => {
    const [row] = await warehouseQuery(
      db,
      `SELECT feed_to_market_data_ns AS a, gateway_to_ems_ns AS b, tick_to_ems_ns AS c
       FROM reflex.tick_to_trade WHERE cl_ord_id = 'O9'`,
    )
    expect(row).toEqual({ a: 10_000, b: 10_000, c: 40_000 })
    const sections = await warehouseReport(db)
    const hops = sections.find((section) => section.title === 'Latency by hop, ns')!.rows
    expect(hops.find((hop) => hop['hop'] === 'tick to ems')).toMatchObject({ count: 150, max: 600_000 })
    const fills = sections.find((section) => section.title === 'Fills by venue')!.rows
    expect(fills).toEqual([expect.objectContaining({ venue: 'XALP', symbol: 'BTC-USD', fills: 150 })])
  })
})
