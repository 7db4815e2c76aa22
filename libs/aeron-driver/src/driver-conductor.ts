import { ERROR_CODE } from '@aeron/client'
import type { CounterSpec, CountersManager, ManyToOneRingBuffer } from '@aeron/client/internal'
import type { Agent } from '@reflex/agent'
import { BlockedCommandCheck } from './blocked-command-check.ts'
import { ClientCommandAdapter, type ClientCommands } from './client-command-adapter.ts'
import type { ClientProxy } from './client-proxy.ts'
import { ControlProtocolException, errorCodeOf } from './control-protocol-exception.ts'
import { handleDestination } from './destination-commands.ts'
import { DriverClients } from './driver-clients.ts'
import type { DriverPublication, PublicationRequest } from './driver-publication.ts'
import { DutyCycleTracker } from './duty-cycle-tracker.ts'
import type { ErrorLog } from './error-log.ts'
import { IpcStreams } from './ipc-streams.ts'
import { LogFactory } from './log-factory.ts'
import type { LossReport } from './loss-report-writer.ts'
import type { ConcludedMediaDriverContext } from './media-driver-context.ts'
import { parseChannel, requirePlainIpc } from './publication-params.ts'
import { SessionIds } from './session-ids.ts'
import { SubscriptionLink } from './subscription-link.ts'
import { SYSTEM_COUNTER, type SystemCounters } from './system-counters.ts'
import { UdpStreams } from './udp-streams.ts'

const NO_CHANNEL_STATUS = -1

/** What a conductor works with. */
export interface DriverConductorParts {
  readonly ring: ManyToOneRingBuffer
  readonly clientProxy: ClientProxy
  readonly counters: CountersManager
  readonly systemCounters: SystemCounters
  readonly errorLog: ErrorLog
  readonly lossReport: LossReport
}

/** Carries out what clients ask for, and keeps limits, liveness and clean-up going. */
export class DriverConductor implements Agent, ClientCommands {
  readonly roleName = 'driver-conductor'
  readonly #context: ConcludedMediaDriverContext
  readonly #ring: ManyToOneRingBuffer
  readonly #clientProxy: ClientProxy
  readonly #counters: CountersManager
  readonly #errorLog: ErrorLog
  readonly #commands: ClientCommandAdapter
  readonly #cycleTracker: DutyCycleTracker
  readonly #blockedCommandCheck: BlockedCommandCheck
  readonly #sessionIds: SessionIds
  readonly #clients: DriverClients
  readonly #ipc: IpcStreams
  readonly #udp: UdpStreams
  /** By the registration id of each add: several adds may share one publication. */
  readonly #publicationLinks = new Map<number, { publication: DriverPublication; clientId: number }>()
  readonly #subscriptions = new Map<number, SubscriptionLink>()
  #nowNs: number
  #timerDeadlineNs: number

