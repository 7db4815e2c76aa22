import { Prng } from '@reflex/base'
import { describe, expect, it } from 'vitest'
import { Amount, operands, PARTS } from '../src/core/amount.ts'
import { ContractTerms } from '../src/core/contract-terms.ts'
import { FIGURE, FIGURE_COUNT, PositionLedger } from '../src/core/position-ledger.ts'
import { TradeTable } from '../src/core/trade-table.ts'

// Ticks of 0.01, lots of 0.00001.
const BTC = new ContractTerms({ kind: 'linear', tickE8: 1_000_000, contractE8: 1000, lotsMax: 2 ** 52 })
// Ticks of 0.5, lots of 1 USD.
const INVERSE = new ContractTerms({ kind: 'inverse', tickE8: 50_000_000, contractE8: 100_000_000, lotsMax: 2 ** 52 })
const px = (price: number): number => Math.round(price * 1e8)

function book(ledger: PositionLedger, row: number, lots: number, priceE8: number, feeE8: number): void {
  const trades = new TradeTable(1)
  const trade = trades.append()
  trades.signedLots[trade] = lots
  trades.priceE8[trade] = priceE8
  trades.feeE8[trade] = feeE8
  expect(ledger.canBook(row, trades, trade)).toBe(true)
  ledger.book(row, trades, trade)
}

function figures(ledger: PositionLedger, row: number, markE8 = Number.NaN): Float64Array {
  const out = new Float64Array(FIGURE_COUNT)
  ledger.measure(row, new Float64Array([markE8]), 0, out)
  return out
}
const realised = (ledger: PositionLedger, row: number): number => figures(ledger, row)[FIGURE.REALISED]!
const average = (ledger: PositionLedger, row: number): number => figures(ledger, row)[FIGURE.AVERAGE_PRICE]!

describe('average cost', () => {
  it('adds, reduces and crosses zero', () => {
    const ledger = new PositionLedger(4)
    const row = ledger.open(BTC)
    book(ledger, row, 100_000, px(60_000), 0) // 1 BTC
    book(ledger, row, 100_000, px(60_001), 0)
    expect(average(ledger, row)).toBe(px(60_000.5))
    book(ledger, row, -50_000, px(60_010.5), 0)
    expect(realised(ledger, row)).toBe(5e8)
    expect(average(ledger, row)).toBe(px(60_000.5))
    book(ledger, row, -250_000, px(60_002.5), 1e7)
    expect(ledger.lots[row]).toBe(-100_000)
    expect(realised(ledger, row)).toBe(8e8)
    expect(average(ledger, row)).toBe(px(60_002.5))
    const marked = figures(ledger, row, px(60_001))
    expect(marked[FIGURE.UNREALISED]).toBe(1.5e8)
    expect(marked[FIGURE.TOTAL]).toBe(9.4e8)
    expect(ledger.feesE8[row]).toBe(1e7)
    expect(figures(ledger, row)[FIGURE.TOTAL]).toBeNaN()
  })

  it('books an inverse contract in coin with a harmonic average', () => {
    const ledger = new PositionLedger(1)
    const row = ledger.open(INVERSE)
    book(ledger, row, 5000, px(20_000), 0)
    book(ledger, row, 5000, px(30_000), 0)
    expect(average(ledger, row)).toBe(px(24_000))
    book(ledger, row, -10_000, px(24_000), 0)
    expect(realised(ledger, row)).toBe(0)
    book(ledger, row, -100_000, px(10_500), 0)
    book(ledger, row, 100_000, px(10_000), 0)
    expect(realised(ledger, row)).toBe(47_619_048)
  })

  it('keeps realised + open exactly equal to cash + mark, in any sequence', () => {
    const seed = 20_260_131
    const prng = new Prng(seed)
    for (let run = 0; run < 50; run++) {
      const ledger = new PositionLedger(1)
      const row = ledger.open(BTC)
      let cash = 0n
      let lots = 0
      for (let i = 0; i < 200; i++) {
        const size = (1 + prng.nextInt(5_000_000)) * (prng.nextBoolean(0.5) ? 1 : -1)
        const price = 5_900_000 + prng.nextInt(200_000)
        book(ledger, row, size, price * 1_000_000, 0)
        lots += size
        cash -= BigInt(size) * BigInt(price)
        const mark = 5_900_000 + prng.nextInt(200_000)
        const total = (cash + BigInt(lots) * BigInt(mark)) * 10n
        expect(figures(ledger, row, mark * 1_000_000)[FIGURE.TOTAL], `seed ${seed} run ${run} trade ${i}`).toBe(
          Number(total),
        )
      }
    }
  })

  it('takes shares of a cost like rational arithmetic, floored to a trillionth', () => {
    const seed = 7
    const prng = new Prng(seed)
    for (let i = 0; i < 5000; i++) {
      const high = Math.floor(prng.nextFloat() * 2 ** (1 + prng.nextInt(50)))
      const low = Math.floor(prng.nextFloat() * PARTS)
      const whole = 1 + prng.nextInt(2 ** 31)
      const share = prng.nextInt(whole) + 1
      const amount = new Amount().set(high, low)
      const taken = new Amount()
      operands[0] = share
      operands[1] = whole
      amount.take(taken)
      const total = BigInt(high) * BigInt(PARTS) + BigInt(low)
      const expected = (total * BigInt(share)) / BigInt(whole)
      const asParts = (a: Amount) => BigInt(a.high) * BigInt(PARTS) + BigInt(a.low)
      expect(asParts(taken), `seed ${seed} step ${i}`).toBe(expected)
      expect(asParts(amount)).toBe(total - expected)
    }
  })

  it('holds negative amounts', () => {
    const amount = new Amount().set(0, PARTS / 4).negate()
    expect([amount.high, amount.low]).toEqual([-1, 0.75 * PARTS])
    expect(BTC.moneyE8(amount.set(-3, PARTS / 2))).toBe(-25) // -2.5 ticks of a lot, 10 units each
    expect(amount.negate().high).toBe(2)
  })
})
