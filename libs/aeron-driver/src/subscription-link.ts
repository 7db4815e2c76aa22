import type { ChannelUri } from '@aeron/client'
import type { UdpChannel } from './media/udp-channel.ts'
import type { ConcludedMediaDriverContext } from './media-driver-context.ts'
import { boolean, sessionIdOf } from './publication-params.ts'
import type { ReceiveChannelEndpoint } from './receive/receive-channel-endpoint.ts'

/** A destination of a multi-destination subscription that is read from a log of this driver, not from a socket. */
export interface LocalDestination {
  /** As given by the client. */
  readonly text: string
  /** What to spy on; undefined: IPC. */
  readonly spied: UdpChannel | undefined
}

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
  /** False: gaps are filled, not asked for. */
  readonly isReliable: boolean
  /** Of a UDP subscription or spy. */
  readonly udpChannel: UdpChannel | undefined
  /** Where a UDP subscription listens. */
  endpoint: ReceiveChannelEndpoint | undefined = undefined
  localDestinations: readonly LocalDestination[] = []

  constructor(
    ids: { registrationId: number; clientId: number; streamId: number },
    channel: string,
    uri: ChannelUri,
    context: ConcludedMediaDriverContext,
    udpChannel?: UdpChannel,
  ) {
    this.registrationId = ids.registrationId
    this.clientId = ids.clientId
    this.streamId = ids.streamId
    this.channel = channel
    this.uri = uri
    this.sessionId = sessionIdOf(uri)
    this.isTether = boolean(uri, 'tether') ?? context.tetherSubscriptions
    this.isRejoin = boolean(uri, 'rejoin') ?? context.rejoinStream
    this.isReliable = boolean(uri, 'reliable') ?? context.reliableStream
    this.udpChannel = udpChannel
    if (uri.isSpy) this.localDestinations = [{ text: channel, spied: udpChannel }]
  }

  /** Whether it wants a session of a stream id. */
  wants(streamId: number, sessionId: number): boolean {
    return this.streamId === streamId && (this.sessionId === undefined || this.sessionId === sessionId)
  }

  /** Whether it wants a publication of this driver on a UDP channel, read from its log. */
  spiesOn(channel: UdpChannel, streamId: number, sessionId: number): boolean {
    if (!this.wants(streamId, sessionId)) return false
    for (const { spied } of this.localDestinations) {
      if (spied === undefined) continue
      const isSameTag = spied.hasTag && spied.tag === channel.tag
      if (isSameTag || spied.matchesCanonically(channel)) return true
    }
    return false
  }

  matchesIpc(streamId: number, sessionId: number): boolean {
    if (!this.wants(streamId, sessionId)) return false
    if (this.uri.media === 'ipc') return !this.uri.isSpy
    return this.localDestinations.some(({ spied }) => spied === undefined)
  }
}
