import { Prng } from '@reflex/base'
import { describe, expect, it } from 'vitest'
import { ContractTerms } from '../src/core/contract-terms.ts'
import { PositionBook } from '../src/core/position-book.ts'
import { TRADE_DEAD, TradeTable } from '../src/core/trade-table.ts'

const SEED = Number(process.env['REFLEX_TEST_SEED'] ?? 20_261_120)
console.log(`seed ${SEED}`)

const LINEAR = new ContractTerms({ kind: 'linear', tickE8: 1_000_000, contractE8: 1000, lotsMax: 2 ** 52 })
const INVERSE = new ContractTerms({ kind: 'inverse', tickE8: 50_000_000, contractE8: 100_000_000, lotsMax: 2 ** 52 })

interface NaiveTrade {
  lots: number
  ticks: number
  isDead: boolean
}

/** Realised ticks x lots and the open lots, by a queue. */
function naive(trades: readonly NaiveTrade[]): { realised: bigint; open: [number, number][] } {
  const open: [number, number][] = []
  let realised = 0n
  for (const trade of trades) {
    if (trade.isDead) continue
    let left = trade.lots
    while (left !== 0 && open.length > 0 && open[0]![0] > 0 !== left > 0) {
      const oldest = open[0]!
      const closed = Math.min(Math.abs(left), Math.abs(oldest[0]))
      const sign = oldest[0] > 0 ? 1 : -1
      realised += BigInt(sign * closed) * BigInt(trade.ticks - oldest[1])
      oldest[0] -= sign * closed
      left += sign * closed
      if (oldest[0] === 0) open.shift()
    }
    if (left !== 0) open.push([left, trade.ticks])
  }
  return { realised, open }
}

function openOf(book: PositionBook, trades: TradeTable, tickE8: number): [number, number][] {
  const open: [number, number][] = []
  for (let one = book.fifo.firstOpen(0); one >= 0; one = book.fifo.nextOpen(one)) {
    open.push([book.fifo.openLots[one]!, trades.priceE8[one]! / tickE8])
  }
  return open
}

describe('first in, first out', () => {
  it('equals a queue under trades, busts and corrections; its total equals that of average cost', () => {
    const prng = new Prng(SEED)
    for (let run = 0; run < 60; run++) {
      const terms = run % 2 === 0 ? LINEAR : INVERSE
      const trades = new TradeTable(2)
      const book = new PositionBook(trades, 1)
      book.rowOf(0, 0, terms)
      const known: NaiveTrade[] = []
      const markE8 = (40_000 + prng.nextInt(1000)) * terms.tickE8
      for (let step = 0; step < 80; step++) {
        const lots = (1 + prng.nextInt(50)) * (prng.nextBoolean(0.5) ? 1 : -1)
        const ticks = 40_000 + prng.nextInt(1000)
        const old = prng.nextInt(Math.max(1, known.length))
        const choice = prng.nextInt(10)
        if (choice === 0 && known.length > 0 && !known[old]!.isDead) {
          known[old]!.isDead = true
          trades.state[old] = TRADE_DEAD
          book.onAmended(0, old)
        } else if (choice === 1 && known.length > 0 && !known[old]!.isDead) {
          Object.assign(known[old]!, { ticks, lots: Math.sign(known[old]!.lots) * Math.abs(lots) })
          trades.signedLots[old] = known[old]!.lots
          trades.priceE8[old] = ticks * terms.tickE8
          book.onAmended(0, old)
        } else {
          const row = trades.append()
          trades.signedLots[row] = lots
          trades.priceE8[row] = ticks * terms.tickE8
          trades.feeE8[row] = 0
          trades.sequence[row] = step + 1
          known.push({ lots, ticks, isDead: false })
          book.add(0, row)
        }
        book.settle(0)
        const expected = naive(known)
        expect(openOf(book, trades, terms.tickE8), `seed ${SEED} run ${run} step ${step}`).toEqual(expected.open)
        if (terms === LINEAR) {
          const { realised } = book.fifo
          expect([realised[0], realised[1]]).toEqual([Number(expected.realised), 0])
        }
        const difference = totalByFifo(book, terms, markE8) - totalByAverage(book, terms, markE8)
        // The worth of an inverse trade is floored to 1e-20 coin each time that one is split.
        const roundings = terms === LINEAR ? 0 : known.length * 2
        expect(Math.abs(Number(difference)), `seed ${SEED} run ${run} step ${step}`).toBeLessThanOrEqual(roundings)
      }
    }
  })
})

/** Realised plus value at the mark minus cost, exact, in 1e-12 of the unit of value. */
function total(realised: bigint, cost: bigint, lots: number, terms: ContractTerms, markE8: number): bigint {
  const size = BigInt(Math.abs(lots)) * 10n ** 12n
  const value = terms.isInverse
    ? (size * BigInt(terms.contractE8) * 100_000_000n) / BigInt(markE8)
    : (size * BigInt(markE8)) / BigInt(terms.tickE8)
  const sign = lots > 0 === terms.direction > 0 ? 1n : -1n
  return realised + (lots === 0 ? 0n : sign * (value - cost))
}

function amountOf(column: Float64Array, row: number): bigint {
  return BigInt(column[row * 2]!) * 10n ** 12n + BigInt(column[row * 2 + 1]!)
}

function totalByAverage({ ledger }: PositionBook, terms: ContractTerms, markE8: number): bigint {
  return total(amountOf(ledger.realised, 0), amountOf(ledger.cost, 0), ledger.lots[0]!, terms, markE8)
}

function totalByFifo({ ledger, fifo }: PositionBook, terms: ContractTerms, markE8: number): bigint {
  let cost = 0n
  for (let one = fifo.firstOpen(0); one >= 0; one = fifo.nextOpen(one)) cost += amountOf(fifo.openCost, one)
  return total(amountOf(fifo.realised, 0), cost, ledger.lots[0]!, terms, markE8)
}
