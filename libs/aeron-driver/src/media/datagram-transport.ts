/**
 * The seam to the network. Receivers queue what arrives, with the time of arrival, until they are polled; senders do
 * not wait. Implementations: NodeDatagramTransport (node:dgram) and, for the simulator, one over a simulated network.
 */

/** Told of one datagram: `bytes[offset .. offset + length)`, valid during the call only. */
export interface DatagramHandler {
  /** @param arrivalNs when it arrived, by the receiver's NanoClock. */
  onDatagram(bytes: Uint8Array, offset: number, length: number, arrivalNs: number): void
}

export interface ReceiverOptions {
  /** Address to bind, or the multicast group to join. */
  readonly address: string
  /** 0: any free port; see DatagramReceiver.port. */
  readonly port: number
  /** Local interface address for a multicast group, such as 127.0.0.1. */
  readonly interface?: string
  /** Datagrams that can wait to be polled. Default 1024. */
  readonly queueCapacity?: number
  /** Longest datagram, in bytes; longer ones are dropped and counted. Default 2048. */
  readonly datagramLengthMax?: number
  /** Size of the socket's receive buffer, in bytes. Default: the system's. */
  readonly socketReceiveBufferLength?: number
  /** Called when a datagram was queued; schedule a poll, do not run one. */
  readonly onArrival?: () => void
}

export interface SenderOptions {
  /** Destination: unicast address or multicast group. */
  readonly address: string
  readonly port: number
  /** Local interface address to send from, such as 127.0.0.1. */
  readonly interface?: string
  /** Hops a multicast datagram may take. Default 1. */
  readonly ttl?: number
  /** Datagrams that can be on their way to the system. Default 256. */
  readonly queueCapacity?: number
  /** Longest datagram, in bytes. Default 2048. */
  readonly datagramLengthMax?: number
}

export interface DatagramReceiver {
  /** Resolves when the socket is bound and has joined its group. @throws ReflexError REFLEX_PORT_IN_USE. */
  readonly ready: Promise<void>
  /** Bound port; 0 before `ready`. */
  readonly port: number
  /** Dropped because the queue was full. */
  readonly droppedCount: number
  /** Dropped because they were longer than datagramLengthMax. */
  readonly oversizedCount: number
  /** @returns datagrams delivered, at most the limit. */
  poll(handler: DatagramHandler, limit: number): number
  close(): void
}

export interface DatagramSender {
  /** Resolves when the socket can send. */
  readonly ready: Promise<void>
  /** Datagrams lost on this side: refused by the system, or by `send` because too many were on their way. */
  readonly errorCount: number
  /**
   * Takes a copy and does not wait. @param length at most datagramLengthMax. @returns false when the datagram was not
   * taken: closed, or too many on their way.
   */
  send(bytes: Uint8Array, offset: number, length: number): boolean
  close(): void
}

export interface DatagramTransport {
  openReceiver(options: ReceiverOptions): DatagramReceiver
  openSender(options: SenderOptions): DatagramSender
}
