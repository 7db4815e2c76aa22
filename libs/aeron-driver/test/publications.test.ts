/** What publications do over IPC. */

import {
  ADMIN_ACTION,
  BACK_PRESSURED,
  BufferClaim,
  CLOSED,
  FragmentAssembler,
  MAX_POSITION_EXCEEDED,
  NOT_CONNECTED,
  type Publication,
  type Subscription,
} from '@aeron/client'
import { Prng } from '@reflex/base'
import { describe, expect, it } from 'vitest'
import { Bus, Collector, encode, send, TERM_LENGTH } from './support/bus.ts'

function pair(bus: Bus, channel = 'aeron:ipc', isExclusive = true) {
  const aeron = bus.connect()
  const publication = isExclusive ? aeron.addExclusivePublication(channel, 7) : aeron.addPublication(channel, 7)
  const subscription = aeron.addSubscription('aeron:ipc', 7)
  bus.turn()
  return { aeron, publication, subscription, collector: new Collector() }
}

/** Sends numbered messages of random lengths until all have arrived. @returns how often each refusal came. */
function pump(bus: Bus, writers: readonly Publication[], subscription: Subscription, count: number) {
  const random = new Prng(42)
  const collector = new Collector()
  const assembler = new FragmentAssembler(collector)
  const refusals = new Map<number, number>()
  for (let sent = 0; collector.messages.length < count; ) {
    while (sent < count) {
      const writer = writers[sent % writers.length]!
      const result = send(writer, `${sent} ${'x'.repeat(random.nextInt(3000))}`)
      if (result > 0) sent++
      else refusals.set(result, (refusals.get(result) ?? 0) + 1)
      if (result === BACK_PRESSURED) break
    }
    bus.driver.invoke()
    subscription.poll(assembler, 10)
  }
  return { collector, refusals }
}

