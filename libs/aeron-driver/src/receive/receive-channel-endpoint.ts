import { ERROR_CODE } from '@aeron/client'
import {
  type AtomicBuffer,
  appendToLabel,
  type CountersManager,
  EOS_FLAG,
  type Position,
  SESSION_ID_OFFSET,
  STREAM_ID_OFFSET,
} from '@aeron/client/internal'
import { allocateChannelStatus, CHANNEL_STATUS } from '../channel-counters.ts'
import { isValidFrame, isValidSetup } from '../media/frame-validation.ts'
import {
  FRAME_SESSION_ID_OFFSET,
  FRAME_STREAM_ID_OFFSET,
  FRAME_TYPE,
  FRAME_WORD_OFFSET,
  flagsOf,
  RTTM_DELTA_OFFSET,
  RTTM_FLAG_REPLY,
  RTTM_RECEIVER_ID_OFFSET,
  RTTM_TIMESTAMP_OFFSET,
  SETUP_SESSION_ID_OFFSET,
  SETUP_STREAM_ID_OFFSET,
  SETUP_TTL_OFFSET,
  SM_FLAG_SEND_SETUP,
  typeOf,
} from '../media/protocol.ts'
import type { UdpAddress } from '../media/udp-address.ts'
import type { UdpChannel } from '../media/udp-channel.ts'
import { SYSTEM_COUNTER, type SystemCounters } from '../system-counters.ts'
import { DataPacketDispatcher, SESSION_STATE } from './data-packet-dispatcher.ts'
import type { ImageConnection } from './image-connection.ts'
import type { ImageReceiver } from './image-receiver.ts'
import { type ImageRequest, readImageRequest } from './image-request.ts'
import { PendingSetups } from './pending-setups.ts'
import type { DestinationListener, ReceiveDestination } from './receive-destination.ts'
import { ReceiverFrames, type ReceiverIdentity } from './receiver-frames.ts'

export interface ReceiveEndpointParts {
  readonly counters: CountersManager
  readonly systemCounters: SystemCounters
  readonly streamSessionLimit: number
  /** Asks the conductor for an image. */
  readonly onImageRequest: (request: ImageRequest) => void
}

/** Where a channel is received: its sockets, who listens, and what is answered. */
export class ReceiveChannelEndpoint implements DestinationListener {
  readonly channel: UdpChannel
  readonly status: Position
  readonly registrationId: number
  readonly dispatcher: DataPacketDispatcher
  destinations: readonly ReceiveDestination[] = []
  readonly #counters: CountersManager
  readonly #systemCounters: SystemCounters
  readonly #onImageRequest: (request: ImageRequest) => void
  readonly #identity: ReceiverIdentity
  readonly #frames: ReceiverFrames
  readonly #pendingSetups = new PendingSetups()
  /** Of the receiver's turn. A field, because a number passed along would be boxed for every datagram. */
  nowNs = 0

  constructor(channel: UdpChannel, registrationId: number, identity: ReceiverIdentity, parts: ReceiveEndpointParts) {
    this.channel = channel
    this.registrationId = registrationId
    this.#counters = parts.counters
    this.#systemCounters = parts.systemCounters
    this.#onImageRequest = parts.onImageRequest
    this.#identity = identity
    this.#frames = new ReceiverFrames(identity)
    this.dispatcher = new DataPacketDispatcher(parts.streamSessionLimit)
    this.status = allocateChannelStatus(parts.counters, 'rcv', channel.text, registrationId)
    this.status.setOrdered(CHANNEL_STATUS.ACTIVE)
  }

