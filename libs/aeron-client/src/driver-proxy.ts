import {
  ADD_COUNTER,
  ADD_DESTINATION,
  ADD_EXCLUSIVE_PUBLICATION,
  ADD_PUBLICATION,
  ADD_RCV_DESTINATION,
  ADD_STATIC_COUNTER,
  ADD_SUBSCRIPTION,
  CHANNEL_LENGTH_MAX,
  CLIENT_CLOSE,
  CLIENT_KEEPALIVE,
  GET_NEXT_AVAILABLE_SESSION_ID,
  REJECT_IMAGE,
  REJECT_REASON_LENGTH_MAX,
  REMOVE_COUNTER,
  REMOVE_DESTINATION,
  REMOVE_DESTINATION_BY_ID,
  REMOVE_PUBLICATION,
  REMOVE_RCV_DESTINATION,
  REMOVE_SUBSCRIPTION,
  TERMINATE_DRIVER,
} from './command/control-protocol-events.ts'
import type { ManyToOneRingBuffer } from './concurrent/many-to-one-ring-buffer.ts'
import { AtomicBuffer, align } from './memory/atomic-buffer.ts'
import { MAX_KEY_LENGTH, MAX_LABEL_LENGTH } from './status/counter-descriptor.ts'

const REVOKE_FLAG = 1
const NULL_CORRELATION_ID = -1
const WRITE_ATTEMPTS_MAX = 3

/**
 * Encodes commands to the driver. Every command starts with i64 client id at 0 and i64 correlation id at 8; fields of
 * one kind of command are written in order behind them. Each method returns the correlation id by which the answer will
 * be known.
 */
export class DriverProxy {
  readonly clientId: number
  readonly #ring: ManyToOneRingBuffer
  readonly #buffer = AtomicBuffer.allocate(16 * 1024)

  constructor(ring: ManyToOneRingBuffer, clientId: number) {
    this.#ring = ring
    this.clientId = clientId
  }

  /** Epoch ms of the driver's last sign of life; -1 after it stopped in order. */
  timeOfLastDriverKeepaliveMs(): number {
    return this.#ring.consumerHeartbeatTime
  }

  nextCorrelationId(): number {
    return this.#ring.nextCorrelationId()
  }

  addPublication(channel: string, streamId: number): number {
    return this.#addPublication(ADD_PUBLICATION, channel, streamId)
  }

  addExclusivePublication(channel: string, streamId: number): number {
    return this.#addPublication(ADD_EXCLUSIVE_PUBLICATION, channel, streamId)
  }

  removePublication(registrationId: number, revoke: boolean): number {
    this.#buffer.putLong(16, registrationId)
    this.#buffer.putLong(24, revoke ? REVOKE_FLAG : 0)
    return this.#send(REMOVE_PUBLICATION, 32)
  }

  addSubscription(channel: string, streamId: number): number {
    checkChannel(channel)
    this.#buffer.putLong(16, NULL_CORRELATION_ID)
    this.#buffer.putInt(24, streamId)
    return this.#send(ADD_SUBSCRIPTION, 28 + this.#buffer.putString(28, channel))
  }

  removeSubscription(registrationId: number): number {
    return this.#sendWithId(REMOVE_SUBSCRIPTION, registrationId)
  }

  /** @param registrationId of a publication with control-mode=manual. */
  addDestination(registrationId: number, endpointChannel: string): number {
    return this.#sendDestination(ADD_DESTINATION, registrationId, endpointChannel)
  }

  removeDestination(registrationId: number, endpointChannel: string): number {
    return this.#sendDestination(REMOVE_DESTINATION, registrationId, endpointChannel)
  }

  removeDestinationById(publicationRegistrationId: number, destinationRegistrationId: number): number {
    this.#buffer.putLong(16, publicationRegistrationId)
    this.#buffer.putLong(24, destinationRegistrationId)
    return this.#send(REMOVE_DESTINATION_BY_ID, 32)
  }

  /** @param registrationId of a subscription with control-mode=manual. */
  addRcvDestination(registrationId: number, endpointChannel: string): number {
    return this.#sendDestination(ADD_RCV_DESTINATION, registrationId, endpointChannel)
  }

  removeRcvDestination(registrationId: number, endpointChannel: string): number {
    return this.#sendDestination(REMOVE_RCV_DESTINATION, registrationId, endpointChannel)
  }

