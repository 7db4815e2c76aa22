import { ERROR_CODE } from '@aeron/client'
import type { CountersManager } from '@aeron/client/internal'
import { ControlProtocolException } from '../control-protocol-exception.ts'
import type { UdpChannel } from '../media/udp-channel.ts'
import type { ConcludedMediaDriverContext } from '../media-driver-context.ts'
import type { SystemCounters } from '../system-counters.ts'
import type { ImageRequest } from './image-request.ts'
import { ReceiveChannelEndpoint } from './receive-channel-endpoint.ts'
import { ReceiveDestination } from './receive-destination.ts'
import type { Receiver } from './receiver.ts'

interface Parts {
  readonly counters: CountersManager
  readonly systemCounters: SystemCounters
  readonly receiver: Receiver
}

/** The receiving endpoints of the driver: one for each channel, whatever subscriptions share it. */
export class ReceiveEndpoints {
  readonly #context: ConcludedMediaDriverContext
  readonly #parts: Parts
  readonly #onImageRequest: (request: ImageRequest) => void
  readonly #all: ReceiveChannelEndpoint[] = []
  #identity: { high: number; nextLow: number } | undefined = undefined

  constructor(context: ConcludedMediaDriverContext, parts: Parts, onImageRequest: (request: ImageRequest) => void) {
    this.#context = context
    this.#parts = parts
    this.#onImageRequest = onImageRequest
  }

  /** @throws ControlProtocolException, or Error when the socket cannot be opened. */
  obtain(channel: UdpChannel, registrationId: number): ReceiveChannelEndpoint {
    const existing =
      this.#all.find((endpoint) => channel.matchesTag(endpoint.channel)) ??
      this.#all.find((endpoint) => channel.matchesCanonically(endpoint.channel))
    if (existing !== undefined) return existing
    checkSubscriptionChannel(channel)
    const own = channel.isManualControlMode ? undefined : this.openDestination(channel)
    if (own !== undefined) this.#checkWindow(channel, own)
    const { receiverGroupTag } = this.#context
    const groupTag = channel.groupTag ?? (receiverGroupTag === '' ? undefined : BigInt(receiverGroupTag))
    const endpoint = new ReceiveChannelEndpoint(
      channel,
      registrationId,
      { ...this.#nextReceiverId(), groupTag },
      {
        counters: this.#parts.counters,
        systemCounters: this.#parts.systemCounters,
        streamSessionLimit: this.#context.streamSessionLimit,
        onImageRequest: this.#onImageRequest,
      },
    )
    if (own !== undefined) endpoint.addDestination(own, true)
    this.#all.push(endpoint)
    this.#parts.receiver.addEndpoint(endpoint)
    return endpoint
  }

  /** A socket for a channel. @throws Error. */
  openDestination(channel: UdpChannel): ReceiveDestination {
    return new ReceiveDestination(channel, {
      transport: this.#context.udpTransport,
      counters: this.#parts.counters,
      socketReceiveBufferLength: this.#context.socketReceiveBufferLength,
      socketSendBufferLength: this.#context.socketSendBufferLength,
      multicastTtl: this.#context.socketMulticastTtl,
    })
  }

  close(endpoint: ReceiveChannelEndpoint): void {
    const index = this.#all.indexOf(endpoint)
    if (index < 0) return
    this.#all.splice(index, 1)
    this.#parts.receiver.removeEndpoint(endpoint)
    endpoint.close()
  }

  closeAll(): void {
    for (const endpoint of [...this.#all]) this.close(endpoint)
  }

  /** The ids of a driver start anywhere and count up. */
  #nextReceiverId(): { idHigh: number; idLow: number } {
    const { random } = this.#context
    this.#identity ??= { high: random.nextUint32() | 0, nextLow: random.nextUint32() | 0 }
    const idLow = this.#identity.nextLow
    this.#identity.nextLow = (idLow + 1) | 0
    return { idHigh: this.#identity.high, idLow }
  }

  #checkWindow(channel: UdpChannel, destination: ReceiveDestination): void {
    const window = channel.receiverWindowLength
    if (window <= destination.receiveBufferLength) return
    destination.close()
    throw new Error(`rcv-wnd ${window} exceeds the socket's receive buffer of ${destination.receiveBufferLength} bytes`)
  }
}

function checkSubscriptionChannel(channel: UdpChannel): void {
  const invalid = (message: string): ControlProtocolException =>
    new ControlProtocolException(ERROR_CODE.INVALID_CHANNEL, `${message}: ${channel.text}`)
  if (channel.isTagOnly && channel.controlMode === 'none') throw invalid('no endpoint has this tag')
  if (channel.hasExplicitControl && channel.remoteControl.port === 0) {
    throw invalid('a subscription needs the port of its control address')
  }
}
