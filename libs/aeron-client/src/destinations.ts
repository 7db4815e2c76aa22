import type { DriverProxy } from './driver-proxy.ts'

/** Whose destinations: those a publication sends to, or those a subscription receives from. */
export type DestinationKind = 'send' | 'receive'

/** How a request gets its answer; the client's conductor. */
export interface Requester {
  expect(correlationId: number): number
  await(correlationId: number): unknown
}

/**
 * The destinations of one publication or subscription whose channel says `control-mode=manual`. Requests without
 * `async` wait for the driver; the others return a correlation id for `aeron.isDone`. @throws RegistrationException.
 */
export class Destinations {
  readonly #registrationId: number
  readonly #kind: DestinationKind
  readonly #driverProxy: DriverProxy
  readonly #requester: Requester

  constructor(registrationId: number, kind: DestinationKind, driverProxy: DriverProxy, requester: Requester) {
    this.#registrationId = registrationId
    this.#kind = kind
    this.#driverProxy = driverProxy
    this.#requester = requester
  }

  /** @returns the destination's registration id. */
  add(channel: string): number {
    const correlationId = this.asyncAdd(channel)
    this.#requester.await(correlationId)
    return correlationId
  }

  remove(channel: string): void {
    this.#requester.await(this.asyncRemove(channel))
  }

  removeById(destinationRegistrationId: number): void {
    this.#requester.await(this.asyncRemoveById(destinationRegistrationId))
  }

  asyncAdd(channel: string): number {
    const proxy = this.#driverProxy
    const id = this.#registrationId
    return this.#requester.expect(
      this.#kind === 'send' ? proxy.addDestination(id, channel) : proxy.addRcvDestination(id, channel),
    )
  }

  asyncRemove(channel: string): number {
    const proxy = this.#driverProxy
    const id = this.#registrationId
    return this.#requester.expect(
      this.#kind === 'send' ? proxy.removeDestination(id, channel) : proxy.removeRcvDestination(id, channel),
    )
  }

  asyncRemoveById(destinationRegistrationId: number): number {
    return this.#requester.expect(
      this.#driverProxy.removeDestinationById(this.#registrationId, destinationRegistrationId),
    )
  }
}
