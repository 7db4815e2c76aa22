/** Comments say why: no work left over without an issue, no old code kept as a comment. */

import type { SourceFile } from '../../repository.ts'
import { splitCode } from '../code-text.ts'
import type { FileRule, Finding } from '../finding.ts'

const TODO = /\b(?:TODO|FIXME|XXX|HACK)\b/
const ISSUE = /#\d+/

export const todoNeedsIssue: FileRule = (file) => {
  return commentLines(file).flatMap(([line, comment]) => {
    if (!TODO.test(comment) || ISSUE.test(comment)) return []
    return [{ path: file.path, line, rule: 'todo', message: 'name the issue (#number) or finish it' }]
  })
}

/** A line comment that reads as a statement. Doc comments may hold examples and drawings and are not looked at. */
const LOOKS_LIKE_CODE = [
  /^(?:const|let|var)\s+[\w{[].*=\s*\S/,
  /^(?:import|export)\s+(?:[\w{*].*\bfrom\s+['"]|(?:const|function|class|type|interface)\b)/,
  /^(?:return|throw|await|yield)\s+[\w.#]+(?:\(.*\)|\[.*\]);?$/,
  /^(?:if|for|while|switch)\s*\(.+\)\s*(?:\{|\w+.*\()/,
  /^(?:this\.[\w.#[\]]+|[\w.#[\]]+\.[\w#[\]]+)\s*(?:=|\+=|-=)\s*[^=\s].*[);\]\d]$/,
  /^(?:this\.#?)\w+(?:\.\w+)*\([^)]*\);?$/,
  /^\w+(?:\.\w+)*\([^)]*\);$/,
  /^[})\]]+[;,]*$/,
]

export const noCommentedOutCode: FileRule = (file) => {
  return commentLines(file).flatMap(([line, comment]): Finding[] => {
    const text = /^\s*\/\/ ?(.*)$/.exec(comment)?.[1]?.trim()
    if (text === undefined || !LOOKS_LIKE_CODE.some((pattern) => pattern.test(text))) return []
    return [{ path: file.path, line, rule: 'commented-code', message: 'delete it; the history keeps it' }]
  })
}

/** Lines with a comment, numbered from 1. */
function commentLines(file: SourceFile): [number, string][] {
  return splitCode(file.text)
    .comments.map((comment, index): [number, string] => [index + 1, comment])
    .filter(([, comment]) => comment.trim().length > 0)
}
