/** L2 updates: `npx tsx --conditions=source libs/book/bench/l2-book.bench.ts [operations]`. */

import { Prng } from '@reflex/base'
import { type BenchRun, measure, sizeOf } from '@reflex/base/measure'
import { ASK, BID, L2Book, type Side } from '../src/index.ts'

const SEED = 1
const DEPTH = 400

/** Price distance from the mid: half of all updates fall on the first four levels, as in real feeds. */
export function runL2Bench(operations: number): BenchRun {
  const random = new Prng(SEED)
  const sides = new Uint8Array(operations)
  const prices = new Int32Array(operations)
  const qtys = new Int32Array(operations)
  for (let i = 0; i < operations; i++) {
    const side = random.nextInt(2) as Side
    const distance = 1 + Math.floor(DEPTH ** random.nextFloat() * 1.2)
    sides[i] = side
    prices[i] = 1_000_000 + (side === BID ? -distance : distance)
    qtys[i] = random.nextBoolean(0.3) ? 0 : 1 + random.nextInt(1000)
  }
  const book = new L2Book(1024)
  return (onOperation) => {
    book.clear()
    let top = 0
    for (let i = 0; i < operations; i++) {
      book.update(sides[i] as Side, prices[i]!, qtys[i]!)
      top = (top + book.askPrice - book.bidPrice) | 0
      onOperation?.()
    }
    return book.stateHash() ^ top ^ book.count(ASK)
  }
}

if (process.argv[1] === import.meta.filename) {
  const operations = sizeOf(1_000_000)
  const inputs = `seed ${SEED}, ${DEPTH} levels a side, 30 % deletes, BBO read after each`
  measure({ name: 'L2 update', inputs, operations, rounds: 9, clock: 'cpu' }, runL2Bench(operations))
}
