/**
 * What pure code may not use, with what to use instead. Pure is: `src/core/` of every service and the run time of
 * libs/fix, libs/book, libs/quant and libs/sbe. Escape for one line: a comment `tidy-ok: reason` on it or on the line
 * above; the escapes are counted.
 */

import type { SourceFile } from '../../repository.ts'
import { splitCode } from '../code-text.ts'
import type { Finding } from '../finding.ts'

interface Ban {
  readonly what: string
  readonly pattern: RegExp
  readonly instead: string
  /** Looked for in the code with its strings (imports) instead of without. */
  readonly inStrings?: boolean
}

const TIME = 'time is an argument (nowNs)'
const HOST = 'I/O belongs to the agent and the service host, effects to the outbox'

const BANS: readonly Ban[] = [
  { what: 'Date', pattern: /\bDate\b/, instead: TIME },
  { what: 'performance', pattern: /\bperformance\s*[.(]/, instead: TIME },
  { what: 'Math.random', pattern: /\bMath\.random\b/, instead: 'take a Prng in the constructor' },
  { what: 'crypto', pattern: /\bcrypto\s*\./, instead: 'ids are functions of state; random draws come from a Prng' },
  {
    what: 'timers',
    pattern: /\bset(?:Timeout|Interval|Immediate)\b|\bqueueMicrotask\b/,
    instead: 'onTimer(nowNs, out)',
  },
  { what: 'process', pattern: /(?<![.\w])process\s*\./, instead: 'configuration is given to the constructor' },
  {
    what: 'await',
    pattern: /\bawait\b|\basync\b|\bPromise\b/,
    instead: 'cores run to completion; slow work runs in an agent of its own',
  },
  { what: 'console', pattern: /(?<![.\w])console\s*\./, instead: 'count it, or report it through the service' },
  { what: 'node: module', pattern: /['"]node:/, instead: HOST, inStrings: true },
  { what: 'pino', pattern: /from\s+['"]pino/, instead: HOST, inStrings: true },
  {
    what: 'prom-client',
    pattern: /from\s+['"]prom-client/,
    instead: 'increment a slot of the counter table',
    inStrings: true,
  },
  {
    what: 'zod',
    pattern: /from\s+['"]zod/,
    instead: 'src/config.ts validates; the core gets plain values',
    inStrings: true,
  },
]

const ESCAPE = /tidy-ok: \S+/

const PURE_LIBRARIES = ['libs/fix/src/', 'libs/book/src/', 'libs/quant/src/', 'libs/sbe/src/']
/** Parts of those libraries that run at build time or read dictionaries from disk. */
const NOT_RUN_TIME = /\/src\/(?:generate|dictionary|printer)\//

export function isPure(path: string): boolean {
  if (!path.endsWith('.ts')) return false
  if (path.includes('/src/core/')) return true
  return PURE_LIBRARIES.some((prefix) => path.startsWith(prefix)) && !NOT_RUN_TIME.test(path)
}

export interface PurityResult {
  readonly findings: readonly Finding[]
  /** Lines that were let pass by an escape. */
  readonly escapes: number
}

export function checkPurity(file: SourceFile): PurityResult {
  const findings: Finding[] = []
  let escapes = 0
  const { code, comments } = splitCode(file.text)
  file.lines.forEach((line, index) => {
    for (const ban of BANS) {
      const text = ban.inStrings === true ? withoutComment(line, comments[index]!) : code[index]!
      if (!ban.pattern.test(text)) continue
      if (ESCAPE.test(comments[index]!) || ESCAPE.test(comments[index - 1] ?? '')) {
        escapes++
        continue
      }
      const message = `${ban.what} in pure code; instead: ${ban.instead}`
      findings.push({ path: file.path, line: index + 1, rule: 'purity', message })
    }
  })
  return { findings, escapes }
}

function withoutComment(line: string, comment: string): string {
  return [...line].map((char, index) => (comment[index] !== ' ' && comment[index] !== undefined ? ' ' : char)).join('')
}
