import { describe, expect, it } from 'vitest'
import { BackoffIdle } from '../src/backoff-idle.ts'

describe('a driver that has nothing to do', () => {
  it('spins, yields, then parks longer and longer up to a millisecond, until there is work', () => {
    const calls: (number | 'yield')[] = []
    const idle = new BackoffIdle({ yieldProcessor: () => calls.push('yield'), park: (ns) => calls.push(ns) })
    const until = (turns: number): (number | 'yield')[] => {
      calls.length = 0
      for (let i = 0; i < turns; i++) idle.idle(0)
      return [...calls]
    }
    const first = until(43)
    expect(first.slice(0, 20)).toEqual(new Array(20).fill('yield'))
    expect(first.slice(20)).toEqual([1e3, 2e3, 4e3, 8e3, 16e3, 32e3, 64e3, 128e3, 256e3, 512e3, 1e6, 1e6, 1e6])
    idle.idle(1)
    expect(until(10)).toEqual([])
    expect(until(21)).toEqual([...new Array(20).fill('yield'), 1e3])
  })
})
