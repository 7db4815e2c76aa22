import type { AtomicBuffer, LogBuffers, Position } from '@aeron/client/internal'
import type { UdpAddress } from '../media/udp-address.ts'
import type { PublicationParams, StartPosition } from '../publication-params.ts'
import type { FlowControl } from './flow-control.ts'
import type { RetransmitOptions } from './retransmit-handler.ts'
import type { SendChannelEndpoint } from './send-channel-endpoint.ts'

/** What the sender works with for one publication. */
export interface PublicationSenderSetup {
  readonly sessionId: number
  readonly streamId: number
  readonly endpoint: SendChannelEndpoint
  readonly log: LogBuffers
  readonly start: StartPosition
  readonly params: PublicationParams
  readonly mtuLength: number
  readonly senderPosition: Position
  readonly senderLimit: Position
  readonly backPressureEvents: Position
  readonly naksReceived: Position
  readonly flowControl: FlowControl
  readonly retransmit: RetransmitOptions
  /** Datagrams of one turn. */
  readonly messagesPerSendMax: number
  /** A receiver silent for longer is gone. */
  readonly connectionTimeoutNs: number
  readonly ttl: number
}

/** What the sender asks of the conductor's half. */
export interface PublicationSenderHost {
  /** Whether clients may see the publication as connected. */
  readonly isConnected: boolean
  /** Whether receivers shall set up a response channel. */
  readonly isResponseWanted: boolean
  /** @returns the position of the fastest spy, at least the one given. */
  maxSpyPosition(position: number): number
  /** A live receiver has rejected the image. */
  onReceiverError(frame: AtomicBuffer, source: UdpAddress, destinationId: number): void
}
