import { setTimeout as sleep } from 'node:timers/promises'
import { Aeron, HeapMemoryMapper } from '@aeron/client'
import { MediaDriver, NodeDatagramTransport } from '@aeron/driver'
import { ManualClock, Prng } from '@reflex/base'
import { BID } from '@reflex/book'
import { MemoryStorage } from '@reflex/journal'
import { type DeskConfig, STREAM } from '@reflex/schema'
import {
  CounterTable,
  createLogger,
  HOST_COUNTERS,
  type InputSource,
  Runtime,
  type Service,
} from '@reflex/service-host'
import { describe, expect, it } from 'vitest'
import { createMarketDataService, inspectRecording } from '../src/index.ts'
import { Reader } from './harness.ts'
import { recordedDesk } from './recorded-run.ts'
import { BOOK, recording, START_MS, snapshot, spot, ticker } from './synthetic-recording.ts'
import { EPOCH_MS, ToyVenue, desk as toyDesk } from './toy-venue.ts'

/** The service on a real bus over heap memory, with real sockets. */
class Host {
  readonly clock: ManualClock
  readonly service: Service
  readonly reader = new Reader()
  readonly datagrams: NodeDatagramTransport
  readonly #driver: MediaDriver
  readonly #aeron: Aeron
  readonly #inputs: readonly InputSource[]

  constructor(desk: DeskConfig, epochMs: number, startNs: number) {
    this.clock = new ManualClock(startNs, epochMs)
    this.datagrams = new NodeDatagramTransport(this.clock)
    const errorHandler = (error: unknown): never => {
      throw error
    }
    const { clock } = this
    const shared = { aeronDir: '/sim', mapper: new HeapMemoryMapper(), nanoClock: clock, epochClock: clock, env: {} }
    this.#driver = MediaDriver.launch({ ...shared, threadingMode: 'INVOKER', random: new Prng(1), errorHandler })
    this.#aeron = Aeron.connect({
      ...{ ...shared, driverAgentInvoker: this.#driver, useConductorAgentInvoker: true, errorHandler },
    })
    const runtime = new Runtime({
      ...{ desk, sessionEpochMs: epochMs, clock, epochClock: clock, aeron: this.#aeron, datagrams: this.datagrams },
      ...{
        tcp: undefined as never,
        storage: new MemoryStorage(),
        dataDir: '/data',
        seed: 1,
        isVirtual: true,
        onFatal: errorHandler,
      },
      ...{ log: createLogger({ level: 'silent', file: undefined }), wake: () => {} },
    })
    this.service = createMarketDataService(runtime.contextFor('market-data'))
    const counters = new CounterTable('test', HOST_COUNTERS)
    this.#inputs = [STREAM.MARKET_DATA, STREAM.MARKET_DATA_SNAPSHOT].map((stream) => {
      return runtime.contextFor('reader').bus.subscribe(stream, counters)
    })
    this.service.agent.onStart()
  }

  turn(count: number): void {
    const onFrame = (frame: { view: DataView; offset: number }): void => {
      this.reader.adapter.dispatch(frame.view, frame.offset)
    }
    for (let i = 0; i < count; i++) {
      this.clock.advance(1e6)
      this.#driver.invoke()
      this.#aeron.doWork()
      this.service.agent.doWork()
      for (const input of this.#inputs) input.poll(this.clock.nanoTime(), { onFrame }, 1000)
    }
  }
}

