import { ERROR_CODE } from '@aeron/client'
import type { CountersManager, ManyToOneRingBuffer } from '@aeron/client/internal'
import type { ClientProxy } from '../client-proxy.ts'
import { ControlProtocolException } from '../control-protocol-exception.ts'
import type { ErrorLog } from '../error-log.ts'
import type { LogFactory } from '../log-factory.ts'
import type { LossReport } from '../loss-report-writer.ts'
import type { UdpChannel } from '../media/udp-channel.ts'
import type { ConcludedMediaDriverContext } from '../media-driver-context.ts'
import { allocateSubscriberPosition } from '../stream-counters.ts'
import type { SubscriberPosition } from '../subscriber-position.ts'
import type { SubscriptionLink } from '../subscription-link.ts'
import { SYSTEM_COUNTER, type SystemCounters } from '../system-counters.ts'
import { createImage } from './create-image.ts'
import { SESSION_STATE } from './data-packet-dispatcher.ts'
import type { ImageRequest } from './image-request.ts'
import type { PublicationImageHost } from './image-setup.ts'
import type { PublicationImage } from './publication-image.ts'
import type { ReceiveChannelEndpoint } from './receive-channel-endpoint.ts'
import type { ReceiveDestination } from './receive-destination.ts'
import { ReceiveEndpoints } from './receive-endpoints.ts'
import type { Receiver } from './receiver.ts'

export interface UdpSubscriptionsParts {
  readonly ring: ManyToOneRingBuffer
  readonly clientProxy: ClientProxy
  readonly counters: CountersManager
  readonly systemCounters: SystemCounters
  readonly errorLog: ErrorLog
  readonly logs: LogFactory
  readonly lossReport: LossReport
  readonly receiver: Receiver
  /** All subscriptions of the driver. */
  readonly subscriptions: ReadonlyMap<number, SubscriptionLink>
}

/** All UDP subscriptions of the driver, and the images that come in for them. */
export class UdpSubscriptions implements PublicationImageHost {
  readonly endpoints: ReceiveEndpoints
  readonly #context: ConcludedMediaDriverContext
  readonly #parts: UdpSubscriptionsParts
  readonly #requests: ImageRequest[] = []
  #images: readonly PublicationImage[] = []

