/**
 * `docker compose` and `docker buildx` as plugins of the docker client. Debian stable has neither in a usable version,
 * so they are unpacked, not installed, from the archive's unstable suite by an apt configuration of its own.
 */

import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { GateContext } from '../gate.ts'

const PLUGINS = ['docker-compose', 'docker-buildx'] as const
const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg'
const SOURCE_FILES = ['/etc/apt/sources.list.d/debian.sources', '/etc/apt/sources.list']

/** The Debian archive this machine is set up with. */
function archiveUri(): string {
  for (const file of SOURCE_FILES) {
    if (!existsSync(file)) continue
    const uri = /^(?:URIs:|deb(?: \[[^\]]*\])?)\s+(\S+)/m.exec(readFileSync(file, 'utf8'))?.[1]
    if (uri !== undefined) return uri
  }
  throw new Error('no Debian archive in the apt sources of this machine')
}

function isolatedApt(folder: string): string[] {
  for (const name of ['lists/partial', 'cache/archives/partial']) mkdirSync(join(folder, name), { recursive: true })
  const list = join(folder, 'sources.list')
  writeFileSync(list, `deb [signed-by=${KEYRING}] ${archiveUri()} sid main\n`)
  const settings = {
    'Dir::Etc::sourcelist': list,
    'Dir::Etc::sourceparts': '/dev/null',
    'Dir::State::lists': join(folder, 'lists'),
    'Dir::Cache': join(folder, 'cache'),
    'APT::Sandbox::User': 'root',
  }
  return Object.entries(settings).flatMap(([key, value]) => ['-o', `${key}=${value}`])
}

/** Puts both plugins into `target`, a `cli-plugins` folder. */
export async function installCliPlugins(context: GateContext, target: string): Promise<void> {
  if (PLUGINS.every((name) => existsSync(join(target, name)))) return
  context.progress(`unpacking ${PLUGINS.join(' and ')}`)
  const folder = join(target, '../apt')
  mkdirSync(folder, { recursive: true })
  mkdirSync(target, { recursive: true })
  const options = isolatedApt(folder)
  await context.run('apt-get', [...options, 'update', '-qq'])
  await context.run('apt-get', [...options, 'download', '-qq', ...PLUGINS], { cwd: folder })
  for (const deb of readdirSync(folder).filter((name) => name.endsWith('.deb'))) {
    await context.run('dpkg', ['-x', deb, 'root'], { cwd: folder })
  }
  for (const name of PLUGINS) {
    copyFileSync(join(folder, 'root/usr/libexec/docker/cli-plugins', name), join(target, name))
    chmodSync(join(target, name), 0o755)
  }
}
