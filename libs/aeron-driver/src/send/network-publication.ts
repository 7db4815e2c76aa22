import {
  type AtomicBuffer,
  computePosition,
  LOG_END_OF_STREAM_POSITION_OFFSET,
  LOG_IS_CONNECTED_OFFSET,
  type LogBuffers,
  type Position,
  producerPosition,
} from '@aeron/client/internal'
import { BlockedPublisherCheck } from '../blocked-publisher-check.ts'
import { unblockLog } from '../log-buffer-unblocker.ts'
import type { UdpAddress } from '../media/udp-address.ts'
import type { PublicationParams, StartPosition } from '../publication-params.ts'
import {
  checkUntetheredSubscribers,
  SubscriberPosition,
  TETHER_STATE,
  type UntetheredHost,
} from '../subscriber-position.ts'
import type { SubscriptionLink } from '../subscription-link.ts'
import { SYSTEM_COUNTER, type SystemCounters } from '../system-counters.ts'
import { TermCleaner } from '../term-cleaner.ts'
import type { NetworkPublicationHost, NetworkPublicationSetup } from './network-publication-setup.ts'
import { PublicationSender } from './publication-sender.ts'
import type { PublicationSenderHost } from './publication-sender-setup.ts'
import type { SendChannelEndpoint } from './send-channel-endpoint.ts'

const STATE = { ACTIVE: 0, DRAINING: 1, LINGER: 2, DONE: 3 } as const
type State = (typeof STATE)[keyof typeof STATE]

/** One session over UDP, the conductor's half: limit, cleaning, spies, and the end of its life. */
export class NetworkPublication implements PublicationSenderHost, UntetheredHost {
  readonly registrationId: number
  readonly clientId: number
  readonly sessionId: number
  readonly streamId: number
  readonly channel: string
  readonly isExclusive: boolean
  readonly params: PublicationParams
  readonly start: StartPosition
  readonly log: LogBuffers
  readonly endpoint: SendChannelEndpoint
  readonly publisherLimit: Position
  readonly sender: PublicationSender
  readonly #setup: NetworkPublicationSetup
  readonly #host: NetworkPublicationHost
  readonly #systemCounters: SystemCounters
  readonly #cleaner: TermCleaner
  readonly #blockedCheck: BlockedPublisherCheck
  #spies: readonly SubscriberPosition[] = []
  #references = 1
  #state: State = STATE.ACTIVE
  #isRevoked = false
  #timeOfStateNs = 0

  constructor(setup: NetworkPublicationSetup, host: NetworkPublicationHost, systemCounters: SystemCounters) {
    this.#setup = setup
    this.#host = host
    this.#systemCounters = systemCounters
    this.registrationId = setup.registrationId
    this.clientId = setup.clientId
    this.sessionId = setup.sessionId
    this.streamId = setup.streamId
    this.channel = setup.channel
    this.isExclusive = setup.isExclusive
    this.params = setup.params
    this.start = setup.start
    this.log = setup.log
    this.endpoint = setup.endpoint
    this.publisherLimit = setup.publisherLimit
    const { termId, termOffset, initialTermId } = setup.start
    const position = computePosition(termId, termOffset, this.log.termLength, initialTermId)
    for (const counter of [setup.publisherPosition, setup.publisherLimit, setup.senderPosition, setup.senderLimit]) {
      counter.setOrdered(position)
    }
    this.#cleaner = new TermCleaner(this.log, position)
    this.#blockedCheck = new BlockedPublisherCheck(this.log, setup.unblockTimeoutNs, position, setup.nowNs)
    this.sender = new PublicationSender(setup, this, systemCounters)
  }

  get isActive(): boolean {
    return this.#state === STATE.ACTIVE
  }

  get isDone(): boolean {
    return this.#state === STATE.DONE
  }

