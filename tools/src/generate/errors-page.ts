/** docs/reference/errors.md from the catalogue of errors. */

import { ERRORS } from '@reflex/base'
import { generatedNote, table } from './markdown.ts'

const INTRODUCTION = `Every error that an operator can act on has a code. It is printed as one sentence that
names what is
wrong, then what to do, then the code. Exit codes: 1 the thing asked for failed, 2 wrong usage or
configuration.`

export function errorsPage(): string {
  const rows = Object.entries(ERRORS).map(([code, { exitCode, action }]) => [`\`${code}\``, String(exitCode), action])
  const body = table(['code', 'exit code', 'what to do'], rows)
  return `${generatedNote('libs/base/src/errors.ts')}\n# Errors\n\n${INTRODUCTION}\n\n${body}\n`
}
