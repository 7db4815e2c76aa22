import { describe, expect, it } from 'vitest'
import { type Agent, AgentInvoker, AgentRunner, CompositeAgent } from '../src/index.ts'

class Scripted implements Agent {
  readonly roleName: string
  readonly log: string[]
  readonly results: (number | Error)[]

  constructor(roleName: string, log: string[], results: (number | Error)[] = []) {
    this.roleName = roleName
    this.log = log
    this.results = results
  }

  onStart(): void {
    this.log.push(`${this.roleName} start`)
  }

  doWork(): number {
    const result = this.results.shift() ?? 0
    this.log.push(`${this.roleName} turn`)
    if (result instanceof Error) throw result
    return result
  }

  onClose(): void {
    this.log.push(`${this.roleName} close`)
  }
}

describe('AgentInvoker', () => {
  it('closes an agent that throws, once, and tells its role', () => {
    const log: string[] = []
    const errors: string[] = []
    const agent = new Scripted('a', log, [1, new Error('broken')])
    const invoker = new AgentInvoker(agent, (error, roleName) =>
      errors.push(`${roleName}: ${(error as Error).message}`),
    )
    invoker.start()
    expect([invoker.invoke(), invoker.invoke(), invoker.invoke()]).toEqual([1, 0, 0])
    invoker.close()
    expect(errors).toEqual(['a: broken'])
    expect(log).toEqual(['a start', 'a turn', 'a turn', 'a close'])
  })
})

describe('CompositeAgent', () => {
  it('does not starve those behind an agent that throws', () => {
    const log: string[] = []
    const composite = new CompositeAgent([
      new Scripted('a', log),
      new Scripted('b', log, [new Error('once')]),
      new Scripted('c', log),
    ])
    expect(() => composite.doWork()).toThrow('once')
    composite.doWork()
    expect(log).toEqual(['a turn', 'b turn', 'c turn'])
  })

  it('closes in reverse order, all of them even when one fails', () => {
    const log: string[] = []
    const bad = new Scripted('b', log)
    bad.onClose = () => {
      throw new Error('stuck')
    }
    expect(() => new CompositeAgent([new Scripted('a', log), bad, new Scripted('c', log)]).onClose()).toThrow(
      AggregateError,
    )
    expect(log).toEqual(['c close', 'a close'])
  })
})

describe('AgentRunner', () => {
  it('runs until closed, parks when idle and wakes at once', async () => {
    const log: string[] = []
    const agent = new Scripted('a', log)
    const runner = new AgentRunner(agent, () => {}, { idleTurnsMax: 2, parkMs: 10_000 })
    runner.start()
    await new Promise((resolve) => setTimeout(resolve, 20))
    const parkedAt = log.length
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(log.length).toBe(parkedAt)
    runner.wake()
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(log.length).toBeGreaterThan(parkedAt)
    runner.close()
    expect(log.at(-1)).toBe('a close')
    expect(runner.isRunning).toBe(false)
  })
})
