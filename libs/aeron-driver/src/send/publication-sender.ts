import {
  AtomicBuffer,
  computePosition,
  computeTermIdFromPosition,
  DATA_FRAME_TYPE,
  EOS_FLAG,
  HEADER_LENGTH,
  LOG_IS_CONNECTED_OFFSET,
  type LogBuffers,
  PARTITION_COUNT,
  type Position,
  REVOKED_FLAG,
  SESSION_ID_OFFSET,
  STREAM_ID_OFFSET,
  TERM_ID_OFFSET,
  TERM_OFFSET,
  UNFRAGMENTED,
} from '@aeron/client/internal'
import { isValidNak, isValidStatusMessage } from '../media/frame-validation.ts'
import {
  ERROR_RECEIVER_ID_OFFSET,
  FRAME_WORD_OFFSET,
  flagsOf,
  frameWord,
  NAK_LENGTH_OFFSET,
  NAK_TERM_ID_OFFSET,
  NAK_TERM_OFFSET_OFFSET,
  RTTM_FLAG_REPLY,
  SETUP_LENGTH,
} from '../media/protocol.ts'
import type { StatusMessage } from '../media/status-message.ts'
import type { UdpAddress } from '../media/udp-address.ts'
import { DatagramBatch } from '../media/udp-transport.ts'
import { SYSTEM_COUNTER, type SystemCounters } from '../system-counters.ts'
import { LiveReceivers } from './live-receivers.ts'
import type { PublicationSenderHost, PublicationSenderSetup } from './publication-sender-setup.ts'
import { Retransmitter } from './retransmitter.ts'
import type { SendChannelEndpoint } from './send-channel-endpoint.ts'
import { writeRttReply, writeSetup } from './sender-frames.ts'
import { TermScanner } from './term-scanner.ts'

const SETUP_INTERVAL_NS = 100e6
const HEARTBEAT_INTERVAL_NS = 100e6
const LONG_AGO_NS = Number.NEGATIVE_INFINITY

/** The sender's half of a UDP publication: setups, data, heartbeats, retransmissions, and what receivers say. */
export class PublicationSender {
  readonly sessionId: number
  readonly streamId: number
  readonly endpoint: SendChannelEndpoint
  /** The end of the stream is known and has been sent. */
  isEndOfStream = false
  isRevoked = false
  /** The only receiver has seen the end. */
  hasReceivedUnicastEos = false
  readonly #setup: PublicationSenderSetup
  readonly #host: PublicationSenderHost
  readonly #systemCounters: SystemCounters
  readonly #log: LogBuffers
  readonly #termLength: number
  readonly #position: Position
  readonly #limit: Position
  readonly #receivers = new LiveReceivers()
  readonly #retransmitter: Retransmitter
  readonly #scanner = new TermScanner()
  readonly #batch: DatagramBatch
  readonly #control = new DatagramBatch(1)
  readonly #scratch = AtomicBuffer.allocate(64)
  #hasInitialConnection = false
  #isSetupElicited = false
  #isTrackingLimits = false
  #timeOfLastSetupNs = LONG_AGO_NS
  #timeOfLastDataNs = LONG_AGO_NS
  #responseDestination: UdpAddress | undefined = undefined

  constructor(setup: PublicationSenderSetup, host: PublicationSenderHost, systemCounters: SystemCounters) {
    this.#setup = setup
    this.#host = host
    this.#systemCounters = systemCounters
    this.sessionId = setup.sessionId
    this.streamId = setup.streamId
    this.endpoint = setup.endpoint
    this.#log = setup.log
    this.#termLength = setup.log.termLength
    this.#position = setup.senderPosition
    this.#limit = setup.senderLimit
    this.#batch = new DatagramBatch(setup.messagesPerSendMax)
    this.#retransmitter = new Retransmitter(setup, systemCounters, (batch) => this.#send(batch))
  }

  get hasReceivers(): boolean {
    return this.#receivers.count > 0
  }

  /** Enough receivers for the flow control. */
  get hasRequiredReceivers(): boolean {
    return this.#receivers.count > 0 && this.#setup.flowControl.hasRequiredReceivers
  }

