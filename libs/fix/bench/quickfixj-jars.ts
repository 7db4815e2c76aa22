/** Where QuickFIX/J is, if it is here: the gate `quickfixj` leaves its jars in Maven's local repository. */

import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

const JARS = [
  'org/quickfixj/quickfixj-core/2.3.2/quickfixj-core-2.3.2.jar',
  'org/quickfixj/quickfixj-messages-all/2.3.2/quickfixj-messages-all-2.3.2.jar',
  'org/apache/mina/mina-core/2.2.4/mina-core-2.2.4.jar',
  'org/slf4j/slf4j-api/1.7.30/slf4j-api-1.7.30.jar',
]

export const QUICKFIXJ_ABSENT = 'Java or its jars are not here: npm run ci -- --only quickfixj fetches them'

/** @returns the class path, or undefined. */
export function quickFixClassPath(): string | undefined {
  const given = process.env['REFLEX_QUICKFIXJ']
  if (given !== undefined) return given
  const paths = JARS.map((jar) => join(homedir(), '.m2/repository', jar))
  return existsSync('/usr/bin/javac') && paths.every((path) => existsSync(path)) ? paths.join(':') : undefined
}