  constructor(context: ConcludedMediaDriverContext, parts: UdpSubscriptionsParts) {
    this.#context = context
    this.#parts = parts
    this.endpoints = new ReceiveEndpoints(context, parts, (request) => this.#requests.push(request))
  }

  /** Listens for a subscription. Images follow when its READY event is out. */
  add(subscription: SubscriptionLink, channel: UdpChannel): ReceiveChannelEndpoint {
    const endpoint = this.endpoints.obtain(channel, subscription.registrationId)
    try {
      this.#confirmMatch(subscription, endpoint)
    } catch (error) {
      this.#closeIfUnused(endpoint)
      throw error
    }
    subscription.endpoint = endpoint
    endpoint.dispatcher.addInterest(subscription.streamId, subscription.sessionId)
    if (subscription.sessionId !== undefined) endpoint.elicitSession(subscription.streamId, subscription.sessionId)
    return endpoint
  }

  onSubscriptionReady(subscription: SubscriptionLink): void {
    for (const image of this.#images) {
      const isItsOwn = image.endpoint === subscription.endpoint && subscription.wants(image.streamId, image.sessionId)
      if (isItsOwn && image.isAcceptingSubscriptions) this.#link(image, subscription, image.joinPosition)
    }
  }

  /** Call when it is no longer among the subscriptions of the driver. */
  remove(subscription: SubscriptionLink): void {
    for (const image of this.#images) image.removeSubscription(subscription)
    const { endpoint } = subscription
    if (endpoint === undefined) return
    const { streamId, sessionId } = subscription
    const isWantedStill = this.#subscriptionsOf(endpoint).some(
      (other) => other.streamId === streamId && other.sessionId === sessionId,
    )
    if (!isWantedStill) endpoint.dispatcher.removeInterest(streamId, sessionId)
    this.#closeIfUnused(endpoint)
  }

  /** Images no longer count on what came that way. */
  onDestinationRemoved(endpoint: ReceiveChannelEndpoint, destination: ReceiveDestination): void {
    for (const image of this.#images) if (image.endpoint === endpoint) image.receiver.removeConnection(destination)
  }

  /** A client wants no more of an image. @returns false when there is none. */
  reject(imageCorrelationId: number, reason: string): boolean {
    const image = this.find(imageCorrelationId)
    if (image === undefined) return false
    this.#parts.systemCounters.add(SYSTEM_COUNTER.IMAGES_REJECTED)
    image.receiver.reject(reason)
    return true
  }

  find(correlationId: number): PublicationImage | undefined {
    return this.#images.find((image) => image.correlationId === correlationId)
  }

  /** Makes the images that have been asked for, and follows the others. @returns how much was done. */
  doWork(nowNs: number): number {
    let workCount = this.#requests.length
    if (workCount > 0) for (const request of this.#requests.splice(0)) this.#createImage(request)
    const images = this.#images
    for (let i = 0; i < images.length; i++) workCount += images[i]!.trackRebuild(nowNs)
    return workCount
  }

  /** On the timer tick: lets each image age, removes those that are done. */
  onTimeEvent(nowNs: number): void {
    for (const image of this.#images) image.onTimeEvent(nowNs)
    const done = this.#images.filter((image) => image.isDone)
    if (done.length === 0) return
    this.#images = this.#images.filter((image) => !image.isDone)
    for (const image of done) {
      this.#parts.receiver.removeImage(image.receiver)
      image.endpoint.removeImage(image.receiver, false)
      for (const counter of image.counters()) this.#parts.counters.free(counter.counterId)
      this.#parts.logs.free(image.log)
      this.#closeIfUnused(image.endpoint)
    }
  }

  closeAll(): void {
    for (const image of this.#images) image.log.close()
    this.#images = []
    this.endpoints.closeAll()
  }

  onUnavailableImage(image: PublicationImage, subscriber: SubscriberPosition): void {
    const { correlationId, streamId } = image
    const { registrationId, channel } = subscriber.subscription
    this.#parts.clientProxy.onUnavailableImage(correlationId, registrationId, streamId, channel)
  }

  onAvailableImage(image: PublicationImage, subscriber: SubscriberPosition): void {
    this.#sendAvailableImage(image, subscriber.subscription, subscriber.position.counterId)
  }

  onLoss(image: PublicationImage, termId: number, termOffset: number, length: number): void {
    this.#parts.lossReport.onLoss(image, termId, termOffset, length)
  }

  freeCounter(counterId: number): void {
    this.#parts.counters.free(counterId)
  }

  #createImage(request: ImageRequest): void {
    const { endpoint, streamId, sessionId } = request
    const wanting = this.#subscriptionsOf(endpoint).filter((subscription) => subscription.wants(streamId, sessionId))
    const first = wanting[0]
    try {
      if (first === undefined || !endpoint.destinations.includes(request.destination)) {
        endpoint.dispatcher.clearState(streamId, sessionId, SESSION_STATE.INIT_IN_PROGRESS)
        return
      }
      const correlationId = this.#parts.ring.nextCorrelationId()
      const image = createImage(request, correlationId, first, this.#context, this.#parts, this)
      this.#images = [...this.#images, image]
      for (const subscription of wanting) this.#link(image, subscription, image.joinPosition)
      this.#parts.receiver.addImage(image.receiver)
    } catch (error) {
      endpoint.dispatcher.clearState(streamId, sessionId, SESSION_STATE.INIT_IN_PROGRESS)
      this.#parts.errorLog.record(error instanceof Error ? error : new Error(String(error)))
    }
  }

  #link(image: PublicationImage, subscription: SubscriptionLink, joinPosition: number): void {
    if (image.hasSubscription(subscription)) return
    const { registrationId, clientId, channel } = subscription
    const { streamId, sessionId, correlationId } = image
    const stream = { registrationId, clientId, streamId, channel, sessionId, referenceId: correlationId }
    const position = allocateSubscriberPosition(this.#parts.counters, stream, joinPosition)
    image.addSubscriber(subscription, position, this.#context.nanoClock.nanoTime())
    this.#sendAvailableImage(image, subscription, position.counterId)
  }

  #sendAvailableImage(image: PublicationImage, subscription: SubscriptionLink, positionCounterId: number): void {
    this.#parts.clientProxy.onAvailableImage({
      correlationId: image.correlationId,
      sessionId: image.sessionId,
      streamId: image.streamId,
      subscriptionRegistrationId: subscription.registrationId,
      positionCounterId,
      logFileName: image.log.file.path,
      sourceIdentity: image.sourceIdentity,
    })
  }

  #subscriptionsOf(endpoint: ReceiveChannelEndpoint): SubscriptionLink[] {
    return [...this.#parts.subscriptions.values()].filter((subscription) => subscription.endpoint === endpoint)
  }

  /** Subscriptions that share an endpoint and a stream share its images, so they must agree on them. */
  #confirmMatch(subscription: SubscriptionLink, endpoint: ReceiveChannelEndpoint): void {
    for (const other of this.#subscriptionsOf(endpoint)) {
      if (other.streamId !== subscription.streamId || other.sessionId !== subscription.sessionId) continue
      const mismatch =
        other.isReliable !== subscription.isReliable
          ? 'reliable'
          : other.isRejoin !== subscription.isRejoin
            ? 'rejoin'
            : undefined
      if (mismatch === undefined) continue
      const message = `option conflicts with existing subscription: ${mismatch} of ${other.channel}`
      throw new ControlProtocolException(ERROR_CODE.GENERIC_ERROR, message)
    }
  }

  #closeIfUnused(endpoint: ReceiveChannelEndpoint): void {
    if (this.#images.some((image) => image.endpoint === endpoint)) return
    if (this.#subscriptionsOf(endpoint).length === 0) this.endpoints.close(endpoint)
  }
}
