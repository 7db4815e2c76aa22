import { expect, it } from 'vitest'
import { BusWorld } from '../src/index.ts'

const SEEDS = Number(process.env['REFLEX_BUS_SEEDS'] ?? 8)
const FIRST = Number(process.env['REFLEX_BUS_FIRST_SEED'] ?? 1)
const MESSAGES = Number(process.env['REFLEX_BUS_MESSAGES'] ?? 200)

it(`three hosts on a bad network converge with no loss: seeds ${FIRST} to ${FIRST + SEEDS - 1}`, () => {
  let lost = 0
  let faults = 0
  for (let seed = FIRST; seed < FIRST + SEEDS; seed++) {
    const result = new BusWorld({ seed, messages: MESSAGES }).run()
    const { isComplete, bad, received, errors } = result
    expect({ seed, isComplete, bad, received, errors }).toEqual({
      seed,
      isComplete: true,
      bad: 0,
      received: 9 * MESSAGES,
      errors: [],
    })
    lost += result.lost
    faults += result.partitions + result.pauses
  }
  expect(lost).toBeGreaterThan(SEEDS * 10)
  expect(faults).toBeGreaterThan(0)
}, 900_000)
