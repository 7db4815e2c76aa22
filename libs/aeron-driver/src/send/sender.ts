import { DutyCycleTracker } from '../duty-cycle-tracker.ts'
import type { ConcludedMediaDriverContext } from '../media-driver-context.ts'
import { SYSTEM_COUNTER, type SystemCounters } from '../system-counters.ts'
import type { PublicationSender } from './publication-sender.ts'
import type { SendChannelEndpoint } from './send-channel-endpoint.ts'

/** Sends what publications have, and hears what their receivers say. */
export class Sender {
  readonly #pollRatio: number
  readonly #pollIntervalNs: number
  readonly #systemCounters: SystemCounters
  readonly #cycleTracker: DutyCycleTracker
  #publications: readonly PublicationSender[] = []
  #endpoints: readonly SendChannelEndpoint[] = []
  #first = 0
  #turnsSincePoll = 0
  #timeOfLastPollNs = 0

  constructor(context: ConcludedMediaDriverContext, systemCounters: SystemCounters, nowNs: number) {
    this.#pollRatio = context.sendToStatusPollRatio
    this.#pollIntervalNs = context.statusMessageTimeoutNs / 2
    this.#systemCounters = systemCounters
    this.#cycleTracker = new DutyCycleTracker(systemCounters, context.senderCycleThresholdNs, nowNs, {
      maximum: SYSTEM_COUNTER.SENDER_MAX_CYCLE_TIME,
      exceeded: SYSTEM_COUNTER.SENDER_CYCLE_TIME_THRESHOLD_EXCEEDED,
    })
  }

  addEndpoint(endpoint: SendChannelEndpoint): void {
    this.#endpoints = [...this.#endpoints, endpoint]
  }

  removeEndpoint(endpoint: SendChannelEndpoint): void {
    this.#endpoints = this.#endpoints.filter((candidate) => candidate !== endpoint)
  }

  addPublication(publication: PublicationSender): void {
    this.#publications = [...this.#publications, publication]
    publication.endpoint.register(publication)
  }

  removePublication(publication: PublicationSender): void {
    this.#publications = this.#publications.filter((candidate) => candidate !== publication)
    publication.endpoint.unregister(publication)
  }

  /** @returns bytes sent and received. */
  doWork(nowNs: number): number {
    this.#cycleTracker.onTurn(nowNs)
    if (this.#endpoints.length === 0) return 0
    const shortSends = this.#systemCounters.get(SYSTEM_COUNTER.SHORT_SENDS)
    const sent = this.#sendAll(nowNs)
    this.#turnsSincePoll++
    const isPollDue =
      sent === 0 ||
      this.#turnsSincePoll >= this.#pollRatio ||
      nowNs - this.#timeOfLastPollNs >= this.#pollIntervalNs ||
      shortSends !== this.#systemCounters.get(SYSTEM_COUNTER.SHORT_SENDS)
    if (!isPollDue) return sent
    this.#turnsSincePoll = 0
    this.#timeOfLastPollNs = nowNs
    let received = 0
    const endpoints = this.#endpoints
    for (let i = 0; i < endpoints.length; i++) {
      const endpoint = endpoints[i]!
      received += endpoint.pollControl(nowNs)
      endpoint.destinations?.expire(nowNs)
    }
    return sent + received
  }

  #sendAll(nowNs: number): number {
    const publications = this.#publications
    const count = publications.length
    if (count === 0) return 0
    this.#first = (this.#first + 1) % count
    let sent = 0
    for (let i = 0; i < count; i++) sent += publications[(this.#first + i) % count]!.send(nowNs)
    return sent
  }
}
