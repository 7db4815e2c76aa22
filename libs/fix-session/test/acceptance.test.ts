import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { loadDictionary } from '@reflex/fix'
import { describe, expect, test } from 'vitest'
import type { FixSessionOptions } from '../src/index.ts'
import { Reflector } from './reflector.ts'

/**
 * The public acceptance definitions, played against our acceptor by the independent player. REFLEX_FIX names the folder
 * of FIX data.
 */
const data = process.env['REFLEX_FIX'] ?? join(import.meta.dirname, '../../../../shared/fix')
const player = join(data, '../tools/fix-at/run.mjs')
const isHere = existsSync(player) && existsSync(join(data, 'quickfix-at'))
const isSlowWanted = process.env['REFLEX_FIX_SLOW'] !== undefined

const versions: [string, FixSessionOptions, string, string][] = [
  ['fix42', { beginString: 'FIX.4.2', senderCompId: 'ISLD', targetCompId: 'TW42' }, 'FIX42.xml', ''],
  ['fix44', { beginString: 'FIX.4.4', senderCompId: 'ISLD', targetCompId: 'TW44' }, 'FIX44.xml', ''],
  [
    'fix50sp2',
    { beginString: 'FIXT.1.1', senderCompId: 'ISLD', targetCompId: 'TW50SP2' },
    'FIXT11.xml',
    'FIX50SP2.xml',
  ],
]

describe.runIf(isHere)('acceptance definitions', () => {
  test.each(versions)('%s, all', { timeout: 150_000 }, async (set, session, file, applicationFile) => {
    const load = (name: string) => loadDictionary(readFileSync(join(data, 'dictionaries', name), 'latin1'))
    const application = applicationFile === '' ? undefined : load(applicationFile)
    const reflector = new Reflector({ ...session, resetOnLogon: true }, load(file), application)
    while (reflector.acceptor.port === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    const args = [player, '--port', String(reflector.acceptor.port), '--defs', join(data, 'quickfix-at', set)]
    args.push('--settle', '5', ...(isSlowWanted ? [] : ['--skip-slow']))
    const result = await promisify(execFile)(process.execPath, args).catch((error) => error as { stdout: string })
    reflector.close()
    const failed = result.stdout.split('\n').filter((line) => line.startsWith('FAIL'))
    expect(failed).toEqual([])
    expect(Number(/(\d+) passed/.exec(result.stdout)?.[1])).toBeGreaterThan(50)
  })
})

test.skipIf(isHere)('acceptance definitions: no player or definitions here, set REFLEX_FIX', () => {})
