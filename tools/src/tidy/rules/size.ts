/** Lines of at most 120 columns, files of at most 300 lines. */

import type { FileRule } from '../finding.ts'

export const LINE_LENGTH_MAX = 120
export const FILE_LINES_MAX = 300

/** Files that may be longer, each with the reason. */
const LONG_FILES: Readonly<Record<string, string>> = {}

/** A line that holds nothing but one long word (an address, a table row of a wire capture) cannot be broken. */
const UNBREAKABLE = /^\s*(?:\/\/|\*)?\s*\S+$/

export const lineLength: FileRule = (file) => {
  return file.lines.flatMap((line, index) => {
    if (line.length <= LINE_LENGTH_MAX || UNBREAKABLE.test(line)) return []
    const message = `${line.length} columns; at most ${LINE_LENGTH_MAX}`
    return [{ path: file.path, line: index + 1, rule: 'line-length', message }]
  })
}

export const fileLength: FileRule = (file) => {
  const count = file.lines.length - 1
  if (count <= FILE_LINES_MAX || LONG_FILES[file.path] !== undefined) return []
  const message = `${count} lines; at most ${FILE_LINES_MAX}: split it by role`
  return [{ path: file.path, line: 0, rule: 'file-length', message }]
}
