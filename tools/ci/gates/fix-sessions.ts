/**
 * FIX sessions at full length: real processes killed 200 times, the model and the noise for longer than in npm test.
 */

import type { Gate } from '../gate.ts'
import { require } from '../gate.ts'

const KILLS = '200'
const STEPS = '15000'
const TESTS = ['kill.test.ts', 'session-model.test.ts', 'endpoints.test.ts', 'session.fuzz.test.ts']

export const FIX_SESSIONS_GATE: Gate = {
  name: 'fix-sessions',
  about: `kill -9 of either side of a FIX session ${KILLS} times, the session beside its model for long`,
  timeoutMs: 15 * 60_000,
  async run(context) {
    const files = TESTS.map((name) => `libs/fix-session/test/${name}`)
    const env = { CI: 'true', NO_COLOR: '1', REFLEX_KILLS: KILLS, REFLEX_STEPS: STEPS }
    const { stdout } = await context.run('npx', ['vitest', 'run', ...files], { env })
    const summary = stdout.split('\n').findLast((line) => /^\s*Tests\s/.test(line)) ?? ''
    require(/\d+ passed/.test(summary) && !/failed|skipped/.test(summary), `not all tests passed: ${summary}`)
    return `${KILLS} kills; ${summary.trim().replace(/\s+/g, ' ')}`
  },
}
