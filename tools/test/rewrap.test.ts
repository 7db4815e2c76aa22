import { expect, test } from 'vitest'
import { rewrapComments } from '../src/tidy/rewrap.ts'

const LONG = 'word '.repeat(30).trim()

test('a long one-line doc comment gets lines of its own', () => {
  const lines = rewrapComments(`  /** ${LONG} */\n  code()`).split('\n')
  expect(lines).toHaveLength(5)
  expect(lines[0]).toBe('  /**')
  expect(lines.at(-2)).toBe('   */')
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(120)
})

test('what is cut off goes to the front of the next line of the paragraph', () => {
  const lines = rewrapComments(`/**\n * ${LONG}\n * end.\n *\n * next\n */`).split('\n')
  expect(lines[2]).toBe(' * word word word word word word word end.')
  expect(lines.slice(3)).toEqual([' *', ' * next', ' */'])
})

test('a list item keeps its indent and does not run into the next', () => {
  const lines = rewrapComments(` * - ${LONG}\n * - next`).split('\n')
  expect(lines[1]).toMatch(/^ {1}\* {3}word/)
  expect(lines[2]).toBe(' * - next')
})

test('short lines, code, tables and words that cannot be broken stay', () => {
  const text = `const a = '${LONG}'\n * | ${LONG} |\n// short\n// ${'x'.repeat(150)}`
  expect(rewrapComments(text)).toBe(text)
})
