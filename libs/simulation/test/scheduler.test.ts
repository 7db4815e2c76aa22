import type { Agent } from '@reflex/agent'
import { ManualClock, Prng } from '@reflex/base'
import { describe, expect, it } from 'vitest'
import { EventQueue, SimulationScheduler } from '../src/index.ts'

function scheduler(seed: number, clock = new ManualClock()): SimulationScheduler {
  const onError = (error: unknown): never => {
    throw error
  }
  return new SimulationScheduler({ clock, seed, quantumNs: 1_000_000, turnCostNs: 100, onError })
}

class Recorder implements Agent {
  readonly roleName: string
  readonly #log: string[]
  readonly #clock: ManualClock
  workLeft: number

  constructor(roleName: string, log: string[], clock: ManualClock, workLeft: number) {
    this.roleName = roleName
    this.#log = log
    this.#clock = clock
    this.workLeft = workLeft
  }

  onStart(): void {}

  doWork(): number {
    if (this.workLeft === 0) return 0
    this.workLeft--
    this.#log.push(`${this.roleName}@${this.#clock.nowNs}`)
    return 1
  }

  onClose(): void {}
}

describe('EventQueue', () => {
  it('gives events in order of time, equal times in order of arrival', () => {
    const prng = new Prng(20_240_808)
    const queue = new EventQueue()
    const expected: { at: number; n: number }[] = []
    const seen: number[] = []
    for (let n = 0; n < 2000; n++) {
      const at = prng.nextInt(50)
      expected.push({ at, n })
      queue.push(at, () => seen.push(n))
    }
    while (queue.size > 0) queue.pop()()
    expected.sort((a, b) => a.at - b.at || a.n - b.n)
    expect(seen).toEqual(expected.map((event) => event.n))
  })
})

describe('SimulationScheduler', () => {
  const run = (seed: number): string[] => {
    const clock = new ManualClock()
    const world = scheduler(seed, clock)
    const log: string[] = []
    for (const name of ['a', 'b', 'c', 'd']) world.add(new Recorder(name, log, clock, 10))
    world.at(2_500_000, () => log.push(`event@${clock.nowNs}`))
    world.runUntil(5_000_000)
    return log
  }

  it('runs the same order for the same seed and another for another seed', () => {
    expect(run(7)).toEqual(run(7))
    expect(run(7)).not.toEqual(run(8))
  })

  it('runs an event at its own time, between quanta', () => {
    expect(run(1)).toContain('event@2500000')
  })

  it('gives a killed agent no further turn', () => {
    const clock = new ManualClock()
    const world = scheduler(1, clock)
    const log: string[] = []
    const agent = new Recorder('a', log, clock, 0)
    const killed = world.add(agent)
    agent.workLeft = 1
    world.runUntil(2_000_000)
    killed.kill()
    agent.workLeft = 1
    world.runUntil(4_000_000)
    expect(log).toHaveLength(1)
  })
})
