/**
 * From offer to poll nothing is allocated per message: no scavenge in a million messages, through all of driver, client
 * and application turns. Beyond position 2^31 a number that a function returns is boxed by V8 (16 bytes) unless the
 * function is inlined, which is the only allocation allowed there.
 */

import { GCProfiler } from 'node:v8'
import {
  BufferClaim,
  CONTROLLED_ACTION,
  type ControlledFragmentHandler,
  type ExclusivePublication,
  FragmentAssembler,
  type FragmentHandler,
  type Header,
  type Publication,
  type Subscription,
} from '@aeron/client'
import { describe, expect, it } from 'vitest'
import { Bus } from './support/bus.ts'

const MESSAGES = 1_000_000
const WARM_UP = 200_000
const BATCH = 50
/** What one boxed number takes, and a little for the test runner. */
const BOXED_BYTES_MAX = 18

class Sink implements FragmentHandler {
  count = 0
  checksum = 0

  onFragment(bytes: Uint8Array, offset: number, length: number, header: Header): void {
    this.count++
    this.checksum = (this.checksum + bytes[offset]! + header.view.getUint8(offset + 1) + header.sessionId + length) | 0
  }
}

class ControlledSink implements ControlledFragmentHandler {
  readonly #sink: Sink

  constructor(sink: Sink) {
    this.#sink = sink
  }

  onFragment(bytes: Uint8Array, offset: number, length: number, header: Header): 3 {
    this.#sink.onFragment(bytes, offset, length, header)
    return CONTROLLED_ACTION.CONTINUE
  }
}

interface Options {
  readonly isExclusive: boolean
  readonly length: number
  readonly isBeyond?: boolean
  readonly isClaimed?: boolean
  readonly isControlled?: boolean
  readonly messages?: number
}

class Run {
  readonly #bus = new Bus({ ipcTermBufferLength: 1024 * 1024 })
  readonly #publication: Publication | ExclusivePublication
  readonly #subscription: Subscription
  readonly #sink = new Sink()
  readonly #assembler = new FragmentAssembler(this.#sink)
  readonly #controlled = new ControlledSink(this.#sink)
  readonly #claim = new BufferClaim()
  readonly #bytes = new Uint8Array(16 * 1024).fill(7)
  readonly #options: Options

  constructor(options: Options) {
    this.#options = options
    const aeron = this.#bus.connect()
    const channel = `aeron:ipc?init-term-id=5|term-id=${options.isBeyond === true ? 100_000 : 5}|term-offset=0`
    this.#publication = options.isExclusive
      ? aeron.addExclusivePublication(channel, 7)
      : aeron.addPublication(channel, 7)
    this.#subscription = aeron.addSubscription('aeron:ipc', 7)
    this.#bus.turn()
  }

  measure(): { collections: number; bytesPerMessage: number } {
    this.#pump(WARM_UP / 2)
    this.#pump(WARM_UP / 2)
    const messages = this.#options.messages ?? MESSAGES
    const profiler = new GCProfiler()
    profiler.start()
    this.#pump(messages)
    const { statistics } = profiler.stop()
    let collected = 0
    for (const { beforeGC, afterGC } of statistics) {
      collected += beforeGC.heapStatistics.usedHeapSize - afterGC.heapStatistics.usedHeapSize
    }
    return { collections: statistics.length, bytesPerMessage: collected / messages }
  }

  #pump(count: number): void {
    const sink = this.#sink
    sink.count = 0
    for (let sent = 0; sink.count < count; ) {
      for (let i = 0; i < BATCH && sent < count; i++) {
        if (this.#send(sent) < 0) break
        sent++
      }
      this.#bus.turn()
      if (this.#options.isControlled === true) this.#subscription.controlledPoll(this.#controlled, 2 * BATCH)
      else this.#subscription.poll(this.#assembler, 2 * BATCH)
    }
  }

  #send(sequence: number): number {
    const length = this.#options.length - (sequence & 31)
    if (this.#options.isClaimed !== true) return this.#publication.offer(this.#bytes, 0, length)
    const result = this.#publication.tryClaim(length, this.#claim)
    if (result > 0) {
      this.#claim.bytes[this.#claim.offset] = 7
      this.#claim.commit()
    }
    return result
  }
}

describe('no allocation per message', () => {
  it.each<[string, Options]>([
    ['exclusive, offer', { isExclusive: true, length: 64 }],
    ['exclusive, offer of longer messages', { isExclusive: true, length: 400 }],
    ['exclusive, tryClaim', { isExclusive: true, length: 64, isClaimed: true }],
    ['exclusive, fragmented and assembled', { isExclusive: true, length: 4000, messages: 100_000 }],
    ['exclusive, controlled poll', { isExclusive: true, length: 64, isControlled: true }],
    ['shared, offer', { isExclusive: false, length: 64 }],
    ['shared, tryClaim', { isExclusive: false, length: 64, isClaimed: true }],
    ['shared, fragmented and assembled', { isExclusive: false, length: 4000, messages: 100_000 }],
  ])('%s', { retry: 4, timeout: 180_000 }, (_, options) => {
    expect(new Run(options).measure()).toEqual({ collections: 0, bytesPerMessage: 0 })
  })

  it.each([true, false])(
    'but for the returned position beyond 2^31 (exclusive: %s)',
    { retry: 4, timeout: 180_000 },
    (isExclusive) => {
      const { bytesPerMessage } = new Run({ isExclusive, length: 64, isBeyond: true }).measure()
      expect(bytesPerMessage).toBeLessThan(BOXED_BYTES_MAX)
    },
  )
})
