import {
  type CountersManager,
  computePosition,
  LOG_END_OF_STREAM_POSITION_OFFSET,
  LOG_IS_CONNECTED_OFFSET,
  LOG_IS_PUBLICATION_REVOKED_OFFSET,
  type LogBuffers,
  type Position,
  producerPosition,
} from '@aeron/client/internal'
import { BlockedPublisherCheck } from './blocked-publisher-check.ts'
import type { IpcPublicationHost, IpcPublicationSetup } from './ipc-publication-setup.ts'
import { unblockLog } from './log-buffer-unblocker.ts'
import type { PublicationParams, StartPosition } from './publication-params.ts'
import {
  checkUntetheredSubscribers,
  SubscriberPosition,
  TETHER_STATE,
  type UntetheredHost,
} from './subscriber-position.ts'
import type { SubscriptionLink } from './subscription-link.ts'
import { SYSTEM_COUNTER, type SystemCounters } from './system-counters.ts'
import { TermCleaner } from './term-cleaner.ts'

const PUBLICATION_STATE = { ACTIVE: 0, DRAINING: 1, LINGER: 2, DONE: 3 } as const
type State = (typeof PUBLICATION_STATE)[keyof typeof PUBLICATION_STATE]

/**
 * One session over IPC: its limit follows its readers, its terms are cleaned behind them, and it lives until they have
 * read all.
 */
export class IpcPublication implements UntetheredHost {
  readonly registrationId: number
  readonly clientId: number
  readonly sessionId: number
  readonly streamId: number
  readonly channel: string
  readonly isExclusive: boolean
  readonly params: PublicationParams
  readonly start: StartPosition
  readonly log: LogBuffers
  readonly publisherLimit: Position
  readonly #publisherPosition: Position
  readonly #host: IpcPublicationHost
  readonly #counters: CountersManager
  readonly #systemCounters: SystemCounters
  readonly #blockedCheck: BlockedPublisherCheck
  readonly #windowLength: number
  readonly #tripGain: number
  readonly #cleaner: TermCleaner
  #subscribers: readonly SubscriberPosition[] = []
  #references = 1
  #state: State = PUBLICATION_STATE.ACTIVE
  #tripLimit = 0
  #consumerPosition: number
  #coolDownEndNs = Number.NaN

  constructor(
    setup: IpcPublicationSetup,
    host: IpcPublicationHost,
    counters: CountersManager,
    systemCounters: SystemCounters,
  ) {
    this.registrationId = setup.registrationId
    this.clientId = setup.clientId
    this.sessionId = setup.sessionId
    this.streamId = setup.streamId
    this.channel = setup.channel
    this.isExclusive = setup.isExclusive
    this.params = setup.params
    this.start = setup.start
    this.log = setup.log
    this.publisherLimit = setup.publisherLimit
    this.#publisherPosition = setup.publisherPosition
    this.#host = host
    this.#counters = counters
    this.#systemCounters = systemCounters
    this.#windowLength = setup.params.windowLength
    this.#tripGain = Math.floor(this.#windowLength / 8)
    const { termId, termOffset, initialTermId } = setup.start
    this.#consumerPosition = computePosition(termId, termOffset, this.log.termLength, initialTermId)
    this.#cleaner = new TermCleaner(this.log, this.#consumerPosition)
    this.#blockedCheck = new BlockedPublisherCheck(
      this.log,
      setup.unblockTimeoutNs,
      this.#consumerPosition,
      setup.nowNs,
    )
    this.publisherLimit.setOrdered(this.#consumerPosition)
    this.#publisherPosition.setOrdered(this.#consumerPosition)
  }

  get isActive(): boolean {
    return this.#state === PUBLICATION_STATE.ACTIVE
  }

  get isDone(): boolean {
    return this.#state === PUBLICATION_STATE.DONE
  }

