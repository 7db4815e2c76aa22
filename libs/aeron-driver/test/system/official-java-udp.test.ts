/**
 * Over UDP with the official Java Aeron: clients of both on drivers of both, and from driver to driver. The clients are
 * those of the bench: `main` sends to `peer`, which echoes and checks that a flow is complete and in order. Needs a JDK
 * and the jar, as official-java.test.ts says.
 */

import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Aeron, CHANNEL_STATUS, CncFileReader, type FragmentHandler, NativeMemoryMapper } from '@aeron/client'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Child, Processes } from '../support/processes.ts'

const JAR = process.env['REFLEX_AERON_JAR'] ?? ''
const BENCH = fileURLToPath(new URL('../../bench/bus/', import.meta.url))
const OPENS = ['java.base/sun.nio.ch=ALL-UNNAMED', 'java.base/jdk.internal.misc=ALL-UNNAMED']
const FLOW = ['park', '20', '3000', '32,1024']
const PORT = 24_000 + (process.pid % 500) * 8

type Whose = 'ours' | "Java's"

interface Channels {
  /** For the publication and the subscription of one direction. */
  readonly publication: string
  readonly subscription: string
}

if (JAR === '') console.log('SKIPPED: UDP with the official Java Aeron (REFLEX_AERON_JAR is not set)')

const same = (channel: string): Channels => ({ publication: channel, subscription: channel })
const dynamic = (control: number, endpoint: number): Channels => ({
  publication: `aeron:udp?control=127.0.0.1:${control}|control-mode=dynamic|fc=min|term-length=64k`,
  subscription: `aeron:udp?endpoint=127.0.0.1:${endpoint}|control=127.0.0.1:${control}|control-mode=dynamic`,
})

const MEDIA: Readonly<Record<string, readonly [Channels, Channels]>> = {
  unicast: [
    same(`aeron:udp?endpoint=127.0.0.1:${PORT}|term-length=64k`),
    same(`aeron:udp?endpoint=127.0.0.1:${PORT + 1}|term-length=64k`),
  ],
  multicast: [
    same(`aeron:udp?endpoint=224.20.30.41:${PORT + 2}|interface=127.0.0.1|term-length=64k|fc=min`),
    same(`aeron:udp?endpoint=224.20.30.43:${PORT + 3}|interface=127.0.0.1|term-length=64k|fc=min`),
  ],
  'dynamic multi-destination-cast': [dynamic(PORT + 4, PORT + 5), dynamic(PORT + 6, PORT + 7)],
}

