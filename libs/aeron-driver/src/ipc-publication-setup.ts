import type { LogBuffers, Position } from '@aeron/client/internal'
import type { IpcPublication } from './ipc-publication.ts'
import type { PublicationParams, StartPosition } from './publication-params.ts'
import type { SubscriberPosition } from './subscriber-position.ts'

/** What the conductor does on a publication's behalf. */
export interface IpcPublicationHost {
  onUnavailableImage(publication: IpcPublication, subscriber: SubscriberPosition): void
  onAvailableImage(publication: IpcPublication, subscriber: SubscriberPosition): void
  /** Subscribers may join again after a rejection. */
  onCoolDownComplete(publication: IpcPublication): void
}

export interface IpcPublicationSetup {
  readonly registrationId: number
  readonly clientId: number
  readonly sessionId: number
  readonly streamId: number
  readonly channel: string
  readonly isExclusive: boolean
  readonly start: StartPosition
  readonly params: PublicationParams
  readonly log: LogBuffers
  readonly publisherPosition: Position
  readonly publisherLimit: Position
  readonly unblockTimeoutNs: number
  readonly nowNs: number
}
