import { ReflexError } from '@reflex/base'
import type {
  StreamAddress,
  StreamConnection,
  StreamHandler,
  StreamListener,
  StreamListenOptions,
  StreamTransport,
} from './stream-transport.ts'

type OnConnection = (connection: StreamConnection) => StreamHandler

/**
 * Connections within one process, for tests. Nothing moves inside `send` or `connect`: call `step()` (or `run()`) to
 * deliver, in order. Bytes arrive in pieces of the sizes that `pieceLength` gives.
 */
export class MemoryTransport implements StreamTransport {
  readonly #listeners = new Map<string, OnConnection>()
  readonly #events: (() => void)[] = []
  /** Length of the next piece to deliver of `available` bytes. Default: all of them. */
  pieceLength: (available: number) => number = (available) => available

  listen(options: StreamListenOptions, onConnection: OnConnection): StreamListener {
    const key = `${options.host}:${options.port}`
    if (this.#listeners.has(key)) throw new ReflexError('REFLEX_PORT_IN_USE', `port ${key} is in use`)
    this.#listeners.set(key, onConnection)
    return { port: options.port, close: () => this.#listeners.delete(key) }
  }

  connect(options: StreamAddress, handler: StreamHandler): StreamConnection {
    const key = `${options.host}:${options.port}`
    const near = new MemoryConnection(this, key)
    near.handler = handler
    this.post(() => {
      const onConnection = this.#listeners.get(key)
      if (onConnection === undefined) return near.down('connection refused')
      const far = new MemoryConnection(this, 'memory')
      near.peer = far
      far.peer = near
      far.isOpen = true
      far.handler = onConnection(far)
      near.isOpen = true
      near.handler?.onOpen()
    })
    return near
  }

  /** Delivers one event. @returns false when there was none. */
  step(): boolean {
    const event = this.#events.shift()
    event?.()
    return event !== undefined
  }

  /** Delivers until nothing is under way. */
  run(): void {
    while (this.step()) {}
  }

  post(event: () => void): void {
    this.#events.push(event)
  }
}

class MemoryConnection implements StreamConnection {
  readonly remote: string
  readonly #transport: MemoryTransport
  peer: MemoryConnection | null = null
  handler: StreamHandler | null = null
  isOpen = false
  bufferedBytes = 0

  constructor(transport: MemoryTransport, remote: string) {
    this.#transport = transport
    this.remote = remote
  }

  send(bytes: Uint8Array, offset: number, length: number): boolean {
    if (!this.isOpen) return false
    const end = offset + length
    for (let at = offset; at < end; ) {
      const next = Math.min(end, at + Math.max(1, this.#transport.pieceLength(end - at)))
      const piece = bytes.slice(at, next)
      this.bufferedBytes += piece.length
      this.#transport.post(() => {
        this.bufferedBytes -= piece.length
        if (this.peer?.isOpen) this.peer.handler?.onData(piece, 0, piece.length)
      })
      at = next
    }
    return true
  }

  close(): void {
    if (this.isOpen) this.#transport.post(() => this.peer?.down('closed by peer'))
    this.down('closed by us')
  }

  down(reason: string): void {
    this.isOpen = false
    const handler = this.handler
    this.handler = null
    handler?.onClose(reason)
  }
}
