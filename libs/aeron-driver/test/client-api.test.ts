import {
  CHANNEL_STATUS,
  CONTROLLED_ACTION,
  type ControlledAction,
  type ExclusivePublication,
  type Image,
  RegistrationException,
  type Subscription,
} from '@aeron/client'
import { beforeEach, describe, expect, it } from 'vitest'
import { Bus, Collector, encode, send } from './support/bus.ts'

const decoder = new TextDecoder()

describe('what a client can do besides offer and poll', () => {
  let bus: Bus
  let publication: ExclusivePublication
  let subscription: Subscription

  beforeEach(() => {
    bus = new Bus()
    const aeron = bus.connect()
    subscription = aeron.addSubscription('aeron:ipc', 1)
    publication = aeron.addExclusivePublication('aeron:ipc', 1)
    bus.turn()
  })

  it('looks ahead without taking', () => {
    for (const text of ['a', 'b', 'c']) send(publication, text)
    const image = subscription.images[0]!
    const seen: string[] = []
    const upTo = (last: string, action: ControlledAction) => ({
      onFragment(bytes: Uint8Array, offset: number, length: number): ControlledAction {
        const text = decoder.decode(bytes.subarray(offset, offset + length))
        seen.push(text)
        return text === last ? action : CONTROLLED_ACTION.CONTINUE
      },
    })
    expect(image.controlledPeek(0, upTo('b', CONTROLLED_ACTION.ABORT), Number.POSITIVE_INFINITY)).toBe(64)
    expect(image.controlledPeek(64, upTo('b', CONTROLLED_ACTION.BREAK), Number.POSITIVE_INFINITY)).toBe(128)
    expect(image.controlledPeek(0, upTo('', CONTROLLED_ACTION.ABORT), 128)).toBe(128)
    expect([image.position, seen.join('')]).toEqual([0, 'abbab'])
    expect(() => image.controlledPeek(31, upTo('', CONTROLLED_ACTION.ABORT), 64)).toThrow(RangeError)
    image.position = 64
    const all = new Collector()
    subscription.poll(all, 10)
    expect(all.messages).toEqual(['b', 'c'])
  })

  it('stops a controlled poll at a position', () => {
    for (const text of ['a', 'b', 'c']) send(publication, text)
    const image = subscription.images[0]!
    let count = 0
    const handler = {
      onFragment(): ControlledAction {
        count++
        return CONTROLLED_ACTION.CONTINUE
      },
    }
    expect(image.boundedControlledPoll(handler, 128, 10)).toBe(2)
    expect(image.boundedControlledPoll(handler, 128, 10)).toBe(0)
    expect(image.boundedControlledPoll(handler, 129, 10)).toBe(1)
    expect([count, image.position]).toEqual([3, 192])
  })

  it('sends a message that lies in pieces, in one frame or in several', () => {
    expect(publication.offerParts([encode('ab'), encode(''), encode('cde')], 77)).toBe(64)
    const all = new Collector()
    subscription.poll(all, 10)
    expect([all.messages, all.reservedValues]).toEqual([['abcde'], [77]])
    const long = publication.maxPayloadLength
    expect(publication.offerParts([new Uint8Array(long), encode('z')])).toBe(64 + long + 32 + 64)
  })

  it('replays recorded blocks at the position they had', () => {
    for (const text of ['a', 'bb', 'ccc']) send(publication, text)
    let block = new Uint8Array(0)
    subscription.blockPoll({ onBlock: (bytes, offset, length) => (block = bytes.slice(offset, offset + length)) }, 4096)
    expect(block).toHaveLength(192)
    const { sessionId, initialTermId } = publication
    const session = `aeron:ipc?session-id=${sessionId}|init-term-id=${initialTermId}`
    const channel = `${session}|term-id=${initialTermId}|term-offset=0|term-length=64k`
    const replayer = new Bus()
    const aeron = replayer.connect()
    const replayed = aeron.addSubscription('aeron:ipc', 1)
    const replay = aeron.addExclusivePublication(channel, 1)
    replayer.turn()
    expect(replay.offerBlock(block, 0, 192)).toBe(192)
    expect(() => replay.offerBlock(block, 0, 192)).toThrow(/not for term/)
    expect(() => replay.offerBlock(block, 0, 100)).toThrow(RangeError)
    const all = new Collector()
    replayed.poll(all, 10)
    expect([all.messages, all.positions]).toEqual([
      ['a', 'bb', 'ccc'],
      [64, 128, 192],
    ])
  })

  it('knows that IPC has no sockets and no destinations', () => {
    expect([publication.channelStatus, subscription.channelStatus]).toEqual([CHANNEL_STATUS.NONE, CHANNEL_STATUS.NONE])
    expect([publication.localSocketAddresses(), subscription.localSocketAddresses()]).toEqual([[], []])
    expect(subscription.resolvedChannel()).toBe('aeron:ipc')
    expect(() => publication.addDestination('aeron:udp?endpoint=localhost:40123')).toThrow(RegistrationException)
    publication.close()
    expect(() => publication.destinations).toThrow(/closed/)
  })

  it('asks without blocking', async () => {
    const aeron = bus.clients[0]!
    const sessionIdRequest = aeron.asyncNextSessionId(1)
    const counterRequest = aeron.asyncAddStaticCounter(1001, 42, 'static')
    expect(aeron.getSessionId(sessionIdRequest)).toBeUndefined()
    bus.turn()
    expect(aeron.getSessionId(sessionIdRequest)).toEqual(expect.any(Number))
    expect(aeron.getCounter(counterRequest)).toMatchObject({ registrationId: 42, isStatic: true })
    const added = aeron.whenReady(aeron.asyncAddPublication('aeron:ipc', 2))
    const refused = aeron.whenReady(aeron.asyncAddPublication('aeron:ipc?mtu=33', 2))
    bus.turn()
    expect(await added).toMatchObject({ channel: 'aeron:ipc', streamId: 2 })
    await expect(refused).rejects.toThrow(RegistrationException)
  })

  it('tells of images by default handlers and of its own end', () => {
    const told: string[] = []
    const imageHandlers = { onAvailableImage: (image: Image) => told.push(`image ${image.sourceIdentity}`) }
    const notices = { onClose: (error?: Error) => told.push(error?.name ?? 'closed') }
    const watcher = bus.connect({ imageHandlers, notices })
    watcher.addSubscription('aeron:ipc', 1)
    watcher.addSubscription('aeron:ipc', 1, {})
    bus.turn()
    watcher.close()
    watcher.close()
    expect(told).toEqual(['image aeron:ipc', 'closed'])
    const abandoned = bus.connect({ notices })
    bus.isDriverRunning = false
    bus.pass(11_000)
    expect([told.at(-1), abandoned.isClosed]).toEqual(['DriverTimeoutException', true])
  })
})
