import {
  type DatagramHandler,
  DatagramQueue,
  type DatagramReceiver,
  type DatagramSender,
  type DatagramTransport,
  type ReceiverOptions,
  type SenderOptions,
} from '@aeron/driver'
import { Prng } from '@reflex/base'
import type { SimulationScheduler } from './scheduler.ts'

export interface DatagramFaults {
  /** Chance that a receiver misses a datagram. */
  readonly lossProbability: number
  /** Chance that it gets it twice. */
  readonly duplicateProbability: number
}

export interface SimDatagramOptions {
  readonly scheduler: SimulationScheduler
  readonly seed: number
  readonly latencyNs: number
  /** Uniform in 0..jitterNs on top; datagrams may overtake each other when it is larger than their distance. */
  readonly jitterNs: number
}

const PRNG_STREAM_UDP = 3
const NO_FAULTS: DatagramFaults = { lossProbability: 0, duplicateProbability: 0 }

/**
 * Simulated UDP: each receiver of an address and port gets each datagram once, late, never, or twice, as the seed and
 * the faults say.
 */
export class SimDatagramTransport implements DatagramTransport {
  faults: DatagramFaults = NO_FAULTS
  readonly #options: SimDatagramOptions
  readonly #prng: Prng
  readonly #receivers = new Map<string, Set<SimReceiver>>()

  constructor(options: SimDatagramOptions) {
    this.#options = options
    this.#prng = new Prng(options.seed, PRNG_STREAM_UDP)
  }

  openReceiver(options: ReceiverOptions): DatagramReceiver {
    const key = `${options.address}:${options.port}`
    const group = this.#receivers.get(key) ?? new Set()
    this.#receivers.set(key, group)
    const receiver = new SimReceiver(options, () => group.delete(receiver))
    group.add(receiver)
    return receiver
  }

  openSender(options: SenderOptions): DatagramSender {
    const key = `${options.address}:${options.port}`
    return {
      ready: Promise.resolve(),
      errorCount: 0,
      send: (bytes, offset, length) => {
        for (const receiver of this.#receivers.get(key) ?? []) this.#route(receiver, bytes, offset, length)
        return true
      },
      close: () => {},
    }
  }

  #route(receiver: SimReceiver, bytes: Uint8Array, offset: number, length: number): void {
    const { lossProbability, duplicateProbability } = this.faults
    if (lossProbability > 0 && this.#prng.nextBoolean(lossProbability)) return
    this.#deliver(receiver, bytes, offset, length)
    if (duplicateProbability > 0 && this.#prng.nextBoolean(duplicateProbability)) {
      this.#deliver(receiver, bytes, offset, length)
    }
  }

  #deliver(receiver: SimReceiver, bytes: Uint8Array, offset: number, length: number): void {
    const { scheduler, latencyNs, jitterNs } = this.#options
    const copy = bytes.slice(offset, offset + length)
    const delayNs = latencyNs + (jitterNs > 0 ? Math.floor(this.#prng.nextFloat() * jitterNs) : 0)
    scheduler.after(delayNs, () => receiver.arrive(copy, scheduler.clock.nowNs))
  }
}

class SimReceiver implements DatagramReceiver {
  readonly ready = Promise.resolve()
  readonly port: number
  readonly #queue: DatagramQueue
  readonly #onClose: () => void
  #closed = false

  constructor(options: ReceiverOptions, onClose: () => void) {
    this.port = options.port
    this.#queue = new DatagramQueue(options.queueCapacity ?? 1024, options.datagramLengthMax ?? 2048)
    this.#onClose = onClose
  }

  get droppedCount(): number {
    return this.#queue.droppedCount
  }

  get oversizedCount(): number {
    return this.#queue.oversizedCount
  }

  arrive(bytes: Uint8Array, nowNs: number): void {
    if (!this.#closed) this.#queue.push(bytes, nowNs)
  }

  poll(handler: DatagramHandler, limit: number): number {
    return this.#queue.poll(handler, limit)
  }

  close(): void {
    this.#closed = true
    this.#onClose()
  }
}
