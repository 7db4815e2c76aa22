/** What clients can ask of the driver, and what it answers. */

import { ERROR_CODE, HeapMemoryMapper, NOT_CONNECTED, RegistrationException } from '@aeron/client'
import { describe, expect, it } from 'vitest'
import { SYSTEM_COUNTER } from '../src/system-counters.ts'
import { AERON_DIR, Bus, Collector, send, TERM_LENGTH } from './support/bus.ts'

function refusal(action: () => unknown): { code: number; message: string } {
  try {
    action()
  } catch (error) {
    if (error instanceof RegistrationException) return { code: error.errorCode, message: error.message }
    throw error
  }
  throw new Error('not refused')
}

describe('adding without waiting', () => {
  it('gives the resource when the answer is there', () => {
    const bus = new Bus()
    const aeron = bus.connect()
    const publicationId = aeron.asyncAddPublication('aeron:ipc', 7)
    const exclusiveId = aeron.asyncAddExclusivePublication('aeron:ipc', 7)
    const subscriptionId = aeron.asyncAddSubscription('aeron:ipc', 7)
    const counterId = aeron.asyncAddCounter(1001, 'mine')
    const badId = aeron.asyncAddPublication('aeron:ipc?term-length=7', 7)
    aeron.doWork()
    expect(aeron.getPublication(publicationId)).toBeUndefined()
    bus.turn()
    bus.turn()
    expect(aeron.getPublication(publicationId)?.registrationId).toBe(publicationId)
    expect(aeron.getExclusivePublication(exclusiveId)?.streamId).toBe(7)
    expect(aeron.getSubscription(subscriptionId)?.imageCount).toBe(2)
    expect(aeron.getCounter(counterId)?.isClosed).toBe(false)
    expect(() => aeron.getPublication(badId)).toThrow(RegistrationException)
    expect(() => aeron.getPublication(badId)).toThrow('unknown registration id')
  })

  it('may be done inside an image handler, waiting may not', () => {
    const bus = new Bus()
    const aeron = bus.connect()
    const errors: string[] = []
    const handlers = {
      onAvailableImage: () => {
        aeron.asyncAddPublication('aeron:ipc', 8)
        try {
          aeron.addPublication('aeron:ipc', 9)
        } catch (error) {
          errors.push((error as Error).message)
        }
      },
    }
    aeron.addSubscription('aeron:ipc', 7, handlers)
    aeron.addPublication('aeron:ipc', 7)
    bus.turn()
    expect(errors).toHaveLength(1)
    expect(errors[0]).toContain('use asyncAdd')
  })
})

describe('a shared publication', () => {
  it('is one session for all who add it, and lives until the last has closed', () => {
    const bus = new Bus()
    const [one, other] = [bus.connect(), bus.connect()]
    const first = one.addPublication('aeron:ipc', 7)
    const second = other.addPublication('aeron:ipc', 7)
    expect(second.sessionId).toBe(first.sessionId)
    expect(second.originalRegistrationId).toBe(first.registrationId)
    expect(second.registrationId).not.toBe(first.registrationId)
    const subscription = one.addSubscription('aeron:ipc', 7)
    bus.turn()
    expect(subscription.imageCount).toBe(1)
    first.close()
    bus.pass(5000)
    expect(subscription.imageCount).toBe(1)
    expect(send(second, 'x')).toBe(64)
    second.close()
    subscription.poll(new Collector(), 10)
    bus.pass(1100)
    expect(subscription.imageCount).toBe(0)
  })

  it('must be what the joiner says it is', () => {
    const bus = new Bus()
    const aeron = bus.connect()
    aeron.addPublication('aeron:ipc?mtu=1408|session-id=77', 7)
    expect(aeron.addPublication('aeron:ipc?mtu=1408|session-id=77', 7).sessionId).toBe(77)
    const code = ERROR_CODE.GENERIC_ERROR
    expect(refusal(() => aeron.addPublication('aeron:ipc?mtu=2k', 7))).toMatchObject({ code })
    expect(refusal(() => aeron.addPublication('aeron:ipc?term-length=1m', 7))).toMatchObject({ code })
    expect(refusal(() => aeron.addPublication('aeron:ipc?session-id=78', 7))).toMatchObject({ code })
    const start = 'init-term-id=1|term-id=1|term-offset=0'
    expect(refusal(() => aeron.addPublication(`aeron:ipc?${start}`, 7))).toMatchObject({ code })
  })
})

