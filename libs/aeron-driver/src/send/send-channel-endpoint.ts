import type { AtomicBuffer, CountersManager, Position } from '@aeron/client/internal'
import {
  allocateChannelStatus,
  allocateDestinationCount,
  allocateLocalSockaddr,
  CHANNEL_STATUS,
} from '../channel-counters.ts'
import { Destinations } from '../media/destinations.ts'
import { isValidFrame } from '../media/frame-validation.ts'
import {
  FRAME_SESSION_ID_OFFSET,
  FRAME_STREAM_ID_OFFSET,
  FRAME_TYPE,
  FRAME_WORD_OFFSET,
  typeOf,
} from '../media/protocol.ts'
import { StatusMessage } from '../media/status-message.ts'
import { UdpAddress } from '../media/udp-address.ts'
import type { UdpChannel } from '../media/udp-channel.ts'
import type { DatagramBatch, UdpDatagramHandler, UdpSocket, UdpTransport } from '../media/udp-transport.ts'
import { SYSTEM_COUNTER, type SystemCounters } from '../system-counters.ts'
import type { PublicationSender } from './publication-sender.ts'

const POLL_LIMIT = 4
const ERROR_SESSION_ID_OFFSET = 8
const ERROR_STREAM_ID_OFFSET = 12

export interface SendEndpointParts {
  readonly transport: UdpTransport
  readonly counters: CountersManager
  readonly systemCounters: SystemCounters
  readonly socketSendBufferLength: number
  readonly socketReceiveBufferLength: number
  readonly multicastTtl: number
  /** A receiver of a request stream tells the session of the response. */
  readonly onResponseSetup: (streamId: number, sessionId: number, buffer: AtomicBuffer) => void
}

/** Where a channel is sent from: a socket, for multicast a second one for the control group, and who sends there. */
export class SendChannelEndpoint implements UdpDatagramHandler {
  readonly channel: UdpChannel
  readonly status: Position
  readonly destinations: Destinations | undefined
  /** Largest datagram the system takes, in bytes. */
  readonly sendBufferLength: number
  references = 0
  #nowNs = 0
  readonly #counters: CountersManager
  readonly #systemCounters: SystemCounters
  readonly #onResponseSetup: SendEndpointParts['onResponseSetup']
  readonly #localSockaddr: Position
  readonly #dataSocket: UdpSocket
  readonly #controlSocket: UdpSocket
  readonly #message = new StatusMessage()
  /** By stream id, then session id. */
  readonly #publications = new Map<number, Map<number, PublicationSender>>()

  /** @throws Error when the sockets cannot be opened. */
  constructor(channel: UdpChannel, registrationId: number, parts: SendEndpointParts) {
    this.channel = channel
    this.#counters = parts.counters
    this.#systemCounters = parts.systemCounters
    this.#onResponseSetup = parts.onResponseSetup
    this.#dataSocket = openDataSocket(channel, parts)
    try {
      this.#controlSocket = channel.isMulticast ? openControlSocket(channel, parts) : this.#dataSocket
    } catch (error) {
      this.#dataSocket.close()
      throw error
    }
    this.sendBufferLength = this.#dataSocket.sendBufferLength
    const bound = this.#controlSocket.local.text
    this.status = allocateChannelStatus(parts.counters, 'snd', `${channel.text} ${bound}`, registrationId)
    const statusId = this.status.counterId
    this.#localSockaddr = allocateLocalSockaddr(parts.counters, 'snd', statusId, registrationId, bound)
    this.destinations = channel.isMultiDestination
      ? new Destinations(
          channel.isDynamicControlMode,
          allocateDestinationCount(parts.counters, channel.text, registrationId),
        )
      : undefined
    this.status.setOrdered(CHANNEL_STATUS.ACTIVE)
  }

  /** Several receivers can be behind it. */
  get hasGroupSemantics(): boolean {
    return this.channel.isMulticast || this.destinations !== undefined
  }

  register(publication: PublicationSender): void {
    let ofStream = this.#publications.get(publication.streamId)
    if (ofStream === undefined) {
      ofStream = new Map()
      this.#publications.set(publication.streamId, ofStream)
    }
    ofStream.set(publication.sessionId, publication)
  }

  unregister(publication: PublicationSender): void {
    const ofStream = this.#publications.get(publication.streamId)
    ofStream?.delete(publication.sessionId)
    if (ofStream?.size === 0) this.#publications.delete(publication.streamId)
  }

  isSessionInUse(streamId: number, sessionId: number): boolean {
    return this.#publications.get(streamId)?.has(sessionId) === true
  }

