import { ERROR_CODE } from '@aeron/client'
import {
  ADD_COUNTER,
  ADD_DESTINATION,
  ADD_EXCLUSIVE_PUBLICATION,
  ADD_PUBLICATION,
  ADD_RCV_DESTINATION,
  ADD_STATIC_COUNTER,
  ADD_SUBSCRIPTION,
  type AtomicBuffer,
  align,
  CLIENT_CLOSE,
  CLIENT_KEEPALIVE,
  GET_NEXT_AVAILABLE_SESSION_ID,
  MAX_KEY_LENGTH,
  type ManyToOneRingBuffer,
  REJECT_IMAGE,
  REJECT_REASON_LENGTH_MAX,
  REMOVE_COUNTER,
  REMOVE_DESTINATION,
  REMOVE_DESTINATION_BY_ID,
  REMOVE_PUBLICATION,
  REMOVE_RCV_DESTINATION,
  REMOVE_SUBSCRIPTION,
  TERMINATE_DRIVER,
} from '@aeron/client/internal'
import { ControlProtocolException } from './control-protocol-exception.ts'

/** What clients can ask for. Each command carries the id of its client and the correlation id of its answer. */
export interface ClientCommands {
  onAddPublication(
    clientId: number,
    correlationId: number,
    streamId: number,
    channel: string,
    isExclusive: boolean,
  ): void
  onRemovePublication(clientId: number, correlationId: number, registrationId: number, revoke: boolean): void
  onAddSubscription(clientId: number, correlationId: number, streamId: number, channel: string): void
  onRemoveSubscription(clientId: number, correlationId: number, registrationId: number): void
  onDestination(
    msgTypeId: number,
    clientId: number,
    correlationId: number,
    registrationId: number,
    channel: string,
  ): void
  onAddCounter(clientId: number, correlationId: number, typeId: number, key: Uint8Array, label: string): void
  onAddStaticCounter(
    clientId: number,
    correlationId: number,
    registrationId: number,
    typeId: number,
    key: Uint8Array,
    label: string,
  ): void
  onRemoveCounter(clientId: number, correlationId: number, registrationId: number): void
  onRejectImage(
    clientId: number,
    correlationId: number,
    imageCorrelationId: number,
    position: number,
    reason: string,
  ): void
  onNextAvailableSessionId(clientId: number, correlationId: number, streamId: number): void
  onClientKeepalive(clientId: number): void
  onClientClose(clientId: number): void
  onTerminateDriver(token: Uint8Array): void
  /** The command could not be carried out. */
  onCommandFailed(correlationId: number, error: unknown): void
}

const COMMANDS_MAX = 4
const REVOKE_FLAG = 1
const NO_CHANNEL = ''

/** Reads commands from the ring, checks their lengths and hands them over. */
export class ClientCommandAdapter {
  readonly #ring: ManyToOneRingBuffer
  readonly #commands: ClientCommands

  constructor(ring: ManyToOneRingBuffer, commands: ClientCommands) {
    this.#ring = ring
    this.#commands = commands
  }

  /** @returns commands handled. */
  receive(): number {
    return this.#ring.read(this.#onMessage, COMMANDS_MAX)
  }

