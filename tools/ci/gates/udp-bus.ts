/** The driver's UDP streams at full length: what `npm test` does for a second or two, done long enough to believe. */

import type { Gate } from '../gate.ts'
import { require } from '../gate.ts'

const MINUTE_MS = 60_000
const SEEDS = '1000'
/** Over six channels and losses: more than 3,000 terms of 64 KiB. */
const MESSAGES = '100000'
const DATAGRAMS = '300000'
const COMMANDS = '100000'

const SIMULATION_GATE: Gate = {
  name: 'bus-simulation',
  about: `${SEEDS} seeds of three hosts on a bad network: driver and client converge with no loss`,
  timeoutMs: 15 * MINUTE_MS,
  async run(context) {
    const env = { CI: 'true', NO_COLOR: '1', REFLEX_BUS_SEEDS: SEEDS, REFLEX_BUS_MESSAGES: '80' }
    const { stdout } = await context.run('npx', ['vitest', 'run', 'libs/simulation/test/bus-world.test.ts'], { env })
    return summaryOf(stdout)
  },
}

const LOSS_GATE: Gate = {
  name: 'bus-udp',
  about: '1, 5 and 30 % loss over thousands of 64 KiB terms, byte for byte; hostile datagrams and commands',
  timeoutMs: 15 * MINUTE_MS,
  async run(context) {
    const env = {
      CI: 'true',
      NO_COLOR: '1',
      REFLEX_UDP_MESSAGES: MESSAGES,
      REFLEX_FUZZ_DATAGRAMS: DATAGRAMS,
      REFLEX_FUZZ_COMMANDS: COMMANDS,
    }
    const tests = ['udp-loss', 'udp-fuzz', 'command-fuzz'].map((name) => `libs/aeron-driver/test/${name}.test.ts`)
    const { stdout } = await context.run('npx', ['vitest', 'run', ...tests], { env })
    return summaryOf(stdout)
  },
}

const SOAK_GATE: Gate = {
  name: 'bus-soak',
  about: 'UDP at full rate over real sockets: neither memory nor files grow (REFLEX_SOAK_SECONDS for longer)',
  timeoutMs: 20 * MINUTE_MS,
  async run(context) {
    const args = ['tsx', '--conditions=source', 'libs/aeron-driver/bench/udp-soak.bench.ts']
    const { stdout } = await context.run('npx', args)
    return stdout.trim().split('\n').at(-1) ?? 'steady'
  },
}

function summaryOf(stdout: string): string {
  const summary = stdout.split('\n').findLast((line) => /^\s*Tests\s/.test(line)) ?? ''
  require(/\d+ passed/.test(summary) && !/failed|skipped/.test(summary), `not all tests passed: ${summary}`)
  return summary.trim().replace(/\s+/g, ' ')
}

export const UDP_BUS_GATES: readonly Gate[] = [LOSS_GATE, SIMULATION_GATE, SOAK_GATE]
