/** Greeks, full revaluation, stress, charges and hedges: from messages in to reports and orders out. */

import { bsmGreeks, inverseGreeks } from '@reflex/quant'
import { type DeskConfig, parseDeskConfig, STREAM } from '@reflex/schema'
import { describe, expect, test } from 'vitest'
import { engineReport } from '../src/report.ts'
import { DESK, World } from './world.ts'

const EXPIRY = '2026-04-30T00:00:00Z'
/** From 09:30 of the session's day. */
const YEARS = (Date.parse(EXPIRY) - Date.UTC(2026, 0, 30, 9, 30)) / (365 * 86_400_000)
const CALL = 7
const COIN_PUT = 8

function optionDesk(more: object = {}): DeskConfig {
  const plain = JSON.parse(JSON.stringify(DESK))
  const base = { venue: 'XPRP', underlying: 'BTC', baseCurrency: 'BTC', lotSize: '0.1', multiplier: '1' }
  const sizes = { minQty: '0.1', maxQty: '1000' }
  const terms = { expiry: EXPIRY, exercise: 'european' }
  return parseDeskConfig({
    ...plain,
    instruments: [
      ...plain.instruments,
      {
        ...{ ...base, ...sizes, id: CALL, symbol: 'BTC-C', kind: 'option', tickSize: '0.5' },
        ...{ quoteCurrency: 'USD', settleCurrency: 'USD', option: { ...terms, type: 'call', strike: '65000' } },
      },
      {
        ...{ ...base, ...sizes, id: COIN_PUT, symbol: 'BTC-P', kind: 'inverse-option', tickSize: '0.0001' },
        ...{ quoteCurrency: 'BTC', settleCurrency: 'BTC', option: { ...terms, type: 'put', strike: '55000' } },
      },
    ],
    ...more,
  })
}

// biome-ignore lint/suspicious/noExplicitAny: a report is plain data.
const report = (world: World, desk: DeskConfig): any => engineReport(world.core, world.instruments, desk)

describe('Greeks', () => {
  const desk = optionDesk()

  test('of options by instrument, underlying, expiry bucket, strategy, account and firm, in dollars and coin', () => {
    const world = new World({ options: { defaultVolatility: 0.5 } }, desk).ready()
    for (const strategy of [undefined, 'MAKER1']) {
      const owner = strategy === undefined ? {} : { strategy }
      world.position({ qty: 2, symbol: 'BTC-C', venue: 'XPRP', ...owner })
      world.position({ qty: -3, symbol: 'BTC-P', venue: 'XPRP', ...owner })
      world.position({ qty: -0.5, ...owner })
    }
    world.turn()
    const call = bsmGreeks({
      ...{ sign: 1, spot: 60_000, strike: 65_000, years: YEARS, rate: 0, dividendYield: 0, volatility: 0.5 },
    })
    const put = inverseGreeks({ sign: -1, forward: 60_000, strike: 55_000, years: YEARS, volatility: 0.5 })
    const { greeks } = report(world, desk)
    const firm = greeks.byOwner.REFLEX.BTC
    expect(firm.delta).toBeCloseTo(2 * call.delta - 3 * put.delta - 0.5, 6)
    expect(firm.dollarDelta).toBeCloseTo(60_000 * firm.delta, 2)
    expect(firm.gamma1Pct).toBeCloseTo(((2 * call.gamma - 3 * put.gammaUsd) * 60_000 ** 2) / 100, 2)
    expect(firm.vegaPoint).toBeCloseTo((2 * call.vega) / 100 - 3 * put.vegaUsdPerPoint, 4)
    expect(firm.thetaDay).toBeCloseTo((2 * call.theta) / 365 - 3 * put.thetaUsdPerDay, 4)
    expect(firm.coinDelta).toBeCloseTo(-3 * put.netTransactionDelta, 6)
    expect(greeks.byOwner.MM1.BTC).toEqual(firm)
    expect(greeks.byOwner.MAKER1.BTC).toEqual(firm)
    const buckets = greeks.byExpiry.filter((row: { BTC: { vegaPoint: number } }) => row.BTC.vegaPoint !== 0)
    expect(buckets.map(({ bucket }: { bucket: string }) => bucket)).toEqual(['to 90 days'])
    expect(greeks.byInstrument['BTC-C@XPRP'].delta).toBeCloseTo(2 * call.delta, 6)
    expect(greeks.byInstrument['BTC-USD@XALP'].delta).toBe(-0.5)
    world.quote(1, 66_000)
    world.pass(20)
    expect(report(world, desk).greeks.byInstrument['BTC-C@XPRP'].delta).toBeGreaterThan(2 * call.delta)
  })

  test('volatility from the quote of the option; P&L at its mid, that of coin options at the price of the coin', () => {
    const world = new World({ options: { calibrateMs: 10 } }, desk).ready()
    const at = { sign: 1, spot: 60_000, strike: 65_000, years: YEARS, rate: 0, dividendYield: 0 } as const
    const price = Math.round(2 * bsmGreeks({ ...at, volatility: 0.8 }).price) / 2
    world.quote(CALL, price)
    world.quote(COIN_PUT, 0.05)
    world.position({ qty: 2, symbol: 'BTC-C', venue: 'XPRP', unrealized: 0, mark: price - 10 })
    world.position({ qty: 4, symbol: 'BTC-P', venue: 'XPRP', unrealized: 0, realized: 0.1, mark: 0.04 })
    world.pass(20)
    const { options, pnl } = report(world, desk)
    expect(options[0]).toMatchObject({ instrument: 'BTC-C@XPRP', from: 'quote' })
    expect(options[0].volatility).toBeCloseTo(0.8, 3)
    expect(Number(pnl.REFLEX)).toBeCloseTo(20 + (0.1 + 4 * 0.01) * 60_000, 2)
  })

  test('an option needs its terms, and nothing else has any', () => {
    const broken = JSON.parse(JSON.stringify(desk))
    delete broken.instruments[6].option
    expect(() => parseDeskConfig(broken)).toThrow('an option needs its terms')
    broken.instruments[6] = { ...broken.instruments[0], id: 9, symbol: 'X', option: desk.instruments[7]!.option }
    expect(() => parseDeskConfig(broken)).toThrow('only options have terms')
  })
})

