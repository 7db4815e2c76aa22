/** Counters, and commands that go wrong. */

import { Aeron, COUNTER_TYPE, ERROR_CODE, HeapMemoryMapper, RegistrationException } from '@aeron/client'
import { ADD_PUBLICATION, ManyToOneRingBuffer } from '@aeron/client/internal'
import { ReflexError } from '@reflex/base'
import { describe, expect, it } from 'vitest'
import { Bus, encode } from './support/bus.ts'

function refusal(action: () => unknown): { code: number; message: string } {
  try {
    action()
  } catch (error) {
    if (error instanceof RegistrationException) return { code: error.errorCode, message: error.message }
    throw error
  }
  throw new Error('not refused')
}

describe('counters', () => {
  it('are seen by everybody while their owner lives', () => {
    const bus = new Bus()
    const [owner, other] = [bus.connect(), bus.connect()]
    const seen: string[] = []
    other.notices = {
      onAvailableCounter: (id, counterId) => seen.push(`+${id}:${counterId}`),
      onUnavailableCounter: (id, counterId) => seen.push(`-${id}:${counterId}`),
    }
    const counter = owner.addCounter(1001, 'orders sent', encode('key'))
    counter.value = 5
    counter.increment()
    bus.turn()
    const { countersReader: reader } = other
    const id = reader.findByTypeIdAndRegistrationId(1001, counter.registrationId)
    expect(id).toBe(counter.counterId)
    expect([reader.getCounterValue(id), reader.getCounterLabel(id)]).toEqual([6, 'orders sent'])
    expect(reader.getCounterOwnerId(id)).toBe(owner.clientId)
    expect(reader.getCounterKey(id).getUint8(0)).toBe('k'.charCodeAt(0))
    counter.close()
    bus.turn()
    bus.turn()
    expect(seen.slice(-2)).toEqual([`+${counter.registrationId}:${id}`, `-${counter.registrationId}:${id}`])
    expect(reader.findByTypeIdAndRegistrationId(1001, counter.registrationId)).toBe(-1)
  })

  it('that are static outlive their client and are found again', () => {
    const bus = new Bus()
    const owner = bus.connect()
    owner.addStaticCounter(1002, 42, 'service epoch').value = 3
    owner.close()
    bus.pass(3000)
    const again = bus.connect().addStaticCounter(1002, 42, 'service epoch')
    expect(again.value).toBe(3)
    const aeron = bus.connect()
    const mine = aeron.addCounter(1003, 'x')
    expect(refusal(() => aeron.addStaticCounter(1003, mine.registrationId, 'y')).code).toBe(ERROR_CODE.GENERIC_ERROR)
  })

  it('show every stream and every system figure under the official names', () => {
    const bus = new Bus()
    const aeron = bus.connect({ clientName: 'desk' })
    const publication = aeron.addPublication('aeron:ipc', 7)
    const subscription = aeron.addSubscription('aeron:ipc', 7)
    bus.pass(1000)
    const stream = `${publication.registrationId} ${publication.sessionId} 7 aeron:ipc`
    expect(bus.labels()).toEqual([
      `client-heartbeat: id=${aeron.clientId} name=desk version=0.1.0 commit=reflex`,
      `pub-pos (concurrent): ${stream}`,
      `pub-lmt: ${stream}`,
      `sub-pos: ${subscription.registrationId} ${publication.sessionId} 7 aeron:ipc @0`,
    ])
    const rows = bus.cnc().counters()
    expect(rows.filter((row) => row.typeId === COUNTER_TYPE.SYSTEM)).toHaveLength(46)
    expect(rows[20]!.label).toBe('Unblocked Control Commands')
    expect(rows[43]!.value).toBe(65_536)
  })

  it('have limits on key and label', () => {
    const aeron = new Bus().connect()
    expect(() => aeron.addCounter(1001, 'x', new Uint8Array(113))).toThrow(RangeError)
    expect(() => aeron.addCounter(1001, 'x'.repeat(381))).toThrow(RangeError)
  })

  it('reuse an id only after a rest', () => {
    const bus = new Bus()
    const aeron = bus.connect()
    const first = aeron.addCounter(1001, 'a')
    first.close()
    expect(aeron.addCounter(1001, 'b').counterId).not.toBe(first.counterId)
    bus.pass(1100)
    expect(aeron.addCounter(1001, 'c').counterId).toBe(first.counterId)
  })
})

describe('commands', () => {
  it('that are malformed or unknown are answered and recorded', () => {
    const bus = new Bus()
    const aeron = bus.connect()
    const ring = new ManyToOneRingBuffer(bus.toDriver)
    const message = new Uint8Array(64)
    const view = new DataView(message.buffer)
    view.setInt32(20, 1000, true)
    ring.write(ADD_PUBLICATION, message, 24)
    ring.write(ADD_PUBLICATION, message, 8)
    ring.write(0x55, message, 16)
    bus.turn()
    expect(
      bus
        .cnc()
        .errorLog()
        .map((error) => error.text),
    ).toEqual([
      expect.stringContaining('length 1000 at 20 exceeds'),
      expect.stringContaining('shorter than'),
      expect.stringContaining('unknown command type id: 85'),
    ])
    expect(aeron.addPublication('aeron:ipc', 7).isClosed).toBe(false)
  })

  it('to remove what is not there are refused', () => {
    const bus = new Bus()
    const aeron = bus.connect()
    const publication = aeron.addPublication('aeron:ipc', 7)
    publication.close()
    bus.turn()
    bus.driverProxy(aeron.clientId).removePublication(publication.registrationId, false)
    bus.driverProxy(aeron.clientId).removeSubscription(999)
    bus.driverProxy(aeron.clientId).removeCounter(999)
    bus.driverProxy(aeron.clientId).addDestination(999, 'aeron:udp?endpoint=localhost:1')
    bus.turn()
    bus.turn()
    const texts = bus
      .cnc()
      .errorLog()
      .map((error) => error.text)
    expect(texts.map((text) => text.replace(/^\w+: /, '').replace(/:.*/, ''))).toEqual([
      'unknown publication',
      'unknown subscription',
      'unknown counter',
      'unknown publication',
    ])
  })

  it('to stop the driver are obeyed only with the right token', () => {
    let stops = 0
    const bus = new Bus({ terminationValidator: (token) => token.length === 2, terminationHook: () => stops++ })
    bus.driverProxy(1).terminateDriver(encode('no!'))
    bus.turn()
    expect(stops).toBe(0)
    bus.driverProxy(1).terminateDriver(encode('ok'))
    bus.turn()
    expect(stops).toBe(1)
  })
})

describe('connecting', () => {
  it('says when there is no driver', () => {
    const mapper = new HeapMemoryMapper()
    let thrown: unknown
    try {
      Aeron.connect({ aeronDir: '/nowhere', mapper, useConductorAgentInvoker: true })
    } catch (error) {
      thrown = error
    }
    expect(thrown).toBeInstanceOf(ReflexError)
    expect((thrown as ReflexError).code).toBe('REFLEX_DRIVER_NOT_RUNNING')
    expect((thrown as ReflexError).message).toContain('/nowhere')
  })
})
