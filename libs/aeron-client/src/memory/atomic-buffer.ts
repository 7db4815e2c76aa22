/**
 * Views over one region of memory that other threads and processes may also see. All shared state of the bus is read
 * and written through this class or, on the hot paths, through its `ints` with `Atomics`.
 *
 * 64-bit values are JS numbers (exact to 2^53). A 64-bit word is read as high, low, high until both reads of the high
 * word agree, and written by its low word alone while the high word stays the same: neither allocates. The rare change
 * of the high word is one 64-bit store.
 */

const TWO_POW_32 = 4_294_967_296

const textDecoder = new TextDecoder()

export class AtomicBuffer {
  readonly buffer: ArrayBuffer
  readonly byteOffset: number
  /** In bytes. */
  readonly length: number
  readonly bytes: Uint8Array
  readonly ints: Int32Array
  readonly longs: BigInt64Array
  readonly view: DataView

  /**
   * @param byteOffset multiple of 8. @param length in bytes; what is beyond the last multiple of 8 is reachable by
   * `bytes` and `view` only.
   */
  constructor(buffer: ArrayBuffer, byteOffset = 0, length: number = buffer.byteLength - byteOffset) {
    this.buffer = buffer
    this.byteOffset = byteOffset
    this.length = length
    this.bytes = new Uint8Array(buffer, byteOffset, length)
    this.ints = new Int32Array(buffer, byteOffset, Math.floor(length / 4))
    this.longs = new BigInt64Array(buffer, byteOffset, Math.floor(length / 8))
    this.view = new DataView(buffer, byteOffset, length)
  }

  /** A buffer of its own, not shared with anybody: scratch space. */
  static allocate(length: number): AtomicBuffer {
    return new AtomicBuffer(new ArrayBuffer(length))
  }

  /** @param offset multiple of 4. */
  getInt(offset: number): number {
    return this.ints[offset >> 2]!
  }

  putInt(offset: number, value: number): void {
    this.ints[offset >> 2] = value
  }

  getIntVolatile(offset: number): number {
    return Atomics.load(this.ints, offset >> 2)
  }

  putIntOrdered(offset: number, value: number): void {
    Atomics.store(this.ints, offset >> 2, value)
  }

  compareAndSetInt(offset: number, expected: number, update: number): boolean {
    return Atomics.compareExchange(this.ints, offset >> 2, expected, update) === expected
  }

  /** Plain read of two words; for memory nobody is writing. @param offset multiple of 4. */
  getLong(offset: number): number {
    const index = offset >> 2
    return this.ints[index + 1]! * TWO_POW_32 + (this.ints[index]! >>> 0)
  }

  /** Plain write of two words; for memory nobody is reading yet. @param offset multiple of 4. */
  putLong(offset: number, value: number): void {
    const index = offset >> 2
    this.ints[index] = value | 0
    this.ints[index + 1] = Math.floor(value / TWO_POW_32)
  }

  /** @param offset multiple of 8. */
  getLongVolatile(offset: number): number {
    const ints = this.ints
    const index = offset >> 2
    let high = Atomics.load(ints, index + 1)
    while (true) {
      const low = Atomics.load(ints, index)
      const again = Atomics.load(ints, index + 1)
      if (again === high) return high * TWO_POW_32 + (low >>> 0)
      high = again
    }
  }

  /** Publishes a 64-bit value of which the caller is the only writer. @param offset multiple of 8. */
  putLongOrdered(offset: number, value: number): void {
    const index = offset >> 2
    const high = Math.floor(value / TWO_POW_32)
    if (this.ints[index + 1] === high) Atomics.store(this.ints, index, value | 0)
    else Atomics.store(this.longs, offset / 8, BigInt(value))
  }

  /** Adds to a 64-bit value that has several writers. Allocates; not for hot paths. @returns the value before. */
  getAndAddLong(offset: number, delta: number): number {
    return Number(Atomics.add(this.longs, offset / 8, BigInt(delta)))
  }

  /** Several writers. Allocates; not for hot paths. */
  compareAndSetLong(offset: number, expected: number, update: number): boolean {
    const previous = BigInt(expected)
    return Atomics.compareExchange(this.longs, offset / 8, previous, BigInt(update)) === previous
  }

  putBytes(offset: number, source: Uint8Array, sourceOffset = 0, length: number = source.length - sourceOffset): void {
    this.bytes.set(
      sourceOffset === 0 && length === source.length ? source : source.subarray(sourceOffset, sourceOffset + length),
      offset,
    )
  }

  setMemory(offset: number, length: number, value: number): void {
    this.bytes.fill(value, offset, offset + length)
  }

  /** Writes the UTF-8 bytes without a length. @returns how many bytes. */
  putStringWithoutLength(offset: number, value: string): number {
    const encoded = Buffer.from(value, 'utf8')
    this.bytes.set(encoded, offset)
    return encoded.length
  }

  /** Writes an i32 length, then the UTF-8 bytes. @returns the bytes written, the length field included. */
  putString(offset: number, value: string): number {
    const length = this.putStringWithoutLength(offset + 4, value)
    this.view.setInt32(offset, length, true)
    return length + 4
  }

  getStringWithoutLength(offset: number, length: number): string {
    return textDecoder.decode(this.bytes.subarray(offset, offset + length))
  }

  /** Reads an i32 length, then as many UTF-8 bytes. */
  getString(offset: number): string {
    return this.getStringWithoutLength(offset + 4, this.view.getInt32(offset, true))
  }
}

/** Rounds up to a multiple of a power of two. For values below 2^31. */
export function align(value: number, alignment: number): number {
  return (value + (alignment - 1)) & ~(alignment - 1)
}

/** Rounds up to a multiple; for file lengths, which may exceed 2^31. */
export function alignLong(value: number, alignment: number): number {
  return Math.ceil(value / alignment) * alignment
}

export function isPowerOfTwo(value: number): boolean {
  return value > 0 && Number.isInteger(value) && Number.isInteger(Math.log2(value))
}
