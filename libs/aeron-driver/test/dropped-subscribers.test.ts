/** Subscribers that a stream does without: rejected or too slow. */

import { BACK_PRESSURED, ERROR_CODE, type PublicationErrorFrame } from '@aeron/client'
import { describe, expect, it } from 'vitest'
import { SYSTEM_COUNTER } from '../src/system-counters.ts'
import { Bus, Collector, encode, send, TERM_LENGTH } from './support/bus.ts'

describe('a rejected image', () => {
  it('goes away with its reason told, and may come back after a cool-down', () => {
    const bus = new Bus({ imageLivenessTimeoutNs: 2e9 })
    const [publisher, subscriber] = [bus.connect(), bus.connect()]
    const errors: PublicationErrorFrame[] = []
    publisher.notices = { onPublicationError: (error) => errors.push(error) }
    const publication = publisher.addExclusivePublication('aeron:ipc', 7)
    const subscription = subscriber.addSubscription('aeron:ipc', 7)
    bus.turn()
    subscription.images[0]!.reject('bad checksum')
    bus.turn()
    bus.turn()
    expect(subscription.imageCount).toBe(0)
    expect(publication.isConnected).toBe(false)
    expect(errors).toHaveLength(1)
    expect(errors[0]).toMatchObject({ errorCode: ERROR_CODE.IMAGE_REJECTED, errorMessage: 'bad checksum' })
    expect(errors[0]!.sourceAddress).toBe('127.0.0.1:0')
    bus.pass(3100)
    expect(subscription.imageCount).toBe(1)
    expect(bus.systemCounter(SYSTEM_COUNTER.IMAGES_REJECTED)).toBe(1)
  })
})

describe('an untethered subscription', () => {
  function slowAndFast(params: string) {
    const bus = new Bus({
      timerIntervalNs: 1e8,
      untetheredWindowLimitTimeoutNs: 1e9,
      untetheredLingerTimeoutNs: 1e9,
      untetheredRestingTimeoutNs: 2e9,
    })
    const aeron = bus.connect()
    const publication = aeron.addExclusivePublication('aeron:ipc', 7)
    const fast = aeron.addSubscription('aeron:ipc', 7)
    const slow = aeron.addSubscription(`aeron:ipc?tether=false${params}`, 7)
    bus.turn()
    const collector = new Collector()
    const run = (ms: number) => {
      let backPressured = 0
      for (let elapsed = 0; elapsed < ms; elapsed += 100) {
        while (send(publication, 'x'.repeat(1000)) > 0);
        if (publication.offer(encode('y')) === BACK_PRESSURED) backPressured++
        fast.poll(collector, 1000)
        bus.pass(100)
      }
      return backPressured
    }
    return { slow, run }
  }

  it('that is too slow is let go and comes back later', () => {
    const { slow, run } = slowAndFast('')
    const image = slow.images[0]!
    run(1000)
    expect(slow.imageCount).toBe(1)
    run(500)
    expect(slow.imageCount).toBe(0)
    expect(image.isClosed).toBe(true)
    run(3200)
    expect(slow.imageCount).toBe(1)
    expect(slow.images[0]!.joinPosition).toBeGreaterThan(2 * TERM_LENGTH)
  })

  it('stays away when it may not rejoin', () => {
    const { slow, run } = slowAndFast('|rejoin=false')
    run(8000)
    expect(slow.imageCount).toBe(0)
  })
})
