/** What happens when a client, a writer or the driver dies, stops, or falls silent. */

import {
  BACK_PRESSURED,
  BufferClaim,
  CLOSED,
  ClientTimeoutException,
  ConductorServiceTimeoutException,
  DriverTimeoutException,
  type ExclusivePublication,
  HeapMemoryMapper,
  type Publication,
} from '@aeron/client'
import { ReflexError } from '@reflex/base'
import { describe, expect, it } from 'vitest'
import { MediaDriver } from '../src/index.ts'
import { SYSTEM_COUNTER } from '../src/system-counters.ts'
import { AERON_DIR, Bus, Collector, send, TERM_LENGTH } from './support/bus.ts'

describe('a client that dies', () => {
  it('is given up after the liveness timeout, and its readers are told', () => {
    const bus = new Bus()
    const [dying, living] = [bus.connect(), bus.connect()]
    const publication = dying.addExclusivePublication('aeron:ipc', 7)
    dying.addSubscription('aeron:ipc', 8)
    dying.addCounter(1001, 'mine')
    const subscription = living.addSubscription('aeron:ipc', 7)
    bus.turn()
    send(publication, 'last words')
    bus.kill(dying)
    bus.pass(9000)
    expect(subscription.imageCount).toBe(1)
    bus.pass(2100)
    expect(subscription.imageCount).toBe(1)
    const collector = new Collector()
    subscription.poll(collector, 10)
    expect(collector.messages).toEqual(['last words'])
    bus.pass(1100)
    expect(subscription.imageCount).toBe(0)
    expect(bus.systemCounter(SYSTEM_COUNTER.CLIENT_TIMEOUTS)).toBe(1)
    bus.pass(3000)
    expect(bus.labels()).toEqual([expect.stringContaining(`client-heartbeat: id=${living.clientId}`)])
    expect(bus.mapper.list(`${AERON_DIR}/publications`)).toEqual([])
  })

  it('learns of it when it comes back', () => {
    const bus = new Bus()
    const aeron = bus.connect()
    const publication = aeron.addPublication('aeron:ipc', 7)
    bus.pass(1000)
    const [client] = bus.clients.splice(0)
    bus.pass(9000)
    for (let i = 0; i < 30; i++) {
      bus.clock.advance(1e8)
      bus.driver.invoke()
    }
    client!.doWork()
    expect(bus.errors[0]).toBeInstanceOf(ConductorServiceTimeoutException)
    expect(client!.isClosed).toBe(true)
    expect(send(publication, 'x')).toBe(CLOSED)
  })

  it('is told by the driver when its heartbeat is lost', () => {
    const bus = new Bus()
    const aeron = bus.connect({ keepAliveIntervalNs: 30e9 })
    const gone: number[] = []
    const subscription = aeron.addSubscription('aeron:ipc', 7, {
      onUnavailableImage: (image) => gone.push(image.sessionId),
    })
    const publication = aeron.addPublication('aeron:ipc', 7)
    bus.pass(11_500)
    expect(bus.errors.map((error) => error.constructor)).toEqual([ClientTimeoutException])
    expect(gone).toEqual([publication.sessionId])
    expect([aeron.isClosed, publication.isClosed, subscription.isClosed]).toEqual([true, true, true])
    expect(() => aeron.addPublication('aeron:ipc', 7)).toThrow('closed')
  })
})

describe('a client that closes', () => {
  it('takes all it had with it', () => {
    const bus = new Bus()
    const [leaving, staying] = [bus.connect(), bus.connect()]
    const publication = leaving.addExclusivePublication('aeron:ipc', 7)
    const gone: number[] = []
    leaving.addSubscription('aeron:ipc', 7, { onUnavailableImage: (image) => gone.push(image.sessionId) })
    const subscription = staying.addSubscription('aeron:ipc', 7)
    bus.turn()
    leaving.close()
    expect(gone).toEqual([publication.sessionId])
    expect(publication.isClosed).toBe(true)
    bus.pass(2000)
    expect(subscription.imageCount).toBe(0)
    bus.pass(3000)
    expect(bus.systemCounter(SYSTEM_COUNTER.CLIENT_TIMEOUTS)).toBe(0)
    expect(bus.labels()).toEqual([expect.stringContaining(`client-heartbeat: id=${staying.clientId}`)])
  })
})