  get isAcceptingSubscriptions(): boolean {
    if (!Number.isNaN(this.#coolDownEndNs)) return false
    return (
      this.#state === PUBLICATION_STATE.ACTIVE ||
      (this.#state === PUBLICATION_STATE.DRAINING && !this.#isDrained(this.#producerPosition()))
    )
  }

  /** Where a new subscriber starts: nobody reads ahead of the others. */
  get joinPosition(): number {
    let position = this.#consumerPosition
    for (const subscriber of this.#subscribers) {
      if (subscriber.state !== TETHER_STATE.RESTING) position = Math.min(position, subscriber.position.getVolatile())
    }
    return position
  }

  incRef(): void {
    this.#references++
  }

  decRef(revoke: boolean): void {
    if (revoke && this.isExclusive) this.log.metadata.bytes[LOG_IS_PUBLICATION_REVOKED_OFFSET] = 1
    if (--this.#references > 0 || this.#state !== PUBLICATION_STATE.ACTIVE) return
    const producer = this.#producerPosition()
    this.#endStreamAt(producer)
    this.#state = PUBLICATION_STATE.DRAINING
    if (this.#isRevoked) this.#revoke()
  }

  addSubscriber(subscription: SubscriptionLink, position: Position, nowNs: number): SubscriberPosition {
    const subscriber = new SubscriberPosition(subscription, position, nowNs)
    this.#subscribers = [...this.#subscribers, subscriber]
    this.#setConnected(true)
    return subscriber
  }

  hasSubscription(subscription: SubscriptionLink): boolean {
    return this.#subscribers.some((subscriber) => subscriber.subscription === subscription)
  }

  /** Frees the position counter of a subscription. */
  removeSubscription(subscription: SubscriptionLink): void {
    const subscriber = this.#subscribers.find((candidate) => candidate.subscription === subscription)
    if (subscriber !== undefined) this.drop(subscriber)
  }

  /** Drops all readers, telling them, and takes none until the end of a cool-down. */
  reject(coolDownEndNs: number): void {
    this.#coolDownEndNs = coolDownEndNs
    for (const subscriber of this.#subscribers) {
      this.#host.onUnavailableImage(this, subscriber)
      this.drop(subscriber)
    }
  }

  /** Every cycle of the conductor. @returns 1 when a limit or position moved. */
  updatePublishersPositionAndLimit(): number {
    if (this.#state !== PUBLICATION_STATE.ACTIVE) return 0
    let workCount = this.#publisherPosition.proposeMaxOrdered(this.#producerPosition()) ? 1 : 0
    let minimum = Number.POSITIVE_INFINITY
    let maximum = this.#consumerPosition
    for (const subscriber of this.#subscribers) {
      if (subscriber.state === TETHER_STATE.RESTING) continue
      const position = subscriber.position.getVolatile()
      if (position < minimum) minimum = position
      if (position > maximum) maximum = position
    }
    if (minimum === Number.POSITIVE_INFINITY) return workCount + this.#withdrawLimit()
    const limit = minimum + this.#windowLength
    if (limit > this.#tripLimit) {
      this.#cleaner.cleanTo(minimum)
      this.publisherLimit.setOrdered(limit)
      this.#tripLimit = limit + this.#tripGain
      workCount = 1
    }
    this.#consumerPosition = maximum
    return workCount
  }

  /** On the timer tick. */
  onTimeEvent(nowNs: number): void {
    const producer = this.#producerPosition()
    switch (this.#state) {
      case PUBLICATION_STATE.ACTIVE:
        this.#onActive(producer, nowNs)
        return
      case PUBLICATION_STATE.DRAINING:
        if (this.#isDrained(producer)) {
          for (const subscriber of this.#subscribers) this.#host.onUnavailableImage(this, subscriber)
          this.#state = PUBLICATION_STATE.LINGER
        } else {
          this.#unblockAt(this.#consumerPositionNow())
        }
        return
      case PUBLICATION_STATE.LINGER:
        if (this.#references <= 0) this.#state = PUBLICATION_STATE.DONE
    }
  }

  /** Frees the counters; the log is the conductor's to remove. */
  close(): void {
    this.#counters.free(this.publisherLimit.counterId)
    this.#counters.free(this.#publisherPosition.counterId)
    for (const subscriber of this.#subscribers) this.#counters.free(subscriber.position.counterId)
    this.#subscribers = []
  }

  sendUnavailableImage(subscriber: SubscriberPosition): void {
    this.#host.onUnavailableImage(this, subscriber)
  }

  rejoin(subscriber: SubscriberPosition): void {
    subscriber.position.setOrdered(this.joinPosition)
    this.#host.onAvailableImage(this, subscriber)
  }

  drop(subscriber: SubscriberPosition): void {
    this.#consumerPosition = Math.max(this.#consumerPosition, subscriber.position.getVolatile())
    this.#subscribers = this.#subscribers.filter((candidate) => candidate !== subscriber)
    this.#counters.free(subscriber.position.counterId)
    if (this.#subscribers.length === 0) this.#setConnected(false)
  }

  get #isRevoked(): boolean {
    return this.log.metadata.bytes[LOG_IS_PUBLICATION_REVOKED_OFFSET] === 1
  }

  #onActive(producer: number, nowNs: number): void {
    const windowLimit = this.#consumerPosition - this.#windowLength + Math.floor(this.#windowLength / 4)
    checkUntetheredSubscribers(this.#subscribers, this, this.params, windowLimit, nowNs)
    this.#setConnected(this.#subscribers.some((subscriber) => subscriber.state !== TETHER_STATE.RESTING))
    this.#publisherPosition.proposeMaxOrdered(producer)
    const consumer = this.#consumerPosition
    if (!this.isExclusive && this.#blockedCheck.isBlocked(producer, consumer, nowNs)) this.#unblockAt(consumer)
    if (this.#coolDownEndNs <= nowNs) {
      this.#coolDownEndNs = Number.NaN
      this.#host.onCoolDownComplete(this)
    }
  }

  #revoke(): void {
    for (const subscriber of this.#subscribers) this.#host.onUnavailableImage(this, subscriber)
    this.#setConnected(false)
    this.#state = PUBLICATION_STATE.LINGER
    this.#systemCounters.add(SYSTEM_COUNTER.PUBLICATIONS_REVOKED)
  }

  #endStreamAt(producer: number): void {
    this.#publisherPosition.proposeMaxOrdered(producer)
    if (this.publisherLimit.get() > producer) this.publisherLimit.setOrdered(producer)
    this.log.metadata.putLongOrdered(LOG_END_OF_STREAM_POSITION_OFFSET, producer)
  }

  #unblockAt(position: number): void {
    if (unblockLog(this.log, this, position)) this.#systemCounters.add(SYSTEM_COUNTER.UNBLOCKED_PUBLICATIONS)
  }

  #consumerPositionNow(): number {
    let position = this.#consumerPosition
    for (const subscriber of this.#subscribers) {
      if (subscriber.state !== TETHER_STATE.RESTING) position = Math.max(position, subscriber.position.getVolatile())
    }
    this.#consumerPosition = position
    return position
  }

  #isDrained(producer: number): boolean {
    for (const subscriber of this.#subscribers) {
      if (subscriber.state !== TETHER_STATE.RESTING && subscriber.position.getVolatile() < producer) return false
    }
    return true
  }

  /** Without readers there is nothing to write for. */
  #withdrawLimit(): number {
    if (this.publisherLimit.get() <= this.#consumerPosition) return 0
    this.#tripLimit = this.#consumerPosition
    this.publisherLimit.setOrdered(this.#consumerPosition)
    this.#cleaner.cleanTo(this.#consumerPosition)
    return 1
  }

  #setConnected(isConnected: boolean): void {
    this.log.metadata.putIntOrdered(LOG_IS_CONNECTED_OFFSET, isConnected ? 1 : 0)
  }

  #producerPosition(): number {
    return producerPosition(this.log.metadata, this.log.termLength, this.start.initialTermId)
  }
}
