import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'
import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { AtomicBuffer } from '@aeron/client/internal'
import { systemInterfaces } from './network-interfaces.ts'
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

const QUEUE_LENGTH_MAX = 1024
const IN_FLIGHT_MAX = 256
const BUFFER_LENGTH = 212_992

/** UDP by node:dgram, where direct system calls are not to be had: everything is copied, and arrives a turn later. */
export class NodeUdpTransport implements UdpTransport {
  open(options: UdpSocketOptions): UdpSocket {
    return new NodeUdpSocket(options)
  }

  interfaces(): readonly NetworkInterface[] {
    return systemInterfaces()
  }

  /** Literal addresses and the names of the hosts file: node has no other look-up that does not wait for a turn. */
  resolve(host: string): Uint8Array | undefined {
    return parseIp(host) ?? hostsFileEntry(host)
  }

  close(): void {}
}

function hostsFileEntry(host: string): Uint8Array | undefined {
  try {
    for (const line of readFileSync('/etc/hosts', 'utf8').split('\n')) {
      const [address = '', ...names] = line.replace(/#.*/, '').trim().split(/\s+/)
      if (names.includes(host)) return parseIp(address)
    }
  } catch {
    // No such file on this system.
  }
  return host === 'localhost' ? parseIp('127.0.0.1') : undefined
}

class NodeUdpSocket implements UdpSocket {
  readonly receiveBufferLength: number
  readonly sendBufferLength: number
  readonly local: UdpAddress
  readonly #socket: Socket
  readonly #queue: { readonly bytes: Uint8Array; readonly source: UdpAddress }[] = []
  readonly #slot = AtomicBuffer.allocate(DATAGRAM_LENGTH_MAX + 32)
  readonly #sources = new Map<string, UdpAddress>()
  #peer: UdpAddress | undefined
  #inFlight = 0
  #error: Error | undefined = undefined

  constructor(options: UdpSocketOptions) {
    const { bind, group, multicastInterface } = options
    this.#peer = options.connect
    this.#socket = createSocket({
      type: bind.isIPv6 ? 'udp6' : 'udp4',
      reuseAddr: group !== undefined,
      lookup: (host, _options, callback) => callback(null, host, isIP(host)),
    })
    this.#socket.on('error', (error) => {
      this.#error = error
    })
    this.#socket.on('message', (bytes, remote) => this.#onMessage(bytes, remote))
    // With a look-up that answers at once, node binds at once. On Linux a group's own address hears only that group.
    this.#socket.bind({ port: bind.port, address: group?.host ?? bind.host, exclusive: true })
    if (this.#error !== undefined) throw this.#error
    const scope = multicastInterface?.address.host
    if (group !== undefined) this.#socket.addMembership(group.host, scope)
    if (multicastInterface !== undefined) {
      this.#socket.setMulticastInterface(bind.isIPv6 ? `${scope}%${multicastInterface.name}` : scope!)
    }
    if (options.ttl > 0) this.#socket.setMulticastTTL(options.ttl)
    if (options.receiveBufferLength > 0) this.#socket.setRecvBufferSize(options.receiveBufferLength)
    if (options.sendBufferLength > 0) this.#socket.setSendBufferSize(options.sendBufferLength)
    this.local = new UdpAddress(bind.bytes, this.#socket.address().port)
    this.receiveBufferLength = options.receiveBufferLength || BUFFER_LENGTH
    this.sendBufferLength = options.sendBufferLength || BUFFER_LENGTH
  }

  send(batch: DatagramBatch, destination: UdpAddress | undefined): number {
    const to = destination ?? this.#peer
    if (to === undefined) return batch.count
    for (let i = 0; i < batch.count; i++) {
      if (this.#inFlight >= IN_FLIGHT_MAX) return i
      const offset = batch.offsets[i]!
      this.#inFlight++
      this.#socket.send(batch.buffer.bytes.slice(offset, offset + batch.lengths[i]!), to.port, to.host, this.#onSent)
    }
    return batch.count
  }

  poll(handler: UdpDatagramHandler, limit: number): number {
    let received = 0
    for (let i = 0; i < limit; i++) {
      const datagram = this.#queue.shift()
      if (datagram === undefined) break
      this.#slot.bytes.set(datagram.bytes)
      received += datagram.bytes.length
      handler.onDatagram(this.#slot, datagram.bytes.length, datagram.source)
    }
    return received
  }

  connect(peer: UdpAddress): void {
    this.#peer = peer
  }

  close(): void {
    this.#socket.close()
  }

  readonly #onSent = (): void => {
    this.#inFlight--
  }

  #onMessage(bytes: Uint8Array, remote: RemoteInfo): void {
    if (this.#queue.length >= QUEUE_LENGTH_MAX || bytes.length > DATAGRAM_LENGTH_MAX) return
    const source = this.#sourceOf(remote)
    if (this.#peer !== undefined && !this.#peer.isMulticast && !this.#peer.equals(source)) return
    this.#queue.push({ bytes, source })
  }

  #sourceOf(remote: RemoteInfo): UdpAddress {
    const key = `${remote.address} ${remote.port}`
    let source = this.#sources.get(key)
    if (source === undefined) {
      if (this.#sources.size >= QUEUE_LENGTH_MAX) this.#sources.clear()
      source = new UdpAddress(parseIp(remote.address)!, remote.port)
      this.#sources.set(key, source)
    }
    return source
  }
}
