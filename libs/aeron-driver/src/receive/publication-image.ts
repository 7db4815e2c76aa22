import { type LogBuffers, PARTITION_COUNT, type Position } from '@aeron/client/internal'
import {
  checkUntetheredSubscribers,
  SubscriberPosition,
  TETHER_STATE,
  type UntetheredHost,
} from '../subscriber-position.ts'
import type { SubscriptionLink } from '../subscription-link.ts'
import { SYSTEM_COUNTER, type SystemCounters } from '../system-counters.ts'
import { TermCleaner } from '../term-cleaner.ts'
import { fillGap } from './gap-filler.ts'
import { ImageReceiver } from './image-receiver.ts'
import type { PublicationImageHost, PublicationImageSetup } from './image-setup.ts'
import { type GapHandler, LossDetector } from './loss-detector.ts'
import type { ReceiveChannelEndpoint } from './receive-channel-endpoint.ts'

const STATE = { ACTIVE: 0, DRAINING: 1, LINGER: 2, DONE: 3 } as const
type State = (typeof STATE)[keyof typeof STATE]

const STATUS_EOS_MULTIPLE = 5

/** A stream as it comes in, the conductor's half: what is complete, what is missing, who reads, and how it ends. */
export class PublicationImage implements GapHandler, UntetheredHost {
  readonly correlationId: number
  readonly sessionId: number
  readonly streamId: number
  readonly channel: string
  readonly sourceIdentity: string
  readonly log: LogBuffers
  readonly endpoint: ReceiveChannelEndpoint
  readonly receiver: ImageReceiver
  readonly isRejoin: boolean
  readonly #setup: PublicationImageSetup
  readonly #host: PublicationImageHost
  readonly #systemCounters: SystemCounters
  readonly #cleaner: TermCleaner
  readonly #lossDetector: LossDetector
  #subscribers: readonly SubscriberPosition[] = []
  #state: State = STATE.ACTIVE
  #timeOfStateNs: number

  constructor(setup: PublicationImageSetup, host: PublicationImageHost, systemCounters: SystemCounters) {
    this.#setup = setup
    this.#host = host
    this.#systemCounters = systemCounters
    this.correlationId = setup.correlationId
    this.sessionId = setup.sessionId
    this.streamId = setup.streamId
    this.channel = setup.channel
    this.sourceIdentity = setup.source.text
    this.log = setup.log
    this.endpoint = setup.endpoint
    this.isRejoin = setup.isRejoin
    this.#cleaner = new TermCleaner(setup.log, setup.joinPosition)
    this.#lossDetector = new LossDetector(setup.feedbackDelay, this)
    this.#timeOfStateNs = setup.nowNs
    setup.receiverHwm.setOrdered(setup.joinPosition)
    setup.receiverPosition.setOrdered(setup.joinPosition)
    this.receiver = new ImageReceiver(setup, systemCounters)
  }

  get isDone(): boolean {
    return this.#state === STATE.DONE
  }

