import { ERROR_CODE } from '@aeron/client'
import type { CountersManager } from '@aeron/client/internal'
import { ControlProtocolException } from '../control-protocol-exception.ts'
import type { UdpChannel } from '../media/udp-channel.ts'
import type { ConcludedMediaDriverContext } from '../media-driver-context.ts'
import type { SystemCounters } from '../system-counters.ts'
import { SendChannelEndpoint } from './send-channel-endpoint.ts'
import type { Sender } from './sender.ts'

/** The sending sockets of the driver: one for each channel, whatever publications share it. */
export class SendEndpoints {
  readonly #context: ConcludedMediaDriverContext
  readonly #parts: { readonly counters: CountersManager; readonly systemCounters: SystemCounters }
  readonly #sender: Sender
  readonly #all: SendChannelEndpoint[] = []

  constructor(
    context: ConcludedMediaDriverContext,
    parts: { readonly counters: CountersManager; readonly systemCounters: SystemCounters },
    sender: Sender,
  ) {
    this.#context = context
    this.#parts = parts
    this.#sender = sender
  }

  /** @throws ControlProtocolException, or Error when the socket cannot be opened. */
  obtain(channel: UdpChannel, registrationId: number): SendChannelEndpoint {
    const existing =
      this.#all.find((endpoint) => channel.matchesTag(endpoint.channel)) ??
      this.#all.find((endpoint) => channel.matchesCanonically(endpoint.channel))
    if (existing !== undefined) {
      confirmBuffers(channel, existing.channel)
      return existing
    }
    checkPublicationChannel(channel)
    const { counters, systemCounters } = this.#parts
    const endpoint = new SendChannelEndpoint(channel, registrationId, {
      transport: this.#context.udpTransport,
      counters,
      systemCounters,
      socketSendBufferLength: this.#context.socketSendBufferLength,
      socketReceiveBufferLength: this.#context.socketReceiveBufferLength,
      multicastTtl: this.#context.socketMulticastTtl,
      onResponseSetup: () => {},
    })
    this.#all.push(endpoint)
    this.#sender.addEndpoint(endpoint)
    return endpoint
  }

  releaseIfUnused(endpoint: SendChannelEndpoint): void {
    if (endpoint.references > 0) return
    this.#all.splice(this.#all.indexOf(endpoint), 1)
    this.#sender.removeEndpoint(endpoint)
    endpoint.close()
  }

  closeAll(): void {
    for (const endpoint of this.#all.splice(0)) {
      this.#sender.removeEndpoint(endpoint)
      endpoint.close()
    }
  }
}

function checkPublicationChannel(channel: UdpChannel): void {
  const invalid = (message: string): ControlProtocolException =>
    new ControlProtocolException(ERROR_CODE.INVALID_CHANNEL, `${message}: ${channel.text}`)
  if (channel.isTagOnly && channel.controlMode === 'none') throw invalid('no endpoint has this tag')
  if (channel.hasExplicitEndpoint && channel.remoteData.port === 0 && !channel.isMultiDestination) {
    throw invalid('a publication needs the port of its endpoint')
  }
  if (channel.hasExplicitControl && !channel.hasExplicitEndpoint && channel.controlMode === 'none') {
    throw invalid('a publication with control and no endpoint needs a control-mode')
  }
}

/** Socket buffers belong to the endpoint: who comes later must want the same. */
function confirmBuffers(channel: UdpChannel, existing: UdpChannel): void {
  const check = (name: string, wanted: number, is: number): void => {
    if (wanted !== 0 && wanted !== is) throw new Error(`${name}=${wanted} does not match the existing ${is}`)
  }
  check('so-sndbuf', channel.sendBufferLength, existing.sendBufferLength)
  check('so-rcvbuf', channel.receiveBufferLength, existing.receiveBufferLength)
}
