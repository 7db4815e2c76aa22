import type {
  StreamAddress,
  StreamConnection,
  StreamHandler,
  StreamListener,
  StreamListenOptions,
  StreamTransport,
} from '@reflex/fix-session'

/** The sockets of one process: when it is killed they end, and nothing of the process runs or sends any more. */
export class KillableTransport implements StreamTransport {
  readonly #inner: StreamTransport
  readonly #listeners: StreamListener[] = []
  readonly #connections: StreamConnection[] = []
  isDead = false

  constructor(inner: StreamTransport) {
    this.#inner = inner
  }

  listen(options: StreamListenOptions, onConnection: (connection: StreamConnection) => StreamHandler): StreamListener {
    const listener = this.#inner.listen(options, (connection) => {
      this.#connections.push(connection)
      const handler = onConnection(this.#guard(connection))
      return {
        onOpen: () => this.isDead || handler.onOpen(),
        onData: (bytes, offset, length) => this.isDead || handler.onData(bytes, offset, length),
        onClose: (reason) => this.isDead || handler.onClose(reason),
      }
    })
    this.#listeners.push(listener)
    return listener
  }

  connect(_options: StreamAddress, _handler: StreamHandler): StreamConnection {
    throw new Error('a venue does not connect')
  }

  /** The operating system closes what the dead process had open. */
  closeAll(): void {
    this.isDead = true
    for (const listener of this.#listeners) listener.close()
    for (const connection of this.#connections) connection.close()
  }

  #guard(inner: StreamConnection): StreamConnection {
    const isDead = (): boolean => this.isDead
    return {
      get isOpen() {
        return inner.isOpen && !isDead()
      },
      get bufferedBytes() {
        return inner.bufferedBytes
      },
      remote: inner.remote,
      send: (bytes, offset, length) => !isDead() && inner.send(bytes, offset, length),
      close: () => {
        if (!isDead()) inner.close()
      },
    }
  }
}
