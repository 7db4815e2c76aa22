import type { JournalHandler } from '../src/index.ts'

/** Records what a reader delivers as text lines. */
export class Recorder implements JournalHandler {
  readonly lines: string[] = []

  onRecord(index: number, nowNs: number, streamId: number, bytes: Uint8Array, offset: number, length: number): void {
    this.lines.push(
      `${index} ${nowNs} ${streamId} ${Buffer.from(bytes.subarray(offset, offset + length)).toString('latin1')}`,
    )
  }
}

export function bytesOf(text: string): Uint8Array {
  return Buffer.from(text, 'latin1')
}
