import type { AtomicBuffer, CountersManager } from '@aeron/client/internal'
import type { ClientProxy } from '../client-proxy.ts'
import { confirmMatch, findTagged, type PublicationRequest } from '../driver-publication.ts'
import type { LogFactory } from '../log-factory.ts'
import {
  ERROR_CODE_OFFSET,
  ERROR_FLAG_GROUP_TAG,
  ERROR_GROUP_TAG_OFFSET,
  ERROR_HEADER_LENGTH,
  ERROR_RECEIVER_ID_OFFSET,
  ERROR_TEXT_LENGTH_OFFSET,
  FRAME_WORD_OFFSET,
  flagsOf,
} from '../media/protocol.ts'
import type { UdpAddress } from '../media/udp-address.ts'
import type { UdpChannel } from '../media/udp-channel.ts'
import type { ConcludedMediaDriverContext } from '../media-driver-context.ts'
import { parsePublicationParams } from '../publication-params.ts'
import type { SessionIds } from '../session-ids.ts'
import { allocateSubscriberPosition } from '../stream-counters.ts'
import type { SubscriberPosition } from '../subscriber-position.ts'
import type { SubscriptionLink } from '../subscription-link.ts'
import type { SystemCounters } from '../system-counters.ts'
import { createNetworkPublication } from './create-network-publication.ts'
import type { NetworkPublication } from './network-publication.ts'
import type { NetworkPublicationHost } from './network-publication-setup.ts'
import type { SendChannelEndpoint } from './send-channel-endpoint.ts'
import { SendEndpoints } from './send-endpoints.ts'
import type { Sender } from './sender.ts'

const SPY_SOURCE_IDENTITY = 'aeron:ipc'

export interface UdpPublicationsParts {
  readonly clientProxy: ClientProxy
  readonly counters: CountersManager
  readonly systemCounters: SystemCounters
  readonly logs: LogFactory
  readonly sessionIds: SessionIds
  readonly sender: Sender
  readonly subscriptions: ReadonlyMap<number, SubscriptionLink>
}

/** All UDP publications of the driver, and the spies that read their logs. */
export class UdpPublications implements NetworkPublicationHost {
  readonly #context: ConcludedMediaDriverContext
  readonly #parts: UdpPublicationsParts
  readonly #endpoints: SendEndpoints
  #all: readonly NetworkPublication[] = []

  constructor(context: ConcludedMediaDriverContext, parts: UdpPublicationsParts) {
    this.#context = context
    this.#parts = parts
    this.#endpoints = new SendEndpoints(context, parts, parts.sender)
  }

  find(registrationId: number): NetworkPublication | undefined {
    return this.#all.find((publication) => publication.registrationId === registrationId)
  }

  isSessionInUse(streamId: number, sessionId: number): boolean {
    return this.#all.some((publication) => publication.streamId === streamId && publication.sessionId === sessionId)
  }

