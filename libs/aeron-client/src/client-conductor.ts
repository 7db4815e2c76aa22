import type { Agent } from '@reflex/agent'
import type { ConcludedAeronContext } from './aeron-context.ts'
import { ChannelEndpointException, ClientTimeoutException, ConductorServiceTimeoutException } from './aeron-errors.ts'
import type { ClientLiveness } from './client-liveness.ts'
import { ERROR_CODE } from './command/control-protocol-events.ts'
import type { ClientListener, ConductorParts } from './conductor-parts.ts'
import { Counter } from './counter.ts'
import { Destinations, type Requester } from './destinations.ts'
import {
  type AvailableImage,
  DriverEventsAdapter,
  type DriverEventsListener,
  type PublicationErrorFrame,
  type PublicationReady,
} from './driver-events-adapter.ts'
import type { DriverProxy } from './driver-proxy.ts'
import { awaitOutcome, type Waitable } from './driver-wait.ts'
import { ExclusivePublication } from './exclusive-publication.ts'
import { Image } from './image.ts'
import { LogRegistry } from './log-registry.ts'
import { Publication } from './publication.ts'
import type { PublicationSetup, PublicationState } from './publication-state.ts'
import { type Outcome, Registrations, type Resource } from './registrations.ts'
import type { CountersReader } from './status/counters-reader.ts'
import { Position } from './status/position.ts'
import { type ImageHandlers, Subscription } from './subscription.ts'

/** Keeps the resources of one client in step with the driver. */
export class ClientConductor implements Agent, DriverEventsListener, Requester, Waitable {
  readonly roleName = 'aeron-client-conductor'
  readonly #context: ConcludedAeronContext
  readonly #driverProxy: DriverProxy
  readonly #liveness: ClientLiveness
  readonly #counters: CountersReader
  readonly #events: DriverEventsAdapter
  readonly #listener: ClientListener
  readonly #logs: LogRegistry
  readonly #registrations: Registrations
  readonly #resources = new Map<number, Resource>()
  #isClosed = false
  #isInCallback = false

