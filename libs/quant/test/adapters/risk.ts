import {
  baselZone,
  chiSquaredQuantile,
  christoffersenTest,
  conditionalCoverageTest,
  cornishFisher,
  covarianceOf,
  type DrawdownTracker,
  EwmaCovariance,
  ewmaVarianceStep,
  garchLongRunVariance,
  garchVarianceStep,
  historicalRisk,
  hitTransitions,
  interpolatedVar,
  isPositiveSemiDefinite,
  kupiecRegion,
  kupiecTest,
  LIMIT_HARD,
  LossLimitTracker,
  linearLosses,
  matrixOf,
  normalQuantile,
  parametricVar,
  populationMoments,
  portfolioSigma,
  principalComponentSigma,
  riskAdjustedPnl,
  sampleVariance,
  scaleVar,
  sharpeRatio,
  sortinoRatio,
  varContributions,
  zeroMeanCovariance,
} from '@reflex/quant'
import type { Json, OracleCase } from '../oracle.ts'

export function varLinear({ in: x, out }: OracleCase): Json {
  const returns = matrixOf(x.returns)
  const assets = x.exposures.length
  const losses = new Float64Array(x.returns.length)
  linearLosses(x.exposures, returns, losses)
  const covariance = zeroMeanCovariance(returns, assets)
  const actual: Json = {}
  for (const key of Object.keys(out)) {
    const [name, level] = [key.slice(0, key.lastIndexOf('_')), Number(key.slice(key.lastIndexOf('_') + 1))]
    actual[key] = linearMeasure(name, level, x.exposures, returns, losses, covariance)
  }
  return actual
}

function linearMeasure(
  name: string,
  alpha: number,
  exposures: number[],
  returns: Float64Array,
  losses: Float64Array,
  covariance: Float64Array,
): Json {
  if (name === 'hist') {
    const risk = historicalRisk(losses, alpha)
    return { VaR: risk.valueAtRisk, ES: risk.expectedShortfall, VaR_interp: interpolatedVar(losses, alpha) }
  }
  if (/^sqrt\d+_hist$/.test(name))
    return scaleVar(historicalRisk(losses, alpha).valueAtRisk, Number(name.match(/\d+/)![0]))
  if (name === 'param') return normalRisk(exposures, covariance, alpha)
  if (name === 'component') return varContributions(exposures, covariance, alpha).component
  if (name === 'marginal') return varContributions(exposures, covariance, alpha).marginal
  if (name === 'incremental') return varContributions(exposures, covariance, alpha).incremental
  if (name.startsWith('ewma')) {
    const ewma = new EwmaCovariance(Number(`0.${name.slice(4)}`), covariance)
    for (let at = 0; at < returns.length; at += exposures.length) ewma.update(returns, at)
    return normalRisk(exposures, ewma.matrix, alpha)
  }
  if (name === 'cornishFisher') {
    const m = populationMoments(losses)
    const z = cornishFisher(normalQuantile(alpha), m.skew, m.exKurt)
    return { meanLoss: m.mean, sdLoss: m.sd, skewLoss: m.skew, exKurtLoss: m.exKurt, z_cf: z, VaR: m.mean + m.sd * z }
  }
  throw new Error(`unknown measure ${name}`)
}

function normalRisk(exposures: number[], covariance: Float64Array, alpha: number): Json {
  const risk = parametricVar(exposures, covariance, alpha)
  return { sigma: risk.sigma, VaR: risk.valueAtRisk, ES: risk.expectedShortfall }
}

