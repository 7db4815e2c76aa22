/** A bus over arrays: every message is copied to each subscriber of its stream, and kept in the order sent. */

import type { Bus, FrameHandler, InputSource, OutputSink } from '@reflex/service-host'
import { MessageFrame } from '@reflex/service-host'

export class ArrayBus implements Bus {
  /** Everything sent, by stream. */
  readonly sent = new Map<number, Uint8Array[]>()
  readonly #queues = new Map<number, Uint8Array[][]>()

  subscribe(streamId: number): InputSource {
    const queue: Uint8Array[] = []
    this.#queues.set(streamId, [...(this.#queues.get(streamId) ?? []), queue])
    return new ArrayInput(streamId, queue)
  }

  publish(streamId: number): OutputSink {
    return {
      streamId,
      offer: (bytes, offset, length) => {
        this.send(streamId, bytes.slice(offset, offset + length))
        return 0
      },
      close: () => {},
    }
  }

  send(streamId: number, bytes: Uint8Array): void {
    this.sent.set(streamId, [...(this.sent.get(streamId) ?? []), bytes].slice(-100))
    for (const queue of this.#queues.get(streamId) ?? []) queue.push(bytes)
  }

  /** Messages sent on a stream, as text with `|` for SOH. */
  texts(streamId: number): string[] {
    return (this.sent.get(streamId) ?? []).map((bytes) =>
      Buffer.from(bytes).toString('latin1').replaceAll('\u0001', '|'),
    )
  }
}

class ArrayInput implements InputSource {
  readonly name: string
  readonly #queue: Uint8Array[]
  readonly #streamId: number
  readonly #frame = new MessageFrame()

  constructor(streamId: number, queue: Uint8Array[]) {
    this.name = `stream ${streamId}`
    this.#streamId = streamId
    this.#queue = queue
  }

  poll(_nowNs: number, handler: FrameHandler, limit: number): number {
    const messages = this.#queue.splice(0, limit)
    for (const bytes of messages) {
      const view = new DataView(bytes.buffer, 0, bytes.byteLength)
      handler.onFrame(this.#frame.set(this.#streamId, 1, bytes, view, 0, bytes.length))
    }
    return messages.length
  }

  close(): void {}
}
