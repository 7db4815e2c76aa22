import { DutyCycleTracker } from '../duty-cycle-tracker.ts'
import type { ConcludedMediaDriverContext } from '../media-driver-context.ts'
import { SYSTEM_COUNTER, type SystemCounters } from '../system-counters.ts'
import type { ImageReceiver } from './image-receiver.ts'
import type { ReceiveChannelEndpoint } from './receive-channel-endpoint.ts'

/** Takes in what arrives and answers it. */
export class Receiver {
  readonly #systemCounters: SystemCounters
  readonly #cycleTracker: DutyCycleTracker
  #endpoints: readonly ReceiveChannelEndpoint[] = []
  #images: readonly ImageReceiver[] = []

  constructor(context: ConcludedMediaDriverContext, systemCounters: SystemCounters, nowNs: number) {
    this.#systemCounters = systemCounters
    this.#cycleTracker = new DutyCycleTracker(systemCounters, context.receiverCycleThresholdNs, nowNs, {
      maximum: SYSTEM_COUNTER.RECEIVER_MAX_CYCLE_TIME,
      exceeded: SYSTEM_COUNTER.RECEIVER_CYCLE_TIME_THRESHOLD_EXCEEDED,
    })
  }

  addEndpoint(endpoint: ReceiveChannelEndpoint): void {
    this.#endpoints = [...this.#endpoints, endpoint]
  }

  removeEndpoint(endpoint: ReceiveChannelEndpoint): void {
    this.#endpoints = this.#endpoints.filter((candidate) => candidate !== endpoint)
  }

  addImage(image: ImageReceiver): void {
    this.#images = [...this.#images, image]
    image.endpoint.dispatcher.addImage(image)
  }

  removeImage(image: ImageReceiver): void {
    this.#images = this.#images.filter((candidate) => candidate !== image)
  }

  /** @returns bytes received, and frames sent. */
  doWork(nowNs: number): number {
    this.#cycleTracker.onTurn(nowNs)
    const endpoints = this.#endpoints
    let received = 0
    for (let i = 0; i < endpoints.length; i++) received += endpoints[i]!.poll(nowNs)
    if (received > 0) this.#systemCounters.add(SYSTEM_COUNTER.BYTES_RECEIVED, received)
    const images = this.#images
    let workCount = received
    for (let i = 0; i < images.length; i++) workCount += images[i]!.sendPending(nowNs)
    for (let i = 0; i < endpoints.length; i++) endpoints[i]!.processPending(nowNs)
    return workCount
  }
}
