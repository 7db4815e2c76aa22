import { type Agent, AgentRunner } from '@reflex/agent'
import { type AeronContext, type ConcludedAeronContext, concludeAeronContext } from './aeron-context.ts'
import { DriverTimeoutException } from './aeron-errors.ts'
import { ClientConductor, type ClientListener } from './client-conductor.ts'
import { ClientLiveness } from './client-liveness.ts'
import type { CncBuffers } from './cnc-file-descriptor.ts'
import { CopyBroadcastReceiver } from './concurrent/copy-broadcast-receiver.ts'
import { ManyToOneRingBuffer } from './concurrent/many-to-one-ring-buffer.ts'
import { connectToDriver } from './connect-to-driver.ts'
import type { Counter } from './counter.ts'
import type { PublicationErrorFrame } from './driver-events-adapter.ts'
import { DriverProxy } from './driver-proxy.ts'
import type { ExclusivePublication } from './exclusive-publication.ts'
import type { Publication } from './publication.ts'
import { CountersReader } from './status/counters-reader.ts'
import type { ImageHandlers, Subscription } from './subscription.ts'

/** Bounds a synchronous wait when the clock stands still, as in a simulation. */
const WAIT_TURNS_MAX = 20_000
const WAIT_MS = 1
const IDLE = { idleTurnsMax: 1, parkMs: 16 }
const NO_KEY = new Uint8Array(0)

/** Notices that concern no single resource of this client. Set them after connecting. */
export interface AeronNotices {
  onPublicationError?(event: PublicationErrorFrame): void
  onAvailableCounter?(registrationId: number, counterId: number): void
  onUnavailableCounter?(registrationId: number, counterId: number): void
}

/**
 * A client of a media driver. Requests come in two forms: `addX` waits for the driver's answer (running the driver by
 * `driverAgentInvoker`, or blocking the thread); `asyncAddX` returns a registration id for `getX`, which gives
 * undefined until the answer is there. The duty cycle (`doWork`) must run at least every few seconds, or driver and
 * client give each other up.
 */
export class Aeron {
  readonly context: ConcludedAeronContext
  readonly clientId: number
  readonly countersReader: CountersReader
  notices: AeronNotices = {}
  readonly #cnc: CncBuffers
  readonly #driverProxy: DriverProxy
  readonly #conductor: ClientConductor
  readonly #runner: AgentRunner | undefined

