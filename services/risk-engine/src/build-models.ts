/** Builds the models of the engine from configuration: prices, options, hedger rules, scenarios. */

import { ReflexError } from '@reflex/base'
import { normalCdf } from '@reflex/quant'
import { type DeskConfig, type Instruments, NO_INSTRUMENT } from '@reflex/schema'
import type { RiskEngineConfig } from './config.ts'
import { AutoHedger } from './core/auto-hedger.ts'
import type { Marks } from './core/marks.ts'
import { OptionModel } from './core/option-model.ts'
import type { Portfolio } from './core/portfolio.ts'
import type { RevaluationOptions } from './core/revaluation.ts'
import type { RiskFigures } from './core/risk-figures.ts'
import type { StressScenario } from './core/stress-report.ts'
import type { UnderlyingPrices } from './core/underlying-prices.ts'

const MS = 1e6
const E8 = 1e8

export function buildOptionModel(
  parts: { instruments: Instruments; marks: Marks; prices: UnderlyingPrices },
  config: RiskEngineConfig,
  sessionEpochMs: number,
): OptionModel {
  const { instruments, marks, prices } = parts
  const { rate, dividendYields, defaultVolatility, calibrateMs } = config.options
  const names = instruments.underlyingNames
  const expiryNs = instruments.all.map(({ option }) =>
    option === undefined ? Number.NaN : (Date.parse(option.expiry) - sessionEpochMs) * MS,
  )
  return new OptionModel(instruments, marks, prices, {
    expiryNs,
    priceMaxAgeNs: config.priceStaleMs * MS,
    calibrateNs: calibrateMs * MS,
    rates: names.map(() => rate),
    dividendYields: names.map((name) => dividendYields[name] ?? 0),
    defaultVolatilities: names.map(() => defaultVolatility),
  })
}

export function revaluationOptions(config: RiskEngineConfig, instruments: Instruments): RevaluationOptions {
  const { horizonS, sampleMs, z, historyMin, historyMax, paths, sliceMax } = config.var
  const { spotShocks, volShocks } = config.stress
  const samplesPerHorizon = (horizonS * 1000) / sampleMs
  const scenarios = scenariosOf(config, instruments)
  const alpha = normalCdf(z)
  return { alpha, samplesPerHorizon, historyMin, historyMax, paths, sliceMax, scenarios, spotShocks, volShocks }
}

function scenariosOf(config: RiskEngineConfig, instruments: Instruments): StressScenario[] {
  return config.stress.scenarios.map(({ name, returns, all, volShift }) => ({
    name,
    returns: instruments.underlyingNames.map((underlying) => returns[underlying] ?? all),
    volShift,
  }))
}

/** @returns undefined without a configured hedger. */
export function buildHedger(
  parts: { instruments: Instruments; marks: Marks; figures: RiskFigures; portfolio: Portfolio },
  desk: DeskConfig,
  config: RiskEngineConfig,
): AutoHedger | undefined {
  const { hedger } = config
  if (hedger === undefined) return undefined
  const { instruments } = parts
  const strategy = desk.strategies.find(({ id }) => id === hedger.strategy)
  if (strategy === undefined) fail(`strategy: no strategy '${hedger.strategy}' in the desk file`)
  if (strategy.owner !== 'risk-engine') fail(`strategy: '${hedger.strategy}' must have the owner risk-engine`)
  const rules = Object.entries(hedger.underlyings).map(([name, rule]) => {
    const underlying = instruments.underlyingNames.indexOf(name)
    if (underlying < 0) fail(`underlyings.${name}: no such underlying`)
    const [symbol, venue] = rule.instrument.split('@')
    const id = instruments.idOf(symbol ?? '', venue ?? '')
    const one = instruments.all[instruments.indexOf(id)]
    if (id === NO_INSTRUMENT || one === undefined) fail(`underlyings.${name}.instrument: no ${rule.instrument}`)
    if (one.underlying !== name || (one.kind !== 'spot' && one.kind !== 'linear-perpetual')) {
      fail(`underlyings.${name}.instrument: ${rule.instrument} is no spot or linear instrument of ${name}`)
    }
    if (!strategy.instruments.includes(id)) fail(`underlyings.${name}.instrument: ${hedger.strategy} may not trade it`)
    return {
      ...{ underlying, underlyingName: name, instrument: instruments.indexOf(id), urgencyBps: rule.urgencyBps },
      ...{
        bandE8: rule.band * E8,
        targetE8: rule.target * E8,
        clipE8: rule.clip * E8,
        isAlways: rule.when === 'always',
      },
    }
  })
  return new AutoHedger(parts, {
    account: strategy.account,
    strategy: strategy.id,
    row: 1 + desk.accounts.findIndex(({ id }) => id === strategy.account),
    rules,
    waitNs: hedger.waitMs * MS,
    priceMaxAgeNs: config.priceStaleMs * MS,
  })
}

function fail(problem: string): never {
  throw new ReflexError('REFLEX_CONFIG_INVALID', `services.risk-engine.hedger.${problem}`)
}
