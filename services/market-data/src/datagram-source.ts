import type { DatagramHandler, DatagramReceiver, DatagramTransport } from '@aeron/driver'
import type { FeedConfig } from '@reflex/schema'
import { type FrameHandler, type InputSource, MessageFrame } from '@reflex/service-host'

export interface DatagramSourceOptions {
  readonly name: string
  readonly transport: DatagramTransport
  readonly feed: FeedConfig
  readonly port: number
  readonly streamId: number
  readonly queueCapacity: number
  readonly socketReceiveBufferLength: number
  readonly wake: () => void
  readonly onError: (error: unknown) => void
}

/** One channel of a venue's feed as a stream of frames. */
export class DatagramSource implements InputSource, DatagramHandler {
  readonly name: string
  readonly #receiver: DatagramReceiver
  readonly #frame = new MessageFrame()
  readonly #streamId: number
  #handler: FrameHandler | undefined = undefined

  constructor(options: DatagramSourceOptions) {
    const { feed, port, queueCapacity, socketReceiveBufferLength } = options
    this.name = options.name
    this.#streamId = options.streamId
    this.#receiver = options.transport.openReceiver({
      address: feed.group,
      port,
      interface: feed.interface,
      queueCapacity,
      socketReceiveBufferLength,
      onArrival: options.wake,
    })
    this.#receiver.ready.catch(options.onError)
  }

  /** Datagrams lost on this side. */
  get dropped(): number {
    return this.#receiver.droppedCount + this.#receiver.oversizedCount
  }

  poll(_nowNs: number, handler: FrameHandler, limit: number): number {
    this.#handler = handler
    return this.#receiver.poll(this, limit)
  }

  onDatagram(bytes: Uint8Array, offset: number, length: number, arrivalNs: number): void {
    const frame = this.#frame
    if (frame.bytes !== bytes) frame.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    frame.set(this.#streamId, 0, bytes, frame.view, offset, length)
    frame.arrivalNs = arrivalNs
    this.#handler!.onFrame(frame)
  }

  close(): void {
    this.#receiver.close()
  }
}
