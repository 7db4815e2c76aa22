/** What subscriptions, controlled polls and assemblers do over IPC. */

import {
  CONTROLLED_ACTION,
  type ControlledAction,
  ControlledFragmentAssembler,
  type ControlledFragmentHandler,
  FragmentAssembler,
} from '@aeron/client'
import { describe, expect, it } from 'vitest'
import { Bus, Collector, send } from './support/bus.ts'

function pair(bus: Bus, channel = 'aeron:ipc', isExclusive = true) {
  const aeron = bus.connect()
  const publication = isExclusive ? aeron.addExclusivePublication(channel, 7) : aeron.addPublication(channel, 7)
  const subscription = aeron.addSubscription('aeron:ipc', 7)
  bus.turn()
  return { aeron, publication, subscription, collector: new Collector() }
}

describe('a subscription', () => {
  it('takes turns among its images', () => {
    const bus = new Bus()
    const aeron = bus.connect()
    const publications = [1, 2, 3].map(() => aeron.addExclusivePublication('aeron:ipc', 7))
    const subscription = aeron.addSubscription('aeron:ipc', 7)
    bus.turn()
    for (const publication of publications) for (const text of ['a', 'b']) send(publication, text)
    const collector = new Collector()
    for (let i = 0; i < 6; i++) expect(subscription.poll(collector, 1)).toBe(1)
    expect(collector.messages).toEqual(['a', 'a', 'a', 'b', 'b', 'b'])
    expect(new Set(collector.sessionIds).size).toBe(3)
    expect(subscription.imageBySessionId(publications[1]!.sessionId)?.position).toBe(128)
  })

  it('can be for one session only', () => {
    const bus = new Bus()
    const aeron = bus.connect()
    const one = aeron.addExclusivePublication('aeron:ipc?session-id=41', 7)
    aeron.addExclusivePublication('aeron:ipc', 7)
    const subscription = aeron.addSubscription('aeron:ipc?session-id=41', 7)
    bus.turn()
    expect(subscription.images.map((image) => image.sessionId)).toEqual([one.sessionId])
    expect(one.sessionId).toBe(41)
  })

  it('joins where the stream is, not at its beginning', () => {
    const bus = new Bus()
    const { aeron, publication, subscription, collector } = pair(bus)
    send(publication, 'before')
    subscription.poll(collector, 10)
    bus.turn()
    const late = aeron.addSubscription('aeron:ipc', 7)
    bus.turn()
    send(publication, 'now')
    const lateCollector = new Collector()
    late.poll(lateCollector, 10)
    expect(lateCollector.messages).toEqual(['now'])
  })

  it('leaves the position behind a message whose handler throws', () => {
    const bus = new Bus()
    const { publication, subscription, collector } = pair(bus)
    send(publication, 'bad')
    send(publication, 'good')
    const thrower = {
      onFragment(): void {
        throw new Error('handler')
      },
    }
    expect(() => subscription.poll(thrower, 10)).toThrow('handler')
    expect(subscription.images[0]!.position).toBe(64)
    subscription.poll(collector, 10)
    expect(collector.messages).toEqual(['good'])
  })

  it('can be closed by its own handler', () => {
    const bus = new Bus()
    const { publication, subscription } = pair(bus)
    send(publication, 'one')
    send(publication, 'two')
    const closer = {
      onFragment(): void {
        subscription.close()
      },
    }
    expect(subscription.poll(closer, 10)).toBe(1)
    expect(subscription.poll(closer, 10)).toBe(0)
  })

  it('hands over whole frames in blocks, padding alone', () => {
    const bus = new Bus()
    const aeron = bus.connect()
    const publication = aeron.addExclusivePublication('aeron:ipc', 7)
    const subscription = aeron.addSubscription('aeron:ipc', 7)
    bus.turn()
    send(publication, 'a')
    send(publication, 'b')
    publication.appendPadding(0)
    send(publication, 'c')
    const blocks: number[] = []
    const handler = { onBlock: (_: Uint8Array, __: number, length: number) => void blocks.push(length) }
    while (subscription.blockPoll(handler, 4096) > 0);
    expect(blocks).toEqual([128, 32, 64])
  })

  it('polls up to a position', () => {
    const bus = new Bus()
    const { publication, subscription, collector } = pair(bus)
    for (const text of ['a', 'b', 'c']) send(publication, text)
    const image = subscription.images[0]!
    expect(image.boundedPoll(collector, 128, 10)).toBe(2)
    expect(image.boundedPoll(collector, 128, 10)).toBe(0)
    image.position = 192
    expect(image.poll(collector, 10)).toBe(0)
  })
})

