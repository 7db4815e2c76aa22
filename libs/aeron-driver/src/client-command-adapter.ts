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
  type CounterSpec,
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
  /** All five commands about destinations. */
  onDestination(
    msgTypeId: number,
    clientId: number,
    correlationId: number,
    registrationId: number,
    channel: string,
    destinationId: number,
  ): void
  onAddCounter(clientId: number, correlationId: number, spec: CounterSpec): void
  /** The spec carries the registration id. */
  onAddStaticCounter(clientId: number, correlationId: number, spec: CounterSpec): void
  onRemoveCounter(clientId: number, correlationId: number, registrationId: number): void
  onRejectImage(correlationId: number, imageCorrelationId: number, position: number, reason: string): void
  onNextAvailableSessionId(correlationId: number, streamId: number): void
  onClientKeepalive(clientId: number): void
  onClientClose(clientId: number): void
  onTerminateDriver(token: Uint8Array): void
  /** The command could not be carried out. */
  onCommandFailed(correlationId: number, error: unknown): void
}

const COMMANDS_MAX = 4
const REVOKE_FLAG = 1
const NO_CHANNEL = ''
const NULL_CORRELATION_ID = -1

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
    let correlationId = NULL_CORRELATION_ID
    try {
      const command = new Command(buffer, offset, length)
      correlationId = command.correlationId
      this.#dispatch(msgTypeId, command)
    } catch (error) {
      this.#commands.onCommandFailed(correlationId, error)
    }
  }

  #dispatch(msgTypeId: number, command: Command): void {
    const isKnown =
      this.#dispatchStream(msgTypeId, command) ||
      this.#dispatchDestination(msgTypeId, command) ||
      this.#dispatchCounter(msgTypeId, command) ||
      this.#dispatchOther(msgTypeId, command)
    if (isKnown) return
    throw new ControlProtocolException(ERROR_CODE.UNKNOWN_COMMAND_TYPE_ID, `unknown command type id: ${msgTypeId}`)
  }

  #dispatchStream(msgTypeId: number, command: Command): boolean {
    const { clientId, correlationId } = command
    switch (msgTypeId) {
      case ADD_PUBLICATION:
      case ADD_EXCLUSIVE_PUBLICATION: {
        const isExclusive = msgTypeId === ADD_EXCLUSIVE_PUBLICATION
        this.#commands.onAddPublication(clientId, correlationId, command.int(16), command.text(20), isExclusive)
        return true
      }
      case REMOVE_PUBLICATION: {
        const revoke = command.length >= 32 && (command.int(24) & REVOKE_FLAG) !== 0
        this.#commands.onRemovePublication(clientId, correlationId, command.long(16), revoke)
        return true
      }
      case ADD_SUBSCRIPTION:
        this.#commands.onAddSubscription(clientId, correlationId, command.int(24), command.text(28))
        return true
      case REMOVE_SUBSCRIPTION:
        this.#commands.onRemoveSubscription(clientId, correlationId, command.long(16))
        return true
      default:
        return false
    }
  }

  #dispatchDestination(msgTypeId: number, command: Command): boolean {
    const { clientId, correlationId } = command
    switch (msgTypeId) {
      case ADD_DESTINATION:
      case REMOVE_DESTINATION:
      case ADD_RCV_DESTINATION:
      case REMOVE_RCV_DESTINATION:
        this.#commands.onDestination(msgTypeId, clientId, correlationId, command.long(16), command.text(24), -1)
        return true
      case REMOVE_DESTINATION_BY_ID:
        this.#commands.onDestination(msgTypeId, clientId, correlationId, command.long(16), NO_CHANNEL, command.long(24))
        return true
      default:
        return false
    }
  }

  #dispatchCounter(msgTypeId: number, command: Command): boolean {
    const { clientId, correlationId } = command
    switch (msgTypeId) {
      case ADD_COUNTER:
        this.#commands.onAddCounter(clientId, correlationId, command.counterSpec(command.int(16), 20))
        return true
      case ADD_STATIC_COUNTER:
        this.#commands.onAddStaticCounter(clientId, correlationId, {
          ...command.counterSpec(command.int(24), 28),
          registrationId: command.long(16),
        })
        return true
      case REMOVE_COUNTER:
        this.#commands.onRemoveCounter(clientId, correlationId, command.long(16))
        return true
      default:
        return false
    }
  }

  #dispatchOther(msgTypeId: number, command: Command): boolean {
    const { clientId, correlationId } = command
    switch (msgTypeId) {
      case REJECT_IMAGE: {
        const reason = command.text(32).slice(0, REJECT_REASON_LENGTH_MAX).replace(/\0+$/, '')
        this.#commands.onRejectImage(correlationId, command.long(16), command.long(24), reason)
        return true
      }
      case GET_NEXT_AVAILABLE_SESSION_ID:
        this.#commands.onNextAvailableSessionId(correlationId, command.int(16))
        return true
      case CLIENT_KEEPALIVE:
        this.#commands.onClientKeepalive(clientId)
        return true
      case CLIENT_CLOSE:
        this.#commands.onClientClose(clientId)
        return true
      case TERMINATE_DRIVER:
        this.#commands.onTerminateDriver(command.bytes(16))
        return true
      default:
        return false
    }
  }
}

/** One command as it lies in the ring; every read is checked against its end. */
class Command {
  readonly length: number
  readonly clientId: number
  readonly correlationId: number
  readonly #buffer: AtomicBuffer
  readonly #offset: number

  constructor(buffer: AtomicBuffer, offset: number, length: number) {
    this.#buffer = buffer
    this.#offset = offset
    this.length = length
    this.clientId = this.long(0)
    this.correlationId = this.long(8)
  }

  require(minimum: number): void {
    if (this.length >= minimum) return
    throw new ControlProtocolException(
      ERROR_CODE.MALFORMED_COMMAND,
      `command of ${this.length} bytes is shorter than ${minimum}`,
    )
  }

  int(at: number): number {
    this.require(at + 4)
    return this.#buffer.getInt(this.#offset + at)
  }

  long(at: number): number {
    this.require(at + 8)
    return this.#buffer.getLong(this.#offset + at)
  }

  /** A copy of the bytes behind an i32 length. */
  bytes(at: number): Uint8Array {
    const start = this.#offset + at + 4
    return this.#buffer.bytes.slice(start, start + this.#lengthAt(at))
  }

  text(at: number): string {
    return this.#buffer.getStringWithoutLength(this.#offset + at + 4, this.#lengthAt(at))
  }

  /** The key, and behind it, aligned to 4, the label. */
  counterSpec(typeId: number, keyAt: number): { typeId: number; key: Uint8Array; label: string } {
    const key = this.bytes(keyAt)
    if (key.length > MAX_KEY_LENGTH) {
      const message = `counter key of ${key.length} bytes exceeds ${MAX_KEY_LENGTH}`
      throw new ControlProtocolException(ERROR_CODE.MALFORMED_COMMAND, message)
    }
    return { typeId, key, label: this.text(align(keyAt + 4 + key.length, 4)) }
  }

  #lengthAt(at: number): number {
    const length = this.int(at)
    if (length >= 0 && at + 4 + length <= this.length) return length
    const message = `length ${length} at ${at} exceeds the command of ${this.length} bytes`
    throw new ControlProtocolException(ERROR_CODE.MALFORMED_COMMAND, message)
  }
}
