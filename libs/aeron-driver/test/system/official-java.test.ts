/**
 * With the official Java Aeron in the same directory: its clients and tools on our driver, our client on its driver.
 * Needs java and the jar:
 *   mvn dependency:get -Dartifact=io.aeron:aeron-all:1.51.0
 *   REFLEX_AERON_JAR=~/.m2/repository/io/aeron/aeron-all/1.51.0/aeron-all-1.51.0.jar npx vitest run libs/aeron-driver
 */

import { Aeron, CncFileReader, type FragmentHandler, NativeMemoryMapper, type Subscription } from '@aeron/client'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Child, Processes } from '../support/processes.ts'

const JAR = process.env['REFLEX_AERON_JAR'] ?? ''
const STREAM = 1001
const OPENS = ['java.base/sun.nio.ch=ALL-UNNAMED', 'java.base/jdk.internal.misc=ALL-UNNAMED']

if (JAR === '') console.log('SKIPPED: interoperation with the official Java Aeron (REFLEX_AERON_JAR is not set)')

class Texts implements FragmentHandler {
  readonly received: string[] = []

  onFragment(bytes: Uint8Array, offset: number, length: number): void {
    this.received.push(new TextDecoder().decode(bytes.subarray(offset, offset + length)))
  }
}

/** Of two writers on one log: messages of 64 bytes begin with Java's i64 sequence, those of 40 bytes with ours. */
class TwoSequences implements FragmentHandler {
  readonly next = { 64: 0, 40: 0 }
  bad = 0

  onFragment(bytes: Uint8Array, offset: number, length: number): void {
    const writer = length === 64 ? 64 : 40
    const sequence = Number(new DataView(bytes.buffer, bytes.byteOffset + offset, 8).getBigInt64(0, true))
    if (sequence !== this.next[writer]++) this.bad++
  }
}

describe.skipIf(JAR === '')('the official Java Aeron', () => {
  let processes: Processes
  let aeron: Aeron

  const java = (main: string, properties: Record<string, string | number> = {}): Child => {
    const all = { 'aeron.dir': processes.aeronDir, 'aeron.sample.channel': 'aeron:ipc', ...properties }
    const defines = Object.entries(all).map(([key, value]) => `-D${key}=${value}`)
    return processes.start(
      'java',
      [...OPENS.flatMap((open) => ['--add-opens', open]), ...defines, '-cp', JAR, main],
      {},
    )
  }

  const turn = async (): Promise<void> => {
    aeron.doWork()
    await new Promise((resolve) => setImmediate(resolve))
  }

  const poll = async (subscription: Subscription, handler: FragmentHandler, isDone: () => boolean): Promise<void> => {
    while (!isDone()) if (subscription.poll(handler, 100) === 0) await turn()
  }

  const startDriver = {
    ours: () => processes.driver({ AERON_IPC_TERM_BUFFER_LENGTH: '64k' }),
    "Java's": async () => {
      const driver = java('io.aeron.driver.MediaDriver', { 'aeron.ipc.term.buffer.length': '64k' })
      return driver
    },
  }

  beforeEach(() => {
    processes = new Processes('java')
  })

  afterEach(() => {
    aeron.close()
    processes.close()
  })

  describe.each(Object.keys(startDriver) as (keyof typeof startDriver)[])('on a driver that is %s', (whose) => {
    beforeEach(async () => {
      await startDriver[whose]()
      aeron = Aeron.connect({ aeronDir: processes.aeronDir, useConductorAgentInvoker: true })
    })

    it('publishes to our subscription', async () => {
      const subscription = aeron.addSubscription('aeron:ipc', STREAM)
      const publisher = java('io.aeron.samples.BasicPublisher', { 'aeron.sample.messages': 2 })
      const texts = new Texts()
      await poll(subscription, texts, () => texts.received.length === 2)
      expect(texts.received).toEqual(['Hello World! 0', 'Hello World! 1'])
      await publisher.line('Done sending')
    })

    it('subscribes to our publications', async () => {
      const subscriber = java('io.aeron.samples.BasicSubscriber')
      const exclusive = aeron.addExclusivePublication('aeron:ipc', STREAM)
      const shared = aeron.addPublication('aeron:ipc', STREAM)
      while (!exclusive.isConnected || !shared.isConnected) await turn()
      exclusive.offer(new TextEncoder().encode('from exclusive'))
      shared.offer(new TextEncoder().encode('from shared'))
      await subscriber.line('<<from exclusive>>')
      await subscriber.line('<<from shared>>')
    })

    it('writes to one shared log together with us', async () => {
      const subscription = aeron.addSubscription('aeron:ipc', STREAM)
      const publication = aeron.addPublication('aeron:ipc', STREAM)
      const messages = 200_000
      java('io.aeron.samples.StreamingPublisher', {
        'aeron.sample.messages': messages,
        'aeron.sample.messageLength': 64,
      })
      const check = new TwoSequences()
      await poll(subscription, check, () => check.next[64] > 0)
      const bytes = new Uint8Array(40)
      const view = new DataView(bytes.buffer)
      for (let sent = 0; check.next[64] < messages || check.next[40] < sent; ) {
        for (let i = 0; i < 20 && check.next[64] < messages; i++) {
          view.setInt32(0, sent, true)
          if (publication.offer(bytes) > 0) sent++
        }
        if (subscription.poll(check, 100) === 0) await turn()
      }
      expect(check.bad).toBe(0)
      expect(check.next[40]).toBeGreaterThan(1000)
      expect(subscription.imageCount).toBe(1)
    })

    it('shows our counters and errors', async () => {
      const publication = aeron.addPublication('aeron:ipc', STREAM)
      const counter = aeron.addCounter(1001, 'orders in flight')
      counter.value = 12_345
      expect(() => aeron.addPublication('aeron:ipc?mtu=33', STREAM)).toThrow()
      for (let i = 0; i < 100; i++) {
        aeron.doWork()
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
      const stat = java('io.aeron.samples.AeronStat', { 'aeron.AeronStat.delay': '100ms' })
      await stat.line('12,345 - orders in flight')
      expect(stat.output).toMatch(
        new RegExp(`pub-lmt: ${publication.registrationId} ${publication.sessionId} ${STREAM}`),
      )
      expect(stat.output).toMatch(/client-heartbeat: id=\d+ name= version=0.1.0 commit=reflex/)
      const errors = java('io.aeron.samples.ErrorStat')
      await errors.line('1 distinct errors observed')
      const reader = CncFileReader.open(processes.aeronDir, new NativeMemoryMapper())!
      expect(reader.counters().find((row) => row.label === 'orders in flight')?.value).toBe(12_345)
      expect(reader.errorLog()).toHaveLength(1)
      expect(reader.lossReport()).toEqual([])
      reader.close()
    })

    it('tells us when a publisher has gone', async () => {
      const subscription = aeron.addSubscription('aeron:ipc', STREAM)
      java('io.aeron.samples.BasicPublisher', { 'aeron.sample.messages': 1 })
      const texts = new Texts()
      await poll(subscription, texts, () => texts.received.length === 1)
      const image = subscription.images[0]!
      while (subscription.imageCount > 0) {
        subscription.poll(texts, 10)
        await turn()
      }
      expect([image.isClosed, image.isEndOfStream, image.position]).toEqual([true, true, 64])
    })
  })
})
