import { createSocket, type Socket } from 'node:dgram'
import { isIP, isIPv6 } from 'node:net'
import { assert, type NanoClock, ReflexError } from '@reflex/base'
import { DatagramQueue } from './datagram-queue.ts'
import type {
  DatagramHandler,
  DatagramReceiver,
  DatagramSender,
  DatagramTransport,
  ReceiverOptions,
  SenderOptions,
} from './datagram-transport.ts'

const QUEUE_CAPACITY = 1024
const DATAGRAM_LENGTH_MAX = 2048
const SEND_QUEUE_CAPACITY = 256
const TTL = 1

/** Whether an IPv4 or IPv6 address is a multicast group. */
export function isMulticast(address: string): boolean {
  if (isIPv6(address)) return /^ff/i.test(address)
  const first = Number(address.split('.')[0])
  return first >= 224 && first <= 239
}

/**
 * UDP by node:dgram. A group is received on a socket bound to the group address itself, so that only its datagrams
 * arrive (Linux).
 */
export class NodeDatagramTransport implements DatagramTransport {
  readonly #clock: NanoClock

  /** @param clock stamps arrivals. */
  constructor(clock: NanoClock) {
    this.#clock = clock
  }

  openReceiver(options: ReceiverOptions): DatagramReceiver {
    return new NodeDatagramReceiver(options, this.#clock)
  }

  openSender(options: SenderOptions): DatagramSender {
    return new NodeDatagramSender(options)
  }
}

class NodeDatagramReceiver implements DatagramReceiver {
  readonly ready: Promise<void>
  port = 0
  readonly #queue: DatagramQueue
  readonly #socket: Socket
  #isClosed = false

  constructor(options: ReceiverOptions, clock: NanoClock) {
    const isGroup = isMulticast(options.address)
    const onArrival = options.onArrival
    this.#queue = new DatagramQueue(
      options.queueCapacity ?? QUEUE_CAPACITY,
      options.datagramLengthMax ?? DATAGRAM_LENGTH_MAX,
    )
    this.#socket = createSocket({ type: isIPv6(options.address) ? 'udp6' : 'udp4', reuseAddr: isGroup })
    this.#socket.on('message', (datagram) => {
      if (this.#queue.push(datagram, clock.nanoTime())) onArrival?.()
    })
    this.ready = new Promise((resolve, reject) => {
      this.#socket.on('error', (error) => reject(asReflexError(error, options)))
      this.#socket.bind(options.port, options.address, () => {
        try {
          if (isGroup) this.#socket.addMembership(options.address, options.interface)
          if (options.socketReceiveBufferLength !== undefined)
            this.#socket.setRecvBufferSize(options.socketReceiveBufferLength)
          this.port = this.#socket.address().port
          resolve()
        } catch (error) {
          reject(error)
        }
      })
    })
    this.ready.catch(() => this.close())
  }

  get droppedCount(): number {
    return this.#queue.droppedCount
  }

  get oversizedCount(): number {
    return this.#queue.oversizedCount
  }

  poll(handler: DatagramHandler, limit: number): number {
    return this.#queue.poll(handler, limit)
  }

  close(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#socket.close()
  }
}

class NodeDatagramSender implements DatagramSender {
  readonly ready: Promise<void>
  errorCount = 0
  readonly #socket: Socket
  readonly #address: string
  readonly #port: number
  /** node:dgram sends on a later tick, from slots that nobody overwrites until it has. */
  readonly #slots: Uint8Array
  readonly #slotLength: number
  readonly #freeSlots: Int32Array
  readonly #onSent: readonly ((error: Error | null) => void)[]
  #freeCount: number
  #isClosed = false

  constructor(options: SenderOptions) {
    const capacity = options.queueCapacity ?? SEND_QUEUE_CAPACITY
    this.#address = options.address
    this.#port = options.port
    this.#slotLength = options.datagramLengthMax ?? DATAGRAM_LENGTH_MAX
    this.#slots = new Uint8Array(capacity * this.#slotLength)
    this.#freeSlots = Int32Array.from({ length: capacity }, (_, slot) => slot)
    this.#freeCount = capacity
    this.#onSent = Array.from({ length: capacity }, (_, slot) => (error: Error | null) => this.#free(slot, error))
    const type = isIPv6(options.address) ? 'udp6' : 'udp4'
    this.#socket = createSocket(isIP(options.address) === 0 ? { type } : { type, lookup: literalLookup })
    this.ready = this.#bind(options, isMulticast(options.address))
    this.ready.catch(() => {})
  }

  send(bytes: Uint8Array, offset: number, length: number): boolean {
    assert(length <= this.#slotLength, 'datagram is longer than datagramLengthMax')
    if (this.#isClosed) return false
    if (this.#freeCount === 0) {
      this.errorCount++
      return false
    }
    const slot = this.#freeSlots[--this.#freeCount]!
    const start = slot * this.#slotLength
    this.#slots.set(offset === 0 && length === bytes.length ? bytes : bytes.subarray(offset, offset + length), start)
    this.#socket.send(this.#slots, start, length, this.#port, this.#address, this.#onSent[slot])
    return true
  }

  close(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#socket.close()
  }

  #bind(options: SenderOptions, isGroup: boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#socket.on('error', (error) => {
        this.errorCount++
        reject(error)
      })
      this.#socket.bind(0, isGroup ? undefined : options.interface, () => {
        try {
          if (isGroup) this.#configureGroup(options)
          resolve()
        } catch (error) {
          reject(error)
        }
      })
    })
  }

  #configureGroup(options: SenderOptions): void {
    if (options.interface !== undefined) this.#socket.setMulticastInterface(options.interface)
    this.#socket.setMulticastTTL(options.ttl ?? TTL)
    this.#socket.setMulticastLoopback(true)
  }

  #free(slot: number, error: Error | null): void {
    this.#freeSlots[this.#freeCount++] = slot
    if (error !== null) this.errorCount++
  }
}

/** Spares a trip through the name service for what is an address already. */
function literalLookup(
  address: string,
  _options: unknown,
  callback: (error: Error | null, address: string, family: number) => void,
): void {
  callback(null, address, isIP(address))
}

function asReflexError(error: Error, options: ReceiverOptions): Error {
  if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') return error
  return new ReflexError('REFLEX_PORT_IN_USE', `UDP ${options.address}:${options.port} is in use by another program`, {
    cause: error,
  })
}
