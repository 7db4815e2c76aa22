import { describe, expect, it } from 'vitest'
import { AsciiTable, decimalE8, decimalText, Histogram, IntMap, MISSING, NOT_FOUND, Prng } from '../src/index.ts'

const seed = Number(process.env['REFLEX_SEED'] ?? 20_240_808)

describe(`structures against their naive twins, seed ${seed}`, () => {
  it('IntMap equals Map under random set, delete and get', () => {
    const prng = new Prng(seed)
    const map = new IntMap(4)
    const twin = new Map<number, number>()
    for (let i = 0; i < 50_000; i++) {
      const key = prng.nextInt(300) - 150
      const action = prng.nextInt(3)
      if (action === 0) {
        map.set(key, i)
        twin.set(key, i)
      } else if (action === 1) expect(map.delete(key)).toBe(twin.delete(key))
      else expect(map.get(key)).toBe(twin.get(key) ?? MISSING)
      expect(map.size).toBe(twin.size)
    }
  })

  it('AsciiTable gives equal bytes equal ids, and finds what was interned only', () => {
    const prng = new Prng(seed, 1)
    const table = new AsciiTable(2, 2)
    const twin = new Map<string, number>()
    for (let i = 0; i < 20_000; i++) {
      const text = `ID${prng.nextInt(5000)}`
      const bytes = Buffer.from(`xx${text}yy`, 'latin1')
      expect(table.find(bytes, 2, text.length)).toBe(twin.get(text) ?? NOT_FOUND)
      const id = table.intern(bytes, 2, text.length)
      expect(id).toBe(twin.get(text) ?? twin.size)
      twin.set(text, id)
      expect(table.text(id)).toBe(text)
    }
    expect(table.size).toBe(twin.size)
  })

  it('Histogram percentiles are within 1/64 above the exact ones', () => {
    const prng = new Prng(seed, 2)
    const histogram = new Histogram()
    const values: number[] = []
    for (let i = 0; i < 20_000; i++) {
      const value = Math.floor(prng.nextExponential(10 ** prng.nextInt(8)))
      values.push(value)
      histogram.record(value)
    }
    values.sort((a, b) => a - b)
    for (const p of [1, 50, 90, 99, 99.9, 100]) {
      const exact = values[Math.max(0, Math.ceil((p / 100) * values.length - 1e-9) - 1)]!
      const measured = histogram.percentile(p)
      expect(measured).toBeGreaterThanOrEqual(exact)
      expect(measured).toBeLessThanOrEqual(exact * (1 + 1 / 64) + 1)
    }
    expect(histogram.max).toBe(values.at(-1))
    expect(histogram.count).toBe(values.length)
  })

  it('decimals survive the way to text and back', () => {
    const prng = new Prng(seed, 3)
    for (let i = 0; i < 20_000; i++) {
      const e8 = (prng.nextInt(2) * 2 - 1) * Math.floor(prng.nextFloat() * 10 ** prng.nextInt(16))
      expect(decimalE8(decimalText(e8))).toBe(e8 === 0 ? 0 : e8)
    }
    expect(decimalText(1_001_000_000)).toBe('10.01')
    expect(() => decimalE8('1.123456789')).toThrow(RangeError)
    expect(() => decimalE8('1e5')).toThrow(RangeError)
  })
})
