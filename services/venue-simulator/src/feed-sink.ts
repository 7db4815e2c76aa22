import type { DatagramSender } from '@aeron/driver'
import type { FeedConfig } from '@reflex/schema'
import type { OutputSink, ServiceContext } from '@reflex/service-host'

const RING_LENGTH = 4 * 1024 * 1024
const PACKET_LENGTH_MAX = 1500

/**
 * One multicast channel of a venue. A sender wants bytes to stay as they are until the next turn of the event loop:
 * they are copied round a ring that holds more than a turn's outbox can.
 */
export class FeedSink implements OutputSink {
  readonly streamId: number
  readonly #sender: DatagramSender
  readonly #ring = new Uint8Array(RING_LENGTH)
  #at = 0

  constructor(context: ServiceContext, streamId: number, feed: FeedConfig, port: number) {
    this.streamId = streamId
    this.#sender = context.datagrams.openSender({ address: feed.group, port, interface: feed.interface })
    this.#sender.ready.catch(context.onError)
  }

  offer(bytes: Uint8Array, offset: number, length: number): number {
    if (this.#at + PACKET_LENGTH_MAX > RING_LENGTH) this.#at = 0
    const at = this.#at
    const ring = this.#ring
    for (let i = 0; i < length; i++) ring[at + i] = bytes[offset + i]!
    this.#at = at + length
    this.#sender.send(ring, at, length)
    return 0
  }

  close(): void {
    this.#sender.close()
  }
}
