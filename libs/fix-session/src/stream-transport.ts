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
  /** TLS on this address; left out: plain TCP. Transports without a network ignore it. */
  readonly tls?: StreamTls | undefined
}

/** Keys and certificates as PEM text. */
export interface StreamTls {
  /** Our own certificate chain and key. A listener needs both; a client shows them to a peer that asks. */
  readonly cert?: string
  readonly key?: string
  /** Whom we trust; left out: the system's authorities. */
  readonly ca?: string
  /**
   * Client: whether the peer's certificate must be good and name the host (default true). Listener: whether callers
   * must show one that `ca` trusts (default false).
   */
  readonly verifyPeer?: boolean
  /** Client: the name that the certificate must have, where it is not `host`. */
  readonly serverName?: string
  /** Default TLSv1.2. */
  readonly minVersion?: 'TLSv1.2' | 'TLSv1.3'
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
  /** The other end as `address:port`. */
  readonly remote: string
  /** Common name in the peer's certificate; '' or left out where there is none. */
  readonly peerName?: string
  /** Stops or goes on with taking bytes from the peer, who then has to wait. A transport may not know how. */
  setReading?(isReading: boolean): void
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
