/**
 * The book of record said plainly: the surviving trades in the order of the journal, replayed with fractions. Slow,
 * obvious.
 */

export interface NaiveReport {
  readonly exec: string
  readonly seq: number
  readonly type: 'F' | 'G' | 'H'
  readonly ref: string
  readonly key: string
  readonly lots: bigint
  readonly ticks: bigint
  readonly feeE8: bigint
}

export interface NaivePosition {
  lots: bigint
  feesE8: bigint
  /** Realised ticks x lots, as numerator and denominator. */
  realised: Fraction
}

export type Fraction = readonly [bigint, bigint]

interface Trade {
  readonly key: string
  readonly seq: number
  lots: bigint
  ticks: bigint
  readonly feeE8: bigint
  isDead: boolean
}

/** @param reports every one that came, in any order, repeats included. */
export function naivePositions(reports: readonly NaiveReport[]): Map<string, NaivePosition> {
  const distinct = new Map(reports.map((report) => [report.exec, report]))
  const trades = new Map<string, Trade>()
  for (const report of [...distinct.values()].sort((a, b) => a.seq - b.seq)) {
    const ref = trades.get(report.ref)
    if (report.type === 'F') trades.set(report.exec, { ...report, isDead: false })
    else if (ref === undefined || ref.isDead) continue
    else if (report.type === 'H') ref.isDead = true
    else {
      ref.lots = ref.lots > 0n ? report.lots : -report.lots
      ref.ticks = report.ticks
    }
  }
  const positions = new Map<string, NaivePosition>()
  const costs = new Map<string, Fraction>()
  for (const trade of trades.values()) {
    const position = positions.get(trade.key) ?? { lots: 0n, feesE8: 0n, realised: [0n, 1n] as Fraction }
    positions.set(trade.key, position)
    if (trade.isDead) continue
    position.feesE8 += trade.feeE8
    costs.set(trade.key, book(position, costs.get(trade.key) ?? [0n, 1n], trade))
  }
  return positions
}

/** @returns the new cost. */
function book(position: NaivePosition, cost: Fraction, trade: Trade): Fraction {
  const before = position.lots
  position.lots += trade.lots
  const isClosing = before !== 0n && before > 0n !== trade.lots > 0n
  if (!isClosing) return add(cost, [abs(trade.lots) * trade.ticks, 1n])
  const closed = abs(trade.lots) < abs(before) ? abs(trade.lots) : abs(before)
  const taken = reduce([cost[0] * closed, cost[1] * abs(before)])
  const gain = add([closed * trade.ticks, 1n], [-taken[0], taken[1]])
  position.realised = add(position.realised, before > 0n ? gain : [-gain[0], gain[1]])
  const opened = abs(trade.lots) - closed
  return opened > 0n ? [opened * trade.ticks, 1n] : add(cost, [-taken[0], taken[1]])
}

function add(a: Fraction, b: Fraction): Fraction {
  return reduce([a[0] * b[1] + b[0] * a[1], a[1] * b[1]])
}

function reduce([numerator, denominator]: Fraction): Fraction {
  let a = abs(numerator)
  let b = denominator
  while (b > 0n) [a, b] = [b, a % b]
  return a === 0n ? [0n, 1n] : [numerator / a, denominator / a]
}

function abs(value: bigint): bigint {
  return value < 0n ? -value : value
}
