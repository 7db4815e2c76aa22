import { describe, expect, it } from 'vitest'
import { checkDeribit, deribitFolder } from '../src/deribit-options.ts'
import { countCases, type TestResult } from '../src/test-oracles.ts'

const result = (group: string, title: string, status: string): TestResult => {
  return { groups: ['oracles', group], title, status, messages: [], path: 'a.test.ts' }
}

describe('test:oracles', () => {
  const files = new Map([
    ['var', ['a', 'a-1', 'b']],
    ['var_more', ['a']],
    ['sim', ['x']],
  ])

  it('a case passes when every test that names it does; files without adapter have none', () => {
    const [one, more, sim] = countCases(files, [
      result('var', 'a', 'passed'),
      result('var', 'a-1: first', 'passed'),
      result('var', "'a-1' again", 'failed'),
      result('oracle var_more (the rest is not in this model)', 'a', 'passed'),
      result('sim', 'x', 'pending'),
    ])
    expect(one).toMatchObject({ cases: 3, passed: 1, missing: 1 })
    expect(one!.failures).toHaveLength(1)
    expect(more).toMatchObject({ cases: 1, passed: 1, missing: 0, adapters: ['a.test.ts'] })
    expect(more!.notes).toEqual(['oracle var_more (the rest is not in this model)'])
    expect(sim!.adapters).toEqual([])
  })

  const snapshots = checkDeribit()
  it.skipIf(snapshots === undefined)(`agrees with the option chains of ${deribitFolder()}`, () => {
    expect(snapshots!.flatMap(({ problems }) => problems)).toEqual([])
    // Every misfit is a matter of when the forward was sampled.
    const misfits = snapshots!.flatMap((snapshot) => snapshot.misfits)
    expect(misfits.filter(({ forwardOffPercent }) => !(Math.abs(forwardOffPercent) < 0.5))).toEqual([])
  })
})
