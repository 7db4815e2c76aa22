import { type ChannelUri, ERROR_CODE } from '@aeron/client'
import type { CountersManager, ManyToOneRingBuffer } from '@aeron/client/internal'
import type { ClientProxy } from './client-proxy.ts'
import { ControlProtocolException } from './control-protocol-exception.ts'
import type { ErrorLog } from './error-log.ts'
import type { LogFactory } from './log-factory.ts'
import type { LossReport } from './loss-report-writer.ts'
import { UdpChannel } from './media/udp-channel.ts'
import type { ConcludedMediaDriverContext } from './media-driver-context.ts'
import { Receiver } from './receive/receiver.ts'
import { UdpSubscriptions } from './receive/udp-subscriptions.ts'
import { Sender } from './send/sender.ts'
import { UdpPublications } from './send/udp-publications.ts'
import type { SessionIds } from './session-ids.ts'
import type { SubscriptionLink } from './subscription-link.ts'
import type { SystemCounters } from './system-counters.ts'

export interface UdpStreamsParts {
  readonly ring: ManyToOneRingBuffer
  readonly clientProxy: ClientProxy
  readonly counters: CountersManager
  readonly systemCounters: SystemCounters
  readonly errorLog: ErrorLog
  readonly lossReport: LossReport
  readonly logs: LogFactory
  readonly sessionIds: SessionIds
  readonly subscriptions: ReadonlyMap<number, SubscriptionLink>
}

/** Everything that goes over the network: publications and their sender, subscriptions and their receiver. */
export class UdpStreams {
  readonly publications: UdpPublications
  readonly images: UdpSubscriptions
  readonly #context: ConcludedMediaDriverContext
  readonly #sender: Sender
  readonly #receiver: Receiver
  #uniqueChannels = 0

  constructor(context: ConcludedMediaDriverContext, parts: UdpStreamsParts, nowNs: number) {
    this.#context = context
    this.#sender = new Sender(context, parts.systemCounters, nowNs)
    this.#receiver = new Receiver(context, parts.systemCounters, nowNs)
    const shared = { ...parts, sender: this.#sender, receiver: this.#receiver }
    this.publications = new UdpPublications(context, shared)
    this.images = new UdpSubscriptions(context, shared)
  }

  /** The channel with its addresses found. @throws ControlProtocolException. */
  channelOf(uri: ChannelUri, text: string): UdpChannel {
    const isResponse = uri.get('control-mode') === 'response' || uri.has('response-correlation-id')
    if (isResponse || uri.get('ats') === 'true') {
      const what = isResponse ? 'response channels are' : 'transport security is'
      throw new ControlProtocolException(ERROR_CODE.NOT_SUPPORTED, `${what} not supported: ${text}`)
    }
    return new UdpChannel(uri, text, this.#context.udpTransport, () => `-${++this.#uniqueChannels}`)
  }

  /** Every cycle: follows images and limits, then sends and receives. @returns how much was done. */
  doWork(nowNs: number): number {
    const workCount = this.images.doWork(nowNs) + this.publications.updateLimits()
    return workCount + this.#sender.doWork(nowNs) + this.#receiver.doWork(nowNs)
  }

  onTimeEvent(nowNs: number): void {
    this.publications.onTimeEvent(nowNs)
    this.images.onTimeEvent(nowNs)
  }

  /** Gives a subscription every image that is there for it. */
  onSubscriptionReady(subscription: SubscriptionLink): void {
    this.publications.onSubscriptionReady(subscription)
    this.images.onSubscriptionReady(subscription)
  }

  /** Call when it is no longer among the subscriptions of the driver. */
  removeSubscription(subscription: SubscriptionLink): void {
    this.publications.removeSubscription(subscription)
    this.images.remove(subscription)
  }

  closeAll(): void {
    this.publications.closeAll()
    this.images.closeAll()
  }
}
