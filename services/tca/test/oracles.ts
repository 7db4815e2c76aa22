/** Reads the reference numbers of /work/shared/oracles (REFLEX_ORACLES), or says that they are not there. */

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const CANDIDATES = [
  process.env['REFLEX_ORACLES'] ?? '',
  join(import.meta.dirname, '../../../../shared/oracles'),
  '/work/shared/oracles',
]

export interface OracleCase<I, O> {
  readonly id: string
  readonly in: I
  readonly out: O
  readonly tol?: number
}

/** @returns the cases, or undefined when the folder is not on this machine. */
export function oracleCases<I, O>(name: string): readonly OracleCase<I, O>[] | undefined {
  const folder = CANDIDATES.find((path) => path !== '' && existsSync(join(path, `${name}.json`)))
  if (folder === undefined) return undefined
  return JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')).cases
}
