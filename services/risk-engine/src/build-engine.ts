import { decimalE8, Prng, ReflexError, type SessionTime } from '@reflex/base'
import { normalCdf } from '@reflex/quant'
import { type DeskConfig, type Instruments, RISK_LIMIT_TYPE } from '@reflex/schema'
import type { CounterTable } from '@reflex/service-host'
import { buildHedger, buildOptionModel, revaluationOptions } from './build-models.ts'
import { ACTIONS, type LimitSet, type Metric, type RiskEngineConfig } from './config.ts'
import { ActionDesk } from './core/action-desk.ts'
import { type ActionScope, accountScope, FIRM_SCOPE, firmScope, instrumentScope } from './core/action-scope.ts'
import { DayStatistics } from './core/day-statistics.ts'
import { EngineCore } from './core/engine-core.ts'
import { GreekSums } from './core/greek-sums.ts'
import { InputWatch } from './core/input-watch.ts'
import { LEVEL } from './core/levels.ts'
import { LimitLadder } from './core/limit-ladder.ts'
import { type LimitSubject, LimitsPublisher } from './core/limits-publisher.ts'
import { MarketAdapter } from './core/market-adapter.ts'
import { Marks } from './core/marks.ts'
import { Portfolio } from './core/portfolio.ts'
import { PositionAdapter } from './core/position-adapter.ts'
import { ReturnSampler } from './core/return-sampler.ts'
import { Revaluation } from './core/revaluation.ts'
import { RiskFigures } from './core/risk-figures.ts'
import { UnderlyingPrices } from './core/underlying-prices.ts'
import { VarModel } from './core/var-model.ts'
import type { EngineCounter } from './counters.ts'

const MS = 1e6
const E8 = 1e8
/** Inputs that come back need not wait for the whole cool-down of a limit. */
const INPUT_COOLDOWN_MS = 1000

export interface EngineOptions {
  readonly desk: DeskConfig
  readonly instruments: Instruments
  readonly sessionTime: SessionTime
  readonly config: RiskEngineConfig
  readonly counters: CounterTable<EngineCounter>
}

/** Puts the core together: the one place where its parts meet. */
export function buildEngine(options: EngineOptions): EngineCore {
  const { desk, instruments, sessionTime, config, counters } = options
  const accounts = desk.accounts.map(({ id }) => id)
  const marks = new Marks(instruments.count)
  const strategies = desk.strategies.map(({ id }) => id)
  const priceMaxAgeNs = config.priceStaleMs * MS
  const prices = new UnderlyingPrices(instruments, marks, priceMaxAgeNs)
  const model = buildOptionModel({ instruments, marks, prices }, config, sessionTime.sessionEpochMs)
  const owners = { accounts: accounts.length, strategies: strategies.length }
  const portfolio = new Portfolio(owners, { instruments, marks, prices, model })
  const greeks = new GreekSums({ portfolio, instruments, model, prices }, config.options.bucketDays)
  const figures = new RiskFigures(portfolio, instruments)
  const watch = new InputWatch(desk.liveness.timeoutMs * MS, config.requestRetryMs * MS)
  const { sampleMs, lambda, seedBpsPerSqrtS, horizonS, z, staleAddOn, intervalMs, historyMax } = config.var
  const seedSigma = (seedBpsPerSqrtS / 1e4) * Math.sqrt(sampleMs / 1000)
  const sampler = new ReturnSampler(instruments, marks, {
    sampleNs: sampleMs * MS,
    ...{ lambda, seedSigma, priceMaxAgeNs, historyMax },
  })
  const samplesPerHorizon = (horizonS * 1000) / sampleMs
  const varModel = new VarModel(
    { portfolio, instruments, marks, sampler, greeks },
    { z, alpha: normalCdf(z), samplesPerHorizon, priceMaxAgeNs, staleAddOn },
  )
  const scopes: ActionScope[] = [firmScope(desk.firm)]
  const subjects = limitsOf(options).flatMap((limit) => subjectsOf(options, limit, figures, scopes))
  const staleInput = staleLadder(config, watch)
  return new EngineCore({
    sessionTime,
    positions: new PositionAdapter({ accounts, strategies }, instruments, portfolio),
    market: new MarketAdapter(instruments, marks, counters),
    watch,
    figures,
    prices,
    model,
    greeks,
    sampler,
    varModel,
    revaluation: new Revaluation(
      { portfolio, instruments, prices, model, sampler, prng: new Prng(config.var.seed) },
      revaluationOptions(config, instruments),
    ),
    day: new DayStatistics(figures, {
      sampleNs: config.volatilityCharge.sampleMs * MS,
      horizonNs: horizonS * 1000 * MS,
      chargePerUnitVol: config.volatilityCharge.perUnitVol,
    }),
    hedger: buildHedger({ instruments, marks, figures, portfolio }, desk, config),
    ladders: [...subjects.map(({ ladder }) => ladder), staleInput],
    desk: new ActionDesk(scopes, {
      instruments,
      ttlMs: config.timeToLiveMs,
      widenBps: config.widenBps,
      cancelHoldNs: config.cancelHoldMs * MS,
      counters,
    }),
    limits: new LimitsPublisher(
      subjects.filter(({ isReported }) => isReported),
      config.utilisationIntervalMs * MS,
      config.limitsReportIntervalMs * MS,
    ),
    counters,
    evaluateNs: config.evaluateMs * MS,
    alpha: normalCdf(z),
    varNs: intervalMs * MS,
    revalueNs: config.var.revalueMs * MS,
  })
}

/** One limit as configured: whose, of what, how much. */
interface Limit {
  readonly metric: Metric
  /** '' for the firm. */
  readonly account: string
  /** '' unless it is a delta. */
  readonly underlying: string
  readonly limit: string
}

