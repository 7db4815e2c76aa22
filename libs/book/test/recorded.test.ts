/**
 * Real order flow with the book that a third party says must result. Skipped, visibly, where the recordings are not.
 */

import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ASK, BID, L2Book, L3Book, type Side } from '../src/index.ts'
import { dataPath } from './data-path.ts'

const DEPTH = 10
const mboFolder = dataPath('mbo-to-mbp10-arl')
const lobsterFolder = dataPath('lobster-aapl-20120621')

function readRows(path: string): string[][] {
  const lines = readFileSync(path, 'utf8').split('\n')
  return lines.filter((line) => line !== '').map((line) => line.split(','))
}

/** Price of the file in 1e-9, or '' when there is none. */
function priceText(ticks: number): string {
  return ticks === Number.MIN_SAFE_INTEGER ? '' : String(ticks / 1e9)
}

function topOf(book: L3Book): string {
  const cells: (string | number)[] = []
  for (let i = 0; i < DEPTH; i++)
    for (const side of [BID, ASK] as const)
      cells.push(priceText(book.priceAt(side, i)), book.qtyAt(side, i), book.orderCountAt(side, i))
  return cells.join(',')
}

test.skipIf(!existsSync(mboFolder))('Nasdaq orders give the published ten levels, row by row', () => {
  const book = new L3Book(16, 4)
  const ids = new Map<string, number>()
  const statesOf = new Map<string, Set<string>>()
  for (const row of readRows(`${mboFolder}/mbo_head.csv`).slice(1)) {
    const [action, sideText, price, size, , orderText] = row.slice(5)
    const order = ids.get(orderText!) ?? ids.set(orderText!, ids.size).size
    ids.set(orderText!, order)
    if (action === 'R') book.clear()
    else if (action === 'A')
      book.add(order, sideText === 'B' ? BID : ASK, Math.round(Number(price) * 1e9), Number(size))
    else if (action === 'C') book.reduce(order, Number(size))
    const sequence = row[13]!
    const states = statesOf.get(sequence) ?? new Set()
    statesOf.set(sequence, states.add(topOf(book)))
  }
  const published = readRows(`${mboFolder}/mbp_head.csv`).slice(1)
  for (const row of published) {
    const cells = row.slice(14, 14 + DEPTH * 6).map((cell) => (cell === '' ? '' : Number(cell)))
    expect(statesOf.get(row[13]!)?.has(cells.join(',')), `sequence ${row[13]}`).toBe(true)
  }
  expect(published.length).toBe(1040)
})

test.skipIf(!existsSync(lobsterFolder))('AAPL messages explain every change of the published ten levels', () => {
  const messages = readRows(`${lobsterFolder}/AAPL_2012-06-21_head_message_10.csv`)
  const books = readRows(`${lobsterFolder}/AAPL_2012-06-21_head_orderbook_10.csv`).map((row) => row.map(Number))
  const book = new L2Book(2)
  complete(book, books[0]!)
  for (let k = 1; k < messages.length; k++) {
    const [, type = 0, , size = 0, price = 0, direction] = messages[k]!.map(Number)
    const side: Side = direction === 1 ? BID : ASK
    const delta = type === 1 ? size : type === 5 ? 0 : -size
    book.update(side, price, book.qtyAtPrice(side, price) + delta)
    complete(book, books[k]!)
    for (let i = 0; i < DEPTH; i++) {
      const [askPrice, askQty, bidPrice, bidQty] = books[k]!.slice(i * 4, i * 4 + 4)
      expect([book.priceAt(ASK, i), book.qtyAt(ASK, i)]).toEqual([askPrice, askQty])
      expect([book.priceAt(BID, i), book.qtyAt(BID, i)]).toEqual([bidPrice, bidQty])
    }
  }
  expect(messages.length).toBe(999)
})

/** Adds levels that come into view from below; forgets those that leave it. */
function complete(book: L2Book, row: number[]): void {
  for (const side of [ASK, BID] as const) {
    for (let i = book.count(side); i < DEPTH; i++) {
      const column = i * 4 + (side === ASK ? 0 : 2)
      book.update(side, row[column]!, row[column + 1]!)
    }
    while (book.count(side) > DEPTH) book.update(side, book.priceAt(side, DEPTH), 0)
  }
}