  readonly #onMessage = (msgTypeId: number, buffer: AtomicBuffer, offset: number, length: number): void => {
    let correlationId = -1
    try {
      require(length, 16)
      correlationId = buffer.getLong(offset + 8)
      this.#dispatch(msgTypeId, buffer, offset, length, buffer.getLong(offset), correlationId)
    } catch (error) {
      this.#commands.onCommandFailed(correlationId, error)
    }
  }

  #dispatch(
    msgTypeId: number,
    buffer: AtomicBuffer,
    offset: number,
    length: number,
    clientId: number,
    correlationId: number,
  ): void {
    const commands = this.#commands
    switch (msgTypeId) {
      case ADD_PUBLICATION:
      case ADD_EXCLUSIVE_PUBLICATION: {
        require(length, 24)
        const channel = readString(buffer, offset, 20, length)
        commands.onAddPublication(
          clientId,
          correlationId,
          buffer.getInt(offset + 16),
          channel,
          msgTypeId === ADD_EXCLUSIVE_PUBLICATION,
        )
        return
      }
      case REMOVE_PUBLICATION: {
        require(length, 24)
        const revoke = length >= 32 && (buffer.getInt(offset + 24) & REVOKE_FLAG) !== 0
        commands.onRemovePublication(clientId, correlationId, buffer.getLong(offset + 16), revoke)
        return
      }
      case ADD_SUBSCRIPTION:
        require(length, 32)
        commands.onAddSubscription(
          clientId,
          correlationId,
          buffer.getInt(offset + 24),
          readString(buffer, offset, 28, length),
        )
        return
      case REMOVE_SUBSCRIPTION:
        require(length, 24)
        commands.onRemoveSubscription(clientId, correlationId, buffer.getLong(offset + 16))
        return
      case ADD_DESTINATION:
      case REMOVE_DESTINATION:
      case ADD_RCV_DESTINATION:
      case REMOVE_RCV_DESTINATION:
        require(length, 28)
        commands.onDestination(
          msgTypeId,
          clientId,
          correlationId,
          buffer.getLong(offset + 16),
          readString(buffer, offset, 24, length),
        )
        return
      case REMOVE_DESTINATION_BY_ID:
        require(length, 32)
        commands.onDestination(msgTypeId, clientId, correlationId, buffer.getLong(offset + 16), NO_CHANNEL)
        return
      case ADD_COUNTER: {
        require(length, 24)
        const { key, label } = readKeyAndLabel(buffer, offset, 20, length)
        commands.onAddCounter(clientId, correlationId, buffer.getInt(offset + 16), key, label)
        return
      }
      case ADD_STATIC_COUNTER: {
        require(length, 32)
        const { key, label } = readKeyAndLabel(buffer, offset, 28, length)
        commands.onAddStaticCounter(
          clientId,
          correlationId,
          buffer.getLong(offset + 16),
          buffer.getInt(offset + 24),
          key,
          label,
        )
        return
      }
      case REMOVE_COUNTER:
        require(length, 24)
        commands.onRemoveCounter(clientId, correlationId, buffer.getLong(offset + 16))
        return
      case REJECT_IMAGE: {
        require(length, 36)
        const reason = readString(buffer, offset, 32, length).slice(0, REJECT_REASON_LENGTH_MAX).replace(/\0+$/, '')
        commands.onRejectImage(
          clientId,
          correlationId,
          buffer.getLong(offset + 16),
          buffer.getLong(offset + 24),
          reason,
        )
        return
      }
      case GET_NEXT_AVAILABLE_SESSION_ID:
        require(length, 20)
        commands.onNextAvailableSessionId(clientId, correlationId, buffer.getInt(offset + 16))
        return
      case CLIENT_KEEPALIVE:
        commands.onClientKeepalive(clientId)
        return
      case CLIENT_CLOSE:
        commands.onClientClose(clientId)
        return
      case TERMINATE_DRIVER: {
        require(length, 20)
        const tokenLength = readLength(buffer, offset, 16, length)
        commands.onTerminateDriver(buffer.bytes.slice(offset + 20, offset + 20 + tokenLength))
        return
      }
      default:
        throw new ControlProtocolException(ERROR_CODE.UNKNOWN_COMMAND_TYPE_ID, `unknown command type id: ${msgTypeId}`)
    }
  }
}

function require(length: number, minimum: number): void {
  if (length < minimum)
    throw new ControlProtocolException(
      ERROR_CODE.MALFORMED_COMMAND,
      `command of ${length} bytes is shorter than ${minimum}`,
    )
}

/** The i32 length at a place in the command, checked against its end. */
function readLength(buffer: AtomicBuffer, offset: number, at: number, length: number): number {
  require(length, at + 4)
  const value = buffer.getInt(offset + at)
  if (value < 0 || at + 4 + value > length) {
    throw new ControlProtocolException(
      ERROR_CODE.MALFORMED_COMMAND,
      `length ${value} at ${at} exceeds the command of ${length} bytes`,
    )
  }
  return value
}

function readString(buffer: AtomicBuffer, offset: number, at: number, length: number): string {
  return buffer.getStringWithoutLength(offset + at + 4, readLength(buffer, offset, at, length))
}

function readKeyAndLabel(
  buffer: AtomicBuffer,
  offset: number,
  at: number,
  length: number,
): { key: Uint8Array; label: string } {
  const keyLength = readLength(buffer, offset, at, length)
  if (keyLength > MAX_KEY_LENGTH)
    throw new ControlProtocolException(
      ERROR_CODE.MALFORMED_COMMAND,
      `counter key of ${keyLength} bytes exceeds ${MAX_KEY_LENGTH}`,
    )
  const keyOffset = offset + at + 4
  const labelAt = align(at + 4 + keyLength, 4)
  return {
    key: buffer.bytes.slice(keyOffset, keyOffset + keyLength),
    label: readString(buffer, offset, labelAt, length),
  }
}
