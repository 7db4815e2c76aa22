import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ConsoleWorld } from './console-world.ts'

let world: ConsoleWorld

beforeEach(() => {
  world = new ConsoleWorld({ config: { token: 'a-token-of-the-desk' } })
})

afterEach(() => world.close())

// biome-ignore lint/suspicious/noExplicitAny: the state is what a page reads: any JSON.
async function state(): Promise<any> {
  world.turn()
  return (await world.until(fetch(new URL('/api/state', await world.url())))).json()
}

describe('the state of the firm', () => {
  beforeEach(() => {
    world.senders.heartbeat('ems')
    world.senders.heartbeat('risk-gateway')
    world.turn()
  })

  const stateName = async (): Promise<string> => (await state()).control.state

  it('is graded by the risk engine and ends with the time to live', async () => {
    expect(await stateName()).toBe('TRADING')
    world.senders.riskAction('RE1', 0, 3, { ttlMs: 3000, account: 'MM1' })
    world.turn()
    world.advance(2000)
    world.senders.riskAction('RE1', 0, 3, { ttlMs: 3000, account: 'MM1' })
    world.turn()
    world.advance(2000)
    const { control } = await state()
    expect(control).toMatchObject({ state: 'REDUCE-ONLY', why: 'reduce-only for MM1: drawdown' })
    expect(control.log).toHaveLength(1)
    world.advance(1500)
    expect(await stateName()).toBe('TRADING')
  })

  it('is halted until the gateway has accepted a release, whatever the engine repeats', async () => {
    const decidedNs = world.senders.nowNs
    world.senders.riskAction('RE7', 1, 5, { decidedNs })
    world.turn()
    expect(await stateName()).toBe('HALTED')
    const release = async (): Promise<string> => {
      const response = await world.until(post('/api/release', { actor: 'ann', reason: 'checked' }))
      world.turn()
      return ((await response.json()) as { id: string }).id
    }
    world.senders.gatewayAnswer(await release(), 2, 2)
    world.turn()
    expect(await stateName()).toBe('HALTED')
    world.advance(10)
    world.senders.gatewayAnswer(await release(), 2, 0)
    world.turn()
    expect(await stateName()).toBe('TRADING')
    world.senders.riskAction('RE7', 1, 5, { decidedNs })
    world.turn()
    expect(await stateName()).toBe('TRADING')
  })

  it('believes the ems when the console came later', async () => {
    world.senders.heartbeat('ems', 'halted')
    world.turn()
    expect(await stateName()).toBe('HALTED')
  })

  it('counts the accounts that are halted', async () => {
    world.senders.riskAction('RE8', 1, 5, { account: 'MM1' })
    world.turn()
    expect((await state()).control).toMatchObject({ state: 'HALTED', stops: [{ scope: 'MM1', level: 'halt' }] })
  })
})

async function post(path: string, body: object): Promise<Response> {
  return fetch(new URL(path, await world.url()), {
    method: 'POST',
    headers: { authorization: 'Bearer a-token-of-the-desk', 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}
