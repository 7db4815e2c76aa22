/**
 * The public acceptance definitions of FIX.4.2, FIX.4.4 and FIX.5.0SP2, all of them and in strict mode, played by the
 * independent player against the real `reflex fix acceptor`.
 */

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Background, until } from '../background.ts'
import { type Gate, type GateContext, require } from '../gate.ts'

/** One folder of definitions and the acceptor it wants. */
export interface AcceptanceSet {
  readonly name: string
  readonly definitions: string
  readonly count: number
  readonly beginString: string
  readonly target: string
  readonly dictionary: string
  readonly transportDictionary?: string
  readonly defaultApplVerId?: string
}

const START_LIMIT_MS = 60_000
const PLAY_LIMIT_MS = 4 * 60_000

export const FIX_ACCEPTANCE_GATE: Gate = {
  name: 'fix-acceptance',
  about: 'all 177 acceptance definitions against reflex fix acceptor, strict',
  timeoutMs: 6 * 60_000,
  async run(context) {
    const data = join(context.root, '../shared/fix')
    const sets = acceptanceSets(data)
    // Side by side: most of the time is two heartbeat scenarios a set, which wait.
    const counts = await Promise.all(sets.map((set) => playSet(context, set)))
    return `${sets.map((set, i) => `${set.name} ${counts[i]}`).join(', ')}: all passed`
  },
}

function acceptanceSets(data: string): AcceptanceSet[] {
  const dictionary = (name: string) => join(data, 'dictionaries', `${name}.xml`)
  const definitions = (name: string) => join(data, 'quickfix-at', name)
  return [
    {
      ...{ name: 'fix42', definitions: definitions('fix42'), count: 58 },
      ...{ beginString: 'FIX.4.2', target: 'TW42', dictionary: dictionary('FIX42') },
    },
    {
      ...{ name: 'fix44', definitions: definitions('fix44'), count: 59 },
      ...{ beginString: 'FIX.4.4', target: 'TW44', dictionary: dictionary('FIX44') },
    },
    {
      ...{ name: 'fix50sp2', definitions: definitions('fix50sp2'), count: 60 },
      ...{ beginString: 'FIXT.1.1', target: 'TW50SP2', dictionary: dictionary('FIX50SP2') },
      ...{ transportDictionary: dictionary('FIXT11'), defaultApplVerId: '9' },
    },
  ]
}

/**
 * Plays a set against an acceptor process of its own. @param playerOptions further options of the player. @returns how
 * many definitions passed. @throws when one failed or another number of them was played.
 */
export async function playSet(context: GateContext, set: AcceptanceSet, playerOptions: string[] = []): Promise<number> {
  const player = join(context.root, '../shared/tools/fix-at/run.mjs')
  require(existsSync(player), `${player} does not exist: the gate needs ../shared beside the clone`)
  const bin = join(context.root, 'services/desk/bin/reflex.mjs')
  const background = { cwd: context.root, logFile: context.logFile, env: { NO_COLOR: '1' } }
  const acceptor = new Background('node', [bin, ...acceptorArgs(set)], background)
  try {
    const listening = () => /"listening":"[^"]*:(\d+)"/.exec(acceptor.stdout)?.[1]
    await until(`${set.name}: reflex fix acceptor listens`, START_LIMIT_MS, () => {
      require(acceptor.exitCode ===
        undefined, `reflex fix acceptor ended with ${acceptor.exitCode}: ${acceptor.stderr}`)
      return listening() !== undefined
    })
    const args = [player, '--port', listening()!, '--defs', set.definitions, '--mode', 'strict', '--settle', '10']
    const run = await context.run('node', [...args, ...playerOptions], { okCodes: [0, 1], timeoutMs: PLAY_LIMIT_MS })
    const failed = run.stdout.split('\n').filter((line) => line.startsWith('FAIL'))
    require(failed.length === 0, `${set.name}: ${failed.length} failed, first ${failed[0]}`)
    const passed = Number(/(\d+) passed/.exec(run.stdout)?.[1])
    require(passed === set.count, `${set.name}: ${passed} definitions were played instead of ${set.count}`)
    return passed
  } finally {
    await acceptor.stop()
  }
}

function acceptorArgs(set: AcceptanceSet): string[] {
  const args = ['fix', 'acceptor', '--json', '--reset-on-logon', '--port', '0', '--sender', 'ISLD']
  args.push('--target', set.target, '--begin-string', set.beginString, '--dictionary', set.dictionary)
  if (set.transportDictionary !== undefined) args.push('--transport-dictionary', set.transportDictionary)
  if (set.defaultApplVerId !== undefined) args.push('--default-appl-ver-id', set.defaultApplVerId)
  return args
}
