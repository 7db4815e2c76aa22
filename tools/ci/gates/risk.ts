/** Reference numbers and controls: every oracle of a built capability, and every control fired in simulation. */

import { type Gate, require } from '../gate.ts'
import { reflex } from './firm.ts'

const ORACLES_GATE: Gate = {
  name: 'oracles',
  about: "every oracle file with an adapter, and Deribit's own marks and Greeks",
  timeoutMs: 3 * 60_000,
  async run(context) {
    const { stdout } = await context.run('npm', ['run', '-s', 'test:oracles', '--', '--json'])
    const { files } = JSON.parse(stdout) as { files: { adapters: unknown[]; cases: number; passed: number }[] }
    const tested = files.filter(({ adapters }) => adapters.length > 0)
    const cases = tested.reduce((sum, file) => sum + file.cases, 0)
    require(tested.length > 0, 'no oracle was tested')
    return `${cases} cases of ${tested.length} files passed`
  },
}

const RISK_DRILL_GATE: Gate = {
  name: 'risk-drill',
  about: 'every level, halt and release, and the silence of each part, fired in simulation',
  timeoutMs: 4 * 60_000,
  async run(context) {
    const { stdout } = await reflex(context, ['risk', 'drill', '--json'])
    const drills = stdout.trim().split('\n').length
    require(drills > 10, `only ${drills} drills were run`)
    return `${drills} drills passed`
  },
}

export const RISK_GATES: readonly Gate[] = [ORACLES_GATE, RISK_DRILL_GATE]
