/**
 * Breaks comment lines that are too long, as an editor would: the rest of a line goes to the front of the next one of
 * the same paragraph.
 */

import { LINE_LENGTH_MAX } from './rules/size.ts'

const PREFIX = /^(\s*(?:\*|\/\/) ?)(.*)$/
const ONE_LINE_DOC = /^(\s*)\/\*\* (.*) \*\/$/
const DOC_START = /^(\s*)\/\*\* (\S.*)$/
/** A line of its own: a list item, a tag, a table, a drawing (indented), a heading, an end. */
const STANDS_ALONE = /^(?:$|[-*|@#+]|\d+\.|\s|\/$)/

/** @returns the text with every long comment line broken; lines of code are left as they are. */
export function rewrapComments(text: string): string {
  const lines = text.split('\n').flatMap(openLongDoc)
  for (let index = 0; index < lines.length; index++) {
    if (lines[index]!.length > LINE_LENGTH_MAX) breakLine(lines, index)
  }
  return lines.join('\n')
}

/** Gives a long `/** one line *\/` comment lines of its own. */
function openLongDoc(line: string): string[] {
  if (line.length <= LINE_LENGTH_MAX) return [line]
  const whole = ONE_LINE_DOC.exec(line)
  if (whole !== null) return [`${whole[1]}/**`, `${whole[1]} * ${whole[2]}`, `${whole[1]} */`]
  const start = DOC_START.exec(line)
  return start === null || line.includes('*/') ? [line] : [`${start[1]}/**`, `${start[1]} * ${start[2]}`]
}

function breakLine(lines: string[], index: number): void {
  const match = PREFIX.exec(lines[index]!)
  if (match === null) return
  const [, prefix, body] = match as unknown as [string, string, string]
  const cut = body.lastIndexOf(' ', LINE_LENGTH_MAX - prefix.length)
  if (cut <= 0 || body.trimStart().startsWith('|')) return
  lines[index] = prefix + body.slice(0, cut)
  const hanging = /^(\s*(?:[-*] |\d+\. )?)/.exec(body)![1]!.replace(/\S/g, ' ')
  const rest = body.slice(cut + 1)
  const next = PREFIX.exec(lines[index + 1] ?? '')
  const joins = next !== null && next[1] === prefix && !STANDS_ALONE.test(next[2]!) && hanging === ''
  if (joins) lines[index + 1] = `${prefix}${rest} ${next[2]}`
  else lines.splice(index + 1, 0, prefix + hanging + rest)
}