  /** @param isOwn the endpoint's own address, not one added by a command. */
  addDestination(destination: ReceiveDestination, isOwn: boolean): void {
    destination.listen(this)
    destination.announce(this.status.counterId, this.registrationId)
    if (isOwn) appendToLabel(this.#counters.metadata, this.status.counterId, ` ${destination.local.text}`)
    this.destinations = [...this.destinations, destination]
    this.#pendingSetups.addDestination(destination)
  }

  /** Closes its socket. */
  removeDestination(destination: ReceiveDestination): void {
    this.destinations = this.destinations.filter((candidate) => candidate !== destination)
    this.#pendingSetups.removeDestination(destination)
    destination.close()
  }

  /** A subscription to one session of an explicit control address asks for it at once. */
  elicitSession(streamId: number, sessionId: number): void {
    for (const destination of this.destinations) {
      if (destination.explicitControl !== undefined) {
        this.#sendElicitation(destination, destination.explicitControl, streamId, sessionId)
      }
    }
  }

  /** @returns bytes received. */
  poll(nowNs: number): number {
    this.nowNs = nowNs
    const { destinations } = this
    let received = 0
    for (let i = 0; i < destinations.length; i++) received += destinations[i]!.poll()
    return received
  }

  /** Asks again for setups that have not come. */
  processPending(nowNs: number): void {
    this.nowNs = nowNs
    this.#pendingSetups.expire(nowNs, this.dispatcher)
    if (!this.dispatcher.hasInterest) return
    this.#pendingSetups.forEachDue(nowNs, this.#elicitAny)
  }

  onDatagram(destination: ReceiveDestination, buffer: AtomicBuffer, length: number, source: UdpAddress): void {
    if (!isValidFrame(buffer, length)) {
      this.#systemCounters.add(SYSTEM_COUNTER.INVALID_PACKETS)
      return
    }
    switch (typeOf(buffer.getInt(FRAME_WORD_OFFSET))) {
      case FRAME_TYPE.DATA:
      case FRAME_TYPE.PAD:
        this.#onData(destination, buffer, length, source)
        return
      case FRAME_TYPE.SETUP:
        this.#onSetup(destination, buffer, source)
        return
      case FRAME_TYPE.RTT_MEASUREMENT:
        this.#onRttReply(buffer)
    }
  }

  removeImage(image: ImageReceiver, coolDown: boolean): void {
    this.dispatcher.removeImage(image, coolDown)
  }

  endCoolDown(streamId: number, sessionId: number): void {
    this.dispatcher.clearState(streamId, sessionId, SESSION_STATE.COOL_DOWN)
  }

  sendStatus(
    connection: ImageConnection,
    image: ImageReceiver,
    termId: number,
    termOffset: number,
    window: number,
    flags: number,
  ): void {
    const { sessionId, streamId } = image
    this.#send(connection, this.#frames.statusMessage(sessionId, streamId, termId, termOffset, window, flags))
  }

  sendNak(connection: ImageConnection, image: ImageReceiver, termId: number, termOffset: number, length: number): void {
    this.#send(connection, this.#frames.nak(image.sessionId, image.streamId, termId, termOffset, length))
  }

  sendRttRequest(connection: ImageConnection, sessionId: number, streamId: number, nowNs: number): void {
    this.#send(connection, this.#frames.rttRequest(sessionId, streamId, nowNs))
  }

  sendError(connection: ImageConnection, sessionId: number, streamId: number, reason: string): void {
    this.#send(connection, this.#frames.error(sessionId, streamId, ERROR_CODE.IMAGE_REJECTED, reason))
  }

  /** Tells the sender of a request which session answers it. */
  sendResponseSetup(connection: ImageConnection, sessionId: number, streamId: number, responseSessionId: number): void {
    this.#send(connection, this.#frames.responseSetup(sessionId, streamId, responseSessionId))
  }

  /** Frees counters and sockets. */
  close(): void {
    for (const destination of this.destinations) destination.close()
    this.destinations = []
    this.#counters.free(this.status.counterId)
  }

  #onData(destination: ReceiveDestination, buffer: AtomicBuffer, length: number, source: UdpAddress): void {
    const streamId = buffer.getInt(STREAM_ID_OFFSET)
    const sessionId = buffer.getInt(SESSION_ID_OFFSET)
    const image = this.dispatcher.imageOf(streamId, sessionId)
    if (image !== undefined) {
      image.onPacket(destination, buffer, length, source)
      return
    }
    if ((flagsOf(buffer.getInt(FRAME_WORD_OFFSET)) & EOS_FLAG) !== 0) return
    if (this.dispatcher.stateOf(streamId, sessionId) !== SESSION_STATE.UNKNOWN) return
    this.dispatcher.setState(streamId, sessionId, SESSION_STATE.PENDING_SETUP)
    this.#pendingSetups.add(streamId, sessionId, this.nowNs)
    this.#sendElicitation(destination, destination.explicitControl ?? source, streamId, sessionId)
  }

  #onSetup(destination: ReceiveDestination, buffer: AtomicBuffer, source: UdpAddress): void {
    if (!isValidSetup(buffer)) {
      this.#systemCounters.add(SYSTEM_COUNTER.INVALID_PACKETS)
      return
    }
    const streamId = buffer.getInt(SETUP_STREAM_ID_OFFSET)
    const sessionId = buffer.getInt(SETUP_SESSION_ID_OFFSET)
    const image = this.dispatcher.imageOf(streamId, sessionId)
    if (image !== undefined) {
      image.addConnection(destination, source, this.nowNs)
      return
    }
    const state = this.dispatcher.stateOf(streamId, sessionId)
    if (state !== SESSION_STATE.UNKNOWN && state !== SESSION_STATE.PENDING_SETUP) return
    const { channel } = destination
    if (channel.isMulticast && channel.ttl < buffer.getInt(SETUP_TTL_OFFSET)) {
      this.#systemCounters.add(SYSTEM_COUNTER.POSSIBLE_TTL_ASYMMETRY)
    }
    this.dispatcher.setState(streamId, sessionId, SESSION_STATE.INIT_IN_PROGRESS)
    this.#onImageRequest(readImageRequest(buffer, this, destination, source))
  }

  #onRttReply(buffer: AtomicBuffer): void {
    if ((flagsOf(buffer.getInt(FRAME_WORD_OFFSET)) & RTTM_FLAG_REPLY) !== 0) return
    const low = buffer.getInt(RTTM_RECEIVER_ID_OFFSET)
    const high = buffer.getInt(RTTM_RECEIVER_ID_OFFSET + 4)
    const isOurs = low === this.#identity.idLow && high === this.#identity.idHigh
    if (!isOurs && (low !== 0 || high !== 0)) return
    const image = this.dispatcher.imageOf(buffer.getInt(FRAME_STREAM_ID_OFFSET), buffer.getInt(FRAME_SESSION_ID_OFFSET))
    image?.onRttReply(buffer.getLong(RTTM_TIMESTAMP_OFFSET), buffer.getLong(RTTM_DELTA_OFFSET), this.nowNs)
  }

  readonly #elicitAny = (destination: ReceiveDestination): void => {
    this.#sendElicitation(destination, destination.explicitControl!, 0, 0)
  }

  #sendElicitation(destination: ReceiveDestination, to: UdpAddress, streamId: number, sessionId: number): void {
    const length = this.#frames.statusMessage(sessionId, streamId, 0, 0, 0, SM_FLAG_SEND_SETUP)
    destination.send(this.#frames.buffer, length, to)
  }

  #send(connection: ImageConnection, length: number): void {
    connection.destination.send(this.#frames.buffer, length, connection.controlAddress)
  }
}
