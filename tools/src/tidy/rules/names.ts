/** Files are kebab-case and named after what they hold; a name that says nothing is not one. */

import type { FileRule } from '../finding.ts'

const KEBAB = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.(?:test|bench|contract|property|fuzz|replay|sim|gc|d))*\.(?:ts|mjs)$/
const EMPTY_NAMES = new Set(['utils', 'util', 'helpers', 'helper', 'common', 'misc', 'types'])

export const fileNames: FileRule = (file) => {
  const name = file.path.slice(file.path.lastIndexOf('/') + 1)
  if (!/\.(?:ts|mjs)$/.test(name)) return []
  const finding = (message: string) => [{ path: file.path, line: 0, rule: 'file-name', message }]
  if (!KEBAB.test(name)) return finding('use kebab-case, with kinds as suffixes (x.test.ts, x.property.test.ts)')
  if (EMPTY_NAMES.has(name.split('.')[0]!)) return finding('name it after what it holds')
  return []
}
