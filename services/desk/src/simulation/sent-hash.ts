/**
 * Hash over every byte sent on every stream, in order: two runs that differ anywhere differ here. FNV-1a over stream,
 * length and bytes, in two 32-bit lanes with different offsets.
 */
export class SentHash {
  #a = 0x811c9dc5
  #b = 0x9e3779b9
  #messages = 0
  #bytes = 0

  get messages(): number {
    return this.#messages
  }

  get bytes(): number {
    return this.#bytes
  }

  add(streamId: number, bytes: Uint8Array, offset: number, length: number): void {
    let a = Math.imul(this.#a ^ streamId, 0x01000193)
    let b = Math.imul(this.#b ^ length, 0x85ebca6b)
    const end = offset + length
    for (let i = offset; i < end; i++) {
      a = Math.imul(a ^ bytes[i]!, 0x01000193)
      b = Math.imul(b ^ bytes[i]!, 0xc2b2ae35)
      b ^= b >>> 15
    }
    this.#a = a
    this.#b = b
    this.#messages++
    this.#bytes += length
  }

  /** 16 hexadecimal digits. */
  text(): string {
    return hex(this.#a) + hex(this.#b)
  }
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0')
}
