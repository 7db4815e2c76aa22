import { describe, expect, it } from 'vitest'
import { mulDivCells, mulDivFloor, Prng } from '../src/index.ts'

/** A safe integer of a random number of bits. */
function integer(prng: Prng, bitsMax: number): number {
  const bits = 1 + prng.nextInt(bitsMax)
  return Math.floor(prng.nextFloat() * 2 ** bits)
}

describe('exact arithmetic beyond 2^53', () => {
  it('multiplies and divides as big integers do', () => {
    const prng = new Prng(11)
    for (let i = 0; i < 20_000; i++) {
      const c = 1 + integer(prng, 50)
      const a = integer(prng, 53)
      const b = integer(prng, 53)
      const quotient = (BigInt(a) * BigInt(b)) / BigInt(c)
      if (quotient > BigInt(Number.MAX_SAFE_INTEGER)) continue
      expect(mulDivFloor(a, b, c), `seed 11: ${a} * ${b} / ${c}`).toBe(Number(quotient))
      const rest = BigInt(a) * BigInt(b) - quotient * BigInt(c)
      const cells = new Float64Array([a, b, c, 0, 0])
      mulDivCells(cells)
      expect([cells[3], cells[4]], `seed 11: ${a} * ${b} by ${c}`).toEqual([Number(quotient), Number(rest)])
    }
  })
})
