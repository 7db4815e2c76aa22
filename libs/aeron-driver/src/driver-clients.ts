import { ERROR_CODE } from '@aeron/client'
import { type CounterSpec, type CountersManager, NULL_COUNTER_ID } from '@aeron/client/internal'
import type { ClientProxy } from './client-proxy.ts'
import { ControlProtocolException } from './control-protocol-exception.ts'
import { DriverClient } from './driver-client.ts'
import type { ConcludedMediaDriverContext } from './media-driver-context.ts'
import { allocateClientHeartbeat } from './stream-counters.ts'
import { SYSTEM_COUNTER, type SystemCounters } from './system-counters.ts'

const STATIC_OWNER = -1

/** The clients of the driver, and the counters they have added. */
export class DriverClients {
  readonly #context: ConcludedMediaDriverContext
  readonly #clientProxy: ClientProxy
  readonly #counters: CountersManager
  readonly #systemCounters: SystemCounters
  readonly #clients = new Map<number, DriverClient>()
  readonly #counterLinks = new Map<number, { counterId: number; clientId: number }>()

  constructor(
    context: ConcludedMediaDriverContext,
    parts: { clientProxy: ClientProxy; counters: CountersManager; systemCounters: SystemCounters },
  ) {
    this.#context = context
    this.#clientProxy = parts.clientProxy
    this.#counters = parts.counters
    this.#systemCounters = parts.systemCounters
  }

  /** Makes the client known at its first request. */
  touch(clientId: number): void {
    if (this.#clients.has(clientId)) return
    const heartbeat = allocateClientHeartbeat(this.#counters, clientId, this.#context.epochClock.time())
    this.#clients.set(clientId, new DriverClient(clientId, heartbeat, this.#context.clientLivenessTimeoutNs / 1e6))
    this.#clientProxy.onCounterReady(clientId, heartbeat.counterId)
  }

  keepAlive(clientId: number): void {
    this.#clients.get(clientId)?.keepAlive(this.#context.epochClock.time())
  }

  close(clientId: number): void {
    this.#clients.get(clientId)?.close()
  }

  addCounter(clientId: number, registrationId: number, counterId: number): void {
    this.#counterLinks.set(registrationId, { counterId, clientId })
  }

  /** Forgets a counter. @returns its id, or undefined when there is none. */
  takeCounter(registrationId: number): number | undefined {
    const link = this.#counterLinks.get(registrationId)
    this.#counterLinks.delete(registrationId)
    return link?.counterId
  }

  /**
   * @returns the counter that exists by type and registration id, or a new one. @throws ControlProtocolException when
   * it is not static.
   */
  staticCounter(spec: CounterSpec): number {
    const existing = this.#counters.findByTypeIdAndRegistrationId(spec.typeId, spec.registrationId!)
    if (existing === NULL_COUNTER_ID) return this.#counters.allocate(spec)
    if (this.#counters.getCounterOwnerId(existing) === STATIC_OWNER) return existing
    const { typeId, registrationId } = spec
    const message = `a non-static counter ${existing} exists for typeId=${typeId} and registrationId=${registrationId}`
    throw new ControlProtocolException(ERROR_CODE.GENERIC_ERROR, message)
  }

  /** Lets silent clients and those that closed go. @returns their ids: the caller frees what else they had. */
  expire(nowMs: number): readonly number[] {
    const expired: number[] = []
    for (const client of this.#clients.values()) {
      if (!client.isTimedOut(nowMs)) continue
      expired.push(client.clientId)
      this.#clients.delete(client.clientId)
      if (!client.isClosedByItself) {
        this.#systemCounters.add(SYSTEM_COUNTER.CLIENT_TIMEOUTS)
        this.#clientProxy.onClientTimeout(client.clientId)
      }
      this.#clientProxy.onUnavailableCounter(client.clientId, client.heartbeat.counterId)
      this.#freeCountersOf(client.clientId)
      this.#counters.free(client.heartbeat.counterId)
    }
    return expired
  }

  #freeCountersOf(clientId: number): void {
    for (const [registrationId, link] of this.#counterLinks) {
      if (link.clientId !== clientId) continue
      this.#counterLinks.delete(registrationId)
      this.#clientProxy.onUnavailableCounter(registrationId, link.counterId)
      this.#counters.free(link.counterId)
    }
  }
}
