import type { AtomicBuffer, CountersManager, Position } from '@aeron/client/internal'
import { allocateLocalSockaddr } from '../channel-counters.ts'
import { UdpAddress } from '../media/udp-address.ts'
import type { UdpChannel } from '../media/udp-channel.ts'
import type { UdpDatagramHandler } from '../media/udp-transport.ts'
import { DatagramBatch, type UdpSocket, type UdpTransport } from '../media/udp-transport.ts'

const POLL_LIMIT = 16

export interface ReceiveDestinationOptions {
  readonly transport: UdpTransport
  readonly counters: CountersManager
  readonly socketReceiveBufferLength: number
  readonly socketSendBufferLength: number
  readonly multicastTtl: number
}

/** Who is told what a destination hears. */
export interface DestinationListener {
  onDatagram(destination: ReceiveDestination, buffer: AtomicBuffer, length: number, source: UdpAddress): void
}

/** One socket of a receive endpoint: an endpoint has one, or, when it is multi-destination, one for each. */
export class ReceiveDestination implements UdpDatagramHandler {
  readonly channel: UdpChannel
  /** Where control frames always go; undefined: to whoever sends the stream. */
  readonly explicitControl: UdpAddress | undefined
  readonly local: UdpAddress
  readonly receiveBufferLength: number
  readonly #counters: CountersManager
  readonly #socket: UdpSocket
  readonly #batch = new DatagramBatch(1)
  #sockaddr: Position | undefined = undefined
  #listener!: DestinationListener

  /** @throws Error when the socket cannot be opened. */
  constructor(channel: UdpChannel, options: ReceiveDestinationOptions) {
    this.channel = channel
    this.#counters = options.counters
    this.explicitControl = channel.isMulticast || channel.hasExplicitControl ? channel.remoteControl : undefined
    this.#socket = options.transport.open({
      bind: bindAddress(channel),
      group: channel.isMulticast ? channel.remoteData : undefined,
      multicastInterface: channel.multicastInterface,
      ttl: channel.isMulticast ? channel.ttl || options.multicastTtl : 0,
      receiveBufferLength: channel.receiveBufferLength || options.socketReceiveBufferLength,
      sendBufferLength: channel.sendBufferLength || options.socketSendBufferLength,
    })
    this.local = this.#socket.local
    this.receiveBufferLength = this.#socket.receiveBufferLength
  }

  /** Shows the bound address to tools. */
  announce(channelStatusId: number, registrationId: number): void {
    this.#sockaddr = allocateLocalSockaddr(
      this.#counters,
      'rcv',
      channelStatusId,
      registrationId,
      this.#socket.local.text,
    )
  }

  listen(listener: DestinationListener): void {
    this.#listener = listener
  }

  /** @returns bytes received. */
  poll(): number {
    return this.#socket.poll(this, POLL_LIMIT)
  }

  onDatagram(buffer: AtomicBuffer, length: number, source: UdpAddress): void {
    this.#listener.onDatagram(this, buffer, length, source)
  }

  /** @returns whether the system took it. */
  send(buffer: AtomicBuffer, length: number, to: UdpAddress): boolean {
    this.#batch.reset(buffer)
    this.#batch.add(0, length)
    return this.#socket.send(this.#batch, to) === 1
  }

  close(): void {
    this.#socket.close()
    if (this.#sockaddr !== undefined) this.#counters.free(this.#sockaddr.counterId)
  }
}

function bindAddress(channel: UdpChannel): UdpAddress {
  if (channel.isMulticast) return UdpAddress.any(channel.remoteData.isIPv6, channel.remoteData.port)
  if (channel.hasExplicitEndpoint) return channel.remoteData
  return UdpAddress.any(channel.remoteControl.isIPv6, 0)
}
