/**
 * The whole durable state as bytes and back. Columns are stored as they are; the positions are not: they follow from
 * the trades and are replayed.
 *
 *     version | sequence | executions, duplicates | breaks | pending | accounts, strategies, execIds, clOrdIds | orders
 *     | trades
 */

import { hashBytes } from '@reflex/base'
import type { ContractTerms } from './contract-terms.ts'
import type { ExecutionBook } from './execution-book.ts'
import { doubledInts } from './growth.ts'
import { PENDING_NUMBERS } from './pending-amendments.ts'
import { SnapshotReader, SnapshotWriter } from './snapshot-writer.ts'

const VERSION = 1

export function writeBook(book: ExecutionBook): Uint8Array {
  const out = new SnapshotWriter()
  out.number(VERSION)
  const ahead = book.sequence.aheadList()
  out.number(book.sequence.contiguous)
  out.number(ahead.length)
  for (const n of ahead) out.number(n)
  out.number(book.executions)
  out.number(book.duplicates)
  const { breaks, pending, orders, trades } = book
  out.number(breaks.total)
  for (const column of [breaks.counts, breaks.sequences]) out.doubles(column, column.length)
  for (const column of [breaks.kinds, breaks.execIds, breaks.orders]) out.ints(column, column.length)
  out.number(pending.size)
  for (const column of [pending.execTypes, pending.execIds, pending.refExecIds, pending.orders]) {
    out.ints(column, pending.size)
  }
  out.doubles(pending.numbers, pending.size * PENDING_NUMBERS)
  for (const table of [book.accounts, book.strategies, book.execIds, orders.clOrdIds]) out.table(table)
  out.ints(book.seen, book.execIds.size)
  out.ints(book.tradeOf, book.execIds.size)
  for (const column of orders.intColumns()) out.ints(column, orders.size)
  for (const column of orders.doubleColumns()) out.doubles(column, orders.size)
  out.number(trades.size)
  for (const column of trades.intColumns()) out.ints(column, trades.size)
  for (const column of trades.doubleColumns()) out.doubles(column, trades.size)
  writeOwners(book, out)
  return out.finish()
}

/** @throws RangeError for bytes of another version, or that name instruments which the desk no longer has. */
export function readBook(bytes: Uint8Array, book: ExecutionBook, terms: readonly (ContractTerms | undefined)[]): void {
  const input = new SnapshotReader(bytes)
  const version = input.number()
  if (version !== VERSION) throw new RangeError(`snapshot of version ${version}, this program reads ${VERSION}`)
  const contiguous = input.number()
  const ahead = Array.from({ length: input.number() }, () => input.number())
  book.sequence.restore(contiguous, ahead)
  book.executions = input.number()
  book.duplicates = input.number()
  const { breaks, pending, orders, trades } = book
  breaks.restore(input.number())
  for (const column of [breaks.counts, breaks.sequences]) input.doubles(column, column.length)
  for (const column of [breaks.kinds, breaks.execIds, breaks.orders]) input.ints(column, column.length)
  pending.size = input.number()
  for (const column of [pending.execTypes, pending.execIds, pending.refExecIds, pending.orders]) {
    input.ints(column, pending.size)
  }
  input.doubles(pending.numbers, pending.size * PENDING_NUMBERS)
  for (const table of [book.accounts, book.strategies, book.execIds]) input.table(table)
  input.table(orders.clOrdIds)
  restoreAccounts(book)
  while (book.seen.length < book.execIds.size) {
    book.seen = doubledInts(book.seen)
    book.tradeOf = doubledInts(book.tradeOf)
  }
  input.ints(book.seen, book.execIds.size)
  input.ints(book.tradeOf, book.execIds.size)
  orders.reserve(orders.size)
  for (const column of orders.intColumns()) input.ints(column, orders.size)
  for (const column of orders.doubleColumns()) input.doubles(column, orders.size)
  trades.reserve(input.number())
  for (const column of trades.intColumns()) input.ints(column, trades.size)
  for (const column of trades.doubleColumns()) input.doubles(column, trades.size)
  readOwners(book, input, terms)
}

/** A 32-bit hash of the durable state: equal after the same reports in the same order, whatever happened in between. */
export function hashBook(book: ExecutionBook): number {
  const bytes = writeBook(book)
  return hashBytes(bytes, 0, bytes.length) >>> 0
}

/** Which position each row is; the rows of trades refer to them. */
function writeOwners(book: ExecutionBook, out: SnapshotWriter): void {
  for (const positions of [book.byAccount, book.byStrategy]) {
    out.number(positions.size)
    out.ints(positions.owners, positions.size)
    out.ints(positions.instruments, positions.size)
  }
}

/** The account of a strategy stands in front of its name. */
function restoreAccounts(book: ExecutionBook): void {
  for (let row = 0; row < book.strategies.size; row++) {
    const name = Buffer.from(book.strategies.text(row), 'latin1')
    book.strategyRow(name, 0, name.length, book.accounts.find(name, 0, name.indexOf('|')))
  }
}

function readOwners(book: ExecutionBook, input: SnapshotReader, terms: readonly (ContractTerms | undefined)[]): void {
  for (const positions of [book.byAccount, book.byStrategy]) {
    const size = input.number()
    const owners = new Int32Array(size)
    const instruments = new Int32Array(size)
    input.ints(owners, size)
    input.ints(instruments, size)
    for (let row = 0; row < size; row++) {
      const one = terms[instruments[row]!]
      if (one === undefined)
        throw new RangeError(`the snapshot holds instrument ${instruments[row]}, which the desk does not`)
      positions.rowOf(owners[row]!, instruments[row]!, one)
    }
  }
  const { trades } = book
  for (let trade = 0; trade < trades.size; trade++) {
    if (trades.strategyRow[trade]! < 0) continue // Never booked: a break.
    book.byAccount.add(trades.positionRow[trade]!, trade)
    book.byStrategy.add(trades.strategyRow[trade]!, trade)
  }
}