describe('a publication', () => {
  it('tells that nobody listens, then carries messages in order with their positions', () => {
    const bus = new Bus()
    const aeron = bus.connect()
    const publication = aeron.addExclusivePublication('aeron:ipc', 7)
    expect(send(publication, 'early')).toBe(NOT_CONNECTED)
    const subscription = aeron.addSubscription('aeron:ipc', 7)
    bus.turn()
    expect(publication.isConnected).toBe(true)
    expect(send(publication, 'hello')).toBe(64)
    expect(publication.offer(encode('..world..'), 2, 5, -12_345_678_901)).toBe(128)
    const collector = new Collector()
    expect(subscription.poll(collector, 10)).toBe(2)
    expect(collector.messages).toEqual(['hello', 'world'])
    expect(collector.positions).toEqual([64, 128])
    expect(collector.reservedValues).toEqual([0, -12_345_678_901])
    expect(publication.position).toBe(128)
  })

  it.each([true, false])('gives claimed room that is committed or taken back (exclusive: %s)', (isExclusive) => {
    const bus = new Bus()
    const { publication, subscription, collector } = pair(bus, 'aeron:ipc', isExclusive)
    const claim = new BufferClaim()
    expect(publication.tryClaim(3, claim)).toBe(64)
    claim.bytes.set(encode('abc'), claim.offset)
    claim.reservedValue = 9
    expect(subscription.poll(collector, 10)).toBe(0)
    claim.commit()
    expect(publication.tryClaim(5, claim)).toBe(128)
    claim.abort()
    send(publication, 'after')
    expect(subscription.poll(collector, 10)).toBe(2)
    expect(collector.messages).toEqual(['abc', 'after'])
    expect(collector.reservedValues).toEqual([9, 0])
  })

  it.each([
    ['exclusive', 1, true],
    ['shared by one writer', 1, false],
    ['shared by three writers', 3, false],
  ])('loses nothing through many terms, fragmented or not: %s', (_, writerCount, isExclusive) => {
    const bus = new Bus()
    const { aeron, publication, subscription } = pair(bus, 'aeron:ipc', isExclusive)
    const writers = [publication as Publication]
    for (let i = 1; i < writerCount; i++) writers.push(aeron.addPublication('aeron:ipc', 7))
    const { collector, refusals } = pump(bus, writers, subscription, 2000)
    expect(collector.messages.map((message) => Number.parseInt(message, 10))).toEqual([...Array(2000).keys()])
    expect(refusals.get(BACK_PRESSURED)).toBeGreaterThan(10)
    expect(refusals.get(ADMIN_ACTION)).toBeGreaterThan(30)
    expect(publication.position).toBeGreaterThan(30 * TERM_LENGTH)
  })

  it.each([true, false])('goes through the wrap of term ids (exclusive: %s)', (isExclusive) => {
    const bus = new Bus()
    const start = 'init-term-id=2147483646|term-id=2147483646|term-offset=0'
    const { publication, subscription } = pair(bus, `aeron:ipc?${start}`, isExclusive)
    const { collector } = pump(bus, [publication as Publication], subscription, 300)
    expect(collector.messages).toHaveLength(300)
    expect(publication.position).toBeGreaterThan(6 * TERM_LENGTH)
  })

  it.each([true, false])('starts where it is told, far beyond 2^32 (exclusive: %s)', (isExclusive) => {
    const bus = new Bus()
    const channel = 'aeron:ipc?init-term-id=-5|term-id=100000|term-offset=64|term-length=64k'
    const { publication, subscription } = pair(bus, channel, isExclusive)
    const start = 100_005 * TERM_LENGTH + 64
    expect(publication.position).toBe(start)
    expect(subscription.images[0]!.joinPosition).toBe(start)
    const { collector } = pump(bus, [publication as Publication], subscription, 300)
    expect(collector.messages).toHaveLength(300)
    expect(collector.positions.at(-1)).toBe(publication.position)
    expect(subscription.images[0]!.position).toBe(publication.position)
  })

  it.each([true, false])('ends at the last possible position (exclusive: %s)', (isExclusive) => {
    const bus = new Bus()
    const channel = `aeron:ipc?init-term-id=0|term-id=2147483647|term-offset=${TERM_LENGTH - 64}|term-length=64k`
    const { publication, subscription, collector } = pair(bus, channel, isExclusive)
    expect(send(publication, 'last')).toBe(publication.maxPossiblePosition)
    expect(send(publication, 'more')).toBe(MAX_POSITION_EXCEEDED)
    expect(subscription.poll(collector, 10)).toBe(1)
  })

  it('refuses messages that no term could hold', () => {
    const bus = new Bus()
    const { publication } = pair(bus)
    expect(publication.maxMessageLength).toBe(TERM_LENGTH / 8)
    expect(() => publication.offer(new Uint8Array(TERM_LENGTH / 8 + 1))).toThrow(RangeError)
    expect(() => publication.tryClaim(publication.maxPayloadLength + 1, new BufferClaim())).toThrow(RangeError)
    expect(publication.position).toBe(0)
  })

  it('is as slow as its slowest subscriber', () => {
    const bus = new Bus()
    const { aeron, publication, subscription, collector } = pair(bus)
    const slow = aeron.addSubscription('aeron:ipc', 7)
    bus.turn()
    let last = 0
    for (let i = 0; i < 1000; i++) {
      last = send(publication, 'm'.repeat(480))
      subscription.poll(collector, 10)
      bus.driver.invoke()
    }
    expect(last).toBe(BACK_PRESSURED)
    expect(publication.position).toBeLessThan(TERM_LENGTH / 2 + 1024)
    slow.close()
    bus.turn()
    expect(send(publication, 'again')).toBeGreaterThan(0)
  })

  it('keeps to the window the channel asks for', () => {
    const bus = new Bus()
    const { publication } = pair(bus, 'aeron:ipc?pub-wnd=4k|mtu=1k')
    expect(publication.maxPayloadLength).toBe(1024 - 32)
    expect(publication.availableWindow).toBe(4096)
    let result = 0
    while (result >= 0) result = send(publication, 'x'.repeat(96))
    expect(result).toBe(BACK_PRESSURED)
    expect(publication.position).toBe(4096)
  })

  it('skips padding', () => {
    const bus = new Bus()
    const aeron = bus.connect()
    const publication = aeron.addExclusivePublication('aeron:ipc', 7)
    const subscription = aeron.addSubscription('aeron:ipc', 7)
    bus.turn()
    const collector = new Collector()
    expect(publication.appendPadding(100)).toBe(160)
    send(publication, 'x')
    expect(subscription.poll(collector, 10)).toBe(1)
    expect(collector.positions).toEqual([224])
  })

  it('says so when it is closed', () => {
    const bus = new Bus()
    const { publication } = pair(bus)
    send(publication, 'x')
    publication.close()
    expect(send(publication, 'y')).toBe(CLOSED)
    expect(publication.tryClaim(1, new BufferClaim())).toBe(CLOSED)
    expect(publication.position).toBe(64)
    expect(publication.isConnected).toBe(false)
  })
})