  addCounter(typeId: number, key: Uint8Array, label: string): number {
    this.#buffer.putInt(16, typeId)
    return this.#send(ADD_COUNTER, this.#putKeyAndLabel(20, key, label))
  }

  addStaticCounter(typeId: number, key: Uint8Array, label: string, registrationId: number): number {
    this.#buffer.putLong(16, registrationId)
    this.#buffer.putInt(24, typeId)
    return this.#send(ADD_STATIC_COUNTER, this.#putKeyAndLabel(28, key, label))
  }

  removeCounter(registrationId: number): number {
    return this.#sendWithId(REMOVE_COUNTER, registrationId)
  }

  /** @param reason at most 1023 bytes; told to the publisher. */
  rejectImage(imageCorrelationId: number, position: number, reason: string): number {
    if (Buffer.byteLength(reason) > REJECT_REASON_LENGTH_MAX)
      throw new RangeError(`reason is longer than ${REJECT_REASON_LENGTH_MAX} bytes`)
    this.#buffer.putLong(16, imageCorrelationId)
    this.#buffer.putLong(24, position)
    return this.#send(REJECT_IMAGE, 32 + this.#buffer.putString(32, reason))
  }

  nextAvailableSessionId(streamId: number): number {
    this.#buffer.putInt(16, streamId)
    return this.#send(GET_NEXT_AVAILABLE_SESSION_ID, 20)
  }

  clientKeepalive(): void {
    this.#sendAs(CLIENT_KEEPALIVE, 0, 16)
  }

  clientClose(): void {
    this.#sendAs(CLIENT_CLOSE, NULL_CORRELATION_ID, 16)
  }

  /** Asks the driver to stop; it obeys only if it has a validator that accepts the token. */
  terminateDriver(token: Uint8Array): void {
    this.#buffer.putInt(16, token.length)
    this.#buffer.putBytes(20, token)
    this.#sendAs(TERMINATE_DRIVER, NULL_CORRELATION_ID, 20 + token.length)
  }

  #addPublication(msgTypeId: number, channel: string, streamId: number): number {
    checkChannel(channel)
    this.#buffer.putInt(16, streamId)
    return this.#send(msgTypeId, 20 + this.#buffer.putString(20, channel))
  }

  #sendDestination(msgTypeId: number, registrationId: number, channel: string): number {
    checkChannel(channel)
    this.#buffer.putLong(16, registrationId)
    return this.#send(msgTypeId, 24 + this.#buffer.putString(24, channel))
  }

  #sendWithId(msgTypeId: number, registrationId: number): number {
    this.#buffer.putLong(16, registrationId)
    return this.#send(msgTypeId, 24)
  }

  /** @returns where the message ends. */
  #putKeyAndLabel(offset: number, key: Uint8Array, label: string): number {
    if (key.length > MAX_KEY_LENGTH) throw new RangeError(`counter key is longer than ${MAX_KEY_LENGTH} bytes`)
    if (Buffer.byteLength(label) > MAX_LABEL_LENGTH) {
      throw new RangeError(`counter label is longer than ${MAX_LABEL_LENGTH} bytes`)
    }
    this.#buffer.putInt(offset, key.length)
    this.#buffer.putBytes(offset + 4, key)
    const labelOffset = align(offset + 4 + key.length, 4)
    return labelOffset + this.#buffer.putString(labelOffset, label)
  }

  #send(msgTypeId: number, length: number): number {
    const correlationId = this.#ring.nextCorrelationId()
    this.#sendAs(msgTypeId, correlationId, length)
    return correlationId
  }

  #sendAs(msgTypeId: number, correlationId: number, length: number): void {
    this.#buffer.putLong(0, this.clientId)
    this.#buffer.putLong(8, correlationId)
    for (let i = 0; i < WRITE_ATTEMPTS_MAX; i++) if (this.#ring.write(msgTypeId, this.#buffer.bytes, length)) return
    throw new Error('the command ring of the driver is full')
  }
}

function checkChannel(channel: string): void {
  if (Buffer.byteLength(channel) > CHANNEL_LENGTH_MAX)
    throw new RangeError(`channel is longer than ${CHANNEL_LENGTH_MAX} bytes`)
}
