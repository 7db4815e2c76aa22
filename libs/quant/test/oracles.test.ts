import { describe } from 'vitest'
import { alphaFlow, alphaMicroprice, alphaOfi } from './adapters/alpha.ts'
import { american, black76, edgeCases, published, vanilla } from './adapters/options.ts'
import { avellanedaStoikov, glft } from './adapters/quoting.ts'
import { stressSpan, varMonteCarlo, varOptions } from './adapters/revaluation.ts'
import { limitsDrawdown, varBacktests, varLinear, varPublished } from './adapters/risk.ts'
import { sorSweep } from './adapters/routing.ts'
import { tcaPublished, tcaSignificance, tcaSynthetic } from './adapters/tca.ts'
import { volatility } from './adapters/volatility.ts'
import { oracleTest } from './oracle.ts'

describe('oracles', () => {
  oracleTest('mm_avellaneda_stoikov_quotes', avellanedaStoikov)
  oracleTest('mm_glft', glft)
  oracleTest('alpha_microprice', alphaMicroprice)
  oracleTest('alpha_ofi', alphaOfi)
  oracleTest('alpha_flow', alphaFlow)
  oracleTest('volatility_estimators', volatility)
  oracleTest('var_linear_portfolio', varLinear)
  oracleTest('var_published', varPublished)
  oracleTest('options_bsm_random', vanilla)
  oracleTest('options_black76_inverse', black76)
  oracleTest('options_published', published)
  oracleTest('options_edge_cases', edgeCases)
  oracleTest('options_american_optional', american, {
    left: ['priceFd'],
    toleranceOf: { european: 'price', earlyExercisePremium: 'price' },
  })
  oracleTest('var_option_portfolio', varOptions)
  oracleTest('var_montecarlo_onefactor', varMonteCarlo, { left: ['seVaR_times_sqrtN'] })
  oracleTest('stress_span', stressSpan)
  oracleTest('var_backtests', varBacktests)
  oracleTest('limits_drawdown', limitsDrawdown)
  oracleTest('tca_published', tcaPublished)
  oracleTest('tca_significance', tcaSignificance)
  oracleTest('tca_synthetic', tcaSynthetic)
  oracleTest('exec_sor_sweep', sorSweep)
})