describe('a writer that dies between claim and commit', () => {
  function sharedLog() {
    const bus = new Bus()
    const [dying, living] = [bus.connect(), bus.connect()]
    const doomed = dying.addPublication('aeron:ipc', 7)
    const publication = living.addPublication('aeron:ipc', 7)
    const subscription = living.addSubscription('aeron:ipc', 7)
    bus.turn()
    return { bus, dying, doomed, publication, subscription, collector: new Collector() }
  }

  it('is padded over after the unblock timeout', () => {
    const { bus, dying, doomed, publication, subscription, collector } = sharedLog()
    send(publication, 'before')
    doomed.tryClaim(100, new BufferClaim())
    send(publication, 'behind')
    bus.kill(dying)
    subscription.poll(collector, 10)
    bus.pass(15_000)
    subscription.poll(collector, 10)
    expect(collector.messages).toEqual(['before'])
    bus.pass(2100)
    subscription.poll(collector, 10)
    expect(collector.messages).toEqual(['before', 'behind'])
    expect(bus.systemCounter(SYSTEM_COUNTER.UNBLOCKED_PUBLICATIONS)).toBe(1)
  })

  it('is padded over even when it had not written its length', () => {
    const { bus, dying, doomed, publication, subscription, collector } = sharedLog()
    claimWithoutTrace(doomed, 320)
    send(publication, 'behind')
    bus.kill(dying)
    bus.pass(17_200)
    subscription.poll(collector, 10)
    expect(collector.messages).toEqual(['behind'])
  })

  it('at the end of a term is padded over, and the log goes on in the next', () => {
    const { bus, dying, doomed, publication, subscription, collector } = sharedLog()
    const filler = 'x'.repeat(1024 - 32)
    for (let i = 0; i < TERM_LENGTH / 1024 - 1; i++) {
      expect(send(publication, filler)).toBeGreaterThan(0)
      subscription.poll(collector, 10)
      bus.turn()
    }
    claimWithoutTrace(doomed, 2048)
    bus.kill(dying)
    bus.pass(17_200)
    subscription.poll(collector, 100)
    bus.turn()
    expect(send(publication, 'next term')).toBe(TERM_LENGTH + 64)
    subscription.poll(collector, 100)
    expect(collector.messages.at(-1)).toBe('next term')
  })

  it('does not hold up the end of its log', () => {
    const bus = new Bus()
    const [dying, living] = [bus.connect(), bus.connect()]
    const publication = dying.addExclusivePublication('aeron:ipc', 7)
    const subscription = living.addSubscription('aeron:ipc', 7)
    bus.turn()
    publication.tryClaim(100, new BufferClaim())
    bus.kill(dying)
    bus.pass(12_500)
    const collector = new Collector()
    subscription.poll(collector, 10)
    bus.pass(1100)
    expect([collector.messages, subscription.imageCount]).toEqual([[], 0])
  })
})

describe('a client that dies while it writes a command', () => {
  it.each([
    ['its length', -96],
    ['nothing', 0],
  ])('having written %s, blocks the others until the liveness timeout', (_, length) => {
    const bus = new Bus()
    const aeron = bus.connect()
    bus.turn()
    const ring = bus.toDriver
    const capacity = ring.length - 768
    const tail = ring.getLong(capacity + 128)
    ring.putLong(capacity + 128, tail + 96)
    ring.putInt(tail % capacity, length)
    const id = aeron.asyncAddPublication('aeron:ipc', 7)
    bus.pass(9000)
    expect(aeron.getPublication(id)).toBeUndefined()
    bus.pass(900)
    bus.pass(1500)
    expect(bus.systemCounter(SYSTEM_COUNTER.UNBLOCKED_COMMANDS)).toBe(1)
  })
})

