import { AtomicBuffer } from '@aeron/client/internal'
import { loadNativeSockets, type NativeSockets } from './native-sockets.ts'
import { systemInterfaces } from './network-interfaces.ts'
import { openNativeSocket } from './open-native-socket.ts'
import { encodeSockaddr, readSockaddr, SOCKADDR_IN6_LENGTH, SourceAddresses } from './socket-address.ts'
import type { UdpAddress } from './udp-address.ts'
import type {
  DatagramBatch,
  NetworkInterface,
  UdpDatagramHandler,
  UdpSocket,
  UdpSocketOptions,
  UdpTransport,
} from './udp-transport.ts'

const TWO_POW_32 = 4_294_967_296
const BATCH = 16
const SLOT_LENGTH = 65_536
const NAME_LENGTH = 32
const MSG_DONTWAIT = 0x40
/** struct mmsghdr: struct msghdr of 56 bytes, then the length of the datagram. */
const MMSGHDR_LENGTH = 64
const MSG_NAMELEN = 8
const MSG_IOV = 16
const MSG_IOVLEN = 24
const MSG_LEN = 56
const IOVEC_LENGTH = 16
const EAGAIN = 11
const ENOBUFS = 105

/** Direct system calls, many datagrams each, straight from mapped logs: nothing is copied on the way out. */
export class NativeUdpTransport implements UdpTransport {
  readonly #sockets: NativeSockets
  readonly #outbound: OutboundVectors
  readonly #inbound: InboundVector

