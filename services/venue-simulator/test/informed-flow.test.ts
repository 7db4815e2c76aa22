import { expect, it } from 'vitest'
import { runMaker } from './maker.ts'

const SEEDS = 48
/** Seeds below 200 served to choose the default market and the makers: the test judges them on others. */
const FIRST_SEED = 1001
const SECONDS = 25
/** Two-sided 95 %, 47 degrees of freedom. */
const STUDENT_T = 2.012

function interval(values: readonly number[]): { mean: number; low: number; high: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1)
  const half = STUDENT_T * Math.sqrt(variance / values.length)
  return { mean, low: mean - half, high: mean + half }
}

it('takes money from who quotes at the touch, and pays who keeps a distance and sheds inventory', () => {
  const seeds = Array.from({ length: SEEDS }, (_, i) => FIRST_SEED + i)
  const naive = seeds.map((seed) => runMaker(seed, SECONDS, null))
  const careful = seeds.map((seed) => runMaker(seed, SECONDS, 1))
  const naivePnl = interval(naive.map((run) => run.pnl))
  const carefulPnl = interval(careful.map((run) => run.pnl))
  const fills = (runs: typeof naive): number => runs.reduce((sum, run) => sum + run.fills, 0) / SEEDS
  const text = (x: typeof naivePnl): string => `${x.mean.toFixed(0)} [${x.low.toFixed(0)}, ${x.high.toFixed(0)}]`
  console.log(
    `P&L in USD of ${SECONDS} s with 0.1 BTC a side, ${SEEDS} seeds: at the touch ${text(naivePnl)} with ` +
      `${fills(naive).toFixed(0)} fills, at 1 bps from the mid with skew ${text(carefulPnl)} with ` +
      fills(careful).toFixed(0),
  )
  expect(fills(naive)).toBeGreaterThan(50)
  expect(naivePnl.high).toBeLessThan(0)
  expect(carefulPnl.low).toBeGreaterThan(0)
})