describe('a driver', () => {
  it('that stops in order closes its clients', () => {
    const bus = new Bus()
    const aeron = bus.connect()
    const publication = aeron.addPublication('aeron:ipc', 7)
    bus.turn()
    bus.isDriverRunning = false
    bus.driver.close()
    bus.pass(600)
    expect(bus.errors[0]).toBeInstanceOf(DriverTimeoutException)
    expect(bus.errors[0]!.message).toContain('shut down')
    expect([aeron.isClosed, publication.isClosed]).toEqual([true, true])
    expect(send(publication, 'x')).toBe(CLOSED)
  })

  it('that dies is noticed after the driver timeout; what was sent can be read until then', () => {
    const bus = new Bus()
    const aeron = bus.connect({ driverTimeoutMs: 2000 })
    const publication = aeron.addPublication('aeron:ipc', 7)
    const subscription = aeron.addSubscription('aeron:ipc', 7)
    bus.turn()
    bus.isDriverRunning = false
    send(publication, 'still there')
    bus.pass(1900)
    const collector = new Collector()
    subscription.poll(collector, 10)
    expect(collector.messages).toEqual(['still there'])
    bus.pass(1000)
    expect(bus.errors[0]!.message).toContain('no sign of life')
    expect(subscription.isClosed).toBe(true)
  })

  it('that does not answer is not waited for forever', () => {
    const bus = new Bus()
    const aeron = bus.connect({ driverAgentInvoker: { invoke: () => 0 }, driverTimeoutMs: 5000 })
    expect(() => aeron.addPublication('aeron:ipc', 7)).toThrow(DriverTimeoutException)
    const id = aeron.asyncAddPublication('aeron:ipc', 7)
    bus.isDriverRunning = false
    bus.pass(4000)
    expect(aeron.getPublication(id)).toBeUndefined()
    bus.pass(2000)
    expect(() => aeron.getPublication(id)).toThrow(DriverTimeoutException)
  })

  it('does not take a directory in which another one lives', () => {
    const bus = new Bus()
    bus.pass(100)
    const launch = () => MediaDriver.launch({ ...bus.shared, threadingMode: 'INVOKER', env: {} })
    try {
      launch()
      expect.unreachable()
    } catch (error) {
      expect((error as ReflexError).code).toBe('REFLEX_DRIVER_ACTIVE')
      expect((error as ReflexError).message).toContain(String(process.pid))
    }
    bus.driver.close()
    expect(launch().isClosed).toBe(false)
  })

  it('takes over from a dead one, saves its errors and deletes what it left', () => {
    const bus = new Bus()
    const aeron = bus.connect()
    aeron.addPublication('aeron:ipc', 7)
    expect(() => aeron.addPublication('aeron:udp?endpoint=h:1', 7)).toThrow()
    bus.clock.advance(11e9)
    const { mapper } = bus
    MediaDriver.launch({ ...bus.shared, threadingMode: 'INVOKER', env: {} })
    expect(mapper.list(`${AERON_DIR}/publications`)).toEqual([])
    const saved = mapper.list('').filter((name) => name.endsWith('-error.log'))
    expect(saved).toHaveLength(1)
    const text = new TextDecoder().decode(new Uint8Array(mapper.mapExisting(`/${saved[0]}`).buffer))
    expect(text).toMatch(/^\*\*\*\n1 observations from .* for:\n ControlProtocolException: unresolved endpoint: h:1/)
  })

  it('leaves nothing when there is no room for it', () => {
    const mapper = new HeapMemoryMapper(1024 * 1024)
    expect(() => new Bus({}, mapper)).toThrow(ReflexError)
    expect(mapper.list('')).toEqual([])
  })

  it('leaves nothing when told to', () => {
    const mapper = new HeapMemoryMapper()
    const bus = new Bus({ dirDeleteOnShutdown: true }, mapper)
    bus.connect().addPublication('aeron:ipc', 7)
    bus.driver.close()
    expect(mapper.list('')).toEqual([])
  })
})

/** Moves the tail and dies before the first byte of the frame is written. */
function claimWithoutTrace(publication: Publication | ExclusivePublication, length: number): void {
  const claim = new BufferClaim()
  expect(publication.tryClaim(Math.min(length, 1000) - 32, claim)).not.toBe(BACK_PRESSURED)
  if (claim.length > 0) claim.view.setInt32(claim.offset - 32, 0, true)
}
