/** Real processes over real shared memory, and what is left when they are killed. */

import { Aeron, FragmentAssembler, type FragmentHandler, type Subscription } from '@aeron/client'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Processes } from '../support/processes.ts'

/** Checks that each writer's messages come complete and in order. */
class SequenceCheck implements FragmentHandler {
  readonly next = new Map<number, number>()
  bad = 0
  total = 0
  readonly assembler = new FragmentAssembler(this)

  onFragment(bytes: Uint8Array, offset: number, length: number): void {
    const view = new DataView(bytes.buffer, bytes.byteOffset + offset, length)
    const [n, tag] = [view.getInt32(0, true), view.getInt32(4, true)]
    const isExpected = n === (this.next.get(tag) ?? 0) && (length === 8 || bytes[offset + length - 1] === (n & 0xff))
    if (!isExpected) this.bad++
    this.next.set(tag, n + 1)
    this.total++
  }
}

async function pollUntil(aeron: Aeron, subscription: Subscription, check: SequenceCheck, isDone: () => boolean) {
  while (!isDone()) {
    for (let i = 0; i < 1000; i++) if (subscription.poll(check.assembler, 100) === 0) break
    aeron.doWork()
    if (aeron.isClosed) throw new Error('the driver and this client have given each other up')
    await new Promise((resolve) => setImmediate(resolve))
  }
}

describe('processes', () => {
  let processes: Processes
  let errors: Error[]

  const connect = (): Aeron =>
    Aeron.connect({
      aeronDir: processes.aeronDir,
      useConductorAgentInvoker: true,
      driverTimeoutMs: 5000,
      errorHandler: (error) => errors.push(error),
    })

  beforeEach(() => {
    processes = new Processes('ipc')
    errors = []
  })

  afterEach(() => {
    processes.close()
  })

  it('write to one shared log without a bad message, and stop in order', async () => {
    const driver = await processes.driver()
    const second = processes.driver()
    await expect(second).rejects.toThrow('REFLEX_DRIVER_ACTIVE')
    const aeron = connect()
    const subscription = aeron.addSubscription('aeron:ipc', 7)
    const check = new SequenceCheck()
    processes.role('shared', 'aeron:ipc', '7', '30000', '1')
    processes.role('shared', 'aeron:ipc', '7', '30000', '2')
    await pollUntil(aeron, subscription, check, () => check.total === 60_000)
    expect([check.bad, subscription.imageCount]).toEqual([0, 1])
    expect(subscription.images[0]!.position).toBeGreaterThan(100 * 64 * 1024)
    aeron.close()
    driver.kill('SIGTERM')
    expect(await driver.exit()).toBe(0)
    expect(driver.output).toContain('has stopped')
  })

  it('that are killed lose nothing they had sent, and hold up nobody', async () => {
    await processes.driver()
    const aeron = connect()
    const subscription = aeron.addSubscription('aeron:ipc', 7)
    const shared = aeron.addSubscription('aeron:ipc', 8)
    const mine = aeron.addPublication('aeron:ipc', 8)
    const check = new SequenceCheck()
    const sender = processes.role('exclusive', 'aeron:ipc', '7', '100000000', '1')
    await pollUntil(aeron, subscription, check, () => check.total > 20_000)
    sender.kill('SIGKILL')
    const claimer = processes.role('claim', 'aeron:ipc', '8')
    expect(await claimer.exit()).toBe('SIGKILL')
    expect(mine.offer(new Uint8Array(8))).toBeGreaterThan(0)
    await pollUntil(aeron, subscription, check, () => subscription.imageCount === 0)
    expect(check.bad).toBe(0)
    const behind = new SequenceCheck()
    await pollUntil(aeron, shared, behind, () => behind.total === 1)
    expect(errors).toEqual([])
    aeron.close()
  })

  it('notice that their driver was killed, and meet its successor', async () => {
    const driver = await processes.driver()
    const aeron = Aeron.connect({
      aeronDir: processes.aeronDir,
      driverTimeoutMs: 2000,
      errorHandler: (error) => errors.push(error),
    })
    const publication = aeron.addExclusivePublication('aeron:ipc', 7)
    const subscription = aeron.addSubscription('aeron:ipc', 7)
    driver.kill('SIGKILL')
    while (!aeron.isClosed) await new Promise((resolve) => setTimeout(resolve, 20))
    expect(errors[0]!.message).toContain('no sign of life')
    expect([publication.isClosed, subscription.isClosed]).toEqual([true, true])
    aeron.close()
    await processes.driver()
    const again = connect()
    expect(again.addExclusivePublication('aeron:ipc', 7).isClosed).toBe(false)
    again.close()
  })
})