  /** @throws ReflexError REFLEX_UNSUPPORTED_PLATFORM. */
  constructor() {
    this.#sockets = loadNativeSockets()
    this.#outbound = {
      connected: new OutboundVector(this.#sockets, false),
      addressed: new OutboundVector(this.#sockets, true),
    }
    this.#inbound = new InboundVector(this.#sockets)
  }

  open(options: UdpSocketOptions): UdpSocket {
    return new NativeUdpSocket(this.#sockets, options, this.#outbound, this.#inbound)
  }

  interfaces(): readonly NetworkInterface[] {
    return systemInterfaces()
  }

  /** IPv4 first, as the official drivers do. */
  resolve(host: string): Uint8Array | undefined {
    return this.#sockets.lookup(host, false) ?? this.#sockets.lookup(host, true)
  }

  close(): void {}
}

/** Memory of system calls: its words, and where it lies. */
class NativeMemory extends AtomicBuffer {
  readonly address: number

  constructor(sockets: NativeSockets, length: number) {
    super(new ArrayBuffer(length))
    this.address = sockets.addressOf(this.buffer)
  }

  putAddress(offset: number, address: number): void {
    this.ints[offset >> 2] = (address % TWO_POW_32) | 0
    this.ints[(offset >> 2) + 1] = Math.floor(address / TWO_POW_32)
  }
}

/** What connected sockets send needs no address; one vector for each spares writing and wiping it. */
interface OutboundVectors {
  readonly connected: OutboundVector
  readonly addressed: OutboundVector
}

/** Headers, iovecs and, when addressed, the destination of what is being sent. */
class OutboundVector {
  readonly memory: NativeMemory
  readonly #sockets: NativeSockets
  readonly #addresses = new WeakMap<ArrayBuffer, Float64Array>()
  readonly #iovecs = BATCH * MMSGHDR_LENGTH
  readonly #name = BATCH * (MMSGHDR_LENGTH + IOVEC_LENGTH)
  readonly #names = new WeakMap<UdpAddress, Uint8Array>()
  #destination: UdpAddress | undefined = undefined

  constructor(sockets: NativeSockets, isAddressed: boolean) {
    this.#sockets = sockets
    this.memory = new NativeMemory(sockets, this.#name + NAME_LENGTH)
    for (let i = 0; i < BATCH; i++) {
      const header = i * MMSGHDR_LENGTH
      this.memory.putAddress(header + MSG_IOV, this.memory.address + this.#iovecs + i * IOVEC_LENGTH)
      this.memory.putInt(header + MSG_IOVLEN, 1)
      if (isAddressed) this.memory.putAddress(header, this.memory.address + this.#name)
    }
  }

  /** Points the first `count` headers at datagrams `from` and on. */
  fill(batch: DatagramBatch, from: number, count: number, destination: UdpAddress | undefined): void {
    if (destination !== undefined && destination !== this.#destination) this.#setDestination(destination)
    const { buffer } = batch
    const start = this.#addressOf(buffer.buffer)[0]! + buffer.byteOffset
    const ints = this.memory.ints
    for (let i = 0; i < count; i++) {
      const address = start + batch.offsets[from + i]!
      const index = (this.#iovecs + i * IOVEC_LENGTH) >> 2
      ints[index] = (address % TWO_POW_32) | 0
      ints[index + 1] = Math.floor(address / TWO_POW_32)
      ints[index + 2] = batch.lengths[from + i]!
    }
  }

  #addressOf(buffer: ArrayBuffer): Float64Array {
    let cell = this.#addresses.get(buffer)
    if (cell === undefined) {
      cell = Float64Array.of(this.#sockets.addressOf(buffer))
      this.#addresses.set(buffer, cell)
    }
    return cell
  }

  #setDestination(destination: UdpAddress): void {
    this.#destination = destination
    let name = this.#names.get(destination)
    if (name === undefined) {
      name = encodeSockaddr(destination)
      this.#names.set(destination, name)
    }
    for (let i = 0; i < name.length; i++) this.memory.bytes[this.#name + i] = name[i]!
    for (let i = 0; i < BATCH; i++) this.memory.putInt(i * MMSGHDR_LENGTH + MSG_NAMELEN, name.length)
  }
}

/** Headers, iovecs, source addresses and the room for what is being received; shared by all sockets of a thread. */
class InboundVector {
  readonly memory: NativeMemory
  readonly slots: AtomicBuffer[] = []
  readonly names = BATCH * (MMSGHDR_LENGTH + IOVEC_LENGTH)

  constructor(sockets: NativeSockets) {
    const memory = new NativeMemory(sockets, this.names + BATCH * (NAME_LENGTH + SLOT_LENGTH))
    this.memory = memory
    const slots = this.names + BATCH * NAME_LENGTH
    for (let i = 0; i < BATCH; i++) {
      const header = i * MMSGHDR_LENGTH
      const iovec = BATCH * MMSGHDR_LENGTH + i * IOVEC_LENGTH
      memory.putAddress(header, memory.address + this.names + i * NAME_LENGTH)
      memory.putAddress(header + MSG_IOV, memory.address + iovec)
      memory.putInt(header + MSG_IOVLEN, 1)
      memory.putAddress(iovec, memory.address + slots + i * SLOT_LENGTH)
      memory.putInt(iovec + 8, SLOT_LENGTH)
      this.slots.push(new AtomicBuffer(memory.buffer, slots + i * SLOT_LENGTH, SLOT_LENGTH))
    }
    this.reset(BATCH)
  }

  /** The system has overwritten the lengths of the names. */
  reset(count: number): void {
    for (let i = 0; i < count; i++) this.memory.putInt(i * MMSGHDR_LENGTH + MSG_NAMELEN, SOCKADDR_IN6_LENGTH)
  }

  lengthOf(slot: number): number {
    return this.memory.ints[(slot * MMSGHDR_LENGTH + MSG_LEN) >> 2]!
  }
}

class NativeUdpSocket implements UdpSocket {
  readonly local: UdpAddress
  readonly receiveBufferLength: number
  readonly sendBufferLength: number
  readonly #sockets: NativeSockets
  readonly #outbound: OutboundVectors
  readonly #inbound: InboundVector
  readonly #sources = new SourceAddresses()
  #fd: number

  constructor(sockets: NativeSockets, options: UdpSocketOptions, outbound: OutboundVectors, inbound: InboundVector) {
    this.#sockets = sockets
    this.#outbound = outbound
    this.#inbound = inbound
    const opened = openNativeSocket(sockets, options)
    this.#fd = opened.fd
    this.receiveBufferLength = opened.receiveBufferLength
    this.sendBufferLength = opened.sendBufferLength
    this.local = readSockaddr(opened.name)
  }

  send(batch: DatagramBatch, destination: UdpAddress | undefined): number {
    const outbound = destination === undefined ? this.#outbound.connected : this.#outbound.addressed
    let done = 0
    while (done < batch.count) {
      const count = Math.min(BATCH, batch.count - done)
      outbound.fill(batch, done, count, destination)
      const sent = this.#sockets.sendmmsg(this.#fd, outbound.memory.address, count, MSG_DONTWAIT)
      if (sent < 0) {
        const errno = this.#sockets.errno()
        if (errno === EAGAIN || errno === ENOBUFS) return done
        // The answer of a peer that is not there to something sent earlier; this one counts as sent and lost.
        done++
      } else {
        done += sent
        if (sent === 0) return done
      }
    }
    return done
  }

  poll(handler: UdpDatagramHandler, limit: number): number {
    const inbound = this.#inbound
    const wanted = limit < BATCH ? limit : BATCH
    const count = this.#sockets.recvmmsg(this.#fd, inbound.memory.address, wanted, MSG_DONTWAIT, 0)
    if (count <= 0) return 0
    let received = 0
    const { ints, bytes } = inbound.memory
    for (let i = 0; i < count; i++) {
      const length = inbound.lengthOf(i)
      received += length
      const source = this.#sources.of(ints, bytes, (inbound.names + i * NAME_LENGTH) >> 2)
      handler.onDatagram(inbound.slots[i]!, length, source)
    }
    inbound.reset(count)
    return received
  }

  connect(peer: UdpAddress): void {
    const name = encodeSockaddr(peer)
    this.#sockets.connect(this.#fd, name, name.length)
  }

  close(): void {
    if (this.#fd < 0) return
    this.#sockets.close(this.#fd)
    this.#fd = -1
  }
}
