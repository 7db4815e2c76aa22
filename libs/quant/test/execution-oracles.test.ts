import { describe } from 'vitest'
import { almgrenChrissPlan, darkAllocation, marketImpact, schedules } from './adapters/execution.ts'
import { oracleTest } from './oracle.ts'

describe('execution oracles', () => {
  oracleTest('exec_almgren_chriss', almgrenChrissPlan)
  oracleTest('exec_market_impact', marketImpact)
  oracleTest('exec_schedules', schedules)
  oracleTest('exec_dark_allocation', darkAllocation)
})
