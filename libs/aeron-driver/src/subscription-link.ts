import type { ChannelUri } from '@aeron/client'
import type { ConcludedMediaDriverContext } from './media-driver-context.ts'
import { boolean, sessionIdOf } from './publication-params.ts'

/** One subscription of one client, as the driver knows it. */
export class SubscriptionLink {
  readonly registrationId: number
  readonly clientId: number
  readonly streamId: number
  readonly channel: string
  readonly uri: ChannelUri
  /** Only this session, when set. */
  readonly sessionId: number | undefined
  /** False: may be dropped when it is slow. */
  readonly isTether: boolean
  /** Whether it may come back after it was dropped. */
  readonly isRejoin: boolean

  constructor(
    ids: { registrationId: number; clientId: number; streamId: number },
    channel: string,
    uri: ChannelUri,
    context: ConcludedMediaDriverContext,
  ) {
    this.registrationId = ids.registrationId
    this.clientId = ids.clientId
    this.streamId = ids.streamId
    this.channel = channel
    this.uri = uri
    this.sessionId = sessionIdOf(uri)
    this.isTether = boolean(uri, 'tether') ?? context.tetherSubscriptions
    this.isRejoin = boolean(uri, 'rejoin') ?? context.rejoinStream
  }

  matchesIpc(streamId: number, sessionId: number): boolean {
    return (
      this.uri.media === 'ipc' &&
      this.streamId === streamId &&
      (this.sessionId === undefined || this.sessionId === sessionId)
    )
  }
}