export function varPublished({ in: x }: OracleCase): Json {
  if (x.exposure !== undefined) return horizons(x.z * x.exposure * x.dailyVol, x.days)
  if (x.pv01 !== undefined) return principalComponents(x)
  if (x.lambda !== undefined && x.corrPrev !== undefined) return ewmaPair(x)
  if (x.lambda !== undefined) return variance(ewmaVarianceStep(x.sigmaPrev ** 2, x.lambda, x.u))
  if (x.omega !== undefined) {
    const v = garchVarianceStep(x.sigmaPrev ** 2, x.omega, x.alpha, x.beta, x.u)
    return { ...variance(v), longRunVariance: garchLongRunVariance(x.omega, x.alpha, x.beta) }
  }
  if (x.worstLossesUSD !== undefined) return worstLosses(x)
  if (x.indexNow !== undefined) return revalue(x)
  if (x.cov !== undefined) {
    const exposures = x.exposures_kUSD ?? x.exposures
    const risk = parametricVar(exposures, matrixOf(x.cov), x.alpha)
    return { ...variance(risk.sigma ** 2), VaR_kUSD: risk.valueAtRisk, VaR: risk.valueAtRisk }
  }
  if (x.dailyVols !== undefined) return factors(x)
  return { isPSD: isPositiveSemiDefinite(matrixOf(x.corr), 1e-10) }
}

function variance(v: number): Json {
  return { variance: v, sigma: Math.sqrt(v) }
}

function horizons(oneDay: number, days: number): Json {
  const value = scaleVar(oneDay, days)
  return { VaR1d: oneDay, VaR: value, [`VaR${days}d`]: value }
}

/** Exposures, or S and delta, with daily volatilities and one correlation or a matrix. */
function factors(x: Json): Json {
  const exposures: number[] = x.exposures ?? x.delta.map((d: number, i: number) => d * (x.S[i] ?? x.S))
  const n = exposures.length
  const isMatrix = Array.isArray(x.corr)
  const correlation = Float64Array.from({ length: n * n }, (_, i) => (i % (n + 1) === 0 ? 1 : (x.corr ?? 0)))
  const sigma = portfolioSigma(exposures, covarianceOf(x.dailyVols, isMatrix ? matrixOf(x.corr) : correlation))
  const days = x.days ?? 1
  const z = x.z ?? normalQuantile(x.alpha)
  const alone = exposures.reduce((sum, e, i) => sum + scaleVar(z * Math.abs(e) * x.dailyVols[i], days), 0)
  return { sigma, ...horizons(z * sigma, days), diversification: alone - scaleVar(z * sigma, days) }
}

function worstLosses(x: Json): Json {
  const n: number = x.n ?? x.scenarios
  const losses = new Float64Array(n).fill(Number.NEGATIVE_INFINITY)
  losses.set([...x.worstLossesUSD].sort((a: number, b: number) => b - a).slice(0, n))
  const risk = historicalRisk(losses, x.alpha)
  return {
    VaR1d: risk.valueAtRisk,
    ES1d: risk.expectedShortfall,
    [`VaR${x.days ?? 10}d`]: scaleVar(risk.valueAtRisk, x.days ?? 10),
  }
}

function revalue(x: Json): Json {
  const exposures: number[] = x.exposures_kUSD ?? x.exposures
  const loss = new Float64Array(1)
  const returns = exposures.map((_, i) => x.indexScenario[i] / x.indexNow[i] - 1)
  linearLosses(exposures, Float64Array.from(returns), loss)
  const total = exposures.reduce((a, b) => a + b, 0)
  return { value_kUSD: total - loss[0]!, loss_kUSD: loss[0]! }
}

function ewmaPair(x: Json): Json {
  const seed = covarianceOf(
    x.volsPrev,
    matrixOf([
      [1, x.corrPrev],
      [x.corrPrev, 1],
    ]),
  )
  const ewma = new EwmaCovariance(x.lambda, seed)
  ewma.update(Float64Array.from(x.returns), 0)
  const [varX, cov, , varY] = ewma.matrix
  return { varX, varY, cov, corr: ewma.correlation(0, 1) }
}