  get isAcceptingSpies(): boolean {
    if (this.#state === STATE.ACTIVE) return true
    return this.#state === STATE.DRAINING && this.#spies.length > 0 && this.#producerPosition() > this.senderPosition
  }

  get senderPosition(): number {
    return this.#setup.senderPosition.get()
  }

  get isConnected(): boolean {
    if (this.#state !== STATE.ACTIVE && this.#state !== STATE.DRAINING) return false
    return this.sender.hasRequiredReceivers || (this.params.isSpiesSimulateConnection && this.#hasActiveSpies)
  }

  get isResponseWanted(): boolean {
    return this.#host.isResponseWanted(this)
  }

  incRef(): void {
    this.#references++
  }

  decRef(revoke: boolean): void {
    this.#references--
    if (revoke) this.#isRevoked = true
    if (this.#references > 0 || this.#state !== STATE.ACTIVE) return
    const producer = this.#endStream()
    if (this.senderPosition >= producer) this.sender.isEndOfStream = true
    if (!this.#isRevoked) this.#state = STATE.DRAINING
  }

  addSpy(subscription: SubscriptionLink, position: Position, nowNs: number): void {
    this.#spies = [...this.#spies, new SubscriberPosition(subscription, position, nowNs)]
    if (this.params.isSpiesSimulateConnection) this.#updateConnected()
  }

  hasSubscription(subscription: SubscriptionLink): boolean {
    return this.#spies.some((spy) => spy.subscription === subscription)
  }

  removeSubscription(subscription: SubscriptionLink): void {
    for (const spy of this.#spies) if (spy.subscription === subscription) this.drop(spy)
  }

  /** Every cycle of the conductor. @returns 1 when a limit or position moved. */
  updatePublishersPositionAndLimit(): number {
    if (this.#state !== STATE.ACTIVE) return 0
    let workCount = this.#setup.publisherPosition.proposeMaxOrdered(this.#producerPosition()) ? 1 : 0
    const sent = this.#setup.senderPosition.get()
    if (!this.isConnected) return workCount + this.#withdrawLimit(sent)
    let minimum = sent
    for (let i = 0; i < this.#spies.length; i++) {
      const spy = this.#spies[i]!
      if (spy.state !== TETHER_STATE.RESTING) minimum = Math.min(minimum, spy.position.getVolatile())
    }
    const limit = minimum + this.params.windowLength
    if (limit <= this.publisherLimit.get()) return workCount
    this.#cleaner.cleanTo(minimum - this.log.termLength)
    if (this.#isClean(limit)) {
      this.publisherLimit.setOrdered(limit)
      workCount = 1
    }
    return workCount
  }

  /** On the timer tick. */
  onTimeEvent(nowNs: number): void {
    switch (this.#state) {
      case STATE.ACTIVE:
        this.#onActive(nowNs)
        return
      case STATE.DRAINING:
        this.#onDraining(nowNs)
        return
      case STATE.LINGER: {
        const isOver = this.sender.hasReceivedUnicastEos || nowNs - this.#timeOfStateNs > this.params.lingerTimeoutNs
        if (isOver && this.#references <= 0) this.#state = STATE.DONE
      }
    }
  }

  /** @returns every counter of it, to be freed. */
  counters(): Position[] {
    const { publisherPosition, publisherLimit, senderPosition, senderLimit, backPressureEvents, naksReceived } =
      this.#setup
    const own = [publisherPosition, publisherLimit, senderPosition, senderLimit, backPressureEvents, naksReceived]
    const spies = this.#spies.map((spy) => spy.position)
    return [...own, ...spies, ...this.#setup.flowControlCounters]
  }

  maxSpyPosition(position: number): number {
    let maximum = position
    for (let i = 0; i < this.#spies.length; i++) {
      const spy = this.#spies[i]!
      if (spy.state !== TETHER_STATE.RESTING) maximum = Math.max(maximum, spy.position.getVolatile())
    }
    return maximum
  }

  onReceiverError(frame: AtomicBuffer, source: UdpAddress, destinationId: number): void {
    this.#host.onReceiverError(this, frame, source, destinationId)
  }

  sendUnavailableImage(spy: SubscriberPosition): void {
    this.#host.onUnavailableSpyImage(this, spy)
  }

  rejoin(spy: SubscriberPosition): void {
    spy.position.setOrdered(this.senderPosition)
    this.#host.onAvailableSpyImage(this, spy)
  }

  drop(spy: SubscriberPosition): void {
    this.#spies = this.#spies.filter((candidate) => candidate !== spy)
    this.#host.freeCounter(spy.position.counterId)
    this.#updateConnected()
  }

  get #hasActiveSpies(): boolean {
    for (let i = 0; i < this.#spies.length; i++) if (this.#spies[i]!.state !== TETHER_STATE.RESTING) return true
    return false
  }

  #onActive(nowNs: number): void {
    this.#timeOfStateNs = nowNs
    if (this.#isRevoked) {
      this.#revoke(nowNs)
      return
    }
    const window = this.params.windowLength
    const windowLimit = this.senderPosition - window + Math.floor(window / 4)
    checkUntetheredSubscribers(this.#spies, this, this.params, windowLimit, nowNs)
    this.#updateConnected()
    const producer = this.#producerPosition()
    this.#setup.publisherPosition.proposeMaxOrdered(producer)
    if (!this.isExclusive && this.#blockedCheck.isBlocked(producer, this.senderPosition, nowNs)) this.#unblock()
  }

  #onDraining(nowNs: number): void {
    const producer = this.#producerPosition()
    const sent = this.senderPosition
    if (producer > sent) {
      if (this.#unblock() || this.sender.hasReceivers) return
    } else {
      this.sender.isEndOfStream = true
    }
    for (const spy of this.#spies) {
      if (spy.state !== TETHER_STATE.RESTING && spy.position.getVolatile() < producer) return
    }
    this.#releaseSpies()
    this.#timeOfStateNs = nowNs
    this.#state = STATE.LINGER
  }

  #revoke(nowNs: number): void {
    this.#endStream()
    this.sender.isEndOfStream = true
    this.sender.isRevoked = true
    this.log.metadata.putIntOrdered(LOG_IS_CONNECTED_OFFSET, 0)
    this.#releaseSpies()
    this.#timeOfStateNs = nowNs
    this.#state = STATE.LINGER
    this.#systemCounters.add(SYSTEM_COUNTER.PUBLICATIONS_REVOKED)
  }

  #releaseSpies(): void {
    for (const spy of this.#spies) {
      this.#host.onUnavailableSpyImage(this, spy)
      this.#host.freeCounter(spy.position.counterId)
    }
    this.#spies = []
  }

  #endStream(): number {
    const producer = this.#producerPosition()
    this.#setup.publisherPosition.proposeMaxOrdered(producer)
    if (this.publisherLimit.get() > producer) this.publisherLimit.setOrdered(producer)
    this.log.metadata.putLongOrdered(LOG_END_OF_STREAM_POSITION_OFFSET, producer)
    return producer
  }

  #unblock(): boolean {
    const isUnblocked = unblockLog(this.log, this, this.senderPosition)
    if (isUnblocked) this.#systemCounters.add(SYSTEM_COUNTER.UNBLOCKED_PUBLICATIONS)
    return isUnblocked
  }

  /** Whether a writer who may come as far as the limit finds nothing but zeros. */
  #isClean(limit: number): boolean {
    const { termLength } = this.log
    const clean = this.#cleaner.position
    const gap = Math.floor(limit / termLength) - Math.floor(clean / termLength)
    return gap < 2 || (gap === 2 && clean % termLength !== 0)
  }

  #withdrawLimit(sent: number): number {
    if (this.publisherLimit.get() <= sent) return 0
    this.log.metadata.putIntOrdered(LOG_IS_CONNECTED_OFFSET, 0)
    this.publisherLimit.setOrdered(sent)
    this.#cleaner.cleanTo(sent - this.log.termLength)
    return 1
  }

  #updateConnected(): void {
    this.log.metadata.putIntOrdered(LOG_IS_CONNECTED_OFFSET, this.isConnected ? 1 : 0)
  }

  #producerPosition(): number {
    return producerPosition(this.log.metadata, this.log.termLength, this.start.initialTermId)
  }
}
