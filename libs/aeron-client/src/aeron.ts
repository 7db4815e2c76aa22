import { type Agent, AgentRunner } from '@reflex/agent'
import {
  type AeronContext,
  type AeronNotices,
  type ConcludedAeronContext,
  concludeAeronContext,
} from './aeron-context.ts'
import { ClientConductor } from './client-conductor.ts'
import { ClientLiveness } from './client-liveness.ts'
import type { CncBuffers } from './cnc-file-descriptor.ts'
import { CopyBroadcastReceiver } from './concurrent/copy-broadcast-receiver.ts'
import { ManyToOneRingBuffer } from './concurrent/many-to-one-ring-buffer.ts'
import type { ClientListener } from './conductor-parts.ts'
import { connectToDriver } from './connect-to-driver.ts'
import type { Counter } from './counter.ts'
import { DriverProxy } from './driver-proxy.ts'
import type { ExclusivePublication } from './exclusive-publication.ts'
import type { Publication } from './publication.ts'
import { CountersReader } from './status/counters-reader.ts'
import type { ImageHandlers, Subscription } from './subscription.ts'

const WHEN_READY_MS = 1
const IDLE = { idleTurnsMax: 1, parkMs: 16 }
const NO_KEY = new Uint8Array(0)

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
  /** May be replaced at any time. */
  notices: AeronNotices
  readonly #cnc: CncBuffers
  readonly #driverProxy: DriverProxy
  readonly #conductor: ClientConductor
  readonly #runner: AgentRunner | undefined
  #isUnmapped = false

  private constructor(context: ConcludedAeronContext, cnc: CncBuffers) {
    this.context = context
    this.notices = context.notices
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
    return this.#conductor.await(this.asyncAddPublication(channel, streamId)) as Publication
  }

  /** A publication with a session of its own and one writer. */
  addExclusivePublication(channel: string, streamId: number): ExclusivePublication {
    return this.#conductor.await(this.asyncAddExclusivePublication(channel, streamId)) as ExclusivePublication
  }

  addSubscription(
    channel: string,
    streamId: number,
    handlers: ImageHandlers = this.context.imageHandlers,
  ): Subscription {
    return this.#conductor.await(this.asyncAddSubscription(channel, streamId, handlers)) as Subscription
  }

  /** @param typeId 1000 and above for applications. @param key at most 112 bytes. @param label at most 380 bytes. */
  addCounter(typeId: number, label: string, key: Uint8Array = NO_KEY): Counter {
    return this.#conductor.await(this.asyncAddCounter(typeId, label, key)) as Counter
  }

  /** A counter that outlives its client; found again by type and registration id. */
  addStaticCounter(typeId: number, registrationId: number, label: string, key: Uint8Array = NO_KEY): Counter {
    return this.#conductor.await(this.asyncAddStaticCounter(typeId, registrationId, label, key)) as Counter
  }

  /** A session id the driver knows to be free for the stream; for `session-id=` in a channel. */
  nextSessionId(streamId: number): number {
    return this.#conductor.await(this.asyncNextSessionId(streamId)) as number
  }

  asyncAddPublication(channel: string, streamId: number): number {
    this.#checkOpen()
    return this.#conductor.expect(this.#driverProxy.addPublication(channel, streamId), channel, streamId)
  }

  asyncAddExclusivePublication(channel: string, streamId: number): number {
    this.#checkOpen()
    return this.#conductor.expect(this.#driverProxy.addExclusivePublication(channel, streamId), channel, streamId)
  }

  asyncAddSubscription(
    channel: string,
    streamId: number,
    handlers: ImageHandlers = this.context.imageHandlers,
  ): number {
    this.#checkOpen()
    return this.#conductor.expect(this.#driverProxy.addSubscription(channel, streamId), channel, streamId, handlers)
  }

  asyncAddCounter(typeId: number, label: string, key: Uint8Array = NO_KEY): number {
    this.#checkOpen()
    return this.#conductor.expect(this.#driverProxy.addCounter(typeId, key, label))
  }

  /** The answer is taken with getCounter. */
  asyncAddStaticCounter(typeId: number, registrationId: number, label: string, key: Uint8Array = NO_KEY): number {
    this.#checkOpen()
    return this.#conductor.expect(this.#driverProxy.addStaticCounter(typeId, key, label, registrationId))
  }

  /** The answer is taken with getSessionId. */
  asyncNextSessionId(streamId: number): number {
    this.#checkOpen()
    return this.#conductor.expect(this.#driverProxy.nextAvailableSessionId(streamId))
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

  /** As getPublication. */
  getSessionId(correlationId: number): number | undefined {
    return this.#conductor.take(correlationId) as number | undefined
  }

  /**
   * Whether the driver has done what was asked with `destinations.asyncAdd` and the like; true is told once.
   * @throws RegistrationException, DriverTimeoutException.
   */
  isDone(correlationId: number): boolean {
    return this.#conductor.take(correlationId) !== undefined
  }

  /**
   * Waits without blocking the thread; the duty cycle must be run meanwhile (by default a timer does).
   *
   *     const publication = await aeron.whenReady(aeron.asyncAddPublication(channel, 10)) as Publication
   *
   * @returns what `getX` would. @throws RegistrationException, DriverTimeoutException.
   */
  async whenReady(correlationId: number): Promise<unknown> {
    for (;;) {
      const outcome = this.#conductor.take(correlationId)
      if (outcome !== undefined) return outcome
      await new Promise((resolve) => setTimeout(resolve, WHEN_READY_MS))
    }
  }

  /** A number no other client of this driver has had. */
  nextCorrelationId(): number {
    this.#checkOpen()
    return this.#driverProxy.nextCorrelationId()
  }

  /** Closes everything this client has and tells the driver. Unavailable-image handlers are called. */
  close(): void {
    if (this.#isUnmapped) return
    this.#isUnmapped = true
    const wasOpen = !this.#conductor.isClosed
    this.#runner?.close()
    this.#conductor.close()
    this.context.mapper.unmap(this.#cnc.file)
    if (wasOpen) this.notices.onClose?.()
  }

  /** For `using`. */
  [Symbol.dispose](): void {
    this.close()
  }

  readonly #listener: ClientListener = {
    onFatal: (error) => {
      this.notices.onClose?.(error)
      this.context.errorHandler(error)
    },
    onError: (error) => this.context.errorHandler(error),
    onPublicationError: (event) => this.notices.onPublicationError?.(event),
    onAvailableCounter: (registrationId, counterId) => this.notices.onAvailableCounter?.(registrationId, counterId),
    onUnavailableCounter: (registrationId, counterId) => this.notices.onUnavailableCounter?.(registrationId, counterId),
  }

  #checkOpen(): void {
    if (this.isClosed) throw new Error('the Aeron client is closed')
  }
}