  get isAcceptingSubscriptions(): boolean {
    if (!this.#hasActiveSubscribers) return false
    return this.#state === STATE.ACTIVE || (this.#state === STATE.DRAINING && !this.#isDrained())
  }

  /** Where a subscription that comes later starts. */
  get joinPosition(): number {
    let position = this.#setup.receiverPosition.get()
    for (const subscriber of this.#subscribers) {
      if (subscriber.state !== TETHER_STATE.RESTING) position = Math.min(position, subscriber.position.getVolatile())
    }
    return position
  }

  addSubscriber(subscription: SubscriptionLink, position: Position, nowNs: number): void {
    this.#subscribers = [...this.#subscribers, new SubscriberPosition(subscription, position, nowNs)]
  }

  hasSubscription(subscription: SubscriptionLink): boolean {
    return this.#subscribers.some((subscriber) => subscriber.subscription === subscription)
  }

  removeSubscription(subscription: SubscriptionLink): void {
    for (const subscriber of this.#subscribers) if (subscriber.subscription === subscription) this.drop(subscriber)
  }

  /** Every cycle of the conductor. @returns 1 when something moved. */
  trackRebuild(nowNs: number): number {
    if (this.receiver.isRevoked || this.#state > STATE.DRAINING) return 0
    const { receiverPosition, receiverHwm, initialTermId, congestion } = this.#setup
    let minimum = Number.POSITIVE_INFINITY
    let maximum = 0
    for (let i = 0; i < this.#subscribers.length; i++) {
      const subscriber = this.#subscribers[i]!
      if (subscriber.state === TETHER_STATE.RESTING) continue
      const position = subscriber.position.getVolatile()
      if (position < minimum) minimum = position
      if (position > maximum) maximum = position
    }
    if (minimum === Number.POSITIVE_INFINITY) return 0
    const { termLength } = this.log
    const rebuild = Math.max(receiverPosition.get(), maximum)
    const hwm = receiverHwm.get()
    const termCount = Math.floor(rebuild / termLength)
    const termStart = termCount * termLength
    const limit = Math.min(termLength, hwm - termStart)
    const offset = this.#lossDetector.scan(
      this.log.terms[termCount % PARTITION_COUNT]!,
      (initialTermId + termCount) | 0,
      rebuild - termStart,
      limit,
      nowNs,
    )
    const hasProgress = receiverPosition.proposeMaxOrdered(termStart + offset)
    const window = congestion.onTrackRebuild(nowNs, hasProgress, this.#lossDetector.hasNewLoss)
    const { nextStatusPosition, nextStatusWindow } = this.receiver
    const threshold = Math.floor(window / 4)
    if (congestion.isStatusForced || minimum > nextStatusPosition + threshold || window !== nextStatusWindow) {
      this.#cleaner.cleanTo(minimum - termLength)
      this.receiver.scheduleStatus(minimum, window)
      return 1
    }
    return hasProgress ? 1 : 0
  }

  onGap(termId: number, termOffset: number, length: number): void {
    if (this.#setup.isReliable) {
      this.receiver.onGap(termId, termOffset, length)
    } else {
      const term = this.log.terms[((termId - this.#setup.initialTermId) | 0) % PARTITION_COUNT]!
      if (!fillGap(this.log, term, termId, termOffset, length)) return
      this.#systemCounters.add(SYSTEM_COUNTER.LOSS_GAP_FILLS)
    }
    this.#host.onLoss(this, termId, termOffset, length)
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
      case STATE.LINGER:
        if (this.#subscribers.length === 0 || nowNs - this.#timeOfStateNs > this.#setup.livenessTimeoutNs) {
          this.#moveTo(STATE.DONE, nowNs)
        }
    }
  }

  /** @returns every counter of it, to be freed. */
  counters(): Position[] {
    const { receiverHwm, receiverPosition, naksSent, congestionCounters } = this.#setup
    const positions = this.#subscribers.map((subscriber) => subscriber.position)
    return [receiverHwm, receiverPosition, naksSent, ...congestionCounters, ...positions]
  }

  sendUnavailableImage(subscriber: SubscriberPosition): void {
    this.#host.onUnavailableImage(this, subscriber)
  }

  rejoin(subscriber: SubscriberPosition): void {
    subscriber.position.setOrdered(this.joinPosition)
    this.#host.onAvailableImage(this, subscriber)
  }

  drop(subscriber: SubscriberPosition): void {
    this.#subscribers = this.#subscribers.filter((candidate) => candidate !== subscriber)
    this.#host.freeCounter(subscriber.position.counterId)
  }

  get #hasActiveSubscribers(): boolean {
    return this.#subscribers.some((subscriber) => subscriber.state !== TETHER_STATE.RESTING)
  }

  #onActive(nowNs: number): void {
    const { receiver } = this
    let fastest = 0
    for (const subscriber of this.#subscribers) fastest = Math.max(fastest, subscriber.position.getVolatile())
    const window = receiver.nextStatusWindow
    const windowLimit = fastest - window + Math.floor(window / 4)
    checkUntetheredSubscribers(this.#subscribers, this, this.#setup.untethered, windowLimit, nowNs)
    receiver.updateTransportCount(nowNs)
    const isSilent = nowNs - receiver.timeOfLastPacketNs > this.#setup.livenessTimeoutNs
    const isComplete = receiver.isEndOfStream && this.#setup.receiverPosition.get() >= this.#setup.receiverHwm.get()
    const hasReaders = this.#subscribers.length > 0
    if (hasReaders && !isSilent && !isComplete && !receiver.isRevoked) return
    receiver.isEndOfStreamSignalled = true
    this.#moveTo(STATE.DRAINING, nowNs)
  }

  #onDraining(nowNs: number): void {
    const isSignalled = nowNs - this.#timeOfStateNs >= STATUS_EOS_MULTIPLE * this.#setup.statusTimeoutNs
    if (!this.receiver.isRevoked && !(this.#isDrained() && isSignalled)) return
    const { endpoint, receiver } = this
    endpoint.removeImage(receiver, !receiver.isEndOfStream)
    if (this.isRejoin) endpoint.endCoolDown(this.streamId, this.sessionId)
    for (const subscriber of this.#subscribers) this.#host.onUnavailableImage(this, subscriber)
    this.#moveTo(STATE.LINGER, nowNs)
  }

  #isDrained(): boolean {
    const position = this.#setup.receiverPosition.get()
    for (const subscriber of this.#subscribers) {
      if (subscriber.state !== TETHER_STATE.RESTING && subscriber.position.getVolatile() < position) return false
    }
    return true
  }

  #moveTo(state: State, nowNs: number): void {
    this.#state = state
    this.#timeOfStateNs = nowNs
  }
}
