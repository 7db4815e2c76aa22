import { DriverTimeoutException, RegistrationException } from './aeron-errors.ts'
import type { Counter } from './counter.ts'
import type { ExclusivePublication } from './exclusive-publication.ts'
import type { Publication } from './publication.ts'
import type { ImageHandlers, Subscription } from './subscription.ts'

export type Resource = Publication | ExclusivePublication | Subscription | Counter

/** A request the driver has not answered yet. */
export interface PendingRequest {
  readonly channel: string
  readonly streamId: number
  readonly handlers: ImageHandlers
}

/** What became of a request: a resource, a number, or that it was done. */
export type Outcome = Resource | number | true

/** The requests of a client by correlation id: from the command until somebody has taken the answer. */
export class Registrations {
  readonly #timeoutNs: number
  readonly #pending = new Map<number, PendingRequest & { readonly deadlineNs: number }>()
  readonly #outcomes = new Map<number, Outcome | Error>()

  constructor(timeoutNs: number) {
    this.#timeoutNs = timeoutNs
  }

  expect(correlationId: number, request: PendingRequest, nowNs: number): void {
    this.#pending.set(correlationId, { ...request, deadlineNs: nowNs + this.#timeoutNs })
  }

  /** @returns the request, which is answered now; undefined when it is not one of ours. */
  settle(correlationId: number): PendingRequest | undefined {
    const request = this.#pending.get(correlationId)
    if (request !== undefined) this.#pending.delete(correlationId)
    return request
  }

  complete(correlationId: number, outcome: Outcome | Error): void {
    this.#pending.delete(correlationId)
    this.#outcomes.set(correlationId, outcome)
  }

  /** For answers that carry nothing but themselves; those of other clients are ignored. */
  completeIfPending(correlationId: number, outcome: Outcome | Error): void {
    if (this.#pending.has(correlationId)) this.complete(correlationId, outcome)
  }

  /**
   * @returns what became of a request, once; undefined while the driver has not answered.
   * @throws RegistrationException when it refused, DriverTimeoutException when it did not answer in time.
   */
  take(correlationId: number): Outcome | undefined {
    const outcome = this.#outcomes.get(correlationId)
    if (outcome === undefined) {
      if (!this.#pending.has(correlationId)) throw new Error(`unknown registration id: ${correlationId}`)
      return undefined
    }
    this.#outcomes.delete(correlationId)
    if (outcome instanceof Error) throw outcome
    return outcome
  }

  refuse(correlationId: number, errorCode: number, message: string): void {
    this.completeIfPending(correlationId, new RegistrationException(correlationId, errorCode, message))
  }

  checkDeadlines(nowNs: number): void {
    const message = `no answer from the media driver within ${this.#timeoutNs / 1e6} ms`
    for (const [correlationId, request] of this.#pending) {
      if (nowNs >= request.deadlineNs) this.complete(correlationId, new DriverTimeoutException(message))
    }
  }

  /** The client is closed: nothing more will be answered. */
  abandon(): void {
    const message = 'the client was closed before the media driver answered'
    for (const correlationId of this.#pending.keys()) this.complete(correlationId, new DriverTimeoutException(message))
  }
}
