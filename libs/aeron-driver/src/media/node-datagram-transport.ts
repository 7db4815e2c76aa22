import { createSocket, type Socket } from 'node:dgram'
import { isIPv6 } from 'node:net'
import { type NanoClock, ReflexError } from '@reflex/base'
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
  #isClosed = false

  constructor(options: SenderOptions) {
    this.#address = options.address
    this.#port = options.port
    this.#socket = createSocket(isIPv6(options.address) ? 'udp6' : 'udp4')
    const isGroup = isMulticast(options.address)
    this.ready = new Promise((resolve, reject) => {
      this.#socket.on('error', (error) => {
        this.errorCount++
        reject(error)
      })
      this.#socket.bind(0, isGroup ? undefined : options.interface, () => {
        try {
          if (isGroup) {
            if (options.interface !== undefined) this.#socket.setMulticastInterface(options.interface)
            this.#socket.setMulticastTTL(options.ttl ?? TTL)
            this.#socket.setMulticastLoopback(true)
          }
          resolve()
        } catch (error) {
          reject(error)
        }
      })
    })
    this.ready.catch(() => {})
  }

  send(bytes: Uint8Array, offset: number, length: number): boolean {
    if (this.#isClosed) return false
    this.#socket.send(bytes, offset, length, this.#port, this.#address, this.#onSent)
    return true
  }

  close(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#socket.close()
  }

  readonly #onSent = (error: Error | null): void => {
    if (error !== null) this.errorCount++
  }
}

function asReflexError(error: Error, options: ReceiverOptions): Error {
  if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') return error
  return new ReflexError('REFLEX_PORT_IN_USE', `UDP ${options.address}:${options.port} is in use by another program`, {
    cause: error,
  })
}
