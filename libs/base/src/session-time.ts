/**
 * Conversion between session time (a double: ns since the session epoch) and Unix-epoch nanoseconds on the wire (u64 as
 * two u32 words, or seconds and nanoseconds). No BigInt: a u64 never exists as one JavaScript number.
 */

const TWO_32 = 4_294_967_296

export class SessionTime {
  readonly sessionEpochMs: number
  readonly #epochHigh: number
  readonly #epochLow: number

  /** @param sessionEpochMs midnight UTC of the session's day, a whole number of seconds since the Unix epoch in ms. */
  constructor(sessionEpochMs: number) {
    this.sessionEpochMs = sessionEpochMs
    const epochNs = BigInt(sessionEpochMs) * 1_000_000n
    this.#epochHigh = Number(epochNs >> 32n)
    this.#epochLow = Number(epochNs & 0xffff_ffffn)
  }

  /** Writes `nowNs` (negative before the session epoch) as a little-endian u64 of nanoseconds since the Unix epoch. */
  putEpochNs(view: DataView, offset: number, nowNs: number): void {
    const whole = Math.floor(nowNs / TWO_32)
    const low = this.#epochLow + (nowNs - whole * TWO_32)
    const carry = low >= TWO_32 ? 1 : 0
    view.setUint32(offset, low - carry * TWO_32, true)
    view.setUint32(offset + 4, this.#epochHigh + whole + carry, true)
  }

  /**
   * The same for `time[0]`, for hot paths: V8 boxes a double that crosses a call which it did not inline, and a large
   * caller has no say in what is inlined. Hence no call here either.
   */
  putEpochNsOf(view: DataView, offset: number, time: Float64Array): void {
    const nowNs = time[0]!
    const whole = Math.floor(nowNs / TWO_32)
    const low = this.#epochLow + (nowNs - whole * TWO_32)
    const carry = low >= TWO_32 ? 1 : 0
    view.setUint32(offset, low - carry * TWO_32, true)
    view.setUint32(offset + 4, this.#epochHigh + whole + carry, true)
  }

  /** Reads a little-endian u64 of nanoseconds since the Unix epoch. @returns ns since the session epoch. */
  getEpochNs(view: DataView, offset: number): number {
    const low = view.getUint32(offset, true) - this.#epochLow
    const high = view.getUint32(offset + 4, true) - this.#epochHigh
    return high * TWO_32 + low
  }

  /** @returns ns since the session epoch of a Unix-epoch stamp given as whole ms and ns within the ms. */
  fromEpochMs(epochMs: number, nanosOfMs = 0): number {
    return (epochMs - this.sessionEpochMs) * 1e6 + nanosOfMs
  }
}