  /** One turn. @returns bytes of data sent. */
  send(nowNs: number): number {
    const position = this.#position.get()
    if (!this.#hasInitialConnection || this.#isSetupElicited) this.#sendSetup(position, nowNs)
    const sent = this.#sendData(position, nowNs)
    if (sent === 0) this.#onIdle(position, nowNs)
    this.#retransmitter.processTimeouts(nowNs)
    return sent
  }

  onStatusMessage(buffer: AtomicBuffer, message: StatusMessage, nowNs: number): void {
    if (message.isSendSetup) {
      this.#onSetupElicited(message)
      return
    }
    if (!isValidStatusMessage(buffer, this.#termLength) || !this.#isWithinReach(message)) {
      this.#systemCounters.add(SYSTEM_COUNTER.STATUS_MESSAGES_REJECTED)
      return
    }
    if (message.isEndOfStream) {
      this.#receivers.remove(message.receiverIdHigh, message.receiverIdLow)
      if (!this.endpoint.hasGroupSemantics) this.hasReceivedUnicastEos = true
    } else {
      this.#receivers.touch(message.receiverIdHigh, message.receiverIdLow, nowNs)
    }
    this.#hasInitialConnection = true
    const limit = this.#limit.get()
    const newLimit = this.#setup.flowControl.onStatusMessage(message, limit, nowNs)
    if (newLimit !== limit) this.#limit.setOrdered(newLimit)
    this.#updateConnected()
  }

  onNak(buffer: AtomicBuffer, nowNs: number): void {
    this.#systemCounters.add(SYSTEM_COUNTER.NAK_MESSAGES_RECEIVED)
    if (!isValidNak(buffer, this.#termLength)) {
      this.#systemCounters.add(SYSTEM_COUNTER.INVALID_PACKETS)
      return
    }
    const { naksReceived } = this.#setup
    naksReceived.setOrdered(naksReceived.get() + 1)
    const termOffset = buffer.getInt(NAK_TERM_OFFSET_OFFSET)
    this.#retransmitter.onNak(buffer.getInt(NAK_TERM_ID_OFFSET), termOffset, buffer.getInt(NAK_LENGTH_OFFSET), nowNs)
  }

  /** A receiver gives up. */
  onError(buffer: AtomicBuffer, source: UdpAddress, destinationId: number): void {
    const idLow = buffer.getInt(ERROR_RECEIVER_ID_OFFSET)
    const idHigh = buffer.getInt(ERROR_RECEIVER_ID_OFFSET + 4)
    this.#setup.flowControl.onError(idHigh, idLow)
    if (this.#receivers.remove(idHigh, idLow)) this.#host.onReceiverError(buffer, source, destinationId)
    this.#updateConnected()
  }

  onRttMeasurement(buffer: AtomicBuffer): void {
    if ((flagsOf(buffer.getInt(FRAME_WORD_OFFSET)) & RTTM_FLAG_REPLY) === 0) return
    this.#sendControl(writeRttReply(this.#scratch, buffer))
  }

  #onSetupElicited(message: StatusMessage): void {
    if (this.isEndOfStream) return
    this.#isSetupElicited = true
    this.#setup.flowControl.onTriggerSetup(message)
    if (this.endpoint.channel.isResponseControlMode) this.#responseDestination = message.source
  }

  /** A receiver of another life of the stream, or of a stream gone mad, is not listened to. */
  #isWithinReach(message: StatusMessage): boolean {
    message.position = computePosition(
      message.termId,
      message.termOffset,
      this.#termLength,
      this.#setup.start.initialTermId,
    )
    return Math.abs(message.position - this.#position.get()) <= this.#termLength / 2 && message.position >= 0
  }

  #sendSetup(position: number, nowNs: number): void {
    if (nowNs - this.#timeOfLastSetupNs <= SETUP_INTERVAL_NS) return
    this.#timeOfLastSetupNs = nowNs
    writeSetup(this.#scratch, this.#setup, position, this.#host.isResponseWanted)
    if (this.#sendControl(SETUP_LENGTH) === 0) this.#systemCounters.add(SYSTEM_COUNTER.SHORT_SENDS)
    if (!this.#isSetupElicited) return
    this.#setup.flowControl.onSetupSent(this.#limit.get(), nowNs)
    if (this.#receivers.count > 0) this.#isSetupElicited = false
  }

  #sendData(position: number, nowNs: number): number {
    const termLength = this.#termLength
    const termCount = Math.floor(position / termLength)
    const start = position - termCount * termLength
    const term = this.#log.terms[termCount % PARTITION_COUNT]!
    const batch = this.#batch
    const scanner = this.#scanner
    let window = this.#limit.get() - position
    let offset = start
    let isLimited = window <= 0
    batch.reset(term)
    while (window > 0 && offset < termLength && batch.count < batch.offsets.length) {
      const available = scanner.scan(term, offset, Math.min(window, this.#setup.mtuLength))
      if (available <= 0) {
        isLimited = available < 0
        break
      }
      batch.add(offset, available)
      offset += available + scanner.padding
      window -= available + scanner.padding
    }
    if (isLimited && this.#isTrackingLimits) this.#onLimited()
    if (batch.count === 0) return 0
    const length = batch.totalLength()
    if (this.#send(batch) < batch.count) {
      this.#systemCounters.add(SYSTEM_COUNTER.SHORT_SENDS)
      return 0
    }
    this.#systemCounters.add(SYSTEM_COUNTER.BYTES_SENT, length * this.endpoint.copies)
    this.#timeOfLastDataNs = nowNs
    this.#isTrackingLimits = true
    this.#position.setOrdered(position + offset - start)
    return length
  }

  #onLimited(): void {
    this.#isTrackingLimits = false
    const { backPressureEvents } = this.#setup
    backPressureEvents.setOrdered(backPressureEvents.get() + 1)
    this.#systemCounters.add(SYSTEM_COUNTER.SENDER_FLOW_CONTROL_LIMITS)
  }

  #onIdle(position: number, nowNs: number): void {
    if (this.#hasInitialConnection && nowNs - this.#timeOfLastDataNs > HEARTBEAT_INTERVAL_NS) {
      this.#timeOfLastDataNs = nowNs
      this.#sendHeartbeat(position)
    }
    let limit = this.#limit.get()
    if (this.#setup.params.isSpiesSimulateConnection && this.#receivers.count === 0) {
      const spyPosition = this.#host.maxSpyPosition(position)
      if (spyPosition > position) this.#position.setOrdered(spyPosition)
      limit = Math.max(limit, spyPosition)
    }
    const newLimit = this.#setup.flowControl.onIdle(limit, nowNs)
    if (newLimit !== this.#limit.get()) this.#limit.setOrdered(newLimit)
    if (this.#receivers.count > 0) {
      this.#receivers.expire(nowNs - this.#setup.connectionTimeoutNs)
      if (this.#receivers.count === 0) this.#updateConnected()
    }
  }

  #sendHeartbeat(position: number): void {
    const scratch = this.#scratch
    const { start, params } = this.#setup
    let flags = UNFRAGMENTED
    if (this.isEndOfStream && params.signalEos) flags |= EOS_FLAG
    if (this.isRevoked) flags |= EOS_FLAG | REVOKED_FLAG
    scratch.setMemory(0, HEADER_LENGTH, 0)
    scratch.putInt(FRAME_WORD_OFFSET, frameWord(DATA_FRAME_TYPE, flags))
    scratch.putInt(TERM_OFFSET, position % this.#termLength)
    scratch.putInt(SESSION_ID_OFFSET, this.sessionId)
    scratch.putInt(STREAM_ID_OFFSET, this.streamId)
    scratch.putInt(TERM_ID_OFFSET, computeTermIdFromPosition(position, this.#termLength, start.initialTermId))
    if (this.#sendControl(HEADER_LENGTH) === 0) this.#systemCounters.add(SYSTEM_COUNTER.SHORT_SENDS)
    this.#systemCounters.add(SYSTEM_COUNTER.HEARTBEATS_SENT)
    this.#systemCounters.add(SYSTEM_COUNTER.BYTES_SENT, HEADER_LENGTH * this.endpoint.copies)
  }

  #updateConnected(): void {
    this.#log.metadata.putIntOrdered(LOG_IS_CONNECTED_OFFSET, this.#host.isConnected ? 1 : 0)
  }

  #sendControl(length: number): number {
    this.#control.reset(this.#scratch)
    this.#control.add(0, length)
    return this.#send(this.#control)
  }

  #send(batch: DatagramBatch): number {
    return this.endpoint.send(batch, this.#responseDestination)
  }
}
