/**
 * The whole service on virtual time and memory transports, with members that speak FIX through the real session layer.
 */

import type { DatagramTransport } from '@aeron/driver'
import { AgentInvoker } from '@reflex/agent'
import { ManualClock, SessionTime } from '@reflex/base'
import { FixFrame, msgTypeText } from '@reflex/fix'
import { FixInitiator, MemoryTransport } from '@reflex/fix-session'
import { MemoryStorage, type Storage } from '@reflex/journal'
import { type DeskConfig, Instruments, parseDeskConfig } from '@reflex/schema'
import { type Bus, type Service, type ServiceContext, SILENT_LOGGER } from '@reflex/service-host'
import { createVenueSimulatorService } from '../src/index.ts'
import { KillableTransport } from './killable-transport.ts'

export const EPOCH_MS = Date.UTC(2026, 0, 30)
export const START_NS = 36_000e9
/** Thrown out of the code of a process in which it is killed. */
export const KILLED = new Error('killed')
const DATA_DIR = 'sim'

const venue = (id: number, name: string, beginString: string, fees: [string, string]) => ({
  id,
  name,
  kind: 'simulated',
  fix: { host: 'sim', port: 19_000 + id, beginString, senderCompId: 'REFLEX', targetCompId: name, heartBtIntS: 30 },
  feed: { group: `239.192.7.${id}`, port: 19_100 + id, snapshotPort: 19_200 + id, interface: '127.0.0.1' },
  makerFeeBps: fees[0],
  takerFeeBps: fees[1],
  latencyUs: { order: 80, ack: 80, feed: 60 },
})
const instrument = (id: number, symbol: string, on: string, kind: string, tickSize: string, lotSize: string) => ({
  id,
  symbol,
  venue: on,
  kind,
  underlying: symbol.slice(0, 3),
  baseCurrency: symbol.slice(0, 3),
  quoteCurrency: 'USD',
  settleCurrency: 'USD',
  tickSize,
  lotSize,
  multiplier: '1',
  minQty: lotSize,
  maxQty: '100',
})

/** Three venues, one for each FIX version. `XYZ` is for literal tests, BTC for flow. */
export function testDesk(settings: Record<string, unknown> = {}): DeskConfig {
  return parseDeskConfig({
    firm: 'REFLEX',
    sessionEpoch: '2026-01-30',
    venues: [
      venue(1, 'XALP', 'FIX.4.4', ['-0.5', '2.5']),
      venue(2, 'XBET', 'FIX.4.2', ['0', '2']),
      venue(3, 'XPRP', 'FIXT.1.1', ['-0.2', '3']),
    ],
    instruments: [
      instrument(1, 'BTC-USD', 'XALP', 'spot', '0.01', '0.0001'),
      instrument(2, 'BTC-USD', 'XBET', 'spot', '0.01', '0.0001'),
      instrument(3, 'BTC-PERP', 'XPRP', 'linear-perpetual', '0.5', '0.001'),
    ],
    accounts: [{ id: 'MM1' }],
    strategies: [],
    services: { 'venue-simulator': { latencyJitter: 0, ...settings } },
  })
}

export interface Datagram {
  readonly port: number
  readonly atNs: number
  readonly bytes: Uint8Array
}

/** A venue-simulator process and what surrounds it; `restart` kills it and starts another on the same disk. */
export class Firm {
  readonly clock = new ManualClock(START_NS, EPOCH_MS)
  readonly sessionTime = new SessionTime(EPOCH_MS)
  readonly transport = new MemoryTransport()
  readonly storage = new MemoryStorage()
  readonly datagrams: Datagram[] = []
  readonly errors: unknown[] = []
  readonly desk: DeskConfig
  readonly instruments: Instruments
  readonly members: Member[] = []
  service: Service
  #invoker: AgentInvoker
  #tcp: KillableTransport
  readonly #seed: number

