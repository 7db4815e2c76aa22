/**
 * The seam between FIX sessions and TCP: `NodeTransport` is the network, `MemoryTransport` a pair of ends in one
 * process, the simulation has one with delays and faults. Handlers are called between turns of the service: they store
 * bytes and wake it, nothing more.
 */
export interface StreamTransport {
  /**
   * `onConnection` is called for each connection taken, and returns its handler.
   * @throws ReflexError REFLEX_PORT_IN_USE: at once, or through `onError` where the system tells it later (node:net).
   */
  listen(options: StreamListenOptions, onConnection: (connection: StreamConnection) => StreamHandler): StreamListener
  /** Begins to connect. The handler is told: onOpen, then data, then onClose once; or onClose only when it failed. */
  connect(options: StreamAddress, handler: StreamHandler): StreamConnection
}

export interface StreamAddress {
  readonly host: string
  readonly port: number
}

export interface StreamListenOptions extends StreamAddress {
  /** Told when listening fails or breaks. */
  readonly onError: (error: unknown) => void
}

export interface StreamHandler {
  /** The connection can send. Accepted connections are open from the start and get no onOpen. */
  onOpen(): void
  /** @param bytes valid only during the call. */
  onData(bytes: Uint8Array, offset: number, length: number): void
  /** Nothing follows. Called once, also after `close()`. @param reason for logs. */
  onClose(reason: string): void
}

export interface StreamConnection {
  /** False before onOpen and from close() or onClose on. */
  readonly isOpen: boolean
  /** Bytes taken by `send` that the operating system has not taken yet. */
  readonly bufferedBytes: number
  /** The other end, for logs. */
  readonly remote: string
  /**
   * Copies or writes out the bytes before it returns. @returns false when the connection is not open; nothing is sent
   * then.
   */
  send(bytes: Uint8Array, offset: number, length: number): boolean
  /** Sends what is buffered, then closes. No data is delivered any more. */
  close(): void
}

export interface StreamListener {
  /** The port listened on; 0 until it is known. */
  readonly port: number
  close(): void
}
