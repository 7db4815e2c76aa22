import { Prng } from '@reflex/base'
import { describe, expect, test } from 'vitest'
import { BACK_PRESSURED, NOT_LOGGED_ON } from '../src/index.ts'
import { EndpointPair } from './endpoint-pair.ts'

describe('an initiator and an acceptor', () => {
  test('log on, exchange messages, log out', () => {
    const pair = new EndpointPair()
    expect(pair.send(true, 'too early')).toBe(NOT_LOGGED_ON)
    pair.run(1)
    expect(pair.initiator.isLoggedOn(0)).toBe(true)
    expect(pair.acceptor.isLoggedOn(0)).toBe(true)
    expect(pair.acceptor.isLoggedOn(1)).toBe(false)
    expect([pair.send(true, 'a'), pair.send(true, 'b'), pair.send(false, 'c')]).toEqual([2, 3, 2])
    pair.run(1)
    expect(pair.acceptorApp.received).toEqual(['a', 'b'])
    expect(pair.initiatorApp.received).toEqual(['c'])
    pair.initiator.disable(0, pair.clock.nowNs, 'end of day')
    pair.run(40)
    expect(pair.initiatorApp.states).toEqual(['1 logged on', '0 logout'])
    expect(pair.acceptorApp.states).toEqual(['1 logged on', '0 logout: end of day'])
    expect([pair.initiator.isIdle, pair.acceptor.isIdle]).toEqual([true, true])
    pair.initiator.enable(0)
    pair.run(2)
    expect(pair.initiator.isLoggedOn(0)).toBe(true)
  })

  test('what a handler sends leaves at the end of its poll, in one write each to journal and socket', () => {
    const pair = new EndpointPair()
    pair.run(1)
    for (let i = 0; i < 5; i++) pair.send(true, `m${i}`)
    pair.transport.run()
    const handler = {
      onMessage: () => expect(pair.send(false, 'answer')).toBeGreaterThan(0),
    }
    const before = pair.storage.appendCount
    expect(pair.acceptor.poll(pair.clock.nowNs, handler, 100)).toBe(5)
    expect(pair.storage.appendCount).toBe(before + 2)
    expect(pair.transport.step()).toBe(true)
    expect(pair.transport.step()).toBe(false)
    pair.run(0.1)
    expect(pair.initiatorApp.received).toHaveLength(5)
  })

  test('sends of one turn are one write each to journal and socket, when they are to be gathered', () => {
    const pair = new EndpointPair({}, { batchSends: true })
    pair.run(1)
    const before = pair.storage.appendCount
    for (let i = 0; i < 5; i++) pair.send(true, `m${i}`)
    expect(pair.storage.appendCount).toBe(before)
    pair.initiator.flush()
    expect(pair.storage.appendCount).toBe(before + 1)
    expect([pair.transport.step(), pair.transport.step()]).toEqual([true, false])
    pair.run(0.1)
    expect(pair.acceptorApp.received).toHaveLength(5)
  })

  test.each([1, 7, 1_000_000])('messages in segments of %i bytes', (length) => {
    const pair = new EndpointPair({}, { batchSends: true })
    pair.transport.pieceLength = () => length
    pair.run(1)
    for (let i = 0; i < 20; i++) pair.send(true, `m${i}-${'x'.repeat(i * 10)}`)
    pair.initiator.flush()
    let turns = 0
    while (pair.transport.step()) {
      pair.acceptor.poll(pair.clock.nowNs, pair.acceptorApp, 100)
      turns++
    }
    expect(pair.acceptorApp.received.map((id) => id.split('-')[0])).toEqual(
      Array.from({ length: 20 }, (_, i) => `m${i}`),
    )
    expect(turns).toBeGreaterThan(length === 1 ? 2000 : length === 7 ? 300 : 0)
  })

  test('a poll takes no more than its limit', () => {
    const pair = new EndpointPair()
    pair.run(1)
    for (let i = 0; i < 5; i++) pair.send(true, `m${i}`)
    pair.transport.run()
    expect(pair.acceptor.poll(pair.clock.nowNs, pair.acceptorApp, 2)).toBe(2)
    expect(pair.acceptorApp.received).toEqual(['m0', 'm1'])
    pair.turn()
    expect(pair.acceptorApp.received).toHaveLength(5)
  })

  test('a socket that takes nothing more is told to the sender, and no number is used', () => {
    const pair = new EndpointPair()
    pair.run(1)
    let sent = 0
    while (pair.send(true, 'x'.repeat(1000)) > 0) sent++
    expect(pair.send(true, 'x')).toBe(BACK_PRESSURED)
    expect(sent).toBeGreaterThan(900)
    pair.run(1)
    expect(pair.send(true, 'again')).toBe(sent + 2)
  })

  test('a second connection for a session in use is closed, the first goes on', () => {
    const pair = new EndpointPair()
    pair.run(1)
    const events: string[] = []
    const logon = '8=FIX.4.4|9=63|35=A|34=1|49=EMS|52=20260105-09:00:01.000|56=VENUE|98=0|108=30|10=081|'
    const bytes = Buffer.from(logon.replaceAll('|', '\x01'), 'latin1')
    const intruder = pair.transport.connect(
      { host: 'venue', port: 5001 },
      {
        onOpen: () => intruder.send(bytes, 0, bytes.length),
        onData: () => events.push('data'),
        onClose: (reason) => events.push(reason),
      },
    )
    pair.run(1)
    expect(events).toEqual(['closed by peer'])
    expect(pair.acceptor.refusedCount).toBe(1)
    pair.send(true, 'still here')
    pair.run(0.1)
    expect(pair.acceptorApp.received).toEqual(['still here'])
  })
})

const seeds = process.env['REFLEX_SEED'] === undefined ? [1, 2, 3, 4, 5, 6] : [Number(process.env['REFLEX_SEED'])]

describe('under kills, cuts and random pieces', () => {
  test.each(seeds)('every message arrives once and in order, seed %i', (seed) => {
    const random = new Prng(seed)
    const pair = new EndpointPair({ nextExpectedMsgSeqNum: seed % 2 === 0, heartBtIntSeconds: 2 })
    pair.transport.pieceLength = (available) => Math.min(available, 1 + random.nextInt(60))
    const sent: [string[], string[]] = [[], []]
    for (let step = 0; step < 3000; step++) {
      const fromInitiator = random.nextBoolean(0.5)
      const id = `${fromInitiator ? 'i' : 'a'}${step}`
      if (random.nextBoolean(0.4) && pair.send(fromInitiator, id) > 0) sent[fromInitiator ? 0 : 1].push(id)
      for (let k = random.nextInt(30); k > 0; k--) pair.transport.step()
      if (random.nextBoolean(0.5)) pair.turn(1 + random.nextInt(5))
      pair.clock.advance(random.nextInt(100) * 1e6)
      if (random.nextBoolean(0.004)) pair.killInitiator()
      if (random.nextBoolean(0.004)) pair.killAcceptor()
    }
    pair.run(40)
    expect(pair.initiator.isLoggedOn(0)).toBe(true)
    expect(pair.acceptorApp.received).toEqual(sent[0])
    expect(pair.initiatorApp.received).toEqual(sent[1])
    expect(sent[0].length + sent[1].length).toBeGreaterThan(300)
    expect(pair.initiator.store(0).nextOut).toBe(pair.acceptor.store(0).nextIn)
    expect(pair.acceptor.store(0).nextOut).toBe(pair.initiator.store(0).nextIn)
  })
})
