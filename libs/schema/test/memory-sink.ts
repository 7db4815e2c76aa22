import { SessionTime } from '@reflex/base'
import type { MessageSink } from '../src/index.ts'

/** The simplest sink: one message at a time in one buffer. */
export class MemorySink implements MessageSink {
  readonly bytes = new Uint8Array(128 * 1024)
  readonly senderCompId: Uint8Array = Buffer.from('alpha', 'latin1')
  readonly sessionTime = new SessionTime(Date.UTC(2026, 0, 30))
  nowNs = 33_302_123_456_789
  streamId = 0
  start = 0
  end = 0
  count = 0

  claim(streamId: number, _lengthMax: number): number {
    this.streamId = streamId
    return 256
  }

  nextSeqNum(_streamId: number): number {
    return this.count + 1
  }

  commit(start: number, end: number): void {
    this.start = start
    this.end = end
    this.count++
  }

  get length(): number {
    return this.end - this.start
  }

  /** The last message with '|' for SOH. */
  get text(): string {
    return Buffer.from(this.bytes.subarray(this.start, this.end)).toString('latin1').replaceAll('\x01', '|')
  }
}
