import {
  type AtomicBuffer,
  EOS_FLAG,
  FRAME_ALIGNMENT,
  HEADER_LENGTH,
  LOG_ACTIVE_TRANSPORT_COUNT,
  LOG_END_OF_STREAM_POSITION_OFFSET,
  LOG_IS_PUBLICATION_REVOKED_OFFSET,
  PARTITION_COUNT,
  REVOKED_FLAG,
  TERM_ID_OFFSET,
  TERM_OFFSET,
} from '@aeron/client/internal'
import { FRAME_WORD_OFFSET, flagsOf, SM_FLAG_EOS } from '../media/protocol.ts'
import type { UdpAddress } from '../media/udp-address.ts'
import { SYSTEM_COUNTER, type SystemCounters } from '../system-counters.ts'
import type { ImageConnection } from './image-connection.ts'
import type { ImageReceiverSetup } from './image-setup.ts'
import { insertPacket } from './packet-insertion.ts'
import { walkPacket } from './packet-walk.ts'
import type { ReceiveChannelEndpoint } from './receive-channel-endpoint.ts'
import type { ReceiveDestination } from './receive-destination.ts'

const CONNECTION_LIVENESS_NS = 5e9
const RTT_NEVER_NS = Number.NEGATIVE_INFINITY

/** The receiver's half of an image: takes packets in, answers with status messages and NAKs. */
export class ImageReceiver {
  readonly sessionId: number
  readonly streamId: number
  readonly endpoint: ReceiveChannelEndpoint
  /** All connections have said that the stream ends. */
  isEndOfStream = false
  isRevoked = false
  timeOfLastPacketNs: number
  /** Set while the image drains: status messages say so. */
  isEndOfStreamSignalled = false
  readonly #setup: ImageReceiverSetup
  readonly #systemCounters: SystemCounters
  readonly #termLength: number
  readonly #connections: ImageConnection[] = []
  #isSilent = false
  #rejectReason: string | undefined = undefined
  #lastStatusPosition: number
  #overrunThreshold: number
  #nextStatusPosition: number
  #nextStatusWindow: number
  #isStatusScheduled = true
  #timeOfLastStatusNs: number
  #lossTermId = 0
  #lossTermOffset = 0
  #lossLength = 0
  #timeOfLastRttNs = RTT_NEVER_NS

  constructor(setup: ImageReceiverSetup, systemCounters: SystemCounters) {
    this.#setup = setup
    this.#systemCounters = systemCounters
    this.sessionId = setup.sessionId
    this.streamId = setup.streamId
    this.endpoint = setup.endpoint
    this.#termLength = setup.log.termLength
    this.#lastStatusPosition = setup.joinPosition
    this.#nextStatusPosition = setup.joinPosition
    this.#nextStatusWindow = setup.initialWindow
    this.#overrunThreshold = setup.joinPosition + this.#termLength / 2
    this.timeOfLastPacketNs = setup.nowNs
    this.#timeOfLastStatusNs = setup.nowNs
    this.addConnection(setup.destination, setup.source, setup.nowNs)
  }

  get nextStatusPosition(): number {
    return this.#nextStatusPosition
  }

  get nextStatusWindow(): number {
    return this.#nextStatusWindow
  }

  get source(): UdpAddress {
    return this.#setup.source
  }

  /** Its session has a newer image on the endpoint: nothing is sent any more. */
  silence(): void {
    this.#isSilent = true
  }

  reject(reason: string): void {
    this.#rejectReason = reason
  }

  /** From the conductor: what the next status message says. */
  scheduleStatus(position: number, window: number): void {
    this.#nextStatusPosition = position
    this.#nextStatusWindow = window
    this.#isStatusScheduled = true
  }

  /** From the conductor: a gap to ask for. */
  onGap(termId: number, termOffset: number, length: number): void {
    this.#lossTermId = termId
    this.#lossTermOffset = termOffset
    this.#lossLength = length
  }

