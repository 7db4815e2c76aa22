import { ManualClock, type Prng, SessionTime } from '@reflex/base'
import { MemoryTransport, type StreamConnection } from '@reflex/fix-session'
import { MemoryStorage } from '@reflex/journal'
import { applicationMessageReportEncoder, Instruments, STREAM } from '@reflex/schema'
import { type Bus, createLogger, type FrameHandler, MessageFrame, Outbox, type Service } from '@reflex/service-host'
import { createEmsService } from '../src/index.ts'
import { type BeginString, desk, SESSION_EPOCH_MS } from './test-desk.ts'
import { VenueModel } from './venue-model.ts'

const DATA_DIR = '/firm/ems'

/** The real service on a disk and a network in memory, with a venue or two; it can be killed at any write. */
export class EmsWorld {
  readonly clock = new ManualClock(36_000e9, SESSION_EPOCH_MS)
  readonly storage = new MemoryStorage()
  readonly transport = new MemoryTransport()
  readonly venues: readonly VenueModel[]
  /** What the ems said on its streams, oldest first, SOH shown as |. */
  readonly said: { readonly streamId: number; readonly text: string }[] = []
  kills = 0
  service: Service | undefined
  /** Appends of the ems until it dies in the middle of one. */
  appendsLeft = Number.POSITIVE_INFINITY
  /** Runs when the ems has worked, before the venues have. */
  afterWork = (): void => {}
  readonly #desk
  readonly #instruments
  readonly #sessionTime = new SessionTime(SESSION_EPOCH_MS)
  readonly #queues = new Map<number, Uint8Array[]>()
  #connections: StreamConnection[] = []

  /** @param ems the section `services.ems` of the desk. */
  constructor(version: BeginString, random: Prng, ems: object = {}) {
    const plain = desk(version)
    this.#desk = { ...plain, services: { ...plain.services, ems } }
    this.#instruments = new Instruments(this.#desk)
    const { clock, storage, transport } = this
    this.venues = this.#desk.venues.map(
      ({ name, fix }) => new VenueModel({ name, port: fix!.port, version, clock, storage, transport, random }),
    )
    storage.onAppend = (path) => {
      if (path.startsWith(DATA_DIR) && --this.appendsLeft < 0) throw new Error('killed')
    }
  }

  start(): void {
    const { clock, storage, transport } = this
    this.service = createEmsService({
      ...{ name: 'ems', desk: this.#desk, instruments: this.#instruments, sessionTime: this.#sessionTime },
      ...{ clock, epochClock: clock, bus: this.#bus(), datagrams: undefined as never, storage, dataDir: DATA_DIR },
      tcp: {
        listen: (options, onConnection) => transport.listen(options, onConnection),
        connect: (options, handler) => {
          const connection = transport.connect(options, handler)
          this.#connections.push(connection)
          return connection
        },
      },
      ...{ log: createLogger({ level: 'silent', file: undefined }), seed: 1, isVirtual: true, wake: () => {} },
      onError: (error) => {
        throw error
      },
    })
    try {
      this.service.agent.onStart()
    } catch (error) {
      this.#onDeath(error)
    }
  }

  /** kill -9: memory is gone, sockets break, what was written stays. */
  kill(): void {
    this.kills++
    this.service = undefined
    this.appendsLeft = Number.POSITIVE_INFINITY
    this.storage.crash(DATA_DIR)
    for (const connection of this.#connections) connection.close()
    this.#connections = []
    this.#queues.clear()
  }

  turn(count = 1): void {
    for (let i = 0; i < count; i++) {
      this.clock.nowNs += 1e6
      try {
        this.service?.agent.doWork()
      } catch (error) {
        this.#onDeath(error)
      }
      this.afterWork()
      this.transport.run()
      for (const venue of this.venues) venue.turn()
      this.transport.run()
    }
  }

  /** Puts a message on the bus. */
  send(streamId: number, write: (out: Outbox) => void, sender = 'risk-gateway'): void {
    const out = new Outbox({ senderCompId: sender, sessionTime: this.#sessionTime, capacityBytes: 65_536 })
    out.nowNs = this.clock.nowNs
    write(out)
    this.#queues.get(streamId)?.push(out.messageAt(0).bytes.slice())
  }

  /** Puts a finished message on the bus. */
  forward(streamId: number, bytes: Uint8Array): void {
    this.#queues.get(streamId)?.push(bytes.slice())
  }

  heartbeats(): void {
    for (const name of ['risk-gateway', 'alpha']) {
      this.send(
        STREAM.HEALTH,
        (out) =>
          applicationMessageReportEncoder.begin(out, STREAM.HEALTH).applReportType(2).ready(true).serviceLife(1).end(),
        name,
      )
    }
  }

  #onDeath(error: unknown): void {
    if ((error as Error).message !== 'killed') throw error
    this.kill()
  }

  #bus(): Bus {
    return {
      publish: (streamId) => ({
        streamId,
        offer: (bytes, offset, length) => {
          const text = Buffer.from(bytes.subarray(offset, offset + length)).toString('latin1')
          this.said.push({ streamId, text: text.replaceAll('\x01', '|') })
          return 1
        },
        close: () => {},
      }),
      subscribe: (streamId) => {
        const queue: Uint8Array[] = []
        this.#queues.set(streamId, queue)
        const frame = new MessageFrame()
        const poll = (_nowNs: number, handler: FrameHandler, limit: number): number => {
          const messages = queue.splice(0, limit)
          for (const bytes of messages) {
            handler.onFrame(frame.set(streamId, 1, bytes, new DataView(bytes.buffer), 0, bytes.length))
          }
          return messages.length
        }
        return { name: `stream ${streamId}`, poll, close: () => {} }
      },
    }
  }
}
