import { STREAMS } from '@reflex/schema'
import type { MessageFrame, Outbox, ServiceCore } from '@reflex/service-host'

/** Counts what the host journals: the recorder has no logic, so that nothing in it can fail trading. */
export class RecorderCore implements ServiceCore {
  /** By stream id. */
  readonly #messages = new Float64Array(8192)
  readonly #bytes = new Float64Array(8192)

  onMessage(_nowNs: number, frame: MessageFrame, _out: Outbox): void {
    this.#messages[frame.streamId]!++
    this.#bytes[frame.streamId]! += frame.length
  }

  onTimer(): number {
    return 0
  }

  isReady(): boolean {
    return true
  }

  statusText(): string {
    return 'recording'
  }

  /** Messages and bytes by stream name. */
  streams(): Record<string, { messages: number; bytes: number }> {
    const rows = STREAMS.map((stream) => [
      stream.name,
      { messages: this.#messages[stream.id]!, bytes: this.#bytes[stream.id]! },
    ])
    return Object.fromEntries(rows) as Record<string, { messages: number; bytes: number }>
  }
}