describe('full revaluation', () => {
  const desk = optionDesk()
  const section = { var: { sampleMs: 100, historyMin: 20, historyMax: 50, revalueMs: 100, paths: 500, sliceMax: 7 } }

  test('historical, Monte Carlo and stress, in slices; the worst loss has a limit', () => {
    const world = new World({ ...section, limits: { stressLoss: '20000' } }, desk).ready()
    world.position({ qty: 1 })
    world.position({ qty: -2, symbol: 'BTC-C', venue: 'XPRP' })
    for (let i = 0; i < 60; i++) {
      world.quote(1, 60_000 + 30 * Math.sin(i * i))
      world.pass(100)
      world.take()
    }
    for (let i = 0; i < 300; i++) {
      world.turn()
      world.take()
    }
    const { risk, stress, limits, valueAtRisk } = report(world, desk)
    expect(risk.scenarios).toBe(50)
    for (const name of ['REFLEX', 'MM1']) {
      expect(risk.historical[name].expectedShortfall).toBeGreaterThanOrEqual(risk.historical[name].valueAtRisk)
    }
    expect(risk.historical.MAKER1.valueAtRisk).toBeCloseTo(0, 12)
    expect(risk.monteCarlo.valueAtRisk).toBeGreaterThan(0)
    expect(Number(valueAtRisk.REFLEX)).toBeCloseTo(risk.deltaGamma.REFLEX * risk.ratio.REFLEX, 4)
    expect(stress.grid[3][2]).toBeCloseTo(0, 6)
    expect(stress.named.map(({ name }: { name: string }) => name)).toContain('2020-03-12')
    expect(stress.worstLoss).toBeGreaterThan(20_000)
    expect(limits.find(({ metric }: { metric: string }) => metric === 'STRESS_LOSS').action).toBe('reduce-only')
  })

  test('without history there is no historical figure, and the parametric one stands', () => {
    const world = new World({}, desk).ready()
    world.position({ qty: 1 })
    world.pass(3000)
    const { risk, valueAtRisk } = report(world, desk)
    const { valueAtRisk: simulated, valueAtRiskError } = risk.monteCarlo
    expect(Math.abs(simulated - risk.deltaGamma.REFLEX)).toBeLessThan(5 * valueAtRiskError + 0.02 * simulated)
    expect(risk.historical.REFLEX).toBeNull()
    expect(risk.ratio.REFLEX).toBe(1)
    expect(Number(valueAtRisk.REFLEX)).toBeGreaterThan(0)
  })

  test('the charge for volatility, and the backtest as horizons go by', () => {
    const world = new World({ volatilityCharge: { sampleMs: 100, perUnitVol: 2 }, var: { horizonS: 1 } }).ready()
    world.position({ qty: 1, realized: 0, unrealized: 0, mark: 60_000 })
    for (let i = 0; i < 40; i++) {
      world.quote(1, i === 25 ? 50_000 : 60_000)
      world.pass(100)
    }
    const { volatilityCharge, backtest, pnl } = report(world, DESK)
    const { charge, riskAdjustedPnl } = volatilityCharge.REFLEX
    // One fall and one rise of 10,000 among n samples: sd sqrt(n) is near sqrt(2) x 10,000.
    expect(charge / (2 * Math.SQRT2 * 10_000)).toBeCloseTo(1, 1)
    expect(riskAdjustedPnl).toBeCloseTo(Number(pnl.REFLEX) - charge, 6)
    expect(backtest.observations).toBeGreaterThanOrEqual(3)
    expect(backtest.kupiec.p).toBeGreaterThan(0)
  })
})

