/** The book as plain data, for summaries, the console's backend and tests. Allocates: never called on the hot path. */

import { hashBytes } from '@reflex/base'
import type { Instruments } from '@reflex/schema'
import { TOTAL } from './core/account-totals.ts'
import { BREAK_NAMES } from './core/break-list.ts'
import type { ExecutionBook } from './core/execution-book.ts'
import type { OmsCore } from './core/oms-core.ts'
import type { PositionBook } from './core/position-book.ts'
import { FIGURE, FIGURE_COUNT } from './core/position-ledger.ts'

/**
 * Quantities in units, prices in quote currency, money in the settlement currency. null: cannot be known without a
 * mark, or flat.
 */
export interface PositionRow {
  readonly account: string
  readonly strategy?: string
  readonly instrument: number
  readonly venue: string
  readonly symbol: string
  readonly currency: string
  /** Signed, in lots and in units. */
  readonly lots: number
  readonly qty: number
  readonly avgPx: number | null
  readonly mark: number | null
  readonly realised: number
  readonly unrealised: number | null
  /** The same trades by first in, first out; the sum of both is that by average cost. */
  readonly realisedFifo: number
  readonly unrealisedFifo: number | null
  readonly fees: number
  readonly total: number | null
  readonly trades: number
  readonly boughtQty: number
  readonly soldQty: number
}

export interface TotalRow {
  readonly account: string
  readonly currency: string
  readonly realised: number
  readonly unrealised: number | null
  readonly fees: number
  readonly total: number | null
}

export function omsReport(core: OmsCore, instruments: Instruments): Record<string, unknown> {
  const { book } = core
  return {
    positions: positionRows(core, instruments, book.byAccount),
    strategies: positionRows(core, instruments, book.byStrategy),
    totals: totalRows(core),
    orders: book.orders.size,
    executions: book.executions,
    trades: book.trades.size,
    duplicates: book.duplicates,
    breaks: {
      count: book.breaks.total,
      byKind: Object.fromEntries(BREAK_NAMES.map((name, kind) => [name, book.breaks.countOf(kind)])),
      last: breakRows(core),
    },
    lastExecSeqNum: book.sequence.contiguous,
    executionsMissing: book.sequence.missing,
    resendRequests: core.link.requests,
    positionsHash: positionsHash(book).toString(16).padStart(8, '0'),
  }
}

function positionRows(core: OmsCore, instruments: Instruments, positions: PositionBook): PositionRow[] {
  const rows: PositionRow[] = []
  const figures = new Float64Array(FIGURE_COUNT)
  const { ledger } = positions
  for (let row = 0; row < positions.size; row++) {
    const id = positions.instruments[row]!
    const index = instruments.indexOf(id)
    const instrument = instruments.all[index]!
    const qtyOf = (lots: number): number => money(instruments.qtyE8Of(index, lots))
    ledger.measure(row, core.marks.priceE8, id, figures)
    const realisedFifo = ledger.moneyE8Of(row, positions.fifo.realised)
    rows.push({
      ...ownerOf(core, positions, row),
      instrument: id,
      venue: instrument.venue,
      symbol: instrument.symbol,
      currency: instrument.settleCurrency,
      lots: ledger.lots[row]!,
      qty: qtyOf(ledger.lots[row]!),
      avgPx: known(figures[FIGURE.AVERAGE_PRICE]!),
      mark: known(figures[FIGURE.MARK]!),
      realised: money(figures[FIGURE.REALISED]!),
      unrealised: known(figures[FIGURE.UNREALISED]!),
      realisedFifo: money(realisedFifo),
      unrealisedFifo: known(figures[FIGURE.REALISED]! + figures[FIGURE.UNREALISED]! - realisedFifo),
      fees: money(figures[FIGURE.FEES]!),
      total: known(figures[FIGURE.TOTAL]!),
      trades: ledger.trades[row]!,
      boughtQty: qtyOf(ledger.bought[row]!),
      soldQty: qtyOf(ledger.sold[row]!),
    })
  }
  return rows
}

function ownerOf(core: OmsCore, positions: PositionBook, row: number): { account: string; strategy?: string } {
  const { book } = core
  if (positions === book.byAccount) return { account: book.accounts.text(positions.owners[row]!) }
  const [account = '', strategy = ''] = book.strategies.text(positions.owners[row]!).split('|')
  return { account, strategy }
}

function totalRows(core: OmsCore): TotalRow[] {
  const { totals, book } = core
  totals.measure()
  const rows: TotalRow[] = []
  for (let account = 0; account < book.accounts.size; account++) {
    for (let currency = 0; currency < totals.currencies.size; currency++) {
      if (!totals.has(account, currency)) continue
      rows.push({
        account: book.accounts.text(account),
        currency: totals.currencies.text(currency),
        realised: money(totals.valueOf(account, currency, TOTAL.REALISED)),
        unrealised: known(totals.valueOf(account, currency, TOTAL.UNREALISED)),
        fees: money(totals.valueOf(account, currency, TOTAL.FEES)),
        total: known(totals.valueOf(account, currency, TOTAL.NET)),
      })
    }
  }
  return rows
}

function breakRows(core: OmsCore): Record<string, unknown>[] {
  const { breaks, execIds, orders } = core.book
  return breaks
    .rows()
    .slice(-20)
    .map((row) => ({
      kind: BREAK_NAMES[breaks.kinds[row]!],
      execution: breaks.execIds[row]! < 0 ? null : execIds.text(breaks.execIds[row]!),
      order: breaks.orders[row]! < 0 ? null : orders.clOrdIds.text(breaks.orders[row]!),
      execSeqNum: breaks.sequences[row]! || null,
    }))
}

/** Equal whenever the positions are, whatever order the reports came in. */
function positionsHash(book: ExecutionBook): number {
  const { ledger, instruments, owners, size } = book.byAccount
  let sum = 0
  for (let row = 0; row < size; row++) {
    const cost = ledger.cost.subarray(row * 2, row * 2 + 2)
    const realised = ledger.realised.subarray(row * 2, row * 2 + 2)
    const numbers = [instruments[row], ledger.lots[row], ...cost, ...realised, ledger.feesE8[row]]
    const bytes = Buffer.from(`${book.accounts.text(owners[row]!)}|${numbers.join('|')}`, 'latin1')
    sum = (sum + hashBytes(bytes, 0, bytes.length)) | 0
  }
  return sum >>> 0
}

function money(e8: number): number {
  return e8 / 1e8
}

function known(e8: number): number | null {
  return Number.isNaN(e8) ? null : e8 / 1e8
}