type Subject = LimitSubject & { readonly isReported: boolean }

const METRICS = ['grossNotional', 'netNotional', 'delta', 'valueAtRisk', 'stressLoss', 'dayLoss', 'drawdown'] as const

function limitsOf({ config, desk, instruments }: EngineOptions): Limit[] {
  for (const account of Object.keys(config.accounts)) {
    if (!desk.accounts.some(({ id }) => id === account)) fail(`accounts.${account}: the desk has no such account`)
  }
  const sets: [account: string, set: LimitSet][] = [['', config.limits], ...Object.entries(config.accounts)]
  return sets.flatMap(([account, set]) => METRICS.flatMap((metric) => ofMetric(metric, account, set, instruments)))
}

function ofMetric(metric: Metric, account: string, set: LimitSet, instruments: Instruments): Limit[] {
  if (metric === 'delta') {
    return Object.entries(set.delta ?? {}).flatMap(([underlying, limit]) => {
      if (instruments.underlyingNames.includes(underlying)) return [{ metric, account, underlying, limit }]
      // The defaults name BTC and ETH: a desk without one of them just does not use its limit.
      if (underlying !== 'BTC' && underlying !== 'ETH') fail(`delta.${underlying}: no such underlying`)
      return []
    })
  }
  const limit = set[metric]
  return limit === undefined || limit === 'none' ? [] : [{ metric, account, underlying: '', limit }]
}

/** One ladder a limit; a delta limit acts on every instrument of its underlying and so has one for each. */
function subjectsOf(options: EngineOptions, limit: Limit, figures: RiskFigures, scopes: ActionScope[]): Subject[] {
  const { desk, instruments, config } = options
  const { metric, account, underlying } = limit
  const row = account === '' ? 0 : 1 + desk.accounts.findIndex(({ id }) => id === account)
  const name = metric.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()
  return scopesOf(options, limit).map((scope, n) => ({
    ladder: new LimitLadder({
      id: [name, underlying, account].filter((part) => part !== '').join('.'),
      metric: name,
      scope: scopeIndex(scopes, scope),
      limitE8: decimalE8(limit.limit),
      underlying: instruments.underlyingNames.indexOf(underlying),
      steps: config.ladders[metric].map(({ percent, action }) => ({ percent, action: 1 + ACTIONS.indexOf(action) })),
      hysteresisPercent: config.hysteresisPercent,
      cooldownNs: config.cooldownMs * MS,
      releasePercent: config.releasePercent,
      tripsAtLimit: metric === 'dayLoss' || metric === 'drawdown',
      currency: underlying === '' ? instruments.all[0]!.quoteCurrency : underlying,
      valueE8: readerOf(metric, figures, row, instruments.underlyingNames.indexOf(underlying)),
    }),
    party: account === '' ? desk.firm : account,
    isFirm: account === '',
    type: TYPES[metric],
    symbol: underlying,
    isReported: n === 0,
  }))
}

function scopesOf({ desk, instruments }: EngineOptions, { underlying, account }: Limit): ActionScope[] {
  if (underlying === '') return [account === '' ? firmScope(desk.firm) : accountScope(account)]
  return instruments.all.flatMap((one, i) => (one.underlying === underlying ? [instrumentScope(instruments, i)] : []))
}

function scopeIndex(scopes: ActionScope[], scope: ActionScope): number {
  const known = scopes.findIndex(({ label }) => label === scope.label)
  return known >= 0 ? known : scopes.push(scope) - 1
}

function readerOf(metric: Metric, figures: RiskFigures, row: number, underlying: number): () => number {
  switch (metric) {
    case 'grossNotional':
      return () => figures.grossE8[row]!
    case 'netNotional':
      return () => Math.abs(figures.netE8[row]!)
    case 'delta':
      return () => Math.abs(figures.deltaE8[row * figures.underlyingCount + underlying]!)
    case 'dayLoss':
      return () => figures.dayLossE8(row)
    case 'drawdown':
      return () => figures.drawdownE8(row)
    case 'valueAtRisk':
      return () => figures.varE8[row]!
    case 'stressLoss':
      return () => figures.stressLossE8
  }
}

/** Silence of the oms or of market data: the firm may only reduce until they are back. Counted in ms. */
function staleLadder(config: RiskEngineConfig, watch: InputWatch): LimitLadder {
  return new LimitLadder({
    id: 'STALE_INPUT',
    metric: 'STALE_INPUT',
    scope: FIRM_SCOPE,
    limitE8: config.inputStaleMs * E8,
    underlying: -1,
    steps: [{ percent: 100, action: LEVEL.REDUCE_ONLY }],
    hysteresisPercent: config.hysteresisPercent,
    cooldownNs: INPUT_COOLDOWN_MS * MS,
    releasePercent: config.releasePercent,
    tripsAtLimit: false,
    currency: 'ms',
    valueE8: () => watch.staleMs * E8,
  })
}

const TYPES: Readonly<Record<Metric, number>> = {
  grossNotional: RISK_LIMIT_TYPE.GROSS_LIMIT,
  netNotional: RISK_LIMIT_TYPE.NET_LIMIT,
  delta: RISK_LIMIT_TYPE.EXPOSURE,
  dayLoss: RISK_LIMIT_TYPE.LIMIT_CONSUMED,
  drawdown: RISK_LIMIT_TYPE.LIMIT_CONSUMED,
  valueAtRisk: RISK_LIMIT_TYPE.TOTAL_MARGIN,
  stressLoss: RISK_LIMIT_TYPE.TOTAL_MARGIN,
}

function fail(problem: string): never {
  throw new ReflexError('REFLEX_CONFIG_INVALID', `services.risk-engine.${problem}`)
}
