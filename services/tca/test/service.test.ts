import { describe, expect, it } from 'vitest'
import { parseTcaConfig } from '../src/index.ts'

describe('the configuration', () => {
  it('works when empty', () => {
    expect(parseTcaConfig(undefined)).toMatchObject({ horizonsMs: [10, 100, 1000, 10_000], scoreHorizonMs: 1000 })
  })

  it('names what is wrong', () => {
    expect(() => parseTcaConfig({ horizonsMs: [1, 2, 3] })).toThrow(/services\.tca\.horizonsMs/)
    expect(() => parseTcaConfig({ horizonsMs: [10, 5, 20, 30] })).toThrow(/must ascend/)
    expect(() => parseTcaConfig({ scoreHorizonMs: 7 })).toThrow(/scoreHorizonMs: must be one of horizonsMs/)
    expect(() => parseTcaConfig({ sizeBucketNotionals: [] })).toThrow(/sizeBucketNotionals/)
  })
})