describe('channels', () => {
  it.each([
    ['aeron-spy:aeron:udp?endpoint=localhost:40123', ERROR_CODE.INVALID_CHANNEL, 'a spy cannot publish'],
    ['aeron:udp', ERROR_CODE.INVALID_CHANNEL, 'needs endpoint, control, tags'],
    ['aeron:udp?endpoint=localhost', ERROR_CODE.INVALID_CHANNEL, 'host:port'],
    ['aeron:udp?endpoint=localhost:0', ERROR_CODE.INVALID_CHANNEL, 'port'],
    ['aeron:udp?endpoint=224.1.1.2:4000', ERROR_CODE.INVALID_CHANNEL, 'odd'],
    ['aeron:udp?control-mode=dynamic|endpoint=localhost:4000', ERROR_CODE.INVALID_CHANNEL, 'needs control'],
    ['aeron:udp?control=localhost:4000', ERROR_CODE.INVALID_CHANNEL, 'needs a control-mode'],
    ['aeron:udp?endpoint=nobody.invalid:4000', ERROR_CODE.UNKNOWN_HOST, 'nobody.invalid'],
    ['aeron:udp?control-mode=response|control=localhost:4000', ERROR_CODE.NOT_SUPPORTED, 'response channels'],
    ['aeron:udp?endpoint=localhost:4000|ats=true', ERROR_CODE.NOT_SUPPORTED, 'transport security'],
    ['aeron:udp?tags=9', ERROR_CODE.INVALID_CHANNEL, 'no endpoint has this tag'],
    ['aeron:udp?endpoint=224.1.1.1:4000|fc=fast', ERROR_CODE.INVALID_CHANNEL, 'fc=fast'],
    ['aeron:udp?endpoint=localhost:4000|max-resend=0', ERROR_CODE.GENERIC_ERROR, 'max-resend'],
    ['aeron:udp?endpoint=localhost:4000|interface=203.0.113.7', ERROR_CODE.INVALID_CHANNEL, 'no network interface'],
    ['aeron:ipc?control-mode=response', ERROR_CODE.NOT_SUPPORTED, 'control-mode'],
    ['no-channel', ERROR_CODE.INVALID_CHANNEL, 'no-channel'],
    ['aeron:tcp', ERROR_CODE.INVALID_CHANNEL, 'udp or ipc'],
    ['aeron:ipc?term-length=100k', ERROR_CODE.GENERIC_ERROR, 'term length'],
    ['aeron:ipc?mtu=33', ERROR_CODE.GENERIC_ERROR, 'mtu'],
    ['aeron:ipc?init-term-id=3', ERROR_CODE.GENERIC_ERROR, 'together'],
    ['aeron:ipc?init-term-id=3|term-id=2|term-offset=0', ERROR_CODE.GENERIC_ERROR, 'before'],
    ['aeron:ipc?init-term-id=3|term-id=3|term-offset=33', ERROR_CODE.GENERIC_ERROR, 'term-offset'],
    ['aeron:ipc?pub-wnd=1g', ERROR_CODE.GENERIC_ERROR, 'pub-wnd'],
    ['aeron:ipc?session-id=tag:9', ERROR_CODE.GENERIC_ERROR, 'session-id'],
    ['aeron:ipc?session-id=x', ERROR_CODE.GENERIC_ERROR, 'session-id'],
  ])('refuses a publication on %s', (channel, code, text) => {
    const bus = new Bus()
    const aeron = bus.connect()
    const answer = refusal(() => aeron.addPublication(channel, 7))
    expect(answer.message).toContain(text)
    expect(answer.code).toBe(code)
    expect(bus.cnc().errorLog()).toHaveLength(1)
    expect(bus.systemCounter(SYSTEM_COUNTER.ERRORS)).toBe(1)
  })

  it('refuses a second publication with the session id of another', () => {
    const aeron = new Bus().connect()
    aeron.addExclusivePublication('aeron:ipc?session-id=5', 7)
    const answer = refusal(() => aeron.addExclusivePublication('aeron:ipc?session-id=5', 7))
    expect(answer.code).toBe(ERROR_CODE.INVALID_CHANNEL)
    expect(aeron.addExclusivePublication('aeron:ipc?session-id=5', 8).sessionId).toBe(5)
  })

  it('takes session, mtu and term length from a tagged publication', () => {
    const aeron = new Bus().connect()
    const tagged = aeron.addExclusivePublication('aeron:ipc?tags=1,99|mtu=2k|term-length=128k', 7)
    const copy = aeron.addExclusivePublication('aeron:ipc?session-id=tag:99', 8)
    expect([copy.sessionId, copy.maxPayloadLength, copy.termBufferLength]).toEqual([
      tagged.sessionId,
      2048 - 32,
      128 * 1024,
    ])
  })

  it('gives out session ids that are free', () => {
    const aeron = new Bus().connect()
    const sessionId = aeron.nextSessionId(7)
    expect(aeron.addExclusivePublication(`aeron:ipc?session-id=${sessionId}`, 7).sessionId).toBe(sessionId)
    expect(aeron.nextSessionId(7)).not.toBe(sessionId)
  })

  it('say when there is no room for a log', () => {
    const bus = new Bus({}, new HeapMemoryMapper(60 * 1024 * 1024))
    const aeron = bus.connect()
    const answer = refusal(() => aeron.addPublication('aeron:ipc?term-length=16m', 7))
    expect(answer.code).toBe(ERROR_CODE.STORAGE_SPACE)
    expect(answer.message).toMatch(/needs 50335744 bytes, \d+ available/)
    expect(aeron.addPublication('aeron:ipc', 7).termBufferLength).toBe(TERM_LENGTH)
  })
})

