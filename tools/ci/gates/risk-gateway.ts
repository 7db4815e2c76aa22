/** The pre-trade gateway at full length: what `npm test` does for a second or two, done long enough to believe. */

import type { Gate } from '../gate.ts'

const MINUTE_MS = 60_000
/** 110 decisions each: a million. */
const WORLDS = '9091'
const RUNS = '60'

const TWIN_GATE: Gate = {
  name: 'risk-gateway-twin',
  about: '1,000,000 random orders x limits x states: the gateway and its naive twin agree on every breach',
  timeoutMs: 6 * MINUTE_MS,
  async run(context) {
    const test = 'services/risk-gateway/test/differential.test.ts'
    const env = { REFLEX_WORLDS: WORLDS, NO_COLOR: '1' }
    const { stdout } = await context.run('npx', ['vitest', 'run', test], { env })
    return /\d+ decisions, \d+ accepted/.exec(stdout)?.[0] ?? 'agrees'
  },
}

const EXPOSURE_GATE: Gate = {
  name: 'risk-gateway-exposure',
  about: 'random interleavings of orders, reports, repeats and restarts: no exposure beyond a limit, in 60 firms',
  timeoutMs: 6 * MINUTE_MS,
  async run(context) {
    const tests = [
      'services/risk-gateway/test/exposure.property.test.ts',
      'services/risk-gateway/test/latch.property.test.ts',
    ]
    await context.run('npx', ['vitest', 'run', ...tests], { env: { REFLEX_RUNS: RUNS, NO_COLOR: '1' } })
    return `${RUNS} runs`
  },
}

const DRILLS_GATE: Gate = {
  name: 'risk-drills',
  about: 'a flood; oms, risk engine, gateway, market data, venues hang: risk and working orders end inside the bound',
  timeoutMs: 5 * MINUTE_MS,
  async run(context) {
    const { runRiskDrills } = await import('../risk-drills.ts')
    return runRiskDrills(context, process.env['REFLEX_DRILL'])
  },
}

export const RISK_GATEWAY_GATES: readonly Gate[] = [TWIN_GATE, EXPOSURE_GATE, DRILLS_GATE]
