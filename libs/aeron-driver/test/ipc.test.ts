import {
  Aeron,
  BACK_PRESSURED,
  BufferClaim,
  type FragmentHandler,
  type Header,
  HeapMemoryMapper,
  NOT_CONNECTED,
} from '@aeron/client'
import { ManualClock, Prng } from '@reflex/base'
import { describe, expect, it } from 'vitest'
import { MediaDriver } from '../src/index.ts'

const text = new TextEncoder()

class Collector implements FragmentHandler {
  readonly messages: string[] = []
  readonly positions: number[] = []
  onFragment(bytes: Uint8Array, offset: number, length: number, header: Header): void {
    this.messages.push(new TextDecoder().decode(bytes.subarray(offset, offset + length)))
    this.positions.push(header.position)
  }
}

function start() {
  const clock = new ManualClock(0, 1_700_000_000_000)
  const mapper = new HeapMemoryMapper()
  const shared = { aeronDir: '/aeron', mapper, nanoClock: clock, epochClock: clock }
  const driver = MediaDriver.launch({
    ...shared,
    threadingMode: 'INVOKER',
    random: new Prng(1),
    ipcTermBufferLength: 64 * 1024,
    env: {},
  })
  const connect = () => Aeron.connect({ ...shared, driverAgentInvoker: driver, useConductorAgentInvoker: true })
  return { clock, mapper, driver, connect }
}

describe('IPC in one process', () => {
  it('carries messages from an exclusive publication to a subscription', () => {
    const { driver, connect } = start()
    const aeron = connect()
    const publication = aeron.addExclusivePublication('aeron:ipc', 7)
    expect(publication.offer(text.encode('early'))).toBe(NOT_CONNECTED)
    const subscription = aeron.addSubscription('aeron:ipc', 7)
    aeron.doWork()
    expect(subscription.imageCount).toBe(1)
    driver.invoke()
    expect(publication.isConnected).toBe(true)
    expect(publication.offer(text.encode('hello'))).toBe(64)
    const claim = new BufferClaim()
    expect(publication.tryClaim(2, claim)).toBe(128)
    claim.bytes.set(text.encode('yo'), claim.offset)
    claim.commit()
    const collector = new Collector()
    expect(subscription.poll(collector, 10)).toBe(2)
    expect(collector.messages).toEqual(['hello', 'yo'])
    expect(collector.positions).toEqual([64, 128])
  })

  it('pushes back at the window and goes on when the reader catches up, through many terms', () => {
    const { driver, connect } = start()
    const aeron = connect()
    const publication = aeron.addPublication('aeron:ipc', 7)
    const subscription = aeron.addSubscription('aeron:ipc', 7)
    aeron.doWork()
    driver.invoke()
    const collector = new Collector()
    let backPressured = 0
    for (let i = 0; i < 10_000; ) {
      const result = publication.offer(text.encode(`message ${i}`))
      if (result > 0) i++
      else {
        if (result === BACK_PRESSURED) backPressured++
        driver.invoke()
        subscription.poll(collector, 100)
      }
    }
    while (subscription.poll(collector, 100) > 0) driver.invoke()
    expect(backPressured).toBeGreaterThan(0)
    expect(collector.messages).toHaveLength(10_000)
    expect(collector.messages[9_999]).toBe('message 9999')
  })
})