describe('a controlled poll', () => {
  class Script implements ControlledFragmentHandler {
    readonly seen: string[] = []
    readonly #actions: ControlledAction[]
    constructor(...actions: ControlledAction[]) {
      this.#actions = actions
    }
    onFragment(bytes: Uint8Array, offset: number, length: number): ControlledAction {
      this.seen.push(new TextDecoder().decode(bytes.subarray(offset, offset + length)).slice(0, 8))
      return this.#actions.shift() ?? CONTROLLED_ACTION.CONTINUE
    }
  }

  it('does what the handler says', () => {
    const bus = new Bus()
    const { publication, subscription } = pair(bus)
    for (const text of ['a', 'b', 'c', 'd']) send(publication, text)
    const { ABORT, BREAK, COMMIT } = CONTROLLED_ACTION
    const script = new Script(COMMIT, ABORT, BREAK)
    expect(subscription.controlledPoll(script, 10)).toBe(1)
    expect(subscription.images[0]!.position).toBe(64)
    expect(subscription.controlledPoll(script, 10)).toBe(1)
    expect(subscription.images[0]!.position).toBe(128)
    expect(subscription.controlledPoll(script, 10)).toBe(2)
    expect(script.seen).toEqual(['a', 'b', 'b', 'c', 'd'])
  })

  it('delivers an assembled message again after an abort', () => {
    const bus = new Bus()
    const { publication, subscription } = pair(bus)
    send(publication, `message ${'x'.repeat(4000)}`)
    const script = new Script(CONTROLLED_ACTION.ABORT)
    const assembler = new ControlledFragmentAssembler(script)
    subscription.controlledPoll(assembler, 10)
    expect(subscription.controlledPoll(assembler, 10)).toBe(1)
    expect(script.seen).toEqual(['message ', 'message '])
    expect(subscription.images[0]!.position).toBe(publication.position)
  })
})

describe('an assembled message', () => {
  it('has the header of the whole', () => {
    const bus = new Bus()
    const { publication, subscription } = pair(bus)
    send(publication, 'first')
    publication.offer(new Uint8Array(5000).fill(1), 0, 5000, 77)
    const headers: unknown[] = []
    const assembler = new FragmentAssembler({
      onFragment(_bytes, offset, length, header) {
        const { flags, position, reservedValue, termOffset, sessionId } = header
        headers.push({
          length,
          flags,
          position,
          reservedValue,
          termOffset,
          sessionId,
          byte: header.view.getUint8(offset),
        })
      },
    })
    subscription.poll(assembler, 100)
    const { sessionId } = publication
    const position = publication.position
    expect(headers[1]).toEqual({
      length: 5000,
      flags: 0xc0,
      position,
      reservedValue: 77,
      termOffset: 64,
      sessionId,
      byte: 1,
    })
  })

  it('is dropped when its beginning was missed', () => {
    const bus = new Bus()
    const { publication, subscription, collector } = pair(bus)
    send(publication, 'x'.repeat(3000))
    subscription.poll(new Collector(), 1)
    const assembler = new FragmentAssembler(collector)
    subscription.poll(assembler, 10)
    send(publication, 'whole')
    subscription.poll(assembler, 10)
    expect(collector.messages).toEqual(['whole'])
  })
})
