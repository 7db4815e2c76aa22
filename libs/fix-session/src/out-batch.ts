/** Whole outgoing messages, one behind the other, until they go to the socket in one write. */
export class OutBatch {
  bytes: Uint8Array
  used = 0

  constructor(length: number) {
    this.bytes = new Uint8Array(length)
  }

  /** Lets the first `length` bytes go. */
  drop(length: number): void {
    this.bytes.copyWithin(0, length, this.used)
    this.used -= length
  }

  /** Makes room for `length` more bytes. */
  reserve(length: number): void {
    if (this.used + length <= this.bytes.length) return
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.used + length))
    larger.set(this.bytes.subarray(0, this.used))
    this.bytes = larger
  }
}
