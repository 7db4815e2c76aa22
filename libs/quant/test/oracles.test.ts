import { describe } from 'vitest'
import { alphaFlow, alphaMicroprice, alphaOfi } from './adapters/alpha.ts'
import { avellanedaStoikov, glft } from './adapters/quoting.ts'
import { limitsDrawdown, varBacktests, varDeltaGamma, varLinear, varPublished } from './adapters/risk.ts'
import { sorSweep } from './adapters/routing.ts'
import { tcaPublished, tcaSignificance, tcaSynthetic } from './adapters/tca.ts'
import { volatility } from './adapters/volatility.ts'
import { oracleTest } from './oracle.ts'

/** What needs an option pricer or the inversion of a quadratic form: tested where those are. */
const PRICING = [
  ...['V0', 'deltaShares', 'gamma', 'vega', 'dollarDelta', 'dollarGamma_S2'],
  ...['histFullReval_0.95', 'histFullReval_0.99', 'VaR99_exactQuadratic'],
]

describe('oracles', () => {
  oracleTest('mm_avellaneda_stoikov_quotes', avellanedaStoikov)
  oracleTest('mm_glft', glft)
  oracleTest('alpha_microprice', alphaMicroprice)
  oracleTest('alpha_ofi', alphaOfi)
  oracleTest('alpha_flow', alphaFlow)
  oracleTest('volatility_estimators', volatility)
  oracleTest('var_linear_portfolio', varLinear)
  oracleTest('var_published', varPublished)
  oracleTest('var_option_portfolio', varDeltaGamma, PRICING)
  oracleTest('var_backtests', varBacktests)
  oracleTest('limits_drawdown', limitsDrawdown)
  oracleTest('tca_published', tcaPublished)
  oracleTest('tca_significance', tcaSignificance)
  oracleTest('tca_synthetic', tcaSynthetic)
  oracleTest('exec_sor_sweep', sorSweep)
})
