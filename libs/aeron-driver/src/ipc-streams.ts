import { ERROR_CODE } from '@aeron/client'
import type { CountersManager, Position } from '@aeron/client/internal'
import type { ClientProxy } from './client-proxy.ts'
import type { IpcPublication } from './ipc-publication.ts'
import type { IpcPublicationHost } from './ipc-publication-setup.ts'
import { IpcPublications } from './ipc-publications.ts'
import type { LogFactory } from './log-factory.ts'
import type { ConcludedMediaDriverContext } from './media-driver-context.ts'
import type { SessionIds } from './session-ids.ts'
import { allocateSubscriberPosition } from './stream-counters.ts'
import type { SubscriberPosition } from './subscriber-position.ts'
import type { SubscriptionLink } from './subscription-link.ts'
import { SYSTEM_COUNTER, type SystemCounters } from './system-counters.ts'

const IPC_SOURCE_IDENTITY = 'aeron:ipc'
const LOCALHOST = [127, 0, 0, 1]

export interface IpcStreamsParts {
  readonly clientProxy: ClientProxy
  readonly counters: CountersManager
  readonly systemCounters: SystemCounters
  readonly logs: LogFactory
  readonly sessionIds: SessionIds
  /** All subscriptions of the driver. */
  readonly subscriptions: ReadonlyMap<number, SubscriptionLink>
}

/** Brings IPC publications and their subscriptions together. */
export class IpcStreams implements IpcPublicationHost {
  readonly publications: IpcPublications
  readonly #context: ConcludedMediaDriverContext
  readonly #clientProxy: ClientProxy
  readonly #counters: CountersManager
  readonly #systemCounters: SystemCounters
  readonly #subscriptions: ReadonlyMap<number, SubscriptionLink>

  constructor(context: ConcludedMediaDriverContext, parts: IpcStreamsParts) {
    this.#context = context
    this.#clientProxy = parts.clientProxy
    this.#counters = parts.counters
    this.#systemCounters = parts.systemCounters
    this.#subscriptions = parts.subscriptions
    this.publications = new IpcPublications(context, parts, this)
  }

  /** Gives a publication its readers. Call when its READY event is out. */
  onPublicationReady(publication: IpcPublication): void {
    for (const subscription of this.#subscriptions.values()) this.#linkIfMatching(publication, subscription)
  }

  /** Gives a subscription its images. Call when its READY event is out. */
  onSubscriptionReady(subscription: SubscriptionLink): void {
    for (const publication of this.publications.all) this.#linkIfMatching(publication, subscription)
  }

  /** A subscription has lost a destination: what it no longer wants becomes unavailable. */
  onDestinationRemoved(subscription: SubscriptionLink): void {
    for (const publication of this.publications.all) {
      const { registrationId, streamId, sessionId } = publication
      if (!publication.hasSubscription(subscription) || subscription.matchesIpc(streamId, sessionId)) continue
      publication.removeSubscription(subscription)
      const subscriptionId = subscription.registrationId
      this.#clientProxy.onUnavailableImage(registrationId, subscriptionId, streamId, IPC_SOURCE_IDENTITY)
    }
  }

  removeSubscription(subscription: SubscriptionLink): void {
    for (const publication of this.publications.all) publication.removeSubscription(subscription)
  }

  /** A subscriber wants no more of a publication. @returns false when there is none. */
  reject(imageCorrelationId: number, reason: string, nowNs: number): boolean {
    const publication = this.publications.find(imageCorrelationId)
    if (publication === undefined) return false
    this.#systemCounters.add(SYSTEM_COUNTER.IMAGES_REJECTED)
    this.#clientProxy.onPublicationError({
      registrationId: publication.registrationId,
      sessionId: publication.sessionId,
      streamId: publication.streamId,
      destinationId: -1,
      receiverId: -1n,
      groupTag: -1n,
      address: LOCALHOST,
      port: 0,
      errorCode: ERROR_CODE.IMAGE_REJECTED,
      errorMessage: reason,
    })
    publication.reject(nowNs + this.#context.imageLivenessTimeoutNs)
    return true
  }

  onUnavailableImage(publication: IpcPublication, subscriber: SubscriberPosition): void {
    const { registrationId, streamId } = publication
    const subscriptionId = subscriber.subscription.registrationId
    this.#clientProxy.onUnavailableImage(registrationId, subscriptionId, streamId, IPC_SOURCE_IDENTITY)
  }

  onAvailableImage(publication: IpcPublication, subscriber: SubscriberPosition): void {
    this.#sendAvailableImage(publication, subscriber.subscription, subscriber.position)
  }

  onCoolDownComplete(publication: IpcPublication): void {
    this.onPublicationReady(publication)
  }

  #linkIfMatching(publication: IpcPublication, subscription: SubscriptionLink): void {
    if (!subscription.matchesIpc(publication.streamId, publication.sessionId)) return
    if (!publication.isAcceptingSubscriptions || publication.hasSubscription(subscription)) return
    const { registrationId, clientId, streamId, channel } = subscription
    const { sessionId, joinPosition } = publication
    const stream = { registrationId, clientId, streamId, channel, sessionId, referenceId: publication.registrationId }
    const position = allocateSubscriberPosition(this.#counters, stream, joinPosition)
    publication.addSubscriber(subscription, position, this.#context.nanoClock.nanoTime())
    this.#sendAvailableImage(publication, subscription, position)
  }

  #sendAvailableImage(publication: IpcPublication, subscription: SubscriptionLink, position: Position): void {
    this.#clientProxy.onAvailableImage({
      correlationId: publication.registrationId,
      sessionId: publication.sessionId,
      streamId: publication.streamId,
      subscriptionRegistrationId: subscription.registrationId,
      positionCounterId: position.counterId,
      logFileName: publication.log.file.path,
      sourceIdentity: IPC_SOURCE_IDENTITY,
    })
  }
}
