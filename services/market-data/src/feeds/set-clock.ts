/** Nanoseconds since the midnight (UTC) before the first time that is asked for: exact, where a u64 is no number. */

const TWO_32 = 4_294_967_296
const NS_PER_DAY = 86_400_000_000_000n

export class SetClock {
  #high = Number.NaN
  #low = 0

  /** @param offset of ns since the Unix epoch as u64. */
  ns(view: DataView, offset: number, isLittleEndian: boolean): number {
    const high = view.getUint32(offset + (isLittleEndian ? 4 : 0), isLittleEndian)
    const low = view.getUint32(offset + (isLittleEndian ? 0 : 4), isLittleEndian)
    return this.nsOfWords(high, low)
  }

  nsOfWords(high: number, low: number): number {
    if (Number.isNaN(this.#high)) this.#begin(high, low)
    return (high - this.#high) * TWO_32 + (low - this.#low)
  }

  #begin(high: number, low: number): void {
    const ns = BigInt(high) * BigInt(TWO_32) + BigInt(low)
    const midnight = ns - (ns % NS_PER_DAY)
    this.#high = Number(midnight >> 32n)
    this.#low = Number(midnight & 0xffff_ffffn)
  }
}
