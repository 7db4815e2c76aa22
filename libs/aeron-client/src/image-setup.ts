import type { Image } from './image.ts'
import type { LogBuffers } from './logbuffer/log-buffers.ts'
import type { Position } from './status/position.ts'
import type { Subscription } from './subscription.ts'

/** What the conductor hands to a new image. */
export interface ImageSetup {
  readonly subscription: Subscription
  readonly correlationId: number
  readonly sessionId: number
  readonly sourceIdentity: string
  readonly logBuffers: LogBuffers
  readonly subscriberPosition: Position
  readonly onReject: (image: Image, reason: string) => void
}
