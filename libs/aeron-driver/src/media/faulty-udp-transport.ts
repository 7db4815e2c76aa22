import { AtomicBuffer } from '@aeron/client/internal'
import type { NanoClock, Prng } from '@reflex/base'
import type { UdpAddress } from './udp-address.ts'
import type {
  DatagramBatch,
  NetworkInterface,
  UdpDatagramHandler,
  UdpSocket,
  UdpSocketOptions,
  UdpTransport,
} from './udp-transport.ts'

/** What goes wrong with datagrams that arrive. May be changed at any time. */
export interface UdpFaults {
  /** Chance that a datagram is lost. */
  lossProbability: number
  /** Chance that it arrives twice. */
  duplicateProbability: number
  /** Chance that it is kept back for the delay, so that others overtake it. */
  reorderProbability: number
  /** How long a datagram that is kept back waits, in ns. */
  delayNs: number
  /** Whether datagrams from a source are lost at a local address. */
  isPartitioned: (local: UdpAddress, source: UdpAddress) => boolean
}

export const NO_UDP_FAULTS: UdpFaults = {
  lossProbability: 0,
  duplicateProbability: 0,
  reorderProbability: 0,
  delayNs: 0,
  isPartitioned: () => false,
}

/** A transport around another one that spoils what arrives, as a seed says. */
export class FaultyUdpTransport implements UdpTransport {
  readonly faults: UdpFaults
  /** Datagrams that were lost, so far. */
  lostCount = 0
  duplicatedCount = 0
  reorderedCount = 0
  readonly #inner: UdpTransport
  readonly #random: Prng
  readonly #clock: NanoClock

  constructor(inner: UdpTransport, random: Prng, clock: NanoClock, faults: Partial<UdpFaults> = {}) {
    this.#inner = inner
    this.#random = random
    this.#clock = clock
    this.faults = { ...NO_UDP_FAULTS, ...faults }
  }

  open(options: UdpSocketOptions): UdpSocket {
    return new FaultySocket(this.#inner.open(options), this, this.#random, this.#clock)
  }

  interfaces(): readonly NetworkInterface[] {
    return this.#inner.interfaces()
  }

  resolve(host: string): Uint8Array | undefined {
    return this.#inner.resolve(host)
  }

  close(): void {
    this.#inner.close()
  }
}

interface Held {
  readonly buffer: AtomicBuffer
  readonly length: number
  readonly source: UdpAddress
  readonly dueNs: number
}

class FaultySocket implements UdpSocket, UdpDatagramHandler {
  readonly #inner: UdpSocket
  readonly #owner: FaultyUdpTransport
  readonly #random: Prng
  readonly #clock: NanoClock
  readonly #held: Held[] = []
  #handler!: UdpDatagramHandler

  constructor(inner: UdpSocket, owner: FaultyUdpTransport, random: Prng, clock: NanoClock) {
    this.#inner = inner
    this.#owner = owner
    this.#random = random
    this.#clock = clock
  }

  get local(): UdpAddress {
    return this.#inner.local
  }

  get receiveBufferLength(): number {
    return this.#inner.receiveBufferLength
  }

  get sendBufferLength(): number {
    return this.#inner.sendBufferLength
  }

  send(batch: DatagramBatch, destination: UdpAddress | undefined): number {
    return this.#inner.send(batch, destination)
  }

  poll(handler: UdpDatagramHandler, limit: number): number {
    this.#handler = handler
    return this.#inner.poll(this, limit) + this.#release()
  }

  onDatagram(buffer: AtomicBuffer, length: number, source: UdpAddress): void {
    const owner = this.#owner
    const { faults } = owner
    const isLost = faults.lossProbability > 0 && this.#random.nextBoolean(faults.lossProbability)
    if (isLost || faults.isPartitioned(this.local, source)) {
      owner.lostCount++
      return
    }
    if (faults.reorderProbability > 0 && this.#random.nextBoolean(faults.reorderProbability)) {
      owner.reorderedCount++
      this.#hold(buffer, length, source)
      return
    }
    this.#handler.onDatagram(buffer, length, source)
    if (faults.duplicateProbability > 0 && this.#random.nextBoolean(faults.duplicateProbability)) {
      owner.duplicatedCount++
      this.#hold(buffer, length, source)
    }
  }

  connect(peer: UdpAddress): void {
    this.#inner.connect(peer)
  }

  close(): void {
    this.#inner.close()
  }

  #hold(buffer: AtomicBuffer, length: number, source: UdpAddress): void {
    const copy = AtomicBuffer.allocate((length + 7) & ~7)
    copy.bytes.set(buffer.bytes.subarray(0, length))
    this.#held.push({ buffer: copy, length, source, dueNs: this.#clock.nanoTime() + this.#owner.faults.delayNs })
  }

  #release(): number {
    let received = 0
    const nowNs = this.#clock.nanoTime()
    while (this.#held.length > 0 && this.#held[0]!.dueNs <= nowNs) {
      const { buffer, length, source } = this.#held.shift()!
      received += length
      this.#handler.onDatagram(buffer, length, source)
    }
    return received
  }
}
