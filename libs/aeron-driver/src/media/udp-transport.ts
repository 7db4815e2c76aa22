import type { AtomicBuffer } from '@aeron/client/internal'
import type { UdpAddress } from './udp-address.ts'

/**
 * The seam between the media driver and the network: sockets that never wait. Implementations: `NativeUdpTransport`
 * (sendmmsg and recvmmsg), `NodeUdpTransport` (node:dgram), `FaultyUdpTransport` around another one, and the
 * simulator's.
 */

export const DATAGRAM_LENGTH_MAX = 65_504

/** Told of one datagram: `buffer[0 .. length)`, valid during the call only. */
export interface UdpDatagramHandler {
  onDatagram(buffer: AtomicBuffer, length: number, source: UdpAddress): void
}

/** A local interface. */
export interface NetworkInterface {
  readonly name: string
  /** Address of the interface, port 0. */
  readonly address: UdpAddress
  /** Bits of the network part. */
  readonly prefixLength: number
  readonly isLoopback: boolean
  /** The system's number of it; 0 when unknown. */
  readonly index: number
}

export interface UdpSocketOptions {
  /** Local address; port 0: any. */
  readonly bind: UdpAddress
  /** The only peer: send to it, hear nobody else. */
  readonly connect?: UdpAddress | undefined
  /** Multicast group to join on the interface; several sockets may share its port. */
  readonly group?: UdpAddress | undefined
  /** For multicast in both directions. */
  readonly multicastInterface?: NetworkInterface | undefined
  /** Hops of a multicast datagram; 0: the system's default. */
  readonly ttl: number
  /** In bytes; 0: the system's default. */
  readonly receiveBufferLength: number
  /** In bytes; 0: the system's default. */
  readonly sendBufferLength: number
}

/** Datagrams of one buffer that are sent together. Allocated once, filled again and again. */
export class DatagramBatch {
  buffer!: AtomicBuffer
  readonly offsets: Int32Array
  readonly lengths: Int32Array
  count = 0

  /** @param capacity datagrams. */
  constructor(capacity: number) {
    this.offsets = new Int32Array(capacity)
    this.lengths = new Int32Array(capacity)
  }

  /** Starts again with datagrams that lie in a buffer. */
  reset(buffer: AtomicBuffer): void {
    this.buffer = buffer
    this.count = 0
  }

  add(offset: number, length: number): void {
    this.offsets[this.count] = offset
    this.lengths[this.count] = length
    this.count++
  }

  /** In bytes. */
  totalLength(): number {
    let total = 0
    for (let i = 0; i < this.count; i++) total += this.lengths[i]!
    return total
  }
}

export interface UdpSocket {
  /** As bound. */
  readonly local: UdpAddress
  /** In bytes, as the system has it. */
  readonly receiveBufferLength: number
  readonly sendBufferLength: number
  /**
   * Sends at once. @param destination undefined on a connected socket. @returns datagrams the system took, from the
   * first; a peer that is not there takes all (it is UDP).
   */
  send(batch: DatagramBatch, destination: UdpAddress | undefined): number
  /** Hands over what has arrived, at most `limit` datagrams. @returns bytes. */
  poll(handler: UdpDatagramHandler, limit: number): number
  /** Changes the only peer. */
  connect(peer: UdpAddress): void
  close(): void
}

export interface UdpTransport {
  /** @throws Error when the address is not ours, or taken. */
  open(options: UdpSocketOptions): UdpSocket
  interfaces(): readonly NetworkInterface[]
  /** Looks a host name up. @returns the bytes of its address, or undefined when nobody knows it. */
  resolve(host: string): Uint8Array | undefined
  /** Releases what belongs to no socket. */
  close(): void
}
