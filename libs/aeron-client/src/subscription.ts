import {
  CHANNEL_STATUS,
  type ChannelStatus,
  channelStatusOf,
  localSocketAddressesOf,
} from './channel-endpoint-status.ts'
import { ChannelUri } from './channel-uri.ts'
import type { Destinations } from './destinations.ts'
import type { BlockHandler, ControlledFragmentHandler, FragmentHandler } from './fragment-handler.ts'
import type { Image } from './image.ts'
import type { CountersReader } from './status/counters-reader.ts'

/** Told when a publisher's session appears or is gone. Called from the client's duty cycle, never from a poll. */
export interface ImageHandlers {
  onAvailableImage?(image: Image): void
  /** The image can still be asked for its final position; it delivers nothing more. */
  onUnavailableImage?(image: Image): void
}

/** What the conductor hands to a new subscription. */
export interface SubscriptionSetup {
  readonly channel: string
  readonly streamId: number
  readonly registrationId: number
  readonly handlers: ImageHandlers
  readonly counters: CountersReader
  readonly destinations: Destinations
  readonly onClose: (subscription: Subscription) => void
}

const NO_IMAGES: readonly Image[] = []

/** All sessions of one channel and stream. */
export class Subscription {
  readonly channel: string
  readonly streamId: number
  readonly registrationId: number
  readonly handlers: ImageHandlers
  /** Counter with the status of the receive channel; -1 for IPC. */
  channelStatusId = -1
  readonly #counters: CountersReader
  readonly #destinations: Destinations
  readonly #onClose: (subscription: Subscription) => void
  #images = NO_IMAGES
  #startIndex = 0
  #closed = false

  constructor(setup: SubscriptionSetup) {
    this.channel = setup.channel
    this.streamId = setup.streamId
    this.registrationId = setup.registrationId
    this.handlers = setup.handlers
    this.#counters = setup.counters
    this.#destinations = setup.destinations
    this.#onClose = setup.onClose
  }

  get isClosed(): boolean {
    return this.#closed
  }

  get images(): readonly Image[] {
    return this.#images
  }

  get imageCount(): number {
    return this.#images.length
  }

  get isConnected(): boolean {
    return this.#images.length > 0
  }

  imageBySessionId(sessionId: number): Image | undefined {
    return this.#images.find((image) => image.sessionId === sessionId)
  }

  /** Polls every image, beginning one later each time. @returns fragments delivered, at most the limit. */
  poll(handler: FragmentHandler, fragmentLimit: number): number {
    const images = this.#images
    const length = images.length
    const start = this.#nextStart(length)
    let fragments = 0
    for (let i = start; i < length && fragments < fragmentLimit; i++)
      fragments += images[i]!.poll(handler, fragmentLimit - fragments)
    for (let i = 0; i < start && fragments < fragmentLimit; i++)
      fragments += images[i]!.poll(handler, fragmentLimit - fragments)
    return fragments
  }

  /** As poll, with a handler that decides after each fragment. */
  controlledPoll(handler: ControlledFragmentHandler, fragmentLimit: number): number {
    const images = this.#images
    const length = images.length
    const start = this.#nextStart(length)
    let fragments = 0
    for (let i = start; i < length && fragments < fragmentLimit; i++)
      fragments += images[i]!.controlledPoll(handler, fragmentLimit - fragments)
    for (let i = 0; i < start && fragments < fragmentLimit; i++)
      fragments += images[i]!.controlledPoll(handler, fragmentLimit - fragments)
    return fragments
  }

  /**
   * Hands over whole frames of every image. @param blockLengthLimit bytes of each image. @returns bytes handed over.
   */
  blockPoll(handler: BlockHandler, blockLengthLimit: number): number {
    let bytes = 0
    for (const image of this.#images) bytes += image.blockPoll(handler, blockLengthLimit)
    return bytes
  }

  /** State of the receive socket; NONE for IPC and after close. */
  get channelStatus(): ChannelStatus {
    return this.#closed ? CHANNEL_STATUS.NONE : channelStatusOf(this.#counters, this.channelStatusId)
  }

  /** `address:port` of the sockets this subscription receives on; empty for IPC. */
  localSocketAddresses(): string[] {
    return this.#closed ? [] : localSocketAddressesOf(this.#counters, this.channelStatusId)
  }

  /**
   * The channel with the port the system chose, when it was added with `endpoint=host:0`. @returns undefined while the
   * socket is not bound.
   */
  resolvedChannel(): string | undefined {
    const uri = ChannelUri.parse(this.channel)
    if (uri.get('endpoint')?.endsWith(':0') !== true) return this.channel
    const [address] = this.localSocketAddresses()
    return address === undefined ? undefined : uri.with('endpoint', address).toString()
  }

  /** Where this subscription receives, when its channel says `control-mode=manual`. */
  get destinations(): Destinations {
    if (this.#closed) throw new Error('the subscription is closed')
    return this.#destinations
  }

  /** Adds a destination to a subscription with `control-mode=manual`: UDP, IPC or a spy. @returns its id. */
  addDestination(channel: string): number {
    return this.destinations.add(channel)
  }

  removeDestination(channel: string): void {
    this.destinations.remove(channel)
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#onClose(this)
  }

  /** For the conductor. */
  markClosed(): void {
    this.#closed = true
  }

  /** For the conductor. A poll in progress goes on with the list it has. */
  addImage(image: Image): void {
    this.#images = [...this.#images, image]
  }

  /** For the conductor. @returns the image, closed, or undefined when it is not here. */
  removeImage(correlationId: number): Image | undefined {
    const image = this.#images.find((candidate) => candidate.correlationId === correlationId)
    if (image === undefined) return undefined
    image.markClosed()
    this.#images = this.#images.filter((candidate) => candidate !== image)
    return image
  }

  #nextStart(length: number): number {
    const start = this.#startIndex
    if (start >= length) {
      this.#startIndex = length > 1 ? 1 : 0
      return 0
    }
    this.#startIndex = start + 1
    return start
  }
}
