import { createServer, type Server, type Socket, connect as tcpConnect } from 'node:net'
import { createServer as createTlsServer, type TLSSocket, connect as tlsConnect } from 'node:tls'
import { ReflexError } from '@reflex/base'
import type {
  StreamAddress,
  StreamConnection,
  StreamHandler,
  StreamListener,
  StreamListenOptions,
  StreamTransport,
} from './stream-transport.ts'
import { clientTls, serverTls } from './tls-options.ts'

const STAGING_BYTES = 256 * 1024
const LINGER_MS = 1000

/** TCP by node:net, without Nagle's delay; TLS by node:tls where the address asks for it. */
export class NodeTransport implements StreamTransport {
  listen(options: StreamListenOptions, onConnection: (connection: StreamConnection) => StreamHandler): StreamListener {
    return new NodeListener(options, onConnection)
  }

  connect(options: StreamAddress, handler: StreamHandler): StreamConnection {
    const { host, port, tls } = options
    const isTls = tls !== undefined
    const socket = isTls ? tlsConnect({ host, port, ...clientTls(tls, host) }) : tcpConnect({ host, port })
    socket.setNoDelay(true)
    const connection = new NodeConnection(socket, `${host}:${port}`)
    connection.handler = handler
    socket.on(isTls ? 'secureConnect' : 'connect', () => connection.open())
    return connection
  }
}

class NodeListener implements StreamListener {
  readonly #server: Server

  constructor(options: StreamListenOptions, onConnection: (connection: StreamConnection) => StreamHandler) {
    const { host, port, onError, tls } = options
    const accept = (socket: Socket): void => {
      const connection = new NodeConnection(socket, `${socket.remoteAddress}:${socket.remotePort}`)
      connection.isOpen = true
      connection.handler = onConnection(connection)
    }
    if (tls === undefined) this.#server = createServer({ noDelay: true }, accept)
    else this.#server = createTlsServer({ noDelay: true, ...serverTls(tls) }, accept)
    this.#server.on('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE'
      onError(isTaken ? new ReflexError('REFLEX_PORT_IN_USE', `port ${host}:${port} is in use`) : error)
    })
    this.#server.listen({ host, port })
  }

  get port(): number {
    const address = this.#server.address()
    return address !== null && typeof address === 'object' ? address.port : 0
  }

  close(): void {
    this.#server.close()
  }
}

class NodeConnection implements StreamConnection {
  readonly remote: string
  handler: StreamHandler | null = null
  isOpen = false
  readonly #socket: Socket
  /** Where bytes stay until the kernel took them: used again from the start once nothing is under way. */
  #staging = Buffer.allocUnsafeSlow(STAGING_BYTES)
  #used = 0
  #reason = 'closed by peer'

  constructor(socket: Socket, remote: string) {
    this.#socket = socket
    this.remote = remote
    socket.on('data', (chunk: Buffer) => {
      if (this.isOpen) this.handler?.onData(chunk, 0, chunk.length)
    })
    socket.on('end', () => this.#down())
    socket.on('error', (error) => {
      this.#reason = error.message
    })
    socket.on('close', () => this.#down())
  }

  open(): void {
    if (this.handler === null) return
    this.isOpen = true
    this.handler.onOpen()
  }

  get peerName(): string {
    const name = (this.#socket as Partial<TLSSocket>).getPeerCertificate?.()?.subject?.CN
    return typeof name === 'string' ? name : ''
  }

  setReading(isReading: boolean): void {
    if (isReading) this.#socket.resume()
    else this.#socket.pause()
  }

  get bufferedBytes(): number {
    return this.#socket.writableLength
  }

  send(bytes: Uint8Array, offset: number, length: number): boolean {
    if (!this.isOpen) return false
    if (this.#socket.writableLength === 0) this.#used = 0
    if (this.#used + length > this.#staging.length) {
      this.#staging = Buffer.allocUnsafeSlow(Math.max(STAGING_BYTES, length))
      this.#used = 0
    }
    const start = this.#used
    this.#staging.set(bytes.subarray(offset, offset + length), start)
    this.#used = start + length
    this.#socket.write(this.#staging.subarray(start, start + length))
    return true
  }

  /**
   * Ends our half and goes on reading (into nothing) for a moment: closing with unread input would reset what we just
   * sent.
   */
  close(): void {
    if (this.isOpen) {
      this.#reason = 'closed by us'
      this.isOpen = false
      // What still comes is read, or the end could not be.
      this.#socket.resume()
      this.#socket.end()
      setTimeout(() => this.#socket.destroy(), LINGER_MS).unref()
    } else this.#socket.destroy()
    this.#down()
  }

  #down(): void {
    this.isOpen = false
    const handler = this.handler
    this.handler = null
    handler?.onClose(this.#reason)
  }
}
