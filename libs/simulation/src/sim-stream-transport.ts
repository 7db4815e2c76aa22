import { Prng, ReflexError } from '@reflex/base'
import type {
  StreamAddress,
  StreamConnection,
  StreamHandler,
  StreamListener,
  StreamListenOptions,
  StreamTransport,
} from '@reflex/fix-session'
import type { SimulationScheduler } from './scheduler.ts'

export interface SimNetworkOptions {
  readonly scheduler: SimulationScheduler
  readonly seed: number
  /** One way, ns. */
  readonly latencyNs: number
  /** Added at random, uniform in 0..jitterNs. */
  readonly jitterNs: number
}

const PRNG_STREAM_TCP = 2
const CONNECT_REFUSED = 'connection refused'
const RESET_BY_PEER = 'reset by peer'
const CLOSED_BY_PEER = 'closed by peer'

/**
 * Simulated TCP: ordered, delayed byte streams between agents of one simulated firm; connections can be cut at any
 * time.
 */
export class SimStreamTransport implements StreamTransport {
  readonly #options: SimNetworkOptions
  readonly #prng: Prng
  readonly #listeners = new Map<number, Listening>()
  readonly #open = new Set<SimConnection>()

  constructor(options: SimNetworkOptions) {
    this.#options = options
    this.#prng = new Prng(options.seed, PRNG_STREAM_TCP)
  }

  listen(
    options: StreamListenOptions,
    onConnection: (connection: StreamConnection) => StreamHandler,
    owner: object = this,
  ): StreamListener {
    if (this.#listeners.has(options.port)) {
      throw new ReflexError('REFLEX_PORT_IN_USE', `port ${options.host}:${options.port} is in use`)
    }
    this.#listeners.set(options.port, { onConnection, owner })
    return { port: options.port, close: () => void this.#listeners.delete(options.port) }
  }

  connect(address: StreamAddress, handler: StreamHandler, owner: object = this): StreamConnection {
    const near = new SimConnection(this, `${address.host}:${address.port}`, owner)
    near.handler = handler
    this.#options.scheduler.after(this.delayNs(), () => {
      const listening = this.#listeners.get(address.port)
      if (near.isClosed) return
      if (listening === undefined) return near.end(CONNECT_REFUSED)
      const far = new SimConnection(this, 'simulated peer', listening.owner)
      near.peer = far
      far.peer = near
      near.isOpen = true
      far.isOpen = true
      this.#open.add(near).add(far)
      far.handler = listening.onConnection(far)
      handler.onOpen()
    })
    return near
  }

  /** The network as one process sees it: what it opened dies with it. */
  endpoint(): SimEndpoint {
    const owner = {}
    return {
      listen: (options, onConnection) => this.listen(options, onConnection, owner),
      connect: (address, handler) => this.connect(address, handler, owner),
      kill: () => this.#kill(owner),
    }
  }

  /** Cuts every connection, as a network fault does: both ends see a reset, bytes in flight are lost. */
  cutAll(): void {
    for (const connection of [...this.#open]) connection.end(RESET_BY_PEER)
  }

  /** Like the death of a process: its ports are free, its peers see a reset, it hears nothing more. */
  #kill(owner: object): void {
    for (const [port, listening] of this.#listeners) if (listening.owner === owner) this.#listeners.delete(port)
    for (const connection of [...this.#open]) {
      if (connection.owner !== owner) continue
      const { peer } = connection
      connection.handler = undefined
      connection.end(RESET_BY_PEER)
      peer?.end(RESET_BY_PEER)
    }
  }

  /**
   * For connections: runs an action after the network's delay, never before `notBeforeNs`. @returns the time chosen.
   */
  deliver(notBeforeNs: number, action: () => void): number {
    const atNs = Math.max(this.#options.scheduler.clock.nowNs + this.delayNs(), notBeforeNs)
    this.#options.scheduler.at(atNs, action)
    return atNs
  }

  delayNs(): number {
    const { latencyNs, jitterNs } = this.#options
    return latencyNs + (jitterNs > 0 ? Math.floor(this.#prng.nextFloat() * jitterNs) : 0)
  }

  forget(connection: SimConnection): void {
    this.#open.delete(connection)
  }
}

export interface SimEndpoint extends StreamTransport {
  kill(): void
}

interface Listening {
  readonly onConnection: (connection: StreamConnection) => StreamHandler
  readonly owner: object
}

class SimConnection implements StreamConnection {
  readonly remote: string
  readonly bufferedBytes = 0
  handler: StreamHandler | undefined = undefined
  peer: SimConnection | undefined = undefined
  isOpen = false
  isClosed = false
  readonly owner: object
  readonly #network: SimStreamTransport
  #lastDeliveryNs = 0

  constructor(network: SimStreamTransport, remote: string, owner: object) {
    this.owner = owner
    this.#network = network
    this.remote = remote
  }

  send(bytes: Uint8Array, offset: number, length: number): boolean {
    if (!this.isOpen) return false
    const peer = this.peer!
    const copy = bytes.slice(offset, offset + length)
    this.#lastDeliveryNs = this.#network.deliver(this.#lastDeliveryNs, () => {
      if (peer.isOpen) peer.handler?.onData(copy, 0, copy.length)
    })
    return true
  }

  close(): void {
    if (this.isClosed) return
    const peer = this.peer
    if (peer !== undefined) this.#network.deliver(this.#lastDeliveryNs, () => peer.end(CLOSED_BY_PEER))
    this.end('closed')
  }

  end(reason: string): void {
    if (this.isClosed) return
    this.isClosed = true
    this.isOpen = false
    this.#network.forget(this)
    this.handler?.onClose(reason)
  }
}