  private constructor(context: ConcludedAeronContext, cnc: CncBuffers) {
    this.context = context
    this.#cnc = cnc
    const ring = new ManyToOneRingBuffer(cnc.toDriver)
    this.clientId = ring.nextCorrelationId()
    this.countersReader = new CountersReader(cnc.countersMetadata, cnc.countersValues)
    this.#driverProxy = new DriverProxy(ring, this.clientId)
    this.#conductor = new ClientConductor(context, {
      driverProxy: this.#driverProxy,
      liveness: new ClientLiveness(
        context,
        this.#driverProxy,
        this.countersReader,
        cnc.metadata.clientLivenessTimeoutNs,
      ),
      counters: this.countersReader,
      receiver: new CopyBroadcastReceiver(cnc.toClients),
      listener: this.#listener,
    })
    if (context.useConductorAgentInvoker) return
    this.#runner = new AgentRunner(this.#conductor, (error) => context.errorHandler(error as Error), IDLE)
    this.#runner.start()
  }

  /** Waits for a driver. @throws ReflexError REFLEX_DRIVER_NOT_RUNNING when there is none within driverTimeoutMs. */
  static connect(context: AeronContext = {}): Aeron {
    const concluded = concludeAeronContext(context)
    return new Aeron(concluded, connectToDriver(concluded))
  }

  get isClosed(): boolean {
    return this.#conductor.isClosed
  }

  /** The duty cycle, to be run by the application when it said so in the context. */
  conductorAgent(): Agent {
    return this.#conductor
  }

  /** One turn of the duty cycle. @returns how much was done. */
  doWork(): number {
    return this.#conductor.doWork()
  }

  /** A publication that shares its session with all who add the same channel and stream. */
  addPublication(channel: string, streamId: number): Publication {
    return this.#await(this.asyncAddPublication(channel, streamId)) as Publication
  }

  /** A publication with a session of its own and one writer. */
  addExclusivePublication(channel: string, streamId: number): ExclusivePublication {
    return this.#await(this.asyncAddExclusivePublication(channel, streamId)) as ExclusivePublication
  }

  addSubscription(channel: string, streamId: number, handlers: ImageHandlers = {}): Subscription {
    return this.#await(this.asyncAddSubscription(channel, streamId, handlers)) as Subscription
  }

  /** @param typeId 1000 and above for applications. @param key at most 112 bytes. @param label at most 380 bytes. */
  addCounter(typeId: number, label: string, key: Uint8Array = NO_KEY): Counter {
    return this.#await(this.asyncAddCounter(typeId, label, key)) as Counter
  }

  /** A counter that outlives its client; found again by type and registration id. */
  addStaticCounter(typeId: number, registrationId: number, label: string, key: Uint8Array = NO_KEY): Counter {
    this.#checkOpen()
    return this.#await(
      this.#conductor.expect(this.#driverProxy.addStaticCounter(typeId, key, label, registrationId)),
    ) as Counter
  }

  /** A session id the driver knows to be free for the stream; for `session-id=` in a channel. */
  nextSessionId(streamId: number): number {
    this.#checkOpen()
    return this.#await(this.#conductor.expect(this.#driverProxy.nextAvailableSessionId(streamId))) as number
  }

  asyncAddPublication(channel: string, streamId: number): number {
    this.#checkOpen()
    return this.#conductor.expect(this.#driverProxy.addPublication(channel, streamId), channel, streamId)
  }

  asyncAddExclusivePublication(channel: string, streamId: number): number {
    this.#checkOpen()
    return this.#conductor.expect(this.#driverProxy.addExclusivePublication(channel, streamId), channel, streamId)
  }

  asyncAddSubscription(channel: string, streamId: number, handlers: ImageHandlers = {}): number {
    this.#checkOpen()
    return this.#conductor.expect(this.#driverProxy.addSubscription(channel, streamId), channel, streamId, handlers)
  }

  asyncAddCounter(typeId: number, label: string, key: Uint8Array = NO_KEY): number {
    this.#checkOpen()
    return this.#conductor.expect(this.#driverProxy.addCounter(typeId, key, label))
  }

  /** @returns undefined while the driver has not answered. @throws RegistrationException, DriverTimeoutException. */
  getPublication(registrationId: number): Publication | undefined {
    return this.#conductor.take(registrationId) as Publication | undefined
  }

  /** As getPublication. */
  getExclusivePublication(registrationId: number): ExclusivePublication | undefined {
    return this.#conductor.take(registrationId) as ExclusivePublication | undefined
  }

  /** As getPublication. */
  getSubscription(registrationId: number): Subscription | undefined {
    return this.#conductor.take(registrationId) as Subscription | undefined
  }

  /** As getPublication. */
  getCounter(registrationId: number): Counter | undefined {
    return this.#conductor.take(registrationId) as Counter | undefined
  }

  /** A number no other client of this driver has had. */
  nextCorrelationId(): number {
    this.#checkOpen()
    return this.#driverProxy.nextCorrelationId()
  }

  /** Closes everything this client has and tells the driver. Unavailable-image handlers are called. */
  close(): void {
    this.#runner?.close()
    this.#conductor.close()
    this.context.mapper.unmap(this.#cnc.file)
  }

  readonly #listener: ClientListener = {
    onFatal: (error) => this.context.errorHandler(error),
    onPublicationError: (event) => this.notices.onPublicationError?.(event),
    onAvailableCounter: (registrationId, counterId) => this.notices.onAvailableCounter?.(registrationId, counterId),
    onUnavailableCounter: (registrationId, counterId) => this.notices.onUnavailableCounter?.(registrationId, counterId),
  }

  #checkOpen(): void {
    if (this.isClosed) throw new Error('the Aeron client is closed')
  }

  #await(correlationId: number): unknown {
    if (this.#conductor.isInCallback)
      throw new Error('waiting for the driver inside a callback of the client would never end: use asyncAdd')
    const deadlineNs = this.context.nanoClock.nanoTime() + this.context.driverTimeoutMs * 1e6
    for (let turns = 0; turns < WAIT_TURNS_MAX; turns++) {
      const work = (this.context.driverAgentInvoker?.invoke() ?? 0) + this.#conductor.doWork()
      const outcome = this.#conductor.take(correlationId)
      if (outcome !== undefined) return outcome
      if (this.context.nanoClock.nanoTime() > deadlineNs) break
      if (work === 0) this.context.sleeper(WAIT_MS)
    }
    throw new DriverTimeoutException(`no answer from the media driver within ${this.context.driverTimeoutMs} ms`)
  }
}
