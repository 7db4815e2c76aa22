/** Debian packages a gate needs. The package lists are fetched once a run, and only when something is missing. */

import { existsSync } from 'node:fs'
import type { GateContext } from './gate.ts'

const INSTALL_LIMIT_MS = 8 * 60_000
const QUIET = { DEBIAN_FRONTEND: 'noninteractive' }
let listsAreFresh = false

/** Installs the packages whose `needs` (program or file path) is absent. Needs root, as CI machines have it. */
export async function installDebian(context: GateContext, needs: Readonly<Record<string, string>>): Promise<void> {
  const missing = Object.entries(needs).filter(([path]) => !existsSync(path))
  if (missing.length === 0) return
  const packages = [...new Set(missing.map(([, name]) => name))]
  context.progress(`apt-get install ${packages.join(' ')}`)
  const options = { env: QUIET, timeoutMs: INSTALL_LIMIT_MS }
  if (!listsAreFresh) await context.run('apt-get', ['update', '-qq'], options)
  listsAreFresh = true
  await context.run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], options)
  const absent = missing.filter(([path]) => !existsSync(path)).map(([path]) => path)
  if (absent.length > 0)
    throw new Error(`apt-get installed ${packages.join(' ')}, but there is no ${absent.join(', ')}`)
}