  constructor(settings: Record<string, unknown> = {}, seed = 1) {
    this.desk = testDesk(settings)
    this.instruments = new Instruments(this.desk)
    this.#seed = seed
    this.#tcp = new KillableTransport(this.transport)
    this.service = createVenueSimulatorService(this.#context())
    this.#invoker = this.#start()
  }

  /** Runs virtual time on, in steps of `stepNs`. */
  run(ms: number, stepNs = 20_000): void {
    const end = this.clock.nowNs + ms * 1e6
    while (this.clock.nowNs < end) {
      this.clock.nowNs = Math.min(end, this.clock.nowNs + stepNs)
      this.turn()
    }
  }

  turn(): void {
    this.transport.run()
    this.#invoker.invoke()
    this.transport.run()
    for (const member of this.members) member.turn(this.clock.nowNs)
    this.transport.run()
  }

  /** A member on each venue by default CompID. */
  connect(venueId: number, compId = 'REFLEX', storage: Storage = new MemoryStorage()): Member {
    const config = this.desk.venues.find((one) => one.id === venueId)!
    const member = new Member(this, config, compId, storage)
    this.members.push(member)
    this.run(2)
    return member
  }

  /** Kills the service and starts it again on the same disk. */
  restart(): void {
    this.transport.run()
    // A killed process takes its sockets with it: the members see their connections end.
    this.#invoker.close()
    this.transport.run()
    for (const member of this.members) member.turn(this.clock.nowNs)
    this.transport.run()
    this.service = createVenueSimulatorService(this.#context())
    this.#invoker = this.#start()
  }

  /** The process is killed at its n-th write from now on: `turn` throws KILLED, `kill` starts another. */
  killAtAppend(n: number): void {
    this.storage.onAppend = (path) => {
      if (!path.startsWith(`${DATA_DIR}/`) || --n > 0) return
      this.#tcp.isDead = true
      throw KILLED
    }
  }

  /** As `kill -9`: the process does not close anything. Another starts on the same disk. */
  kill(): void {
    this.#tcp.closeAll()
    this.storage.crash(DATA_DIR)
    this.storage.onAppend = () => {}
    this.transport.run()
    for (const member of this.members) member.turn(this.clock.nowNs)
    this.#tcp = new KillableTransport(this.transport)
    this.service = createVenueSimulatorService(this.#context())
    this.#invoker = this.#start()
  }

  close(): void {
    for (const member of this.members) member.close()
    this.#invoker.close()
  }

  #start(): AgentInvoker {
    const invoker = new AgentInvoker(this.service.agent, (error) => {
      throw error
    })
    invoker.start()
    return invoker
  }

  #context(): ServiceContext {
    const datagrams: DatagramTransport = {
      openReceiver: () => {
        throw new Error('no receivers here')
      },
      openSender: ({ port }) => ({
        ready: Promise.resolve(),
        errorCount: 0,
        send: (bytes, offset, length) => {
          this.datagrams.push({ port, atNs: this.clock.nowNs, bytes: bytes.slice(offset, offset + length) })
          return true
        },
        close: () => {},
      }),
    }
    const bus: Bus = {
      subscribe: (streamId) => ({ name: `${streamId}`, poll: () => 0, close: () => {} }),
      publish: (streamId) => ({ streamId, offer: () => 0, close: () => {} }),
    }
    return {
      name: 'venue-simulator',
      desk: this.desk,
      instruments: this.instruments,
      sessionTime: this.sessionTime,
      clock: this.clock,
      epochClock: this.clock,
      bus,
      datagrams,
      tcp: this.#tcp,
      storage: this.storage,
      dataDir: DATA_DIR,
      log: SILENT_LOGGER,
      seed: this.#seed,
      isVirtual: true,
      wake: () => {},
      onError: (error) => this.errors.push(error),
    }
  }
}

/** One FIX client. */
export class Member {
  readonly received: FixFrame[] = []
  readonly #initiator: FixInitiator
  readonly #sessionTime: SessionTime
  readonly #clock: ManualClock

  constructor(firm: Firm, venue: DeskConfig['venues'][number], compId: string, storage: Storage) {
    const { host, port, beginString, targetCompId } = venue.fix!
    this.#sessionTime = firm.sessionTime
    this.#clock = firm.clock
    this.#initiator = new FixInitiator({
      transport: firm.transport,
      storage,
      dir: `member-${compId}-${venue.name}`,
      sessionTime: firm.sessionTime,
      clock: firm.clock,
      listener: { onSessionState: () => {} },
      sessions: [
        {
          host,
          port,
          session: {
            beginString,
            senderCompId: compId,
            targetCompId,
            sendingTimeToleranceSeconds: 0,
            reconnectMinSeconds: 0.001,
            reconnectMaxSeconds: 0.001,
          },
        },
      ],
    })
  }

  get isLoggedOn(): boolean {
    return this.#initiator.isLoggedOn(0)
  }

  turn(nowNs: number): void {
    this.#initiator.onTimer(nowNs)
    this.#initiator.poll(
      nowNs,
      {
        onMessage: (_session, bytes, offset, length) => {
          const frame = new FixFrame(this.#sessionTime)
          frame.wrap(bytes.slice(offset, offset + length), 0, length)
          this.received.push(frame)
        },
      },
      1000,
    )
  }

  /** Sends `35=D|11=A|...`. */
  send(text: string): void {
    const body = Buffer.from(`${text.replaceAll('|', '\x01')}\x01`, 'latin1')
    const seqNum = this.#initiator.send(0, body, 0, body.length, this.#clock.nowNs)
    if (seqNum <= 0) throw new Error(`not sent: ${seqNum}`)
  }

  /** What came since the last call: the named tags of each message, `35=8 150=0 39=0`. */
  take(...tags: number[]): string[] {
    const list = this.received.map((frame) =>
      [35, ...tags].flatMap((tag) => (frame.has(tag) ? [`${tag}=${frame.text(tag)}`] : [])).join(' '),
    )
    this.received.length = 0
    return list
  }

  drop(): void {
    this.#initiator.close()
  }

  close(): void {
    this.#initiator.close()
  }
}

export const typeOf = (frame: FixFrame): string => msgTypeText(frame.msgType)