  constructor(context: ConcludedAeronContext, parts: ConductorParts) {
    this.#context = context
    this.#driverProxy = parts.driverProxy
    this.#liveness = parts.liveness
    this.#counters = parts.counters
    this.#listener = parts.listener
    this.#registrations = new Registrations(context.driverTimeoutMs * 1e6)
    this.#logs = new LogRegistry(context.mapper, context.resourceLingerDurationNs)
    this.#events = new DriverEventsAdapter(
      parts.receiver,
      this,
      (id) => this.#resources.get(id) instanceof Subscription,
    )
  }

  get isClosed(): boolean {
    return this.#isClosed
  }

  get isInCallback(): boolean {
    return this.#isInCallback
  }

  onStart(): void {}

  doWork(): number {
    if (this.#isClosed) return 0
    const nowNs = this.#context.nanoClock.nanoTime()
    const failure = this.#liveness.checkService(nowNs)
    if (failure !== undefined) return this.#fail(failure)
    let workCount = this.#receiveEvents()
    if (this.#isClosed || !this.#liveness.isKeepAliveDue(nowNs)) return workCount
    const reason = this.#liveness.keepAlive(nowNs)
    if (reason !== undefined) return this.#fail(reason)
    this.#registrations.checkDeadlines(nowNs)
    workCount += this.#logs.checkLinger(nowNs)
    return workCount
  }

  onClose(): void {
    this.close()
  }

  /** Closes all resources in order and tells the driver. */
  close(): void {
    if (this.#isClosed) return
    this.#closeResources()
    this.#driverProxy.clientClose()
  }

  /** Notes a request whose answer will come under this correlation id. */
  expect(correlationId: number, channel = '', streamId = 0, handlers: ImageHandlers = {}): number {
    this.#registrations.expect(correlationId, { channel, streamId, handlers }, this.#context.nanoClock.nanoTime())
    return correlationId
  }

  /** As Registrations.take. */
  take(correlationId: number): Outcome | undefined {
    return this.#registrations.take(correlationId)
  }

  /** As awaitOutcome. */
  await(correlationId: number): Outcome {
    return awaitOutcome(this.#context, this, correlationId)
  }

  onError(correlationId: number, errorCode: number, message: string): void {
    if (errorCode === ERROR_CODE.CHANNEL_ENDPOINT_ERROR) this.#onChannelEndpointError(correlationId, message)
    else this.#registrations.refuse(correlationId, errorCode, message)
  }

  onPublicationReady(event: PublicationReady, isExclusive: boolean): void {
    const pending = this.#registrations.settle(event.correlationId)
    if (pending === undefined) return
    const setup: PublicationSetup = {
      channel: pending.channel,
      streamId: event.streamId,
      sessionId: event.sessionId,
      registrationId: event.correlationId,
      originalRegistrationId: event.registrationId,
      channelStatusId: event.channelStatusCounterId,
      logBuffers: this.#logs.acquire(event.logFileName),
      positionLimit: new Position(this.#counters.values, event.publicationLimitCounterId),
      counters: this.#counters,
      destinations: new Destinations(event.registrationId, 'send', this.#driverProxy, this),
      onClose: this.#removePublication,
    }
    this.#keep(event.correlationId, isExclusive ? new ExclusivePublication(setup) : new Publication(setup))
  }

  onSubscriptionReady(correlationId: number, channelStatusCounterId: number): void {
    const pending = this.#registrations.settle(correlationId)
    if (pending === undefined) return
    const { channel, streamId, handlers } = pending
    const subscription = new Subscription({
      channel,
      streamId,
      handlers,
      registrationId: correlationId,
      counters: this.#counters,
      destinations: new Destinations(correlationId, 'receive', this.#driverProxy, this),
      onClose: this.#removeSubscription,
    })
    subscription.channelStatusId = channelStatusCounterId
    this.#keep(correlationId, subscription)
  }

  onAvailableImage(event: AvailableImage): void {
    const subscription = this.#resources.get(event.subscriptionRegistrationId)
    if (!(subscription instanceof Subscription)) return
    const image = new Image({
      subscription,
      correlationId: event.correlationId,
      sessionId: event.sessionId,
      sourceIdentity: event.sourceIdentity,
      logBuffers: this.#logs.acquire(event.logFileName),
      subscriberPosition: new Position(this.#counters.values, event.subscriberPositionId),
      onReject: this.#rejectImage,
    })
    subscription.addImage(image)
    this.#inCallback(() => subscription.handlers.onAvailableImage?.(image))
  }

  onUnavailableImage(correlationId: number, subscriptionRegistrationId: number): void {
    const subscription = this.#resources.get(subscriptionRegistrationId)
    if (subscription instanceof Subscription) this.#dropImage(subscription, correlationId)
  }

  onOperationSuccess(correlationId: number): void {
    this.#registrations.completeIfPending(correlationId, true)
  }

  onCounterReady(correlationId: number, counterId: number, isStatic: boolean): void {
    if (this.#registrations.settle(correlationId) !== undefined) {
      const registrationId = isStatic ? this.#counters.getCounterRegistrationId(counterId) : correlationId
      this.#keep(
        correlationId,
        new Counter(this.#counters.values, registrationId, counterId, isStatic, this.#removeCounter),
      )
    }
    if (!isStatic) this.#inCallback(() => this.#listener.onAvailableCounter(correlationId, counterId))
  }

  onUnavailableCounter(registrationId: number, counterId: number): void {
    this.#inCallback(() => this.#listener.onUnavailableCounter(registrationId, counterId))
  }

  onClientTimeout(clientId: number): void {
    if (clientId === this.#driverProxy.clientId)
      this.#fail(new ClientTimeoutException('the media driver has given this client up'))
  }

  onPublicationError(event: PublicationErrorFrame): void {
    for (const resource of this.#resources.values()) {
      if (!(resource instanceof Publication || resource instanceof ExclusivePublication)) continue
      if (resource.originalRegistrationId !== event.registrationId) continue
      this.#inCallback(() => this.#listener.onPublicationError(event))
      return
    }
  }

  onNextAvailableSessionId(correlationId: number, sessionId: number): void {
    this.#registrations.completeIfPending(correlationId, sessionId)
  }

  /** The error names a socket, by its status counter: everything of ours that uses it is concerned. */
  #onChannelEndpointError(channelStatusId: number, message: string): void {
    for (const resource of this.#resources.values()) {
      if (resource instanceof Counter || resource.channelStatusId !== channelStatusId) continue
      const error = new ChannelEndpointException(channelStatusId, resource.channel, message)
      this.#inCallback(() => this.#listener.onError(error))
    }
  }

  #receiveEvents(): number {
    let events = 0
    try {
      while (!this.#isClosed && this.#events.receive() > 0) events++
    } catch (error) {
      if (!(error instanceof ConductorServiceTimeoutException)) throw error
      this.#fail(error)
    }
    return events
  }

  #keep(registrationId: number, resource: Resource): void {
    this.#resources.set(registrationId, resource)
    this.#registrations.complete(registrationId, resource)
  }

  #dropImage(subscription: Subscription, correlationId: number): void {
    const image = subscription.removeImage(correlationId)
    if (image === undefined) return
    this.#logs.release(image.logBuffers, this.#context.nanoClock.nanoTime())
    this.#inCallback(() => subscription.handlers.onUnavailableImage?.(image))
  }

  /** What the application throws leaves the duty cycle; the client itself stays whole. */
  #inCallback(callback: () => void): void {
    this.#isInCallback = true
    try {
      callback()
    } finally {
      this.#isInCallback = false
    }
  }

  readonly #removePublication = (publication: PublicationState, revoke: boolean): void => {
    if (!this.#resources.delete(publication.registrationId)) return
    this.#logs.release(publication.logs, this.#context.nanoClock.nanoTime())
    this.#driverProxy.removePublication(publication.registrationId, revoke)
  }

  readonly #removeSubscription = (subscription: Subscription): void => {
    if (!this.#resources.delete(subscription.registrationId)) return
    this.#driverProxy.removeSubscription(subscription.registrationId)
    for (const image of subscription.images) this.#dropImage(subscription, image.correlationId)
  }

  readonly #removeCounter = (counter: Counter): void => {
    for (const [id, resource] of this.#resources) if (resource === counter) this.#resources.delete(id)
    if (!counter.isStatic) this.#driverProxy.removeCounter(counter.registrationId)
  }

  readonly #rejectImage = (image: Image, reason: string): void => {
    this.expect(this.#driverProxy.rejectImage(image.correlationId, image.position, reason))
  }

  #fail(error: Error): number {
    if (this.#isClosed) return 1
    this.#closeResources()
    this.#listener.onFatal(error)
    return 1
  }

  #closeResources(): void {
    this.#isClosed = true
    const resources = [...this.#resources.values()]
    this.#resources.clear()
    for (const resource of resources) resource.markClosed()
    for (const resource of resources) {
      if (!(resource instanceof Subscription)) continue
      for (const image of resource.images) this.#dropImage(resource, image.correlationId)
    }
    this.#registrations.abandon()
    this.#logs.closeAll()
  }
}