  /**
   * @param own where this publication sends, when that is not the endpoint's affair: response channels. @returns
   * datagrams the system took.
   */
  send(batch: DatagramBatch, own: UdpAddress | undefined): number {
    if (this.destinations !== undefined) return this.destinations.send(this.#dataSocket, batch)
    if (this.channel.isResponseControlMode) return own === undefined ? batch.count : this.#dataSocket.send(batch, own)
    return this.#dataSocket.send(batch, undefined)
  }

  /** How often each datagram leaves. */
  get copies(): number {
    return this.destinations?.size ?? 1
  }

  /** @returns bytes of control frames received. */
  pollControl(nowNs: number): number {
    this.#nowNs = nowNs
    return this.#controlSocket.poll(this, POLL_LIMIT)
  }

  onDatagram(buffer: AtomicBuffer, length: number, source: UdpAddress): void {
    if (!isValidFrame(buffer, length)) {
      this.#systemCounters.add(SYSTEM_COUNTER.INVALID_PACKETS)
      return
    }
    switch (typeOf(buffer.getInt(FRAME_WORD_OFFSET))) {
      case FRAME_TYPE.STATUS_MESSAGE:
        this.#onStatusMessage(buffer, length, source)
        return
      case FRAME_TYPE.NAK:
        this.#find(buffer, FRAME_STREAM_ID_OFFSET, FRAME_SESSION_ID_OFFSET)?.onNak(buffer, this.#nowNs)
        return
      case FRAME_TYPE.RTT_MEASUREMENT:
        this.#find(buffer, FRAME_STREAM_ID_OFFSET, FRAME_SESSION_ID_OFFSET)?.onRttMeasurement(buffer)
        return
      case FRAME_TYPE.ERROR: {
        this.#systemCounters.add(SYSTEM_COUNTER.ERROR_FRAMES_RECEIVED)
        const destinationId = this.destinations?.registrationIdOf(source) ?? -1
        this.#find(buffer, ERROR_STREAM_ID_OFFSET, ERROR_SESSION_ID_OFFSET)?.onError(buffer, source, destinationId)
        return
      }
      case FRAME_TYPE.RESPONSE_SETUP:
        this.#onResponseSetup(buffer.getInt(FRAME_STREAM_ID_OFFSET), buffer.getInt(FRAME_SESSION_ID_OFFSET), buffer)
    }
  }

  /** Frees counters and sockets. */
  close(): void {
    this.#dataSocket.close()
    if (this.#controlSocket !== this.#dataSocket) this.#controlSocket.close()
    this.#counters.free(this.status.counterId)
    this.#counters.free(this.#localSockaddr.counterId)
    if (this.destinations !== undefined) this.#counters.free(this.destinations.counterId)
  }

  #onStatusMessage(buffer: AtomicBuffer, length: number, source: UdpAddress): void {
    const message = this.#message
    message.read(buffer, length, source)
    this.#systemCounters.add(SYSTEM_COUNTER.STATUS_MESSAGES_RECEIVED)
    this.destinations?.onStatusMessage(message, this.#nowNs)
    this.#publications.get(message.streamId)?.get(message.sessionId)?.onStatusMessage(buffer, message, this.#nowNs)
  }

  #find(buffer: AtomicBuffer, streamIdOffset: number, sessionIdOffset: number): PublicationSender | undefined {
    return this.#publications.get(buffer.getInt(streamIdOffset))?.get(buffer.getInt(sessionIdOffset))
  }
}

function openDataSocket(channel: UdpChannel, parts: SendEndpointParts): UdpSocket {
  const isConnected = channel.hasExplicitEndpoint && !channel.isMultiDestination && !channel.isResponseControlMode
  return parts.transport.open({
    bind: channel.local,
    connect: isConnected ? channel.remoteData : undefined,
    multicastInterface: channel.multicastInterface,
    ttl: channel.isMulticast ? channel.ttl || parts.multicastTtl : 0,
    sendBufferLength: channel.sendBufferLength || parts.socketSendBufferLength,
    receiveBufferLength: channel.receiveBufferLength || parts.socketReceiveBufferLength,
  })
}

/** Receivers of a group answer on the control group. */
function openControlSocket(channel: UdpChannel, parts: SendEndpointParts): UdpSocket {
  return parts.transport.open({
    bind: UdpAddress.any(channel.remoteControl.isIPv6, channel.remoteControl.port),
    group: channel.remoteControl,
    multicastInterface: channel.multicastInterface,
    ttl: 0,
    sendBufferLength: 0,
    receiveBufferLength: channel.receiveBufferLength || parts.socketReceiveBufferLength,
  })
}
