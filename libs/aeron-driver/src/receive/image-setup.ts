import type { LogBuffers, Position } from '@aeron/client/internal'
import type { UdpAddress } from '../media/udp-address.ts'
import type { SubscriberPosition, UntetheredTimeouts } from '../subscriber-position.ts'
import type { CongestionControl } from './congestion-control.ts'
import type { FeedbackDelay } from './feedback-delay.ts'
import type { PublicationImage } from './publication-image.ts'
import type { ReceiveChannelEndpoint } from './receive-channel-endpoint.ts'
import type { ReceiveDestination } from './receive-destination.ts'

/** What the receiver works with for one image. */
export interface ImageReceiverSetup {
  readonly sessionId: number
  readonly streamId: number
  readonly endpoint: ReceiveChannelEndpoint
  readonly destination: ReceiveDestination
  /** Who sends the stream. */
  readonly source: UdpAddress
  readonly log: LogBuffers
  readonly initialTermId: number
  readonly joinPosition: number
  readonly initialWindow: number
  readonly receiverHwm: Position
  readonly naksSent: Position
  readonly congestion: CongestionControl
  readonly statusTimeoutNs: number
  readonly nowNs: number
}

export interface PublicationImageSetup extends ImageReceiverSetup {
  readonly correlationId: number
  readonly channel: string
  readonly isReliable: boolean
  readonly isRejoin: boolean
  readonly receiverPosition: Position
  readonly congestionCounters: readonly Position[]
  readonly feedbackDelay: FeedbackDelay
  readonly livenessTimeoutNs: number
  readonly untethered: UntetheredTimeouts
}

/** What the conductor does on an image's behalf. */
export interface PublicationImageHost {
  onUnavailableImage(image: PublicationImage, subscriber: SubscriberPosition): void
  onAvailableImage(image: PublicationImage, subscriber: SubscriberPosition): void
  /** Bytes were missing; part of them may have been reported before. */
  onLoss(image: PublicationImage, termId: number, termOffset: number, length: number): void
  freeCounter(counterId: number): void
}