describe('the end of a publication', () => {
  it('comes when its readers have read it out', () => {
    const bus = new Bus()
    const aeron = bus.connect()
    const publication = aeron.addExclusivePublication('aeron:ipc', 7)
    const gone: boolean[] = []
    const subscription = aeron.addSubscription('aeron:ipc', 7, {
      onUnavailableImage: (image) => gone.push(image.isEndOfStream),
    })
    bus.turn()
    send(publication, 'last words')
    const log = `${AERON_DIR}/publications/${publication.registrationId}.logbuffer`
    publication.close()
    bus.pass(3000)
    const image = subscription.images[0]!
    expect(image.endOfStreamPosition).toBe(64)
    expect(image.isEndOfStream).toBe(false)
    const collector = new Collector()
    subscription.poll(collector, 10)
    expect(image.isEndOfStream).toBe(true)
    bus.pass(1100)
    expect(collector.messages).toEqual(['last words'])
    expect(gone).toEqual([true])
    expect(image.isClosed).toBe(true)
    expect(image.position).toBe(64)
    bus.pass(2000)
    expect(bus.mapper.exists(log)).toBe(false)
    expect(bus.labels()).toEqual([expect.stringContaining('client-heartbeat')])
  })

  it('comes at once when it is revoked', () => {
    const bus = new Bus()
    const aeron = bus.connect()
    const publication = aeron.addExclusivePublication('aeron:ipc', 7)
    const revoked: boolean[] = []
    const subscription = aeron.addSubscription('aeron:ipc', 7, {
      onUnavailableImage: (image) => revoked.push(image.isPublicationRevoked),
    })
    bus.turn()
    send(publication, 'never read')
    publication.revoke()
    bus.pass(1100)
    expect(revoked).toEqual([true])
    expect(subscription.imageCount).toBe(0)
    expect(bus.systemCounter(SYSTEM_COUNTER.PUBLICATIONS_REVOKED)).toBe(1)
  })

  it('leaves the limit where the last reader stood when there is none any more', () => {
    const bus = new Bus()
    const aeron = bus.connect()
    const publication = aeron.addExclusivePublication('aeron:ipc', 7)
    const subscription = aeron.addSubscription('aeron:ipc', 7)
    bus.turn()
    send(publication, 'x')
    subscription.close()
    bus.turn()
    expect(publication.isConnected).toBe(false)
    expect(send(publication, 'y')).toBe(NOT_CONNECTED)
  })
})
