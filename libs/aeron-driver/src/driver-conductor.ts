import { ERROR_CODE } from '@aeron/client'
import {
  type CountersManager,
  type ManyToOneRingBuffer,
  type Position,
  REMOVE_DESTINATION,
  REMOVE_RCV_DESTINATION,
} from '@aeron/client/internal'
import type { Agent } from '@reflex/agent'
import { ClientCommandAdapter, type ClientCommands } from './client-command-adapter.ts'
import type { ClientProxy } from './client-proxy.ts'
import { ControlProtocolException, errorCodeOf } from './control-protocol-exception.ts'
import { DriverClients } from './driver-clients.ts'
import type { ErrorLog } from './error-log.ts'
import type { IpcPublication, IpcPublicationHost } from './ipc-publication.ts'
import { IpcPublications } from './ipc-publications.ts'
import { LogFactory } from './log-factory.ts'
import type { ConcludedMediaDriverContext } from './media-driver-context.ts'
import { parseChannel } from './publication-params.ts'
import { SessionIds } from './session-ids.ts'
import { allocateSubscriberPosition } from './stream-counters.ts'
import type { SubscriberPosition } from './subscriber-position.ts'
import { SubscriptionLink } from './subscription-link.ts'
import { SYSTEM_COUNTER, type SystemCounters } from './system-counters.ts'

const IPC_SOURCE_IDENTITY = 'aeron:ipc'
const NO_CHANNEL_STATUS = -1

/** What a conductor works with. */
export interface DriverConductorParts {
  readonly ring: ManyToOneRingBuffer
  readonly clientProxy: ClientProxy
  readonly counters: CountersManager
  readonly systemCounters: SystemCounters
  readonly errorLog: ErrorLog
}

/** Carries out what clients ask for, and keeps limits, liveness and clean-up going. */
export class DriverConductor implements Agent, ClientCommands, IpcPublicationHost {
  readonly roleName = 'driver-conductor'
  readonly #context: ConcludedMediaDriverContext
  readonly #ring: ManyToOneRingBuffer
  readonly #clientProxy: ClientProxy
  readonly #counters: CountersManager
  readonly #systemCounters: SystemCounters
  readonly #errorLog: ErrorLog
  readonly #commands: ClientCommandAdapter
  readonly #publications: IpcPublications
  readonly #sessionIds: SessionIds
  readonly #clients: DriverClients
  /** By the registration id of each add: several adds may share one publication. */
  readonly #publicationLinks = new Map<number, { publication: IpcPublication; clientId: number }>()
  readonly #subscriptions = new Map<number, SubscriptionLink>()
  #nowNs: number
  #timerDeadlineNs: number
  #lastCommandPosition = 0
  #timeOfLastCommandNs: number

