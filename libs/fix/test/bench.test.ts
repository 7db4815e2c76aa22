import { expect, test } from 'vitest'
import { runs } from '../bench/codec.bench.ts'

test.each(Object.entries(runs(512)))('bench %s gives the same result each time', (_name, run) => {
  expect(run()).toBe(run())
})
