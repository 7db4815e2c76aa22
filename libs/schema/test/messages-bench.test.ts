import { expect, test } from 'vitest'
import { runs } from '../bench/messages.bench.ts'

test.each(Object.entries(runs(200)))('bench %s gives the same result each time', (_name, run) => {
  expect(run()).toBe(run())
})