  constructor(context: ConcludedMediaDriverContext, parts: DriverConductorParts) {
    const { ring, systemCounters, errorLog } = parts
    const nowNs = context.nanoClock.nanoTime()
    const { publicationReservedSessionIdLow: low, publicationReservedSessionIdHigh: high } = context
    const logs = new LogFactory(context, systemCounters, (text) => errorLog.record(new Error(text)))
    this.#context = context
    this.#ring = ring
    this.#clientProxy = parts.clientProxy
    this.#counters = parts.counters
    this.#errorLog = errorLog
    this.#commands = new ClientCommandAdapter(ring, this)
    this.#cycleTracker = new DutyCycleTracker(systemCounters, context.conductorCycleThresholdNs, nowNs, {
      maximum: SYSTEM_COUNTER.CONDUCTOR_MAX_CYCLE_TIME,
      exceeded: SYSTEM_COUNTER.CONDUCTOR_CYCLE_TIME_THRESHOLD_EXCEEDED,
    })
    this.#blockedCommandCheck = new BlockedCommandCheck(ring, systemCounters, context.clientLivenessTimeoutNs, nowNs)
    this.#sessionIds = new SessionIds(context.random.nextUint32(), low, high)
    this.#clients = new DriverClients(context, parts)
    const shared = { ...parts, logs, sessionIds: this.#sessionIds, subscriptions: this.#subscriptions }
    this.#ipc = new IpcStreams(context, shared)
    this.#udp = new UdpStreams(context, shared, nowNs)
    this.#nowNs = nowNs
    this.#timerDeadlineNs = nowNs
  }

  onStart(): void {}

  doWork(): number {
    const nowNs = this.#context.nanoClock.nanoTime()
    this.#nowNs = nowNs
    this.#cycleTracker.onTurn(nowNs)
    let workCount = 0
    if (nowNs >= this.#timerDeadlineNs) {
      this.#timerDeadlineNs = nowNs + this.#context.timerIntervalNs
      this.#onTimer(nowNs)
      workCount = 1
    }
    workCount += this.#commands.receive() + this.#ipc.publications.updateLimits()
    return workCount + this.#udp.doWork(nowNs)
  }

  onClose(): void {
    this.#ipc.publications.closeAll()
    this.#udp.closeAll()
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
    const request = { clientId, correlationId, streamId, channel, uri, isExclusive }
    if (uri.media === 'udp') {
      if (uri.isSpy) throw new ControlProtocolException(ERROR_CODE.INVALID_CHANNEL, `a spy cannot publish: ${channel}`)
      const publication = this.#udp.publications.add(request, this.#udp.channelOf(uri, channel))
      this.#onPublicationAdded(request, publication, publication.endpoint.status.counterId)
      this.#udp.publications.onPublicationReady(publication)
      return
    }
    requirePlainIpc(uri)
    const publication = this.#ipc.publications.add(request)
    this.#onPublicationAdded(request, publication, NO_CHANNEL_STATUS)
    this.#ipc.onPublicationReady(publication)
  }

  onRemovePublication(_clientId: number, correlationId: number, registrationId: number, revoke: boolean): void {
    const link = this.#publicationLinks.get(registrationId)
    if (link === undefined) {
      throw new ControlProtocolException(ERROR_CODE.UNKNOWN_PUBLICATION, `unknown publication: ${registrationId}`)
    }
    this.#publicationLinks.delete(registrationId)
    link.publication.decRef(revoke)
    this.#clientProxy.onOperationSuccess(correlationId)
  }

  onAddSubscription(clientId: number, correlationId: number, streamId: number, channel: string): void {
    this.#clients.touch(clientId)
    const uri = parseChannel(channel)
    if (uri.media === 'ipc') requirePlainIpc(uri)
    const udpChannel = uri.media === 'udp' ? this.#udp.channelOf(uri, channel) : undefined
    const ids = { registrationId: correlationId, clientId, streamId }
    const subscription = new SubscriptionLink(ids, channel, uri, this.#context, udpChannel)
    const endpoint = udpChannel === undefined || uri.isSpy ? undefined : this.#udp.images.add(subscription, udpChannel)
    this.#subscriptions.set(correlationId, subscription)
    this.#clientProxy.onSubscriptionReady(correlationId, endpoint?.status.counterId ?? NO_CHANNEL_STATUS)
    this.#link(subscription)
  }

  onRemoveSubscription(_clientId: number, correlationId: number, registrationId: number): void {
    const subscription = this.#subscriptions.get(registrationId)
    if (subscription === undefined) {
      throw new ControlProtocolException(ERROR_CODE.UNKNOWN_SUBSCRIPTION, `unknown subscription: ${registrationId}`)
    }
    this.#removeSubscription(subscription)
    this.#clientProxy.onOperationSuccess(correlationId)
  }

  onDestination(
    msgTypeId: number,
    _clientId: number,
    correlationId: number,
    registrationId: number,
    channel: string,
    destinationId: number,
  ): void {
    const command = { msgTypeId, correlationId, registrationId, channel, destinationId }
    const relink = (subscription: SubscriptionLink, isTakenAway: boolean): void =>
      this.#relink(subscription, isTakenAway)
    handleDestination(command, { udp: this.#udp, subscriptions: this.#subscriptions, relink, nowNs: this.#nowNs })
    this.#clientProxy.onOperationSuccess(correlationId)
  }

  onAddCounter(clientId: number, correlationId: number, spec: CounterSpec): void {
    this.#clients.touch(clientId)
    const counterId = this.#counters.allocate({ ...spec, registrationId: correlationId, ownerId: clientId })
    this.#clients.addCounter(clientId, correlationId, counterId)
    this.#clientProxy.onCounterReady(correlationId, counterId)
  }

  onAddStaticCounter(clientId: number, correlationId: number, spec: CounterSpec): void {
    this.#clients.touch(clientId)
    this.#clientProxy.onStaticCounter(correlationId, this.#clients.staticCounter({ ...spec, ownerId: -1 }))
  }

  onRemoveCounter(_clientId: number, correlationId: number, registrationId: number): void {
    const counterId = this.#clients.takeCounter(registrationId)
    if (counterId === undefined) {
      throw new ControlProtocolException(ERROR_CODE.UNKNOWN_COUNTER, `unknown counter: ${registrationId}`)
    }
    this.#clientProxy.onOperationSuccess(correlationId)
    this.#clientProxy.onUnavailableCounter(registrationId, counterId)
    this.#counters.free(counterId)
  }

  onRejectImage(correlationId: number, imageCorrelationId: number, _position: number, reason: string): void {
    const isKnown =
      this.#ipc.reject(imageCorrelationId, reason, this.#nowNs) || this.#udp.images.reject(imageCorrelationId, reason)
    if (!isKnown) {
      const message = `unable to resolve image for correlationId=${imageCorrelationId}`
      throw new ControlProtocolException(ERROR_CODE.GENERIC_ERROR, message)
    }
    this.#clientProxy.onOperationSuccess(correlationId)
  }

  onNextAvailableSessionId(correlationId: number, streamId: number): void {
    const { publications } = this.#ipc
    const sessionId = this.#sessionIds.next(
      (candidate) =>
        publications.isSessionInUse(streamId, candidate) || this.#udp.publications.isSessionInUse(streamId, candidate),
    )
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

  #onTimer(nowNs: number): void {
    const nowMs = this.#context.epochClock.time()
    this.#ring.consumerHeartbeatTime = nowMs
    for (const clientId of this.#clients.expire(nowMs)) this.#releaseResourcesOf(clientId)
    this.#ipc.publications.onTimeEvent(nowNs)
    this.#udp.onTimeEvent(nowNs)
    this.#blockedCommandCheck.check(nowNs)
  }

  #releaseResourcesOf(clientId: number): void {
    for (const [registrationId, link] of this.#publicationLinks) {
      if (link.clientId !== clientId) continue
      this.#publicationLinks.delete(registrationId)
      link.publication.decRef(false)
    }
    for (const subscription of this.#subscriptions.values()) {
      if (subscription.clientId === clientId) this.#removeSubscription(subscription)
    }
  }

  #onPublicationAdded(
    request: PublicationRequest,
    publication: DriverPublication,
    channelStatusCounterId: number,
  ): void {
    const { correlationId, clientId, streamId, isExclusive } = request
    this.#publicationLinks.set(correlationId, { publication, clientId })
    this.#clientProxy.onPublicationReady({
      correlationId,
      registrationId: publication.registrationId,
      sessionId: publication.sessionId,
      streamId,
      positionLimitCounterId: publication.publisherLimit.counterId,
      channelStatusCounterId,
      logFileName: publication.log.file.path,
      isExclusive,
    })
  }

  /** Gives a subscription every image that is there for it. */
  #link(subscription: SubscriptionLink): void {
    this.#ipc.onSubscriptionReady(subscription)
    this.#udp.onSubscriptionReady(subscription)
  }

  /** Its local destinations have changed: gives what they offer; what was taken away goes first. */
  #relink(subscription: SubscriptionLink, isTakenAway: boolean): void {
    if (isTakenAway) {
      this.#ipc.onDestinationRemoved(subscription)
      this.#udp.publications.onDestinationRemoved(subscription)
    }
    this.#link(subscription)
  }

  #removeSubscription(subscription: SubscriptionLink): void {
    this.#subscriptions.delete(subscription.registrationId)
    this.#ipc.removeSubscription(subscription)
    this.#udp.removeSubscription(subscription)
  }
}
