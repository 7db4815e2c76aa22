import { expect, test } from 'vitest'
import { decimalE8, decimalText, putDecimalE8, putDecimalE8At } from '../src/index.ts'

test.each(['0', '1', '-1', '0.1', '-0.00000001', '60000.01', '90071992.54740991', '100'])(
  '%s reads and writes',
  (text) => {
    expect(decimalText(decimalE8(text))).toBe(text)
  },
)

test('a value in a typed array is written as the same value by itself', () => {
  const values = Float64Array.of(1, -12_345_678_901, 9_007_199_254_740_991)
  for (let i = 0; i < values.length; i++) {
    const [one, other] = [new Uint8Array(32), new Uint8Array(32)]
    expect(putDecimalE8At(one, 3, values, i)).toBe(putDecimalE8(other, 3, values[i]!))
    expect(one).toEqual(other)
  }
})

test.each(['', '-', '.', '1.2.3', '1e3', '1.123456789'])("'%s' is no decimal", (text) => {
  expect(() => decimalE8(text)).toThrow(RangeError)
})
