/**
 * Reads a bit stream from its end to its start, as zstd's entropy coders write it (RFC 8878, 4.1): the highest set bit
 * of the last byte marks the end. Bits before the start read as zero, and the position shows it (negative).
 */
export class BackwardBits {
  /** Bits not read yet; negative when more were read than there are. */
  position = 0
  #bytes: Uint8Array = new Uint8Array(0)
  #start = 0

  /** @param bytes must hold four more bytes behind `end`. @throws Error for a stream without an end mark. */
  wrap(bytes: Uint8Array, start: number, end: number): void {
    if (end <= start || bytes[end - 1] === 0) throw new Error('damaged bit stream')
    this.#bytes = bytes
    this.#start = start
    this.position = (end - start - 1) * 8 + (31 - Math.clz32(bytes[end - 1]!))
  }

  /** @param count 0..31. */
  read(count: number): number {
    if (count > 24) {
      const high = this.read(count - 24)
      return high * 0x100_0000 + this.read(24)
    }
    this.position -= count
    return this.at(this.position, count)
  }

  /** The next `count` bits (at most 24) without taking them. */
  peek(count: number): number {
    return this.at(this.position - count, count)
  }

  private at(position: number, count: number): number {
    if (position < 0) return position + count <= 0 ? 0 : this.at(0, count + position) << -position
    const bytes = this.#bytes
    const i = this.#start + (position >>> 3)
    const word = bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24)
    return (word >>> (position & 7)) & ((1 << count) - 1)
  }
}
