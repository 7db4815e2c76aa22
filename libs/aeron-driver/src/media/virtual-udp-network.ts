import { AtomicBuffer } from '@aeron/client/internal'
import type { NanoClock } from '@reflex/base'
import { parseIp, UdpAddress } from './udp-address.ts'
import {
  DATAGRAM_LENGTH_MAX,
  type DatagramBatch,
  type NetworkInterface,
  type UdpDatagramHandler,
  type UdpSocket,
  type UdpSocketOptions,
  type UdpTransport,
} from './udp-transport.ts'

const BUFFER_LENGTH = 262_144
const EPHEMERAL_PORT = 49_152

interface Datagram {
  readonly bytes: Uint8Array
  readonly source: UdpAddress
  readonly dueNs: number
}

/**
 * A network within one thread and one clock: hosts with addresses, unicast and multicast, a latency. Nothing is lost
 * but what overflows a receive buffer or has no receiver; faults are added by `FaultyUdpTransport`.
 */
export class VirtualUdpNetwork {
  readonly #clock: NanoClock
  readonly #latencyNs: number
  readonly #sockets = new Set<VirtualSocket>()
  #nextPort = EPHEMERAL_PORT

  constructor(clock: NanoClock, latencyNs = 0) {
    this.#clock = clock
    this.#latencyNs = latencyNs
  }

  /** The network as one host sees it. @param ip its address. */
  host(ip: string): UdpTransport {
    const address = new UdpAddress(parseIp(ip)!, 0)
    const mask = { name: 'eth0', address, prefixLength: 24, isLoopback: false, index: 1 }
    return {
      open: (options) => this.#open(options, mask),
      interfaces: () => [mask],
      resolve: (host) => parseIp(host === 'localhost' ? ip : host),
      close: () => {},
    }
  }

  /** Everything that a host has opened is gone, as when it dies. */
  kill(ip: string): void {
    for (const socket of this.#sockets) if (socket.local.host === ip) this.#sockets.delete(socket)
  }

  send(from: VirtualSocket, to: UdpAddress, bytes: Uint8Array): void {
    const datagram = { bytes, source: from.local, dueNs: this.#clock.nanoTime() + this.#latencyNs }
    for (const socket of this.#sockets) if (socket.hears(to, from.local)) socket.push(datagram)
  }

  forget(socket: VirtualSocket): void {
    this.#sockets.delete(socket)
  }

  #open(options: UdpSocketOptions, host: NetworkInterface): UdpSocket {
    const { bind, group } = options
    const port = bind.port === 0 ? this.#nextPort++ : bind.port
    const local = new UdpAddress(bind.isAny ? host.address.bytes : bind.bytes, port)
    for (const other of this.#sockets) {
      if (group === undefined && !other.isGroup && other.local.equals(local)) {
        throw new Error(`bind to ${local.text} failed: EADDRINUSE`)
      }
    }
    const socket = new VirtualSocket(this, this.#clock, options, local)
    this.#sockets.add(socket)
    return socket
  }
}

class VirtualSocket implements UdpSocket {
  readonly local: UdpAddress
  readonly receiveBufferLength = BUFFER_LENGTH
  readonly sendBufferLength = BUFFER_LENGTH
  readonly #network: VirtualUdpNetwork
  readonly #clock: NanoClock
  readonly #group: UdpAddress | undefined
  readonly #slot = AtomicBuffer.allocate(DATAGRAM_LENGTH_MAX + 32)
  readonly #queue: Datagram[] = []
  #queuedBytes = 0
  #peer: UdpAddress | undefined

  constructor(network: VirtualUdpNetwork, clock: NanoClock, options: UdpSocketOptions, local: UdpAddress) {
    this.#network = network
    this.#clock = clock
    this.#group = options.group
    this.#peer = options.connect
    this.local = local
  }

  get isGroup(): boolean {
    return this.#group !== undefined
  }

  /** Whether a datagram from one address to another arrives here. */
  hears(to: UdpAddress, from: UdpAddress): boolean {
    if (this.#peer !== undefined && !this.#peer.equals(from)) return false
    return this.#group === undefined ? this.local.equals(to) : this.#group.equals(to)
  }

  push(datagram: Datagram): void {
    if (this.#queuedBytes + datagram.bytes.length > BUFFER_LENGTH) return
    this.#queuedBytes += datagram.bytes.length
    this.#queue.push(datagram)
  }

  send(batch: DatagramBatch, destination: UdpAddress | undefined): number {
    const to = destination ?? this.#peer
    if (to === undefined) return batch.count
    for (let i = 0; i < batch.count; i++) {
      const offset = batch.offsets[i]!
      this.#network.send(this, to, batch.buffer.bytes.slice(offset, offset + batch.lengths[i]!))
    }
    return batch.count
  }

  poll(handler: UdpDatagramHandler, limit: number): number {
    let received = 0
    const nowNs = this.#clock.nanoTime()
    for (let i = 0; i < limit && this.#queue.length > 0 && this.#queue[0]!.dueNs <= nowNs; i++) {
      const { bytes, source } = this.#queue.shift()!
      this.#queuedBytes -= bytes.length
      received += bytes.length
      this.#slot.bytes.set(bytes)
      handler.onDatagram(this.#slot, bytes.length, source)
    }
    return received
  }

  connect(peer: UdpAddress): void {
    this.#peer = peer
  }

  close(): void {
    this.#network.forget(this)
  }
}
