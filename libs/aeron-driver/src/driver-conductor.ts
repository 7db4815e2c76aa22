import { type ChannelUri, ERROR_CODE } from '@aeron/client'
import {
  type CounterSpec,
  type CountersManager,
  type ManyToOneRingBuffer,
  REMOVE_DESTINATION,
  REMOVE_RCV_DESTINATION,
} from '@aeron/client/internal'
import type { Agent } from '@reflex/agent'
import { BlockedCommandCheck } from './blocked-command-check.ts'
import { ClientCommandAdapter, type ClientCommands } from './client-command-adapter.ts'
import type { ClientProxy } from './client-proxy.ts'
import { ControlProtocolException, errorCodeOf } from './control-protocol-exception.ts'
import { DriverClients } from './driver-clients.ts'
import { DutyCycleTracker } from './duty-cycle-tracker.ts'
import type { ErrorLog } from './error-log.ts'
import type { IpcPublication } from './ipc-publication.ts'
import { IpcStreams } from './ipc-streams.ts'
import { LogFactory } from './log-factory.ts'
import type { ConcludedMediaDriverContext } from './media-driver-context.ts'
import { parseChannel, requirePlainIpc } from './publication-params.ts'
import { SessionIds } from './session-ids.ts'
import { SubscriptionLink } from './subscription-link.ts'
import type { SystemCounters } from './system-counters.ts'

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
  /** By the registration id of each add: several adds may share one publication. */
  readonly #publicationLinks = new Map<number, { publication: IpcPublication; clientId: number }>()
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
    this.#cycleTracker = new DutyCycleTracker(systemCounters, context.conductorCycleThresholdNs, nowNs)
    this.#blockedCommandCheck = new BlockedCommandCheck(ring, systemCounters, context.clientLivenessTimeoutNs, nowNs)
    this.#sessionIds = new SessionIds(context.random.nextUint32(), low, high)
    this.#clients = new DriverClients(context, parts)
    const subscriptions = this.#subscriptions
    this.#ipc = new IpcStreams(context, { ...parts, logs, sessionIds: this.#sessionIds, subscriptions })
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
    return workCount + this.#commands.receive() + this.#ipc.publications.updateLimits()
  }

  onClose(): void {
    this.#ipc.publications.closeAll()
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
    requireIpc(uri, channel)
    const publication = this.#ipc.publications.add({ clientId, correlationId, streamId, channel, uri, isExclusive })
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
    requireIpc(uri, channel)
    const ids = { registrationId: correlationId, clientId, streamId }
    const subscription = new SubscriptionLink(ids, channel, uri, this.#context)
    this.#subscriptions.set(correlationId, subscription)
    this.#clientProxy.onSubscriptionReady(correlationId, NO_CHANNEL_STATUS)
    this.#ipc.onSubscriptionReady(subscription)
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
    _correlationId: number,
    registrationId: number,
    _channel: string,
  ): void {
    const isRemoval = msgTypeId === REMOVE_DESTINATION || msgTypeId === REMOVE_RCV_DESTINATION
    const isSubscription = this.#subscriptions.has(registrationId)
    const code = isSubscription ? ERROR_CODE.NOT_SUPPORTED : ERROR_CODE.UNKNOWN_PUBLICATION
    const message = `${isRemoval ? 'removing' : 'adding'} a destination needs a UDP channel: ${registrationId}`
    throw new ControlProtocolException(code, message)
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
    this.#ipc.reject(imageCorrelationId, reason, this.#nowNs)
    this.#clientProxy.onOperationSuccess(correlationId)
  }

  onNextAvailableSessionId(correlationId: number, streamId: number): void {
    const { publications } = this.#ipc
    const sessionId = this.#sessionIds.next((candidate) => publications.isSessionInUse(streamId, candidate))
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

  #removeSubscription(subscription: SubscriptionLink): void {
    this.#subscriptions.delete(subscription.registrationId)
    this.#ipc.removeSubscription(subscription)
  }
}

function requireIpc(uri: ChannelUri, channel: string): void {
  if (uri.media !== 'ipc') {
    const message = `this driver carries aeron:ipc only, UDP channels are not supported yet: ${channel}`
    throw new ControlProtocolException(ERROR_CODE.NOT_SUPPORTED, message)
  }
  requirePlainIpc(uri)
}
