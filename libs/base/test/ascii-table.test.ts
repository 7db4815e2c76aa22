import { expect, test } from 'vitest'
import { AsciiTable, NOT_FOUND, Prng } from '../src/index.ts'

test('same bytes give the same id, through growth of table and arena', () => {
  const table = new AsciiTable(4, 2)
  const random = new Prng(7)
  const texts = Array.from({ length: 500 }, (_, i) => `${i}-`.padEnd(random.nextInt(40) + 4, 'x'))
  const ids = texts.map((text) => table.internString(text))
  expect(ids).toEqual(texts.map((_, i) => i))
  expect(texts.map((text) => table.internString(text))).toEqual(ids)
  expect(ids.map((id) => table.text(id))).toEqual(texts)
  expect(table.find(Buffer.from('absent'), 0, 6)).toBe(NOT_FOUND)
})

test('putTo copies as copyTo does, and at most three bytes more', () => {
  const table = new AsciiTable(4, 1)
  for (const text of ['', 'a', 'abc', 'abcd', 'abcdefghijklmnop', 'the last one in the arena']) {
    const id = table.internString(text)
    const bytes = new Uint8Array(64).fill(0x7e)
    expect(table.putTo(id, new DataView(bytes.buffer), 5)).toBe(text.length)
    expect(Buffer.from(bytes.subarray(5, 5 + text.length)).toString('latin1')).toBe(text)
    expect([...bytes.subarray(0, 5)]).toEqual([0x7e, 0x7e, 0x7e, 0x7e, 0x7e])
    expect(bytes[5 + text.length + 3]).toBe(0x7e)
  }
})