  /** A way by which the stream comes; known ones are refreshed. */
  addConnection(destination: ReceiveDestination, source: UdpAddress, nowNs: number): ImageConnection {
    const known = this.#connectionOf(destination)
    if (known !== undefined) {
      known.timeOfLastActivityNs = nowNs
      return known
    }
    const connection = {
      destination,
      controlAddress: destination.explicitControl ?? source,
      timeOfLastActivityNs: nowNs,
      isEndOfStream: false,
      endOfStreamPosition: 0,
    }
    this.#connections.push(connection)
    return connection
  }

  removeConnection(destination: ReceiveDestination): void {
    const index = this.#connections.findIndex((connection) => connection.destination === destination)
    if (index >= 0) this.#connections.splice(index, 1)
  }

  onPacket(destination: ReceiveDestination, buffer: AtomicBuffer, length: number, source: UdpAddress): void {
    const termCount = (buffer.getInt(TERM_ID_OFFSET) - this.#setup.initialTermId) | 0
    if (termCount < 0 || this.#rejectReason !== undefined) return
    const termOffset = buffer.getInt(TERM_OFFSET)
    const isHeartbeat = length === HEADER_LENGTH && buffer.getInt(0) === 0
    const payload = isHeartbeat ? 0 : walkPacket(buffer, length, termOffset, this.#termLength)
    const isPlaced = termOffset >= 0 && termOffset <= this.#termLength && termOffset % FRAME_ALIGNMENT === 0
    if (payload < 0 || !isPlaced) {
      this.#systemCounters.add(SYSTEM_COUNTER.INVALID_PACKETS)
      return
    }
    const position = termCount * this.#termLength + termOffset
    if (position + payload > this.#overrunThreshold) {
      this.#systemCounters.add(SYSTEM_COUNTER.FLOW_CONTROL_OVER_RUNS)
      return
    }
    if (position >= Math.max(0, this.#lastStatusPosition - this.#termLength)) {
      const connection = this.#connectionOf(destination) ?? this.addConnection(destination, source, this.endpoint.nowNs)
      connection.timeOfLastActivityNs = this.endpoint.nowNs
      this.timeOfLastPacketNs = this.endpoint.nowNs
      if (isHeartbeat) {
        this.#onHeartbeat(connection, position, flagsOf(buffer.getInt(FRAME_WORD_OFFSET)))
        return
      }
    }
    if (isHeartbeat || position < this.#lastStatusPosition) {
      this.#systemCounters.add(SYSTEM_COUNTER.FLOW_CONTROL_UNDER_RUNS)
      return
    }
    insertPacket(this.#setup.log.terms[termCount % PARTITION_COUNT]!, termOffset, buffer, length)
    this.#setup.receiverHwm.proposeMaxOrdered(position + payload)
  }

  /** @returns frames sent. */
  sendPending(nowNs: number): number {
    if (this.#isSilent) return 0
    let sent = this.#sendStatus(nowNs)
    if (this.#lossLength > 0) sent += this.#sendNak(nowNs)
    const { congestion } = this.#setup
    if (congestion.isRttWanted(nowNs) && nowNs > this.#timeOfLastRttNs) {
      this.#timeOfLastRttNs = nowNs
      congestion.onRttSent(nowNs)
      for (const connection of this.#connections) {
        this.endpoint.sendRttRequest(connection, this.sessionId, this.streamId, nowNs)
      }
    }
    return sent
  }

  /** @param timestampNs of the question. */
  onRttReply(timestampNs: number, deltaNs: number, nowNs: number): void {
    this.#setup.congestion.onRtt(nowNs, nowNs - timestampNs - deltaNs)
  }

  /** Tells clients by how many ways the stream comes in. */
  updateTransportCount(nowNs: number): void {
    let count = 0
    for (const connection of this.#connections) if (isAlive(connection, nowNs)) count++
    this.#setup.log.metadata.putIntOrdered(LOG_ACTIVE_TRANSPORT_COUNT, count)
  }

  #onHeartbeat(connection: ImageConnection, position: number, flags: number): void {
    this.#systemCounters.add(SYSTEM_COUNTER.HEARTBEATS_RECEIVED)
    if ((flags & EOS_FLAG) !== 0) {
      connection.isEndOfStream = true
      connection.endOfStreamPosition = position
      if (!this.isEndOfStream && this.#connections.every((candidate) => candidate.isEndOfStream)) {
        this.#endStream((flags & REVOKED_FLAG) !== 0)
      }
    }
    this.#setup.receiverHwm.proposeMaxOrdered(position)
  }

  #endStream(isRevoked: boolean): void {
    const { metadata } = this.#setup.log
    if (isRevoked) {
      metadata.bytes[LOG_IS_PUBLICATION_REVOKED_OFFSET] = 1
      this.isRevoked = true
      this.#systemCounters.add(SYSTEM_COUNTER.PUBLICATION_IMAGES_REVOKED)
    }
    let position = 0
    for (const connection of this.#connections) position = Math.max(position, connection.endOfStreamPosition)
    metadata.putLongOrdered(LOG_END_OF_STREAM_POSITION_OFFSET, position)
    this.isEndOfStream = true
  }

  #sendStatus(nowNs: number): number {
    if (!this.#isStatusScheduled && nowNs - this.#timeOfLastStatusNs <= this.#setup.statusTimeoutNs) return 0
    const isRejected = this.#rejectReason !== undefined
    if (isRejected && nowNs - this.#timeOfLastStatusNs <= this.#setup.statusTimeoutNs) return 0
    this.#isStatusScheduled = false
    this.#timeOfLastStatusNs = nowNs
    if (isRejected) return this.#sendErrors(nowNs)
    const position = this.#nextStatusPosition
    const termCount = Math.floor(position / this.#termLength)
    const termId = (this.#setup.initialTermId + termCount) | 0
    const termOffset = position - termCount * this.#termLength
    const flags = this.isEndOfStreamSignalled ? SM_FLAG_EOS : 0
    for (let i = 0; i < this.#connections.length; i++) {
      const connection = this.#connections[i]!
      if (!isAlive(connection, nowNs)) continue
      this.endpoint.sendStatus(connection, this, termId, termOffset, this.#nextStatusWindow, flags)
      this.#systemCounters.add(SYSTEM_COUNTER.STATUS_MESSAGES_SENT)
    }
    this.#lastStatusPosition = position
    this.#overrunThreshold = position + this.#termLength / 2
    return 1
  }

  #sendErrors(nowNs: number): number {
    for (const connection of this.#connections) {
      if (!isAlive(connection, nowNs)) continue
      this.endpoint.sendError(connection, this.sessionId, this.streamId, this.#rejectReason!)
      this.#systemCounters.add(SYSTEM_COUNTER.ERROR_FRAMES_SENT)
    }
    return 1
  }

  #sendNak(nowNs: number): number {
    for (let i = 0; i < this.#connections.length; i++) {
      const connection = this.#connections[i]!
      if (!isAlive(connection, nowNs)) continue
      this.endpoint.sendNak(connection, this, this.#lossTermId, this.#lossTermOffset, this.#lossLength)
      this.#systemCounters.add(SYSTEM_COUNTER.NAK_MESSAGES_SENT)
      const { naksSent } = this.#setup
      naksSent.setOrdered(naksSent.get() + 1)
    }
    this.#lossLength = 0
    return 1
  }

  #connectionOf(destination: ReceiveDestination): ImageConnection | undefined {
    for (let i = 0; i < this.#connections.length; i++) {
      if (this.#connections[i]!.destination === destination) return this.#connections[i]
    }
    return undefined
  }
}

function isAlive(connection: ImageConnection, nowNs: number): boolean {
  return nowNs - connection.timeOfLastActivityNs < CONNECTION_LIVENESS_NS
}