  /** Joins the shared publication of the stream, or makes a new one. */
  add(request: PublicationRequest, channel: UdpChannel): NetworkPublication {
    const params = parsePublicationParams(request.uri, this.#context, (tag) => findTagged(this.#all, tag))
    const endpoint = this.#endpoints.obtain(channel, request.correlationId)
    try {
      const shared = request.isExclusive ? undefined : this.#findShared(endpoint, request.streamId)
      if (shared !== undefined) {
        confirmMatch(params, shared)
        shared.incRef()
        return shared
      }
      const publication = createNetworkPublication(request, params, endpoint, this.#context, this.#parts, this)
      endpoint.references++
      this.#all = [...this.#all, publication]
      this.#parts.sender.addPublication(publication.sender)
      return publication
    } finally {
      this.#endpoints.releaseIfUnused(endpoint)
    }
  }

  /** Gives a publication its spies. Call when its READY event is out. */
  onPublicationReady(publication: NetworkPublication): void {
    for (const subscription of this.#parts.subscriptions.values()) this.#linkIfMatching(publication, subscription)
  }

  /** Gives a spy its images. Call when its READY event is out. */
  onSubscriptionReady(subscription: SubscriptionLink): void {
    for (const publication of this.#all) this.#linkIfMatching(publication, subscription)
  }

  /** A subscription has lost a destination: what it no longer spies on becomes unavailable. */
  onDestinationRemoved(subscription: SubscriptionLink): void {
    for (const publication of this.#all) {
      const { registrationId, streamId, sessionId, endpoint } = publication
      if (!publication.hasSubscription(subscription)) continue
      if (subscription.spiesOn(endpoint.channel, streamId, sessionId)) continue
      publication.removeSubscription(subscription)
      const { registrationId: subscriptionId, channel } = subscription
      this.#parts.clientProxy.onUnavailableImage(registrationId, subscriptionId, streamId, channel)
    }
  }

  removeSubscription(subscription: SubscriptionLink): void {
    for (const publication of this.#all) publication.removeSubscription(subscription)
  }

  /** @returns how many limits or positions moved. */
  updateLimits(): number {
    let workCount = 0
    const all = this.#all
    for (let i = 0; i < all.length; i++) workCount += all[i]!.updatePublishersPositionAndLimit()
    return workCount
  }

  /** On the timer tick: lets each publication age, removes those that are done. */
  onTimeEvent(nowNs: number): void {
    for (const publication of this.#all) publication.onTimeEvent(nowNs)
    const done = this.#all.filter((publication) => publication.isDone)
    if (done.length === 0) return
    this.#all = this.#all.filter((publication) => !publication.isDone)
    for (const publication of done) {
      this.#parts.sender.removePublication(publication.sender)
      for (const counter of publication.counters()) this.#parts.counters.free(counter.counterId)
      this.#parts.logs.free(publication.log)
      publication.endpoint.references--
      this.#endpoints.releaseIfUnused(publication.endpoint)
    }
  }

  closeAll(): void {
    for (const publication of this.#all) publication.log.close()
    this.#all = []
    this.#endpoints.closeAll()
  }

  isResponseWanted(_publication: NetworkPublication): boolean {
    return false
  }

  onUnavailableSpyImage(publication: NetworkPublication, spy: SubscriberPosition): void {
    const { registrationId, streamId } = publication
    const { registrationId: subscriptionId, channel } = spy.subscription
    this.#parts.clientProxy.onUnavailableImage(registrationId, subscriptionId, streamId, channel)
  }

  onAvailableSpyImage(publication: NetworkPublication, spy: SubscriberPosition): void {
    this.#sendAvailableImage(publication, spy.subscription, spy.position.counterId)
  }

  onReceiverError(
    publication: NetworkPublication,
    frame: AtomicBuffer,
    source: UdpAddress,
    destinationId: number,
  ): void {
    const hasTag = (flagsOf(frame.getInt(FRAME_WORD_OFFSET)) & ERROR_FLAG_GROUP_TAG) !== 0
    this.#parts.clientProxy.onPublicationError({
      registrationId: publication.registrationId,
      destinationId,
      sessionId: publication.sessionId,
      streamId: publication.streamId,
      receiverId: frame.view.getBigInt64(ERROR_RECEIVER_ID_OFFSET, true),
      groupTag: hasTag ? frame.view.getBigInt64(ERROR_GROUP_TAG_OFFSET, true) : -1n,
      address: source.bytes,
      port: source.port,
      errorCode: frame.getInt(ERROR_CODE_OFFSET),
      errorMessage: frame.getStringWithoutLength(ERROR_HEADER_LENGTH, frame.getInt(ERROR_TEXT_LENGTH_OFFSET)),
    })
  }

  freeCounter(counterId: number): void {
    this.#parts.counters.free(counterId)
  }

  #findShared(endpoint: SendChannelEndpoint, streamId: number): NetworkPublication | undefined {
    return this.#all.find(
      (publication) =>
        !publication.isExclusive &&
        publication.isActive &&
        publication.endpoint === endpoint &&
        publication.streamId === streamId,
    )
  }

  #linkIfMatching(publication: NetworkPublication, subscription: SubscriptionLink): void {
    const { streamId, sessionId, endpoint } = publication
    if (!subscription.spiesOn(endpoint.channel, streamId, sessionId)) return
    if (!publication.isAcceptingSpies || publication.hasSubscription(subscription)) return
    const { registrationId, clientId, channel } = subscription
    const stream = { registrationId, clientId, streamId, channel, sessionId, referenceId: publication.registrationId }
    const position = allocateSubscriberPosition(this.#parts.counters, stream, publication.senderPosition)
    publication.addSpy(subscription, position, this.#context.nanoClock.nanoTime())
    this.#sendAvailableImage(publication, subscription, position.counterId)
  }

  #sendAvailableImage(
    publication: NetworkPublication,
    subscription: SubscriptionLink,
    positionCounterId: number,
  ): void {
    this.#parts.clientProxy.onAvailableImage({
      correlationId: publication.registrationId,
      sessionId: publication.sessionId,
      streamId: publication.streamId,
      subscriptionRegistrationId: subscription.registrationId,
      positionCounterId,
      logFileName: publication.log.file.path,
      sourceIdentity: SPY_SOURCE_IDENTITY,
    })
  }
}
