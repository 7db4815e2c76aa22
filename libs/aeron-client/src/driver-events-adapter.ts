import {
  ON_AVAILABLE_IMAGE,
  ON_CLIENT_TIMEOUT,
  ON_COUNTER_READY,
  ON_ERROR,
  ON_EXCLUSIVE_PUBLICATION_READY,
  ON_NEXT_AVAILABLE_SESSION_ID,
  ON_OPERATION_SUCCESS,
  ON_PUBLICATION_ERROR,
  ON_PUBLICATION_READY,
  ON_STATIC_COUNTER,
  ON_SUBSCRIPTION_READY,
  ON_UNAVAILABLE_COUNTER,
  ON_UNAVAILABLE_IMAGE,
} from './command/control-protocol-events.ts'
import type { CopyBroadcastReceiver } from './concurrent/copy-broadcast-receiver.ts'
import { type AtomicBuffer, align } from './memory/atomic-buffer.ts'

/** What the driver says about one publication that is ready. */
export interface PublicationReady {
  readonly correlationId: number
  /** Of the first add; differs from the correlation id when an existing shared publication was joined. */
  readonly registrationId: number
  readonly sessionId: number
  readonly streamId: number
  readonly publicationLimitCounterId: number
  /** -1 for IPC. */
  readonly channelStatusCounterId: number
  readonly logFileName: string
}

export interface AvailableImage {
  readonly correlationId: number
  readonly sessionId: number
  readonly streamId: number
  readonly subscriptionRegistrationId: number
  readonly subscriberPositionId: number
  readonly logFileName: string
  readonly sourceIdentity: string
}

/** An image was rejected by a subscriber, or another error reached a publication from its receivers. */
export interface PublicationErrorFrame {
  readonly registrationId: number
  readonly destinationRegistrationId: number
  readonly sessionId: number
  readonly streamId: number
  readonly receiverId: number
  readonly groupTag: number
  /** `a.b.c.d:port`, or the bracketed form for IPv6. */
  readonly sourceAddress: string
  readonly errorCode: number
  readonly errorMessage: string
}

/** Every client sees the events of all clients: the listener filters. */
export interface DriverEventsListener {
  onError(correlationId: number, errorCode: number, message: string): void
  onPublicationReady(event: PublicationReady, isExclusive: boolean): void
  onSubscriptionReady(correlationId: number, channelStatusCounterId: number): void
  onAvailableImage(event: AvailableImage): void
  onUnavailableImage(correlationId: number, subscriptionRegistrationId: number): void
  onOperationSuccess(correlationId: number): void
  onCounterReady(correlationId: number, counterId: number, isStatic: boolean): void
  onUnavailableCounter(registrationId: number, counterId: number): void
  onClientTimeout(clientId: number): void
  onPublicationError(event: PublicationErrorFrame): void
  onNextAvailableSessionId(correlationId: number, sessionId: number): void
}

/** Polls the to-clients buffer and decodes. */
export class DriverEventsAdapter {
  readonly #receiver: CopyBroadcastReceiver
  readonly #listener: DriverEventsListener
  /** The subscriptions of others are most of the traffic: their image events are not even decoded. */
  readonly #isMySubscription: (registrationId: number) => boolean

  constructor(
    receiver: CopyBroadcastReceiver,
    listener: DriverEventsListener,
    isMySubscription: (registrationId: number) => boolean,
  ) {
    this.#receiver = receiver
    this.#listener = listener
    this.#isMySubscription = isMySubscription
  }

  /** @returns events handled, at most 1. */
  receive(): number {
    return this.#receiver.receive(this.#onMessage)
  }

  readonly #onMessage = (msgTypeId: number, buffer: AtomicBuffer, _offset: number, _length: number): void => {
    const listener = this.#listener
    const id = buffer.getLong(0)
    switch (msgTypeId) {
      case ON_ERROR:
        listener.onError(id, buffer.getInt(8), buffer.getString(12))
        break
      case ON_AVAILABLE_IMAGE:
        this.#onAvailableImage(id, buffer)
        break
      case ON_PUBLICATION_READY:
      case ON_EXCLUSIVE_PUBLICATION_READY:
        this.#onPublicationReady(id, buffer, msgTypeId === ON_EXCLUSIVE_PUBLICATION_READY)
        break
      case ON_OPERATION_SUCCESS:
        listener.onOperationSuccess(id)
        break
      case ON_UNAVAILABLE_IMAGE:
        listener.onUnavailableImage(id, buffer.getLong(8))
        break
      case ON_SUBSCRIPTION_READY:
        listener.onSubscriptionReady(id, buffer.getInt(8))
        break
      case ON_COUNTER_READY:
      case ON_STATIC_COUNTER:
        listener.onCounterReady(id, buffer.getInt(8), msgTypeId === ON_STATIC_COUNTER)
        break
      case ON_UNAVAILABLE_COUNTER:
        listener.onUnavailableCounter(id, buffer.getInt(8))
        break
      case ON_CLIENT_TIMEOUT:
        listener.onClientTimeout(id)
        break
      case ON_PUBLICATION_ERROR:
        this.#onPublicationError(id, buffer)
        break
      case ON_NEXT_AVAILABLE_SESSION_ID:
        listener.onNextAvailableSessionId(id, buffer.getInt(8))
        break
    }
  }

  #onPublicationReady(correlationId: number, buffer: AtomicBuffer, isExclusive: boolean): void {
    const event: PublicationReady = {
      correlationId,
      registrationId: buffer.getLong(8),
      sessionId: buffer.getInt(16),
      streamId: buffer.getInt(20),
      publicationLimitCounterId: buffer.getInt(24),
      channelStatusCounterId: buffer.getInt(28),
      logFileName: buffer.getString(32),
    }
    this.#listener.onPublicationReady(event, isExclusive)
  }

  #onAvailableImage(correlationId: number, buffer: AtomicBuffer): void {
    const subscriptionRegistrationId = buffer.getLong(16)
    if (!this.#isMySubscription(subscriptionRegistrationId)) return
    this.#listener.onAvailableImage({
      correlationId,
      sessionId: buffer.getInt(8),
      streamId: buffer.getInt(12),
      subscriptionRegistrationId,
      subscriberPositionId: buffer.getInt(24),
      logFileName: buffer.getString(28),
      sourceIdentity: buffer.getString(32 + align(buffer.getInt(28), 4)),
    })
  }

  #onPublicationError(registrationId: number, buffer: AtomicBuffer): void {
    this.#listener.onPublicationError({
      registrationId,
      destinationRegistrationId: buffer.getLong(8),
      sessionId: buffer.getInt(16),
      streamId: buffer.getInt(20),
      receiverId: buffer.getLong(24),
      groupTag: buffer.getLong(32),
      sourceAddress: addressOf(buffer),
      errorCode: buffer.getInt(60),
      errorMessage: buffer.getString(64),
    })
  }
}

const ADDRESS_TYPE_IPV6 = 2

function addressOf(buffer: AtomicBuffer): string {
  const port = buffer.view.getUint16(42, true)
  if (buffer.view.getInt16(40, true) !== ADDRESS_TYPE_IPV6) return `${buffer.bytes.subarray(44, 48).join('.')}:${port}`
  const groups: string[] = []
  for (let i = 0; i < 16; i += 2) groups.push(buffer.view.getUint16(44 + i).toString(16))
  return `[${groups.join(':')}]:${port}`
}