describe('the hedger', () => {
  const strategy = { id: 'HEDGER', account: 'MM1', instruments: [5], owner: 'risk-engine', description: '' }
  const desk = optionDesk({ strategies: [...DESK.strategies, strategy] })
  const rule = { instrument: 'BTC-PERP@XPRP', band: 0.5, clip: 0.3, urgencyBps: 10 }
  const hedger = (more: object = {}) => ({ strategy: 'HEDGER', underlyings: { BTC: { ...rule, ...more } } })
  const orders = (world: World) =>
    world
      .take()
      .filter(({ stream }) => stream === STREAM.ORDERS_INTENT)
      .map((m) => [35, 1, 55, 1301, 54, 38, 40, 44, 59, 10_111].map((tag) => m.get(tag)).join(' '))

  test('outside the band sends a clip through the gateway and waits for the position', () => {
    const world = new World(
      { hedger: hedger({ when: 'always' }), limits: { netNotional: 'none', delta: {} } },
      desk,
    ).ready()
    world.position({ qty: 0.5 })
    world.turn()
    expect(orders(world)).toEqual([])
    world.position({ qty: 0.9 })
    world.turn()
    expect(orders(world)).toEqual(['D MM1 BTC-PERP XPRP 2 0.3 2 59940 3 HEDGER'])
    world.turn()
    expect(orders(world)).toEqual([])
    world.position({ qty: -0.3, symbol: 'BTC-PERP', venue: 'XPRP' })
    world.turn()
    // 0.6 is left: still outside the band.
    expect(orders(world)).toHaveLength(1)
    world.position({ qty: -0.4, symbol: 'BTC-PERP', venue: 'XPRP' })
    world.pass(2000)
    expect(orders(world)).toEqual([])
    world.position({ qty: -2 })
    world.turn()
    expect(orders(world)).toEqual(['D MM1 BTC-PERP XPRP 1 0.3 2 60060 3 HEDGER'])
  })

  test('at a limit hedges at its step, which is reduce-only on the wire, and never when halted or blind', () => {
    const delta = [
      { percent: 70, action: 'warn' },
      { percent: 100, action: 'hedge' },
    ]
    const limits = { netNotional: 'none', grossNotional: 'none', valueAtRisk: 'none', delta: { BTC: '0.8' } }
    const world = new World({ hedger: hedger(), limits, ladders: { delta } }, desk).ready()
    world.position({ qty: 0.7 })
    world.turn()
    expect(orders(world)).toEqual([])
    world.position({ qty: 1 })
    world.turn()
    const sent = world.take()
    expect(sent.filter(({ type }) => type === 'DH').map((m) => m.get(10_212))).toContain('3')
    expect(sent.filter(({ type }) => type === 'D')).toHaveLength(1)
    world.marketLives = false
    world.position({ qty: 1.1 })
    world.pass(1500)
    expect(orders(world)).toEqual([])
  })

  test('a rule that cannot be kept is refused', () => {
    expect(() => new World({ hedger: hedger({ instrument: 'BTC-USD@XALP' }) }, desk)).toThrow('may not trade it')
    expect(() => new World({ hedger: { ...hedger(), strategy: 'MAKER1' } }, desk)).toThrow('owner risk-engine')
    expect(() => new World({ hedger: hedger({ instrument: 'BTC-C@XPRP' }) }, desk)).toThrow('no spot or linear')
  })
})