describe('the service', () => {
  it('takes a feed from the network to the bus', async () => {
    const feed = { group: '127.0.0.1', port: 29_871, snapshotPort: 29_872, interface: '127.0.0.1' }
    const desk = { ...toyDesk, venues: toyDesk.venues.map((venue) => ({ ...venue, feed })) }
    const host = new Host(desk, EPOCH_MS, 1e9)
    const venue = new ToyVenue()
    const [incremental, snapshots] = [feed.port, feed.snapshotPort].map((port) =>
      host.datagrams.openSender({ address: feed.group, port, interface: feed.interface }),
    )
    await Promise.all([incremental!.ready, snapshots!.ready])
    host.turn(10)
    await sleep(50)
    expect([host.service.isReady(), host.service.statusText()]).toEqual([false, '0 of 2 instruments live'])
    const send = async (sender: typeof incremental, ...packets: Uint8Array[]): Promise<void> => {
      const expected = (host.service.report()['feedEvents'] as number) + packets.length
      for (const packet of packets) sender!.send(packet, 0, packet.length)
      for (let i = 0; i < 500 && (host.service.report()['feedEvents'] as number) < expected; i++) {
        await sleep(5)
        host.turn(1)
      }
      host.turn(3)
    }
    await send(incremental, venue.levels(0, [[BID, 9_999, 10]]))
    await send(snapshots, ...venue.snapshots(0))
    await send(incremental, venue.levels(0, [[1, 10_001, 20]]))
    expect([host.service.isReady(), host.service.statusText()]).toEqual([true, 'ready'])
    expect(host.reader.book(11).stateHash()).toBe(venue.books[0]!.stateHash())
    expect(host.reader.snapshots.at(-1)).toMatch(/LIVE/)
    expect(host.service.report()).toMatchObject({
      feedEvents: 6,
      gaps: 0,
      instruments: [
        { symbol: 'BTC-USD', state: 'LIVE', bid: 99.99, ask: 100.01, bidQty: 0.001, levels: 2, checks: null },
        {},
      ],
      recordingDone: false,
    })
    expect(host.service.counters.get('live')).toBe(2)
    expect(host.service.latencies['feed to publish']!.count).toBe(6)
    for (const sender of [incremental, snapshots]) sender!.close()
    host.service.agent.onClose()
  })

  it('plays a recording by its own times', () => {
    const dir = recording({
      spot: [
        [0, snapshot(10, ...BOOK)],
        [5, spot(11, 12, [['100.20', '1']])],
        [6, ticker(12, '100.20', '1', '100.30', '2.25')],
        [40, spot(13, 14)],
      ],
    })
    const plain = recordedDesk(inspectRecording(dir))
    const desk = { ...plain, services: { 'market-data': { recording: { dir } } } }
    const epochMs = START_MS - (START_MS % 86_400_000)
    const startNs = (START_MS - epochMs) * 1e6
    const host = new Host(desk, epochMs, startNs - 10e6)
    expect(host.service.nextDeadlineNs!()).toBe(startNs + 1)
    host.turn(12)
    expect(host.service.report()).toMatchObject({ feedEvents: 1, instruments: [{ state: 'STALE', bid: null }] })
    host.turn(10)
    expect(host.service.report()).toMatchObject({ feedEvents: 3, instruments: [{ state: 'LIVE', bid: 100.2 }] })
    expect(host.service.nextDeadlineNs!()).toBe(startNs + 40e6 + 1)
    host.turn(30)
    expect(host.service.report()).toMatchObject({
      ...{ feedEvents: 4, recordingDone: true },
      instruments: [{ checks: { checked: 2, equal: 2 } }],
    })
    expect(host.service.nextDeadlineNs!()).toBe(Number.POSITIVE_INFINITY)
    host.service.agent.onClose()
  })

  it('names wrong keys of its configuration, and a recording that is not there', () => {
    const withSection = (section: unknown): DeskConfig => ({ ...toyDesk, services: { 'market-data': section } })
    expect(() => new Host(withSection({ silenceMs: 0, depth: 5 }), EPOCH_MS, 0)).toThrow(
      /services\.market-data\.silenceMs: .*services\.market-data\.: Unrecognized key/,
    )
    const recorded = toyDesk.venues.map((venue) => ({ ...venue, kind: 'recorded' as const }))
    const desk = { ...withSection({ recording: { dir: '/nowhere' } }), venues: recorded }
    expect(() => new Host(desk, EPOCH_MS, 0)).toThrow(/cannot read the folder \/nowhere/)
  })
})
