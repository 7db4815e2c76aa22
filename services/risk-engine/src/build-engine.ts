import { decimalE8, ReflexError, type SessionTime } from '@reflex/base'
import { type DeskConfig, type Instruments, RISK_ACTION, RISK_LIMIT_TYPE } from '@reflex/schema'
import type { CounterTable } from '@reflex/service-host'
import { ACTIONS, type LimitConfig, type RiskEngineConfig } from './config.ts'
import { ActionDesk } from './core/action-desk.ts'
import { type ActionScope, accountScope, FIRM_SCOPE, firmScope, instrumentScope } from './core/action-scope.ts'
import { EngineCore } from './core/engine-core.ts'
import { InputWatch } from './core/input-watch.ts'
import { LimitLadder } from './core/limit-ladder.ts'
import { type LimitSubject, LimitsPublisher } from './core/limits-publisher.ts'
import { MarketAdapter } from './core/market-adapter.ts'
import { Marks } from './core/marks.ts'
import { Portfolio } from './core/portfolio.ts'
import { PositionAdapter } from './core/position-adapter.ts'
import { ReturnSampler } from './core/return-sampler.ts'
import { RiskFigures } from './core/risk-figures.ts'
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
  const portfolio = new Portfolio(accounts.length, instruments, marks)
  const figures = new RiskFigures(portfolio, instruments)
  const watch = new InputWatch(desk.liveness.timeoutMs * MS, config.requestRetryMs * MS)
  const { sampleMs, lambda, seedBpsPerSqrtS, horizonS, z, staleAddOn, intervalMs } = config.var
  const priceMaxAgeNs = config.priceStaleMs * MS
  const seedSigma = (seedBpsPerSqrtS / 1e4) * Math.sqrt(sampleMs / 1000)
  const sampler = new ReturnSampler(instruments, marks, { sampleNs: sampleMs * MS, lambda, seedSigma, priceMaxAgeNs })
  const samplesPerHorizon = (horizonS * 1000) / sampleMs
  const varModel = new VarModel(
    { portfolio, instruments, marks, sampler },
    { z, samplesPerHorizon, priceMaxAgeNs, staleAddOn },
  )
  const scopes: ActionScope[] = [firmScope(desk.firm)]
  const subjects = config.limits.flatMap((limit, i) => subjectsOf(options, { limit, i, figures, scopes, accounts }))
  const staleInput = staleLadder(config, watch)
  return new EngineCore({
    sessionTime,
    positions: new PositionAdapter(accounts, instruments, portfolio),
    market: new MarketAdapter(instruments, marks, counters),
    watch,
    figures,
    sampler,
    varModel,
    ladders: [...subjects.map(({ ladder }) => ladder), staleInput],
    desk: new ActionDesk(scopes, { instruments, ttlMs: config.timeToLiveMs, widenBps: config.widenBps, counters }),
    limits: new LimitsPublisher(
      subjects.filter(({ isReported }) => isReported),
      config.utilisationIntervalMs * MS,
      config.limitsReportIntervalMs * MS,
    ),
    counters,
    evaluateNs: config.evaluateMs * MS,
    varNs: intervalMs * MS,
  })
}

interface LimitContext {
  readonly limit: LimitConfig
  readonly i: number
  readonly figures: RiskFigures
  /** Grows by what a limit acts on. */
  readonly scopes: ActionScope[]
  readonly accounts: readonly string[]
}

