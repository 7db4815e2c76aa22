import type { ByteSource } from './byte-source.ts'

const CHUNK_LENGTH = 64 * 1024

/** Bits of a byte source, lowest first, as DEFLATE has them. */
export class BitReader {
  /** Bits in hand, the next one lowest. */
  hold = 0
  /** How many they are. */
  count = 0
  readonly #source: ByteSource
  readonly #chunk = new Uint8Array(CHUNK_LENGTH)
  #at = 0
  #end = 0

  constructor(source: ByteSource) {
    this.#source = source
  }

  /** Takes bits in hand up to 25 or more, or all there are. */
  fill(): void {
    while (this.count <= 24) {
      if (this.#at === this.#end && !this.#more()) return
      this.hold |= this.#chunk[this.#at++]! << this.count
      this.count += 8
    }
  }

  /** @param count 0..16. @throws Error at the end of the file. */
  bits(count: number): number {
    if (this.count < count) this.fill()
    if (this.count < count) throw new Error('unexpected end of file')
    const value = this.hold & ((1 << count) - 1)
    this.hold >>>= count
    this.count -= count
    return value
  }

  /** Leaves out the rest of the byte in hand. */
  alignToByte(): void {
    this.bits(this.count & 7)
  }

  /** For a reader at a byte boundary. @returns -1 at the end. */
  byte(): number {
    if (this.count >= 8) return this.bits(8)
    if (this.#at === this.#end && !this.#more()) return -1
    return this.#chunk[this.#at++]!
  }

  #more(): boolean {
    this.#at = 0
    this.#end = this.#source.read(this.#chunk, 0, CHUNK_LENGTH)
    return this.#end > 0
  }
}
