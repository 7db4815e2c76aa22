import { describe, expect, test } from 'vitest'
import { THROTTLED } from '../src/index.ts'
import { EndpointPair } from './endpoint-pair.ts'
import { SessionHarness } from './session-harness.ts'

const orders = (pair: EndpointPair, count: number): number[] =>
  Array.from({ length: count }, (_, i) => pair.send(true, `m${i}`))

describe('too many messages from the peer', () => {
  test('are refused one by one, by the words of the version; what is sent again is not', () => {
    const harness = SessionHarness.loggedOn({ inboundMessagesPerSecondMax: 2 })
    expect(harness.receive('35=D|34=2|11=a|')[0]).toContain('deliver')
    expect(harness.receive('35=D|34=3|11=b|')[0]).toContain('deliver')
    expect(harness.receive('35=D|34=4|11=c|')).toEqual([
      '35=j|34=2|49=US|52=20260105-09:00:00.000|56=PEER|45=4|58=more than 2 messages in a second|372=D|380=0|',
    ])
    expect(harness.receive('35=0|34=5|')).toEqual([])
    expect(harness.receive(`35=D|34=6|43=Y|122=${harness.stamp()}|11=d|`)[0]).toContain('deliver 6')
    harness.tick(1)
    expect(harness.receive('35=D|34=7|11=e|')[0]).toContain('deliver 7')
    const latest = SessionHarness.loggedOn({ beginString: 'FIXT.1.1', inboundMessagesPerSecondMax: 1 }, '1137=9|')
    latest.receive('35=D|34=2|11=a|')
    expect(latest.receive('35=D|34=3|11=b|')[0]).toContain('|380=8|')
  })

  test('a refused message is never read back after a kill', () => {
    const harness = SessionHarness.loggedOn({ inboundMessagesPerSecondMax: 1 })
    for (const seqNum of [2, 3]) harness.receive(`35=D|34=${seqNum}|11=${seqNum}|`)
    harness.receive('35=D|34=4|11=|')
    const seen: number[] = []
    harness.store.readInbound(1, { onStored: (seqNum) => void seen.push(seqNum) })
    expect([seen, harness.store.nextIn]).toEqual([[1, 2], 5])
  })

  test('end the session where that is configured', () => {
    const harness = SessionHarness.loggedOn({ inboundMessagesPerSecondMax: 1, inboundThrottle: 'disconnect' })
    harness.receive('35=D|34=2|11=a|')
    expect(harness.receive('35=D|34=3|11=b|')[0]).toContain('35=5|')
  })

  test('wait in the socket where that is configured', () => {
    const acceptor = { inboundMessagesPerSecondMax: 10, inboundThrottle: 'queue' } as const
    const pair = new EndpointPair({}, {}, { acceptor })
    pair.run(2)
    orders(pair, 25)
    pair.run(0.5)
    expect(pair.acceptorApp.received).toHaveLength(10)
    pair.run(0.7)
    expect(pair.acceptorApp.received).toHaveLength(20)
    pair.run(1.1)
    expect(pair.acceptorApp.received).toHaveLength(25)
  })
})

describe('more messages than we may send', () => {
  const limit = { outboundMessagesPerSecondMax: 5 }

  test('are refused to the sender: no number is used', () => {
    const pair = new EndpointPair({}, {}, { initiator: limit })
    pair.run(2)
    expect(orders(pair, 7)).toEqual([2, 3, 4, 5, 6, THROTTLED, THROTTLED])
    pair.clock.advance(0.99e9)
    expect(pair.send(true, 'x')).toBe(THROTTLED)
    pair.clock.advance(0.01e9)
    expect(pair.send(true, 'x')).toBe(7)
  })

  test('or are stored, numbered, and leave when there is room, never more in any second', () => {
    const pair = new EndpointPair({}, {}, { initiator: { ...limit, outboundThrottle: 'queue' } })
    pair.run(2)
    expect(orders(pair, 12).at(-1)).toBe(13)
    const counts: number[] = []
    for (let i = 0; i < 4; i++) {
      counts.push(pair.acceptorApp.received.length)
      pair.run(1)
    }
    expect([counts, pair.acceptorApp.received.length]).toEqual([[0, 5, 10, 12], 12])
  })

  test('what waits at a kill is asked for afterwards', () => {
    const pair = new EndpointPair({}, {}, { initiator: { ...limit, outboundThrottle: 'queue' } })
    pair.run(2)
    orders(pair, 12)
    pair.killInitiator()
    pair.run(8)
    expect(pair.acceptorApp.received).toEqual(Array.from({ length: 12 }, (_, i) => `m${i}`))
  })
})