/** One ladder a limit; a delta limit acts on every instrument of its underlying and so has one for each. */
function subjectsOf(options: EngineOptions, context: LimitContext): (LimitSubject & { isReported: boolean })[] {
  const { desk, instruments, config } = options
  const { limit, i, figures, scopes, accounts } = context
  const account = limit.account === undefined ? -1 : accounts.indexOf(limit.account)
  if (limit.account !== undefined && account < 0) fail(i, `no account '${limit.account}'`)
  const underlying = limit.underlying === undefined ? -1 : instruments.underlyingNames.indexOf(limit.underlying)
  // The defaults name BTC and ETH: a desk without one of them just does not use its limit.
  if (limit.underlying !== undefined && underlying < 0) {
    if (config.limits.length > 2 && ['BTC', 'ETH'].includes(limit.underlying)) return []
    fail(i, `no underlying '${limit.underlying}'`)
  }
  const row = 1 + account
  const targets = scopesOf(options, limit, underlying).map((scope) => scopeIndex(scopes, scope))
  const name = limit.metric.toUpperCase().replaceAll('-', '_')
  const party = limit.account ?? desk.firm
  return targets.map((scope, n) => ({
    ladder: new LimitLadder({
      id: `${i + 1}.${name}${underlying < 0 ? '' : `.${limit.underlying}`}`,
      metric: name,
      scope,
      limitE8: decimalE8(limit.limit),
      steps: limit.steps.map(({ percent, action }) => ({
        percent,
        action: RISK_ACTION.WARN + ACTIONS.indexOf(action),
      })),
      hysteresisPercent: config.hysteresisPercent,
      cooldownNs: config.cooldownMs * MS,
      tripsAtLimit: limit.metric === 'day-loss' || limit.metric === 'drawdown',
      currency: underlying < 0 ? instruments.all[0]!.quoteCurrency : limit.underlying!,
      valueE8: readerOf(limit, figures, row, underlying),
    }),
    party,
    isFirm: account < 0,
    type: TYPES[limit.metric],
    symbol: limit.underlying ?? '',
    isReported: n === 0,
  }))
}

function scopesOf({ desk, instruments }: EngineOptions, limit: LimitConfig, underlying: number): ActionScope[] {
  if (underlying >= 0) {
    return [...instruments.underlyings].flatMap((u, i) => (u === underlying ? [instrumentScope(instruments, i)] : []))
  }
  return [limit.account === undefined ? firmScope(desk.firm) : accountScope(limit.account)]
}

function scopeIndex(scopes: ActionScope[], scope: ActionScope): number {
  const known = scopes.findIndex(({ label }) => label === scope.label)
  return known >= 0 ? known : scopes.push(scope) - 1
}

function readerOf(limit: LimitConfig, figures: RiskFigures, row: number, underlying: number): () => number {
  switch (limit.metric) {
    case 'gross':
      return () => figures.grossE8[row]!
    case 'net':
      return () => Math.abs(figures.netE8[row]!)
    case 'delta':
      return () => Math.abs(figures.deltaE8[row * figures.underlyingCount + underlying]!)
    case 'day-loss':
      return () => figures.dayLossE8(row)
    case 'drawdown':
      return () => figures.drawdownE8(row)
    case 'var':
      return () => figures.varE8[row]!
  }
}

/** Silence of the oms or of market data: the firm may only reduce until they are back. Counted in ms. */
function staleLadder(config: RiskEngineConfig, watch: InputWatch): LimitLadder {
  return new LimitLadder({
    id: 'STALE_INPUT',
    metric: 'STALE_INPUT',
    scope: FIRM_SCOPE,
    limitE8: config.inputStaleMs * E8,
    steps: [{ percent: 100, action: RISK_ACTION.REDUCE_ONLY }],
    hysteresisPercent: config.hysteresisPercent,
    cooldownNs: INPUT_COOLDOWN_MS * MS,
    tripsAtLimit: false,
    currency: 'ms',
    valueE8: () => watch.staleMs * E8,
  })
}

const TYPES: Readonly<Record<LimitConfig['metric'], number>> = {
  gross: RISK_LIMIT_TYPE.GROSS_LIMIT,
  net: RISK_LIMIT_TYPE.NET_LIMIT,
  delta: RISK_LIMIT_TYPE.EXPOSURE,
  'day-loss': RISK_LIMIT_TYPE.LIMIT_CONSUMED,
  drawdown: RISK_LIMIT_TYPE.LIMIT_CONSUMED,
  var: RISK_LIMIT_TYPE.TOTAL_MARGIN,
}

function fail(index: number, problem: string): never {
  throw new ReflexError('REFLEX_CONFIG_INVALID', `services.risk-engine.limits.${index}: ${problem}`)
}
