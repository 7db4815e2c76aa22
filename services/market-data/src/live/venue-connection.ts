/**
 * One public WebSocket connection to a venue, kept up: connects, subscribes, pings, notices silence, and begins anew
 * with growing pauses. Snapshots are asked for over REST or by a new subscription, within the venue's limits. What
 * arrives is handed on with the time of its arrival; so is what happens to the connection, as control frames.
 *
 *     connecting --open--> open --close, error, no pong--> waiting --back-off--> connecting
 */

import { WebSocket } from 'ws'
import { CONTROL_FRAMES } from '../core/crypto/control-frame.ts'
import { BackOff, RateLimit } from './rate-limit.ts'
import type { VenueDialect } from './venue-dialect.ts'

const CONNECT_TIMEOUT_MS = 10_000
const BACK_OFF_FIRST_MS = 500
const BACK_OFF_LAST_MS = 60_000
const REQUEST_TIMEOUT_MS = 10_000
/** A connection that has lived so long counts as a success. */
const STABLE_MS = 10_000
const PINGS_UNANSWERED_MAX = 3
const ALIVE = new Uint8Array(0)

export interface ConnectionListener {
  /**
   * A frame of the venue, or a control frame (empty: the connection lives).
   * @param url of a REST answer, '' for the stream. @param symbol that a REST answer is about, '' for none.
   */
  onVenueFrame(bytes: Uint8Array, url: string, symbol: string): void
  /** Something to tell people, once for each change of state. */
  onVenueNote(text: string): void
}

export interface ConnectionOptions {
  readonly dialect: VenueDialect
  readonly symbols: readonly string[]
  readonly listener: ConnectionListener
  /** Longest frame taken, bytes. */
  readonly frameLengthMax: number
  readonly chance: () => number
  readonly backOffFirstMs?: number
}

export class VenueConnection {
  connects = 0
  failures = 0
  requests = 0
  requestFailures = 0
  readonly #options: ConnectionOptions
  readonly #backOff: BackOff
  readonly #sends: RateLimit
  readonly #requests: RateLimit
  readonly #timers = new Set<NodeJS.Timeout>()
  #socket: WebSocket | undefined = undefined
  /** Raised with each connection: what was asked of an older one is of no use. */
  #life = 0
  #unanswered = 0
  #isClosed = false

  constructor(options: ConnectionOptions) {
    this.#options = options
    this.#backOff = new BackOff(options.backOffFirstMs ?? BACK_OFF_FIRST_MS, BACK_OFF_LAST_MS, options.chance)
    this.#sends = new RateLimit(options.dialect.sendsPerSecond)
    this.#requests = new RateLimit(options.dialect.requestsPerSecond)
  }

  get isOpen(): boolean {
    return this.#socket?.readyState === WebSocket.OPEN
  }

  start(): void {
    this.#connect()
  }

  /** Asks for the whole book of a symbol. */
  requestSnapshot(symbol: string): void {
    const { dialect } = this.#options
    const path = dialect.snapshotPath(symbol)
    if (path === undefined) {
      for (const frame of dialect.resubscribe(symbol)) this.#send(frame)
      return
    }
    const life = this.#life
    this.#later(this.#requests.take(performance.now()), () => {
      if (life === this.#life) void this.#fetch(symbol, dialect.restUrl + path, life)
    })
  }

  close(): void {
    this.#isClosed = true
    for (const timer of this.#timers) clearTimeout(timer)
    this.#timers.clear()
    this.#socket?.terminate()
    this.#socket = undefined
  }

  #connect(): void {
    const { dialect, symbols, frameLengthMax, listener } = this.#options
    const url = dialect.wsUrl + dialect.wsPath(symbols)
    const socket = new WebSocket(url, { handshakeTimeout: CONNECT_TIMEOUT_MS, maxPayload: frameLengthMax })
    const life = ++this.#life
    this.#socket = socket
    this.#unanswered = 0
    let isOver = false
    const end = (why: string): void => {
      if (isOver || this.#isClosed) return
      isOver = true
      socket.terminate()
      this.#onEnd(life, why)
    }
    socket.on('open', () => this.#onOpen(life))
    socket.on('message', (data: Buffer) => {
      if (life !== this.#life || this.#isClosed) return
      this.#unanswered = 0
      listener.onVenueFrame(data, '', '')
    })
    socket.on('pong', () => {
      if (life !== this.#life) return
      this.#unanswered = 0
      listener.onVenueFrame(ALIVE, '', '')
    })
    socket.on('error', (error) => end(error.message))
    socket.on('close', (code) => end(`closed with ${code}`))
  }

  #onOpen(life: number): void {
    const { dialect, symbols, listener } = this.#options
    this.connects++
    listener.onVenueNote(`connected to ${dialect.wsUrl}`)
    listener.onVenueFrame(CONTROL_FRAMES.connected, '', '')
    for (const frame of dialect.subscribe(symbols)) this.#send(frame)
    this.#later(STABLE_MS, () => {
      if (life === this.#life) this.#backOff.succeed()
    })
    this.#ping(life)
  }

  /** Pings until the connection ends; too many without an answer end it. */
  #ping(life: number): void {
    const { dialect } = this.#options
    this.#later(dialect.pingMs, () => {
      const socket = this.#socket
      if (life !== this.#life || socket?.readyState !== WebSocket.OPEN) return
      if (++this.#unanswered > PINGS_UNANSWERED_MAX) {
        socket.terminate()
        return
      }
      if (dialect.ping === undefined) socket.ping()
      else this.#send(dialect.ping)
      this.#ping(life)
    })
  }

  #onEnd(life: number, why: string): void {
    const { listener, dialect } = this.#options
    if (life !== this.#life) return
    this.#life++
    this.failures++
    listener.onVenueFrame(CONTROL_FRAMES.disconnected, '', '')
    const pauseMs = this.#backOff.next()
    listener.onVenueNote(`lost ${dialect.wsUrl} (${why}); again in ${Math.round(pauseMs)} ms`)
    this.#later(pauseMs, () => this.#connect())
  }

  #send(frame: unknown): void {
    const life = this.#life
    this.#later(this.#sends.take(performance.now()), () => {
      if (life !== this.#life || this.#socket?.readyState !== WebSocket.OPEN) return
      this.#socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame))
    })
  }

  async #fetch(symbol: string, url: string, life: number): Promise<void> {
    this.requests++
    try {
      const answer = await fetch(url, { signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS) })
      const bytes = new Uint8Array(await answer.arrayBuffer())
      if (!answer.ok) throw new Error(`status ${answer.status}`)
      if (life === this.#life && !this.#isClosed) this.#options.listener.onVenueFrame(bytes, url, symbol)
    } catch (error) {
      this.requestFailures++
      if (!this.#isClosed) this.#options.listener.onVenueNote(`no answer from ${url}: ${(error as Error).message}`)
    }
  }

  #later(ms: number, act: () => void): void {
    if (this.#isClosed) return
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      act()
    }, ms)
    this.#timers.add(timer)
  }
}