function principalComponents(x: Json): Json {
  const loadings = [x.pc1, x.pc2]
  const exposures = loadings.map((l: number[]) => l.reduce((sum, w, i) => sum + w * x.pv01[i], 0))
  const sigma = principalComponentSigma(x.pv01, loadings, x.scoreSd)
  return { exposures, sigma, VaR: (x.z ?? normalQuantile(x.alpha)) * sigma }
}

export function varBacktests({ in: x }: OracleCase): Json {
  if (x.exceptions !== undefined) {
    const zone = baselZone(x.exceptions, x.n, x.alpha)
    return { zone: zone.zone, plusFactor: zone.plusFactor, cumProb: zone.cumulativeProbability }
  }
  const p: number = x.p ?? 1 - x.alpha
  const n: number = x.n ?? x.T ?? x.hits?.length
  if (x.testLevel !== undefined) {
    const region = kupiecRegion(n, p, chiSquaredQuantile(x.testLevel, 1))
    return { minOk: region?.[0], maxOk: region?.[1] }
  }
  const actual: Json = { n }
  const hits = x.hits === undefined ? undefined : Array.from(x.hits as ArrayLike<string>, Number)
  const failures: number | undefined = x.failures ?? hits?.reduce((a, b) => a + b, 0)
  if (failures !== undefined) {
    const pof = kupiecTest(n, failures, p)
    const isRejected = pof.statistic > chiSquaredQuantile(0.95, 1)
    Object.assign(actual, { failures, LR_pof: pof.statistic, p_pof: pof.p, reject95: isRejected })
  }
  if (hits !== undefined || x.n00 !== undefined) {
    const counts = hits === undefined ? x : hitTransitions(hits)
    const independence = christoffersenTest(counts)
    const both = conditionalCoverageTest({ statistic: actual.LR_pof, p: 0 }, independence)
    Object.assign(actual, counts, { LR_ind: independence.statistic, p_ind: independence.p })
    Object.assign(actual, { LR_cc: both.statistic, p_cc: both.p })
  }
  return actual
}

export function limitsDrawdown({ in: x }: OracleCase): Json {
  const decimals = Math.max(...[...x.pnl, x.limits.dailyLoss, x.limits.drawdown].map(decimalsOf))
  const units = (money: number) => Math.round(money * 10 ** decimals)
  const limits = { dayLossHard: units(x.limits.dailyLoss), drawdownHard: units(x.limits.drawdown) }
  const tracker = new LossLimitTracker({
    ...limits,
    dayLossSoft: 0.7 * limits.dayLossHard,
    drawdownSoft: 0.7 * limits.drawdownHard,
  })
  let firstDailyLossBreach: number | null = null
  let firstDrawdownBreach: number | null = null
  let cumulative = 0
  x.pnl.forEach((pnl: number, day: number) => {
    cumulative += units(pnl)
    tracker.startDay()
    tracker.update(cumulative)
    if (tracker.dayLossState === LIMIT_HARD) firstDailyLossBreach ??= day
    if (tracker.drawdownState === LIMIT_HARD) firstDrawdownBreach ??= day
  })
  const drawdown: DrawdownTracker = tracker.drawdown
  return {
    cum: cumulative / 10 ** decimals,
    maxDrawdown: drawdown.max / 10 ** decimals,
    maxDrawdownIndex: drawdown.maxIndex < 0 ? null : drawdown.maxIndex,
    currentDrawdown: drawdown.current / 10 ** decimals,
    sharpeAnnual: sharpeRatio(x.pnl, 252),
    sortinoAnnual: sortinoRatio(x.pnl, 252),
    volDaily: Math.sqrt(sampleVariance(x.pnl)),
    riskAdjustedPnL: riskAdjustedPnl(x.pnl, x.riskChargePerUnitVol),
    firstDailyLossBreach,
    firstDrawdownBreach,
  }
}

function decimalsOf(x: number): number {
  const text = String(x)
  return text.includes('.') && !text.includes('e') ? text.length - text.indexOf('.') - 1 : 0
}
