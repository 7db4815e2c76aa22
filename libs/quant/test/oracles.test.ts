import { describe } from 'vitest'
import { alphaMicroprice } from './adapters/alpha.ts'
import { avellanedaStoikov, glft } from './adapters/quoting.ts'
import { volatility } from './adapters/volatility.ts'
import { oracleTest } from './oracle.ts'

describe('oracles', () => {
  oracleTest('mm_avellaneda_stoikov_quotes', avellanedaStoikov)
  oracleTest('mm_glft', glft)
  oracleTest('alpha_microprice', alphaMicroprice)
  oracleTest('volatility_estimators', volatility)
})
