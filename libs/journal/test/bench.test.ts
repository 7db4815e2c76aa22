import { expect, test } from 'vitest'
import { benchJournal } from '../bench/journal.bench.ts'
import { MemoryStorage } from '../src/index.ts'

test('the bench runs and reads back what it wrote', () => {
  expect(benchJournal(new MemoryStorage(), 'data', 500).hash).toBe(benchJournal(new MemoryStorage(), 'data', 500).hash)
})
