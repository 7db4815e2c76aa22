/**
 * Interoperation with QuickFIX/J: our sessions against it in both roles, QuickFIX/J as a venue of the ems, and the
 * acceptance definitions with dictionaries of other versions, which its jars bring along.
 */

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { installDebian } from '../apt.ts'
import type { Gate, GateContext } from '../gate.ts'
import { require } from '../gate.ts'
import { playSet } from './fix-acceptance.ts'

const VERSION = '2.3.2'
const MESSAGES = `org.quickfixj:quickfixj-messages-all:${VERSION}`
/** QuickFIX/J and what it needs at run time. */
const ARTIFACTS = [
  `org.quickfixj:quickfixj-core:${VERSION}`,
  MESSAGES,
  'org.apache.mina:mina-core:2.2.4',
  'org.slf4j:slf4j-api:1.7.30',
]

export const QUICKFIXJ_GATE: Gate = {
  name: 'quickfixj',
  about: 'FIX sessions against QuickFIX/J in both roles, also as a venue; FIX.4.3 and 5.0SP1 by its dictionaries',
  timeoutMs: 10 * 60_000,
  async run(context) {
    const jars = await fetchQuickFixJars(context)
    const env = { CI: 'true', NO_COLOR: '1', REFLEX_QUICKFIXJ: jars.join(':') }
    const tests = ['libs/fix-session/test/quickfixj', 'services/desk/test/quickfixj-venue.test.ts']
    const result = await context.run('npx', ['vitest', 'run', ...tests], { env })
    const summary = /Tests\s+(.*)/.exec(result.stdout)?.[1] ?? ''
    require(/[1-9]\d* passed/.test(summary), `no test ran: ${summary}`)
    const played = await playOtherVersions(context)
    return `QuickFIX/J ${VERSION}: ${summary.trim()}; definitions of ${played}`
  },
}

/** @returns the paths of the jars, fetched by Maven where the local repository has not got them. */
export async function fetchQuickFixJars(context: GateContext): Promise<string[]> {
  await installDebian(context, { '/usr/bin/javac': 'openjdk-17-jdk-headless', '/usr/bin/mvn': 'maven' })
  for (const artifact of ARTIFACTS) {
    if (existsSync(jarOf(artifact))) continue
    context.progress(`mvn dependency:get ${artifact}`)
    await context.run('mvn', ['-q', '-B', 'dependency:get', `-Dartifact=${artifact}`, '-Dtransitive=false'])
    require(existsSync(jarOf(artifact)), `Maven did not leave ${jarOf(artifact)}`)
  }
  return ARTIFACTS.map(jarOf)
}

function jarOf(artifact: string): string {
  const [group = '', name = '', version = ''] = artifact.split(':')
  return join(homedir(), '.m2/repository', group.replaceAll('.', '/'), name, version, `${name}-${version}.jar`)
}

/** The definitions of FIX.4.4 and 5.0SP2 say the same in FIX.4.3 and 5.0SP1, but for the names of the version. */
async function playOtherVersions(context: GateContext): Promise<string> {
  const dictionaries = join(context.scratch, 'quickfixj-dictionaries')
  mkdirSync(dictionaries, { recursive: true })
  await context.run('jar', ['xf', jarOf(MESSAGES)], { cwd: dictionaries })
  const dictionary = (name: string): string => join(dictionaries, `${name}.xml`)
  const data = join(context.root, '../shared/fix/quickfix-at')
  const fix43 = renamed(context, join(data, 'fix44'), 'fix43', [
    ['FIX.4.4', 'FIX.4.3'],
    ['TW44', 'TW43'],
  ])
  const sp1 = renamed(context, join(data, 'fix50sp2'), 'fix50sp1', [
    ['TW50SP2', 'TW50SP1'],
    ['1137=9', '1137=8'],
  ])
  const quick = ['--skip-slow']
  const [first, second] = await Promise.all([
    playSet(
      context,
      {
        ...{ name: 'fix43', definitions: fix43, count: 57 },
        ...{ beginString: 'FIX.4.3', target: 'TW43', dictionary: dictionary('FIX43') },
      },
      quick,
    ),
    playSet(
      context,
      {
        ...{ name: 'fix50sp1', definitions: sp1, count: 58 },
        ...{ beginString: 'FIXT.1.1', target: 'TW50SP1', dictionary: dictionary('FIX50SP1') },
        ...{ transportDictionary: dictionary('FIXT11'), defaultApplVerId: '8' },
      },
      quick,
    ),
  ])
  return `FIX.4.3 ${first}, 5.0SP1 ${second}`
}

function renamed(context: GateContext, from: string, name: string, words: readonly (readonly [string, string])[]) {
  const dir = join(context.scratch, 'definitions', name)
  mkdirSync(dir, { recursive: true })
  for (const file of readdirSync(from).filter((entry) => entry.endsWith('.def'))) {
    const text = readFileSync(join(from, file), 'latin1')
    const changed = words.reduce((all, [word, other]) => all.replaceAll(word, other), text)
    writeFileSync(join(dir, file), changed, 'latin1')
  }
  return dir
}
