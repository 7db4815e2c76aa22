import type { BlockHandler, ControlledFragmentHandler, FragmentHandler } from './fragment-handler.ts'
import type { Image } from './image.ts'

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
  readonly #onClose: (subscription: Subscription) => void
  #images = NO_IMAGES
  #startIndex = 0
  #closed = false

  constructor(setup: SubscriptionSetup) {
    this.channel = setup.channel
    this.streamId = setup.streamId
    this.registrationId = setup.registrationId
    this.handlers = setup.handlers
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
