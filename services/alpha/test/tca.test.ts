import { STREAM } from '@reflex/schema'
import { expect, it } from 'vitest'
import { Firm, type Said } from './firm.ts'

const XALP_BTC = 1
const FILL_RATIO = 1
const MARKOUT_SHORT = 7

const changes = (said: readonly Said[]): (string | number)[][] =>
  said
    .filter((one) => one.stream === STREAM.PARAMETERS)
    .map((one) => [one.text(10_500), one.number(10_501), one.number(10_502), one.text(10_505), one.text(1301)])

function started(): Firm {
  const firm = new Firm()
  firm.start()
  return firm
}

/** A second goes by with everybody alive. */
function second(firm: Firm): Said[] {
  firm.heartbeat()
  return firm.after(1001)
}

it('widens and shrinks where fills lose, by bounded steps, and says so', () => {
  const firm = started()
  for (let i = 0; i < 5; i++) firm.markout(XALP_BTC, -6 - 0.01 * i, `E${i}`)
  const said = second(firm)
  expect(changes(said)).toEqual([
    ['spreadMultiplier', 1, 1.2, 'tca', 'XALP'],
    ['sizeMultiplier', 1, 0.8, 'tca', 'XALP'],
  ])
  const [first] = said.filter((one) => one.type === 'UP')
  const fields = [10_506, 10_111, 55, 10_503, 10_504, 58].map((tag) => first!.text(tag))
  expect(fields).toEqual(['2', 'MAKER1', 'BTC-USD', '0.25', '4', 'edge is below target'])
  expect(firm.summary().retunes).toBe(2)
  // The window has ended: without new fills nothing moves.
  expect(changes(second(firm))).toEqual([])
})

it('never leaves the bounds', () => {
  const firm = started()
  for (let round = 0; round < 30; round++) {
    for (let i = 0; i < 5; i++) firm.markout(XALP_BTC, -50 - 0.01 * i, `E${round}-${i}`)
    second(firm)
  }
  const value = (name: string): number =>
    firm.summary().parameters.find((row) => row.name === name && row.symbol === 'BTC-USD' && row.venue === 'XALP')!
      .value
  expect([value('spreadMultiplier'), value('sizeMultiplier')]).toEqual([4, 0.25])
  const { retunes } = firm.summary()
  for (let i = 0; i < 5; i++) firm.markout(XALP_BTC, -50, `last-${i}`)
  second(firm)
  expect(firm.summary().retunes).toBe(retunes)
})

it('narrows where fills earn more than the target', () => {
  const firm = started()
  for (let i = 0; i < 5; i++) firm.markout(XALP_BTC, 0.5 + 0.01 * i, `E${i}`)
  const [spread, size] = changes(second(firm))
  expect(spread![2]).toBeLessThan(1)
  expect(spread![2]).toBeGreaterThan(0.8)
  expect(size![2]).toBe(1.1)
})

it('concludes nothing from too few fills, repeats or other horizons', () => {
  const firm = started()
  for (let i = 0; i < 20; i++) firm.markout(XALP_BTC, -6, `E${i % 4}`)
  for (let i = 0; i < 20; i++) firm.markout(XALP_BTC, -6, `H${i}`, 10)
  expect(changes(second(firm))).toEqual([])
})

it('follows the venue where it has no fills of its own', () => {
  const firm = started()
  firm.venueStatistic('XBET', MARKOUT_SHORT, -2, 40, 0.5)
  const said = changes(second(firm))
  expect(said.map((one) => [one[0], one[4]])).toEqual([
    ['spreadMultiplier', 'XBET'],
    ['sizeMultiplier', 'XBET'],
    ['spreadMultiplier', 'XBET'],
    ['sizeMultiplier', 'XBET'],
  ])
  firm.venueStatistic('XBET', MARKOUT_SHORT, -2, 42, 0.5)
  expect(changes(second(firm))).toEqual([])
})

it('moves in where orders hardly fill', () => {
  const firm = started()
  firm.venueStatistic('XPRP', FILL_RATIO, 0.01, 30)
  expect(changes(second(firm)).map((one) => one.slice(0, 3))).toEqual([
    ['spreadMultiplier', 1, 0.9],
    ['spreadMultiplier', 1, 0.9],
  ])
})

it('applies a change of the operator within the bounds, for one instrument or all', () => {
  const firm = started()
  const one = firm.parameter('gamma', 0.1, XALP_BTC)
  expect(one).toHaveLength(1)
  const fields = [10_507, 10_506, 10_500, 10_501, 10_502, 10_505, 58, 55, 1301].map((tag) => one[0]!.text(tag))
  expect(fields).toEqual(['Q1', '2', 'gamma', '0.05', '0.1', 'ann', 'because', 'BTC-USD', 'XALP'])
  expect(firm.parameter('k', 2)).toHaveLength(6)
})

it.each([
  ['gamma', 11, 'MAKER1', 'outside the bounds'],
  ['gama', 1, 'MAKER1', 'no parameter of that name'],
  ['gamma', 1, 'NOBODY', 'no strategy and instrument with that parameter'],
])('refuses %s = %d of %s: %s', (name, value, strategy, reason) => {
  const firm = started()
  const before = firm.summary().parameters
  const said = firm.parameter(name, value, undefined, strategy)
  expect(said.map((one) => [one.text(10_506), one.text(58)])).toEqual([['3', reason]])
  expect(firm.summary().parameters).toEqual(before)
})

it('quotes wider by the multiplier', () => {
  const firm = started()
  const orders = firm.quote(XALP_BTC, 59_999, 60_001)
  firm.ack(orders)
  firm.parameter('spreadMultiplier', 3)
  firm.nowNs += 100e6
  const wider = firm.quote(XALP_BTC, 59_999, 60_001)
  // Twice the base of ln(1 + 0.05/0.8) / 0.05 = 1.2125 bps farther away: 14.55 of 60,000.
  expect(orders[0]!.number(44) - wider[0]!.number(44)).toBeCloseTo(14.55, 1)
})
