import { describe, expect, test } from 'vitest'
import { ENUMERATIONS, STREAM, STREAMS, streamById } from '../src/index.ts'
import { dictionary, HAS_FIX } from './fix-folder.ts'

describe.skipIf(!HAS_FIX)('enumerations', () => {
  const dictionaries = new Map(
    ['FIX42', 'FIX50SP2', 'FIXT11'].map((name) => [name, HAS_FIX ? dictionary(name) : undefined]),
  )

  test.each(ENUMERATIONS.filter((row) => row.dictionary !== '').map((row) => [row.tag, row] as const))(
    '%i has the values and names of its dictionary',
    (tag, row) => {
      const field = dictionaries.get(row.dictionary)!.fields.get(tag)!
      for (const [name, code] of Object.entries(row.values)) {
        const value = row.kind === 'char' ? String.fromCharCode(code) : String(code)
        expect(field.values.get(value), `${name} = ${value}`).toBe(name.replace(/^_/, ''))
      }
    },
  )
})

describe('streams', () => {
  test('each constant has its row, each row a writer and a reader', () => {
    expect(STREAMS.map((stream) => stream.id)).toEqual(Object.values(STREAM))
    for (const stream of STREAMS) {
      expect(stream.writers.length).toBeGreaterThan(0)
      expect(stream.readers.length).toBeGreaterThan(0)
      expect(streamById(stream.id)).toBe(stream)
    }
  })
})
