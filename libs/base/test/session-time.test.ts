import { describe, expect, it } from 'vitest'
import { Prng, SessionTime } from '../src/index.ts'

const EPOCH_MS = Date.UTC(2024, 7, 8)

describe('SessionTime', () => {
  it('writes and reads Unix-epoch nanoseconds exactly, before and after the session epoch', () => {
    const session = new SessionTime(EPOCH_MS)
    const view = new DataView(new ArrayBuffer(8))
    const prng = new Prng(8)
    const times = [0, -1, 1, -50_000, 86_400e9, 4_294_967_295, 4_294_967_296, -4_294_967_296]
    for (let i = 0; i < 2000; i++) times.push((prng.nextInt(200_000) - 100_000) * 1e9 + prng.nextInt(1e9))
    for (const ns of times) {
      session.putEpochNs(view, 0, ns)
      expect(view.getBigUint64(0, true)).toBe(BigInt(EPOCH_MS) * 1_000_000n + BigInt(ns))
      expect(session.getEpochNs(view, 0)).toBe(ns)
      view.setBigUint64(0, 0n)
      session.putEpochNsOf(view, 0, Float64Array.of(ns))
      expect(view.getBigUint64(0, true)).toBe(BigInt(EPOCH_MS) * 1_000_000n + BigInt(ns))
    }
  })
})
