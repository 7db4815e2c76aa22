/** Peers that go away, come back, do not read, or only listen. */
import { describe, expect, test } from 'vitest'
import { MemoryTransport, NOT_LOGGED_ON } from '../src/index.ts'
import { EndpointPair } from './endpoint-pair.ts'

describe('cancel on disconnect', () => {
  const away = { initiator: { reconnectMinSeconds: 30, reconnectMaxSeconds: 30 } }
  const cancel = { cancelOnDisconnect: 'loss', cancelOnDisconnectGraceSeconds: 5 } as const

  test('is told after the grace, unless the peer came back', () => {
    const pair = new EndpointPair({}, {}, { ...away, acceptor: cancel })
    pair.run(1)
    pair.killInitiator()
    pair.run(3)
    expect(pair.acceptorApp.states).toEqual(['1 logged on', '0 closed by peer', '1 logged on'])
    pair.run(10)
    pair.initiator.close()
    pair.run(4.9)
    expect(pair.acceptorApp.states).toHaveLength(4)
    pair.run(0.5)
    expect(pair.acceptorApp.states.at(-1)).toBe('cancel orders of 0')
  })

  test('a logout is no loss', () => {
    const both = (mode: 'loss' | 'logout') => {
      const pair = new EndpointPair({}, {}, { ...away, acceptor: { cancelOnDisconnect: mode } })
      pair.run(1)
      pair.initiator.disable(0, pair.clock.nowNs)
      pair.run(5)
      return pair.acceptorApp.states
    }
    expect(both('loss')).toEqual(['1 logged on', '0 logout'])
    expect(both('logout')).toEqual(['1 logged on', '0 logout', 'cancel orders of 0'])
  })

  test('is told after our own restart for a peer that does not come back', () => {
    const pair = new EndpointPair({}, {}, { acceptor: cancel })
    pair.run(1)
    pair.initiator.close()
    pair.killAcceptor()
    for (let i = 0; i < 120; i++) {
      pair.acceptor.onTimer(pair.clock.nowNs)
      pair.clock.advance(50e6)
    }
    expect(pair.acceptorApp.states).toEqual(['cancel orders of 0'])
  })

  test('is chosen by the peer in his Logon where the venue has fields for it', () => {
    const tags = { cancelOnDisconnectTypeTag: 35002, cancelOnDisconnectTimeoutTag: 35003 }
    const initiator = { ...away.initiator, logonFields: '35002=1|35003=2000' }
    const pair = new EndpointPair({}, {}, { initiator, acceptor: tags })
    pair.run(1)
    pair.initiator.close()
    pair.run(1.9)
    expect(pair.acceptorApp.states).not.toContain('cancel orders of 0')
    pair.run(0.5)
    expect(pair.acceptorApp.states.at(-1)).toBe('cancel orders of 0')
  })
})

test('a drop copy session gets what another was sent, also while it is away, and brings nothing', () => {
  const listener = { targetCompId: 'EMS', dropCopyOf: ['OTHER'], dropCopyTypes: ['8', 'D'] }
  const pair = new EndpointPair({}, {}, { acceptor: listener })
  const other = new EndpointPair(
    {},
    { transport: pair.transport },
    { acceptorPort: 1, initiator: { senderCompId: 'OTHER' } },
  )
  const run = (seconds: number) => {
    for (let i = 0; i < seconds * 20; i++) {
      pair.run(0.05)
      other.clock.advance(50e6)
      other.initiator.onTimer(other.clock.nowNs)
      other.initiator.poll(other.clock.nowNs, other.initiatorApp, 100)
    }
  }
  const report = (id: string) => {
    const body = Buffer.from(`35=8\x0111=${id}\x01`, 'latin1')
    return pair.acceptor.send(1, body, 0, body.length, pair.clock.nowNs)
  }
  expect(report('too early')).toBe(NOT_LOGGED_ON)
  run(2)
  expect(report('a')).toBe(2)
  run(1)
  expect([pair.initiatorApp.received, other.initiatorApp.received]).toEqual([['a'], ['a']])
  pair.killInitiator()
  pair.initiator.close()
  report('b')
  pair.killInitiator()
  run(4)
  expect(pair.initiatorApp.received).toEqual(['a', 'b'])
  pair.send(true, 'order')
  run(1)
  expect(pair.acceptorApp.received).toEqual([])
  expect(pair.initiatorApp.received.at(-1)).toContain('58=drop copy: nothing is taken|372=D|380=6|')
})

test('a peer that reads nothing for too long is cut off, and asks again when he is back', () => {
  const transport = new MemoryTransport()
  const pair = new EndpointPair({ slowConsumerSeconds: 5 }, { transport })
  const step = (seconds: number) => {
    for (let i = 0; i < seconds * 20; i++) {
      pair.turn()
      pair.clock.advance(50e6)
    }
  }
  for (let i = 0; i < 20; i++) {
    step(0.1)
    transport.run()
  }
  pair.acceptorApp.states.length = 0
  const body = Buffer.from(`35=8\x0111=a\x0158=${'x'.repeat(500)}\x01`, 'latin1')
  for (let i = 0; i < 100; i++) pair.acceptor.send(0, body, 0, body.length, pair.clock.nowNs)
  step(4.9)
  expect(pair.acceptorApp.states).toEqual([])
  step(0.3)
  expect(pair.acceptorApp.states).toEqual(['0 slow consumer'])
})
