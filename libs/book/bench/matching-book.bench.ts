/** Matching commands: `npx tsx --conditions=source libs/book/bench/matching-book.bench.ts [operations]`. */

import { Prng } from '@reflex/base'
import { type BenchRun, measure, sizeOf } from '@reflex/base/measure'
import {
  CANCEL_MASS,
  MatchingBook,
  type MatchingListener,
  OrderRequest,
  type Side,
  STP_CANCEL_OLD,
  STP_NONE,
  TIF_GTC,
  TIF_IOC,
} from '../src/index.ts'

const SEED = 3
const NEW = 0
const CANCEL = 1
const REPLACE = 2
const OWNERS = 20

/** Counts what happens, so that nothing can be left out. */
class Counter implements MatchingListener {
  trades = 0
  volume = 0
  levels = 0
  onAccepted(): void {}
  onRejected(): void {}
  onTrade(_maker: number, _taker: number, _price: number, qty: number): void {
    this.trades++
    this.volume += qty
  }
  onCancelled(): void {}
  onDecremented(): void {}
  onReplaced(): void {}
  onLevelChanged(): void {
    this.levels++
  }
}

export function runMatchingBench(operations: number): BenchRun {
  const random = new Prng(SEED)
  const kinds = new Uint8Array(operations)
  const ids = new Int32Array(operations)
  const sides = new Uint8Array(operations)
  const prices = new Int32Array(operations)
  const qtys = new Int32Array(operations)
  const flags = new Uint8Array(operations)
  let mid = 100_000
  for (let i = 0; i < operations; i++) {
    const draw = random.nextFloat()
    kinds[i] = draw < 0.5 || i < 100 ? NEW : draw < 0.85 ? CANCEL : REPLACE
    ids[i] = kinds[i] === NEW ? i : i - 1 - random.nextInt(Math.min(i, 2000))
    sides[i] = random.nextInt(2)
    const away = Math.floor(60 ** random.nextFloat()) - 3
    if (random.nextBoolean(0.01)) mid += random.nextInt(3) - 1
    prices[i] = mid + (sides[i] === 0 ? -away : away)
    qtys[i] = 1 + random.nextInt(20)
    flags[i] = random.nextInt(16)
  }
  const counter = new Counter()
  const book = new MatchingBook(counter, { orderCapacity: 65_536, levelCapacity: 1024 })
  const request = new OrderRequest()
  return (onOperation) => {
    for (let owner = 0; owner < OWNERS; owner++) book.cancelOwner(owner, CANCEL_MASS)
    counter.trades = 0
    counter.volume = 0
    counter.levels = 0
    for (let i = 0; i < operations; i++) {
      if (kinds[i] === NEW) {
        request.orderId = ids[i]!
        request.ownerId = i % OWNERS
        request.side = sides[i] as Side
        request.priceTicks = prices[i]!
        request.qtyLots = qtys[i]!
        request.timeInForce = flags[i] === 0 ? TIF_IOC : TIF_GTC
        request.stp = flags[i] === 1 ? STP_CANCEL_OLD : STP_NONE
        book.submit(request)
      } else if (kinds[i] === CANCEL) book.cancel(ids[i]!)
      else book.replace(ids[i]!, prices[i]!, qtys[i]!)
      onOperation?.()
    }
    return book.stateHash() ^ counter.trades ^ counter.volume ^ counter.levels
  }
}

if (process.argv[1] === import.meta.filename) {
  const operations = sizeOf(1_000_000)
  const inputs = `seed ${SEED}, new 50 %, cancel 35 %, replace 15 %, ${OWNERS} owners`
  measure({ name: 'matching command', inputs, operations, rounds: 9 }, runMatchingBench(operations))
}