describe.skipIf(JAR === '')('UDP with the official Java Aeron', () => {
  const classes = mkdtempSync(join(tmpdir(), 'reflex-test-java-'))
  let here: Processes
  let there: Processes

  const java = (on: Processes, args: readonly string[], properties: Record<string, string | number> = {}): Child => {
    const defines = Object.entries({ 'aeron.dir': on.aeronDir, ...properties }).map(([k, v]) => `-D${k}=${v}`)
    const opens = OPENS.flatMap((open) => ['--add-opens', open])
    return on.start('java', [...opens, ...defines, '-cp', `${JAR}:${classes}`, ...args], {})
  }

  const startDriver = async (whose: Whose, on: Processes): Promise<void> => {
    if (whose === 'ours') await on.driver({})
    else java(on, ['io.aeron.driver.MediaDriver'], { 'aeron.threading.mode': 'SHARED' })
  }

  const client = (whose: Whose, on: Processes, ...args: string[]): Child => {
    if (whose === "Java's") return java(on, ['BusBench', ...args])
    const nodeArgs = ['--conditions=source', '--import', 'tsx', join(BENCH, 'bus-client.ts')]
    return on.start(process.execPath, [...nodeArgs, ...args], {})
  }

  /** Figures of main's three flows; every message was there, once, in order. */
  const talk = async (media: string, main: [Whose, Processes], peer: [Whose, Processes]): Promise<void> => {
    const [to, from] = MEDIA[media]!
    client(...peer, 'peer', from.publication, to.subscription, ...FLOW)
    const child = client(...main, 'main', to.publication, from.subscription, ...FLOW)
    await child.line('done')
    const lines = child.output.split('\n').filter((line) => line.startsWith('{'))
    expect(lines.map((line) => JSON.parse(line)).map(({ length, bad }) => [length, bad])).toEqual([
      [32, 0],
      [1024, 0],
    ])
  }

  beforeAll(() => {
    execFileSync('javac', ['-cp', JAR, '-d', classes, join(BENCH, 'BusBench.java')])
  })

  afterAll(() => {
    rmSync(classes, { recursive: true, force: true })
  })

  beforeEach(() => {
    here = new Processes('udp-here')
    there = new Processes('udp-there')
  })

  afterEach(() => {
    here.close()
    there.close()
  })

  describe.each(Object.keys(MEDIA))('%s', (media) => {
    it('our client and theirs on their driver', async () => {
      await startDriver("Java's", here)
      await talk(media, ['ours', here], ["Java's", here])
    })

    it('their client and ours on our driver', async () => {
      await startDriver('ours', here)
      await talk(media, ["Java's", here], ['ours', here])
    })

    it('our client and driver to theirs', async () => {
      await startDriver('ours', here)
      await startDriver("Java's", there)
      await talk(media, ['ours', here], ["Java's", there])
    })

    it('their client and driver to ours', async () => {
      await startDriver("Java's", here)
      await startDriver('ours', there)
      await talk(media, ["Java's", here], ['ours', there])
    })
  })

  it('their ping, pong, subscriber and tools work on our driver', async () => {
    await startDriver('ours', here)
    const endpoint = (port: number): string => `aeron:udp?endpoint=localhost:${port}`
    const channels = {
      'aeron.sample.ping.channel': endpoint(PORT),
      'aeron.sample.pong.channel': endpoint(PORT + 1),
      'aeron.sample.channel': endpoint(PORT + 2),
      'aeron.sample.messages': 500,
      'aeron.sample.warmup.iterations': 1,
      'aeron.sample.warmup.messages': 500,
    }
    java(here, ['io.aeron.samples.Pong'], channels)
    const ping = java(here, ['io.aeron.samples.Ping'], channels)
    await ping.line('Histogram of RTT')
    const subscriber = java(here, ['io.aeron.samples.BasicSubscriber'], channels)
    const aeron = Aeron.connect({ aeronDir: here.aeronDir, useConductorAgentInvoker: true })
    const publication = aeron.addPublication(endpoint(PORT + 2), 1001)
    while (publication.offer(new TextEncoder().encode('from ours')) < 0) await turn(aeron)
    await subscriber.line('<<from ours>>')
    expect(() => aeron.addPublication('aeron:udp?endpoint=localhost:0', 1)).toThrow()
    const stat = java(here, ['io.aeron.samples.AeronStat'], { 'aeron.AeronStat.delay': '100ms' })
    for (const label of ['snd-pos: ', 'snd-lmt: ', 'rcv-pos: ', 'rcv-hwm: ', 'snd-channel: ', 'rcv-channel: '])
      await stat.line(label)
    await java(here, ['io.aeron.samples.ErrorStat']).line('1 distinct errors observed')
    const loss = java(here, ['io.aeron.samples.LossStat'])
    expect(await loss.exit()).toBe(0)
    aeron.close()
  })

  it.each(['ours', "Java's"] as const)('destinations, status and addresses on a driver that is %s', async (whose) => {
    await startDriver(whose, here)
    const aeron = Aeron.connect({ aeronDir: here.aeronDir, useConductorAgentInvoker: true })
    const subscription = aeron.addSubscription('aeron:udp?endpoint=127.0.0.1:0', 7)
    const channel = subscription.resolvedChannel()!
    expect(channel).toMatch(/^aeron:udp\?endpoint=127\.0\.0\.1:[1-9]\d+$/)
    expect([subscription.channelStatus, subscription.localSocketAddresses().length]).toEqual([CHANNEL_STATUS.ACTIVE, 1])
    const manual = aeron.addPublication('aeron:udp?control-mode=manual|term-length=64k', 7)
    const destinationId = manual.addDestination(channel)
    while (!manual.isConnected) await turn(aeron)
    while (manual.offer(new Uint8Array(8)) < 0) await turn(aeron)
    const counts = { onFragment: () => {} }
    while (subscription.poll(counts, 10) === 0) await turn(aeron)
    manual.destinations.removeById(destinationId)
    const multi = aeron.addSubscription('aeron:udp?control-mode=manual', 8)
    const endpoint = `aeron:udp?endpoint=127.0.0.1:${PORT + 3}`
    multi.addDestination(endpoint)
    const unicast = aeron.addExclusivePublication(`${endpoint}|term-length=64k`, 8)
    while (unicast.offer(new Uint8Array(8)) < 0) await turn(aeron)
    while (multi.poll(counts, 10) === 0) await turn(aeron)
    multi.removeDestination(endpoint)
    const request = multi.destinations.asyncAdd(endpoint)
    while (!aeron.isDone(request)) await turn(aeron)
    aeron.close()
  })

  it('writers of both on one log, over unicast', async () => {
    await startDriver('ours', here)
    const aeron = Aeron.connect({ aeronDir: here.aeronDir, useConductorAgentInvoker: true })
    const channel = `aeron:udp?endpoint=localhost:${PORT}|term-length=64k`
    const check = new TwoSequences()
    const subscription = aeron.addSubscription(channel, 1001)
    const publication = aeron.addPublication(channel, 1001)
    const messages = 20_000
    java(here, ['io.aeron.samples.StreamingPublisher'], {
      'aeron.sample.channel': channel,
      'aeron.sample.messages': messages,
      'aeron.sample.messageLength': 64,
    })
    const bytes = new Uint8Array(40)
    const view = new DataView(bytes.buffer)
    for (let sent = 0; check.next[64] < messages || check.next[40] < sent; ) {
      for (let i = 0; i < 20 && check.next[64] > 0 && check.next[64] < messages; i++) {
        view.setInt32(0, sent, true)
        if (publication.offer(bytes) > 0) sent++
      }
      if (subscription.poll(check, 100) === 0) await turn(aeron)
    }
    expect([check.bad, subscription.imageCount]).toEqual([0, 1])
    expect(check.next[40]).toBeGreaterThan(100)
    const reader = CncFileReader.open(here.aeronDir, new NativeMemoryMapper())!
    expect(reader.errorLog()).toEqual([])
    reader.close()
    aeron.close()
  })
})

async function turn(aeron: Aeron): Promise<void> {
  aeron.doWork()
  await new Promise((resolve) => setImmediate(resolve))
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
