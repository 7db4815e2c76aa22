import {
  AtomicBuffer,
  align,
  type BroadcastTransmitter,
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
} from '@aeron/client/internal'

const ADDRESS_TYPE_IPV4 = 1
const ADDRESS_TYPE_IPV6 = 2
const ADDRESS_LENGTH = 16

/** A publication as its READY event tells it. */
export interface PublicationReadyEvent {
  readonly correlationId: number
  readonly registrationId: number
  readonly sessionId: number
  readonly streamId: number
  readonly positionLimitCounterId: number
  readonly channelStatusCounterId: number
  readonly logFileName: string
  readonly isExclusive: boolean
}

export interface AvailableImageEvent {
  readonly correlationId: number
  readonly sessionId: number
  readonly streamId: number
  readonly subscriptionRegistrationId: number
  readonly positionCounterId: number
  readonly logFileName: string
  readonly sourceIdentity: string
}

export interface PublicationErrorEvent {
  readonly registrationId: number
  readonly sessionId: number
  readonly streamId: number
  /** Under which the destination was added; -1: none. */
  readonly destinationId: number
  readonly receiverId: bigint
  /** -1: none. */
  readonly groupTag: bigint
  /** 4 or 16 bytes. */
  readonly address: ArrayLike<number>
  readonly port: number
  readonly errorCode: number
  readonly errorMessage: string
}

/** Encodes events to the clients. */
export class ClientProxy {
  readonly #transmitter: BroadcastTransmitter
  readonly #buffer: AtomicBuffer
  readonly #textLengthMax: number

  constructor(transmitter: BroadcastTransmitter) {
    this.#transmitter = transmitter
    this.#buffer = AtomicBuffer.allocate(transmitter.maxMsgLength)
    this.#textLengthMax = Math.floor(transmitter.maxMsgLength / 4)
  }

  onError(correlationId: number, errorCode: number, message: string): void {
    this.#buffer.putLong(0, correlationId)
    this.#buffer.putInt(8, errorCode)
    this.#transmit(ON_ERROR, 12 + this.#buffer.putString(12, message.slice(0, this.#textLengthMax)))
  }

  onPublicationReady(event: PublicationReadyEvent): void {
    this.#buffer.putLong(0, event.correlationId)
    this.#buffer.putLong(8, event.registrationId)
    this.#buffer.putInt(16, event.sessionId)
    this.#buffer.putInt(20, event.streamId)
    this.#buffer.putInt(24, event.positionLimitCounterId)
    this.#buffer.putInt(28, event.channelStatusCounterId)
    const length = 32 + this.#buffer.putString(32, event.logFileName)
    this.#transmit(event.isExclusive ? ON_EXCLUSIVE_PUBLICATION_READY : ON_PUBLICATION_READY, length)
  }

  onSubscriptionReady(correlationId: number, channelStatusCounterId: number): void {
    this.#transmitIdAndInt(ON_SUBSCRIPTION_READY, correlationId, channelStatusCounterId)
  }

  onAvailableImage(event: AvailableImageEvent): void {
    this.#buffer.putLong(0, event.correlationId)
    this.#buffer.putInt(8, event.sessionId)
    this.#buffer.putInt(12, event.streamId)
    this.#buffer.putLong(16, event.subscriptionRegistrationId)
    this.#buffer.putInt(24, event.positionCounterId)
    const sourceOffset = align(28 + this.#buffer.putString(28, event.logFileName), 4)
    this.#transmit(ON_AVAILABLE_IMAGE, sourceOffset + this.#buffer.putString(sourceOffset, event.sourceIdentity))
  }

  onUnavailableImage(
    correlationId: number,
    subscriptionRegistrationId: number,
    streamId: number,
    channel: string,
  ): void {
    this.#buffer.putLong(0, correlationId)
    this.#buffer.putLong(8, subscriptionRegistrationId)
    this.#buffer.putInt(16, streamId)
    this.#transmit(ON_UNAVAILABLE_IMAGE, 20 + this.#buffer.putString(20, channel))
  }

  onOperationSuccess(correlationId: number): void {
    this.#buffer.putLong(0, correlationId)
    this.#transmit(ON_OPERATION_SUCCESS, 8)
  }

  onCounterReady(correlationId: number, counterId: number): void {
    this.#transmitIdAndInt(ON_COUNTER_READY, correlationId, counterId)
  }

  onStaticCounter(correlationId: number, counterId: number): void {
    this.#transmitIdAndInt(ON_STATIC_COUNTER, correlationId, counterId)
  }

  onUnavailableCounter(registrationId: number, counterId: number): void {
    this.#transmitIdAndInt(ON_UNAVAILABLE_COUNTER, registrationId, counterId)
  }

  onClientTimeout(clientId: number): void {
    this.#buffer.putLong(0, clientId)
    this.#transmit(ON_CLIENT_TIMEOUT, 8)
  }

  onNextAvailableSessionId(correlationId: number, sessionId: number): void {
    this.#transmitIdAndInt(ON_NEXT_AVAILABLE_SESSION_ID, correlationId, sessionId)
  }

  onPublicationError(event: PublicationErrorEvent): void {
    const buffer = this.#buffer
    buffer.putLong(0, event.registrationId)
    buffer.putLong(8, event.destinationId)
    buffer.putInt(16, event.sessionId)
    buffer.putInt(20, event.streamId)
    buffer.longs[3] = event.receiverId
    buffer.longs[4] = event.groupTag
    buffer.view.setInt16(40, event.address.length === ADDRESS_LENGTH ? ADDRESS_TYPE_IPV6 : ADDRESS_TYPE_IPV4, true)
    buffer.view.setUint16(42, event.port, true)
    buffer.setMemory(44, ADDRESS_LENGTH, 0)
    for (let i = 0; i < event.address.length; i++) buffer.bytes[44 + i] = event.address[i]!
    buffer.putInt(60, event.errorCode)
    this.#transmit(ON_PUBLICATION_ERROR, 64 + buffer.putString(64, event.errorMessage))
  }

  #transmitIdAndInt(msgTypeId: number, id: number, value: number): void {
    this.#buffer.putLong(0, id)
    this.#buffer.putInt(8, value)
    this.#transmit(msgTypeId, 12)
  }

  #transmit(msgTypeId: number, length: number): void {
    this.#transmitter.transmit(msgTypeId, this.#buffer.bytes, length)
  }
}