  constructor(context: ConcludedMediaDriverContext, parts: DriverConductorParts) {
    this.#context = context
    this.#ring = parts.ring
    this.#clientProxy = parts.clientProxy
    this.#counters = parts.counters
    this.#systemCounters = parts.systemCounters
    this.#errorLog = parts.errorLog
    this.#commands = new ClientCommandAdapter(parts.ring, this)
    const { publicationReservedSessionIdLow, publicationReservedSessionIdHigh } = context
    this.#sessionIds = new SessionIds(
      context.random.nextUint32(),
      publicationReservedSessionIdLow,
      publicationReservedSessionIdHigh,
    )
    const logs = new LogFactory(context, parts.systemCounters, (text) => parts.errorLog.record(new Error(text)))
    this.#publications = new IpcPublications(context, { ...parts, logs, sessionIds: this.#sessionIds, host: this })
    this.#clients = new DriverClients(context, parts)
    this.#nowNs = context.nanoClock.nanoTime()
    this.#timerDeadlineNs = this.#nowNs
    this.#timeOfLastCommandNs = this.#nowNs
  }

  onStart(): void {}

  doWork(): number {
    const nowNs = this.#context.nanoClock.nanoTime()
    this.#trackCycleTime(nowNs - this.#nowNs)
    this.#nowNs = nowNs
    let workCount = 0
    if (nowNs >= this.#timerDeadlineNs) {
      this.#timerDeadlineNs = nowNs + this.#context.timerIntervalNs
      this.#onTimer(nowNs)
      workCount = 1
    }
    return workCount + this.#commands.receive() + this.#publications.updateLimits()
  }

  onClose(): void {
    this.#publications.closeAll()
    this.#ring.consumerHeartbeatTime = -1
  }

  onAddPublication(
    clientId: number,
    correlationId: number,
    streamId: number,
    channel: string,
    isExclusive: boolean,
  ): void {
    this.#clients.touch(clientId)
    const uri = parseChannel(channel)
    requireIpc(uri.media, channel)
    const { publication } = this.#publications.add({ clientId, correlationId, streamId, channel, uri, isExclusive })
    this.#publicationLinks.set(correlationId, { publication, clientId })
    this.#clientProxy.onPublicationReady({
      correlationId,
      registrationId: publication.registrationId,
      sessionId: publication.sessionId,
      streamId,
      positionLimitCounterId: publication.publisherLimit.counterId,
      channelStatusCounterId: NO_CHANNEL_STATUS,
      logFileName: publication.log.file.path,
      isExclusive,
    })
    this.#linkSubscriptions(publication)
  }

  onRemovePublication(_clientId: number, correlationId: number, registrationId: number, revoke: boolean): void {
    const link = this.#publicationLinks.get(registrationId)
    if (link === undefined)
      throw new ControlProtocolException(ERROR_CODE.UNKNOWN_PUBLICATION, `unknown publication: ${registrationId}`)
    this.#publicationLinks.delete(registrationId)
    link.publication.decRef(revoke)
    this.#clientProxy.onOperationSuccess(correlationId)
  }

  onAddSubscription(clientId: number, correlationId: number, streamId: number, channel: string): void {
    this.#clients.touch(clientId)
    const uri = parseChannel(channel)
    requireIpc(uri.media, channel)
    const subscription = new SubscriptionLink(
      { registrationId: correlationId, clientId, streamId },
      channel,
      uri,
      this.#context,
    )
    this.#subscriptions.set(correlationId, subscription)
    this.#clientProxy.onSubscriptionReady(correlationId, NO_CHANNEL_STATUS)
    for (const publication of this.#publications.all) this.#linkIfMatching(publication, subscription)
  }

  onRemoveSubscription(_clientId: number, correlationId: number, registrationId: number): void {
    const subscription = this.#subscriptions.get(registrationId)
    if (subscription === undefined)
      throw new ControlProtocolException(ERROR_CODE.UNKNOWN_SUBSCRIPTION, `unknown subscription: ${registrationId}`)
    this.#removeSubscription(subscription)
    this.#clientProxy.onOperationSuccess(correlationId)
  }

  onDestination(
    msgTypeId: number,
    _clientId: number,
    _correlationId: number,
    registrationId: number,
    _channel: string,
  ): void {
    const isRemoval = msgTypeId === REMOVE_DESTINATION || msgTypeId === REMOVE_RCV_DESTINATION
    const code = this.#subscriptions.has(registrationId) ? ERROR_CODE.NOT_SUPPORTED : ERROR_CODE.UNKNOWN_PUBLICATION
    throw new ControlProtocolException(
      code,
      `${isRemoval ? 'removing' : 'adding'} destinations needs a UDP channel: ${registrationId}`,
    )
  }

  onAddCounter(clientId: number, correlationId: number, typeId: number, key: Uint8Array, label: string): void {
    this.#clients.touch(clientId)
    const counterId = this.#counters.allocate({ typeId, key, label, registrationId: correlationId, ownerId: clientId })
    this.#clients.addCounter(clientId, correlationId, counterId)
    this.#clientProxy.onCounterReady(correlationId, counterId)
  }

  onAddStaticCounter(
    clientId: number,
    correlationId: number,
    registrationId: number,
    typeId: number,
    key: Uint8Array,
    label: string,
  ): void {
    this.#clients.touch(clientId)
    this.#clientProxy.onStaticCounter(
      correlationId,
      this.#clients.staticCounter({ typeId, key, label, registrationId, ownerId: -1 }),
    )
  }

  onRemoveCounter(_clientId: number, correlationId: number, registrationId: number): void {
    const counterId = this.#clients.takeCounter(registrationId)
    if (counterId === undefined)
      throw new ControlProtocolException(ERROR_CODE.UNKNOWN_COUNTER, `unknown counter: ${registrationId}`)
    this.#clientProxy.onOperationSuccess(correlationId)
    this.#clientProxy.onUnavailableCounter(registrationId, counterId)
    this.#counters.free(counterId)
  }

  onRejectImage(
    _clientId: number,
    correlationId: number,
    imageCorrelationId: number,
    _position: number,
    reason: string,
  ): void {
    const publication = this.#publications.find(imageCorrelationId)
    if (publication === undefined)
      throw new ControlProtocolException(
        ERROR_CODE.GENERIC_ERROR,
        `unable to resolve image for correlationId=${imageCorrelationId}`,
      )
    this.#systemCounters.add(SYSTEM_COUNTER.IMAGES_REJECTED)
    this.#clientProxy.onPublicationError({
      registrationId: publication.registrationId,
      sessionId: publication.sessionId,
      streamId: publication.streamId,
      receiverId: -1,
      groupTag: -1,
      address: [127, 0, 0, 1],
      port: 0,
      errorCode: ERROR_CODE.IMAGE_REJECTED,
      errorMessage: reason,
    })
    publication.reject(this.#nowNs + this.#context.imageLivenessTimeoutNs)
    this.#clientProxy.onOperationSuccess(correlationId)
  }

  onNextAvailableSessionId(_clientId: number, correlationId: number, streamId: number): void {
    const sessionId = this.#sessionIds.next((candidate) => this.#publications.isSessionInUse(streamId, candidate))
    this.#clientProxy.onNextAvailableSessionId(correlationId, sessionId)
  }

  onClientKeepalive(clientId: number): void {
    this.#clients.keepAlive(clientId)
  }

  onClientClose(clientId: number): void {
    this.#clients.close(clientId)
  }

  onTerminateDriver(token: Uint8Array): void {
    if (this.#context.terminationValidator(token)) this.#context.terminationHook()
  }

  onCommandFailed(correlationId: number, error: unknown): void {
    const errorCode = errorCodeOf(error)
    const cause = error instanceof Error ? error : new Error(String(error))
    if (errorCode !== ERROR_CODE.RESOURCE_TEMPORARILY_UNAVAILABLE) this.#errorLog.record(cause)
    this.#clientProxy.onError(correlationId, errorCode, cause.message)
  }

  onUnavailableImage(publication: IpcPublication, subscriber: SubscriberPosition): void {
    this.#clientProxy.onUnavailableImage(
      publication.registrationId,
      subscriber.subscription.registrationId,
      publication.streamId,
      IPC_SOURCE_IDENTITY,
    )
  }

  onAvailableImage(publication: IpcPublication, subscriber: SubscriberPosition): void {
    this.#sendAvailableImage(publication, subscriber.subscription, subscriber.position)
  }

  onCoolDownComplete(publication: IpcPublication): void {
    this.#linkSubscriptions(publication)
  }

  #onTimer(nowNs: number): void {
    const nowMs = this.#context.epochClock.time()
    this.#ring.consumerHeartbeatTime = nowMs
    for (const clientId of this.#clients.expire(nowMs)) this.#releaseResourcesOf(clientId)
    this.#publications.onTimeEvent(nowNs)
    this.#checkForBlockedCommand(nowNs)
  }

  #releaseResourcesOf(clientId: number): void {
    for (const [registrationId, link] of this.#publicationLinks) {
      if (link.clientId !== clientId) continue
      this.#publicationLinks.delete(registrationId)
      link.publication.decRef(false)
    }
    for (const subscription of [...this.#subscriptions.values()])
      if (subscription.clientId === clientId) this.#removeSubscription(subscription)
  }

  #removeSubscription(subscription: SubscriptionLink): void {
    this.#subscriptions.delete(subscription.registrationId)
    for (const publication of this.#publications.all) publication.removeSubscription(subscription)
  }

  #linkSubscriptions(publication: IpcPublication): void {
    for (const subscription of this.#subscriptions.values()) this.#linkIfMatching(publication, subscription)
  }

  #linkIfMatching(publication: IpcPublication, subscription: SubscriptionLink): void {
    if (!subscription.matchesIpc(publication.streamId, publication.sessionId)) return
    if (!publication.isAcceptingSubscriptions || publication.hasSubscription(subscription)) return
    const joinPosition = publication.joinPosition
    const { registrationId, clientId, streamId, channel } = subscription
    const stream = {
      registrationId,
      clientId,
      streamId,
      channel,
      sessionId: publication.sessionId,
      referenceId: publication.registrationId,
    }
    const position = allocateSubscriberPosition(this.#counters, stream, joinPosition)
    publication.addSubscriber(subscription, position, this.#nowNs)
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

  /** A client that died between claim and commit of a command blocks all others. */
  #checkForBlockedCommand(nowNs: number): void {
    const position = this.#ring.consumerPosition
    if (position !== this.#lastCommandPosition || this.#ring.producerPosition <= position) {
      this.#lastCommandPosition = position
      this.#timeOfLastCommandNs = nowNs
      return
    }
    if (nowNs - this.#timeOfLastCommandNs <= this.#context.clientLivenessTimeoutNs) return
    if (this.#ring.unblock()) this.#systemCounters.add(SYSTEM_COUNTER.UNBLOCKED_COMMANDS)
  }

  #trackCycleTime(cycleTimeNs: number): void {
    this.#systemCounters.proposeMax(SYSTEM_COUNTER.CONDUCTOR_MAX_CYCLE_TIME, cycleTimeNs)
    if (cycleTimeNs > this.#context.conductorCycleThresholdNs)
      this.#systemCounters.add(SYSTEM_COUNTER.CONDUCTOR_CYCLE_TIME_THRESHOLD_EXCEEDED)
  }
}

function requireIpc(media: 'udp' | 'ipc', channel: string): void {
  if (media === 'ipc') return
  throw new ControlProtocolException(
    ERROR_CODE.NOT_SUPPORTED,
    `this driver carries aeron:ipc only, UDP channels are not supported yet: ${channel}`,
  )
}
