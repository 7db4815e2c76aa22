import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runOrders, startVenue } from '../bench/round-trip.bench.ts'

test('the bench runs: every order comes back filled', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'reflex-fix-bench-'))
  const venue = startVenue(join(dir, 'venue'))
  while (venue.port === 0) await new Promise((resolve) => setTimeout(resolve, 5))
  const result = await runOrders(join(dir, 'ems'), venue.port, 900, 8, 100)
  expect(result.filled).toBe(1000)
  venue.close()
  rmSync(dir, { recursive: true })
})
