/** L3 add, cancel, execute: `npx tsx --conditions=source libs/book/bench/l3-book.bench.ts [operations]`. */

import { Prng } from '@reflex/base'
import { type BenchRun, measure, sizeOf } from '@reflex/base/measure'
import { BID, L3Book, type Side } from '../src/index.ts'

const SEED = 2
const LIVE_ORDERS = 5_000
const ADD = 0
const REMOVE = 1
const REDUCE = 2

export function runL3Bench(operations: number): BenchRun {
  const random = new Prng(SEED)
  const kinds = new Uint8Array(operations)
  const ids = new Int32Array(operations)
  const sides = new Uint8Array(operations)
  const prices = new Int32Array(operations)
  const live: number[] = []
  const isReduced = new Set<number>()
  for (let i = 0; i < operations; i++) {
    const mustAdd = live.length < LIVE_ORDERS / 2 || (live.length < LIVE_ORDERS && random.nextBoolean(0.45))
    if (mustAdd) {
      sides[i] = random.nextInt(2)
      prices[i] = 1_000_000 + (sides[i] === BID ? -1 : 1) * Math.ceil(200 ** random.nextFloat())
      ids[i] = i
      live.push(i)
    } else {
      const index = random.nextInt(live.length)
      ids[i] = live[index]!
      kinds[i] = isReduced.has(ids[i]!) || random.nextBoolean(0.9) ? REMOVE : REDUCE
      if (kinds[i] === REDUCE) isReduced.add(ids[i]!)
      else {
        live[index] = live[live.length - 1]!
        live.pop()
      }
    }
  }
  const book = new L3Book(LIVE_ORDERS * 2, 1024)
  return (onOperation) => {
    book.clear()
    for (let i = 0; i < operations; i++) {
      if (kinds[i] === ADD) book.add(ids[i]!, sides[i] as Side, prices[i]!, 10)
      else if (kinds[i] === REMOVE) book.remove(ids[i]!)
      else book.reduce(ids[i]!, 3)
      onOperation?.()
    }
    return book.stateHash()
  }
}

if (process.argv[1] === import.meta.filename) {
  const operations = sizeOf(1_000_000)
  const inputs = `seed ${SEED}, about ${LIVE_ORDERS} live orders, add 50 %, cancel 45 %, execute 5 %`
  measure({ name: 'L3 operation', inputs, operations, rounds: 9, clock: 'cpu' }, runL3Bench(operations))
}
