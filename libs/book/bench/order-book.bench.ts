/**
 * One kind of operation at a time on books of orders, beside nodejs-order-book: `npx tsx --conditions=source
 * libs/book/bench/order-book.bench.ts [operations]`. The peer names orders by strings and is given its own option
 * objects, made before the clock starts.
 */

import { createRequire } from 'node:module'
import { Prng } from '@reflex/base'
import { type BenchRun, measure, measurePeer, peerAbsent, sizeOf } from '@reflex/base/measure'
import type { OrderBook, Side as PeerSide } from 'nodejs-order-book'
import { BID, L3Book, type Side, VenueOrderBook } from '../src/index.ts'

const SEED = 3
const PEER = 'nodejs-order-book'
const LEVELS = 200
const QTY = 10
/** Order ids of venues do not fit 32 bits. */
const ID_HIGH = 1493

export interface OrderOperations {
  readonly add: BenchRun
  readonly execute: BenchRun
  readonly cancel: BenchRun
  /** An empty book, and one that holds all orders. */
  readonly empty: () => void
  readonly fill: () => void
}

/** Orders beside the mid, most of them near it, and an order in which they go. */
function ordersOf(count: number) {
  const random = new Prng(SEED)
  const sides = new Uint8Array(count)
  const prices = new Int32Array(count)
  const turn = new Int32Array(count)
  for (let i = 0; i < count; i++) {
    sides[i] = random.nextInt(2)
    prices[i] = 1_000_000 + (sides[i] === BID ? -1 : 1) * Math.ceil(LEVELS ** random.nextFloat())
    turn[i] = i
  }
  for (let i = count - 1; i > 0; i--) {
    const j = random.nextInt(i + 1)
    const other = turn[i]!
    turn[i] = turn[j]!
    turn[j] = other
  }
  return { sides, prices, turn }
}

export function l3Operations(count: number): OrderOperations {
  const { sides, prices, turn } = ordersOf(count)
  const book = new L3Book(count, LEVELS * 2)
  const add: BenchRun = (onOperation) => {
    for (let i = 0; i < count; i++) {
      book.add(i, sides[i] as Side, prices[i]!, QTY)
      onOperation?.()
    }
    return book.orderCount
  }
  const each =
    (one: (id: number) => void): BenchRun =>
    (onOperation) => {
      for (let i = 0; i < count; i++) {
        one(turn[i]!)
        onOperation?.()
      }
      return book.orderCount
    }
  const empty = () => book.clear()
  const fill = () => {
    empty()
    add()
  }
  return { add, execute: each((id) => book.reduce(id, 3)), cancel: each((id) => book.remove(id)), empty, fill }
}

export function venueOperations(count: number): OrderOperations {
  const { sides, prices, turn } = ordersOf(count)
  const book = new VenueOrderBook(count, LEVELS * 2)
  const add: BenchRun = (onOperation) => {
    for (let i = 0; i < count; i++) {
      book.add(ID_HIGH, i, sides[i] as Side, prices[i]!, QTY)
      onOperation?.()
    }
    return book.orderCount
  }
  const each =
    (one: (id: number) => void): BenchRun =>
    (onOperation) => {
      for (let i = 0; i < count; i++) {
        one(turn[i]!)
        onOperation?.()
      }
      return book.orderCount
    }
  const empty = () => book.clear()
  const fill = () => {
    empty()
    add()
  }
  const execute = each((id) => book.reduce(ID_HIGH, id, 3))
  return { add, execute, cancel: each((id) => book.remove(ID_HIGH, id)), empty, fill }
}

interface PeerFigures {
  readonly add: number
  readonly cancel: number
}

/** ns of the peer's limit and cancel; undefined when it is not installed. */
function measurePeers(count: number): PeerFigures | undefined {
  let Peer: typeof OrderBook
  try {
    Peer = (createRequire(import.meta.url)(PEER) as { OrderBook: typeof OrderBook }).OrderBook
  } catch {
    return undefined
  }
  const { sides, prices, turn } = ordersOf(count)
  const orders = Array.from({ length: count }, (_, i) => ({
    ...{ id: String(i), size: QTY, price: prices[i]! },
    side: (sides[i] === BID ? 'buy' : 'sell') as PeerSide,
  }))
  const names = Array.from(turn, String)
  let book = new Peer()
  const add = () => orders.map((order) => book.limit(order)).length
  const empty = () => {
    book = new Peer()
  }
  const fill = () => {
    empty()
    add()
  }
  const size = { operations: count, rounds: 3 }
  return {
    add: measurePeer({ ...size, prepare: empty }, add),
    cancel: measurePeer({ ...size, prepare: fill }, () => names.map((name) => book.cancel(name)).length),
  }
}

if (process.argv[1] === import.meta.filename) {
  const operations = sizeOf(5_000)
  const inputs = `seed ${SEED}, ${operations} orders on about ${LEVELS} levels a side`
  const peers = measurePeers(operations)
  const peerOf = (nsPerOperation: number | undefined) =>
    nsPerOperation === undefined ? {} : { peer: { name: PEER, nsPerOperation } }
  for (const [name, book] of Object.entries({
    L3: l3Operations(operations),
    'L3 of 64-bit ids': venueOperations(operations),
  })) {
    const shared = { inputs, operations, rounds: 301, clock: 'cpu' as const }
    measure({ ...shared, name: `${name} add`, prepare: book.empty, ...peerOf(peers?.add) }, book.add)
    measure({ ...shared, name: `${name} execute`, prepare: book.fill }, book.execute)
    measure({ ...shared, name: `${name} cancel`, prepare: book.fill, ...peerOf(peers?.cancel) }, book.cancel)
  }
  if (peers === undefined) peerAbsent('L3', PEER, 'not installed (npm ci installs it)')
}
