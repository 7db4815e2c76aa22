/**
 * Seeded random numbers (sfc32, 128 bits of state, period at least 2^32 for each seed). Same seed, same numbers, on any
 * machine. Not for secrets.
 */
export class Prng {
  readonly seed: number
  #a: number
  #b: number
  #c: number
  #counter = 1
  /** The word of the last step: 32 bits, signed. */
  #word = 0
  /** The number drawn last. Never an integer at first, so that the field holds doubles. */
  #drawn = Number.NaN
  #spareNormal = Number.NaN

  /** @param seed a non-negative safe integer. @param stream separates generators that share a seed. */
  constructor(seed: number, stream = 0) {
    this.seed = seed
    this.#a = (seed ^ 0x9e3779b9) | 0
    this.#b = Math.floor(seed / 4_294_967_296) | 0
    this.#c = (stream * 0x85ebca6b + 0x6a09e667) | 0
    for (let i = 0; i < 16; i++) this.nextUint32()
  }

  nextUint32(): number {
    this.#step()
    return this.#word >>> 0
  }

  /** Uniform in [0, 1) with 53 bits. */
  nextFloat(): number {
    this.#drawFloat()
    return this.#drawn
  }

  /** Uniform integer in [0, bound), bound in 1..2^32. Unbiased. */
  nextInt(bound: number): number {
    const limit = 4_294_967_296 - (4_294_967_296 % bound)
    let x = this.nextUint32()
    while (x >= limit) x = this.nextUint32()
    return x % bound
  }

  /** True with probability p. */
  nextBoolean(p: number): boolean {
    this.#drawFloat()
    return this.#drawn < p
  }

  /** Exponential with the given mean. */
  nextExponential(mean: number): number {
    this.#drawFloat()
    return -mean * Math.log(1 - this.#drawn)
  }

  /** Standard normal (Marsaglia polar). */
  nextNormal(): number {
    this.#drawNormal()
    return this.#drawn
  }

  // What follows leaves its result in a field and what is above is short enough to be inlined always: no double is
  // returned by a call, so none is boxed.

  #step(): void {
    const t = (((this.#a + this.#b) | 0) + this.#counter) | 0
    this.#counter = (this.#counter + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = (this.#c << 21) | (this.#c >>> 11)
    this.#c = (this.#c + t) | 0
    this.#word = t
  }

  #drawFloat(): void {
    this.#step()
    const high = this.#word >>> 5
    this.#step()
    this.#drawn = (high * 67_108_864 + (this.#word >>> 6)) / 9_007_199_254_740_992
  }

  #drawNormal(): void {
    if (!Number.isNaN(this.#spareNormal)) {
      this.#drawn = this.#spareNormal
      this.#spareNormal = Number.NaN
      return
    }
    let u = 0
    let v = 0
    let s = 0
    do {
      this.#drawFloat()
      u = 2 * this.#drawn - 1
      this.#drawFloat()
      v = 2 * this.#drawn - 1
      s = u * u + v * v
    } while (s >= 1 || s === 0)
    const scale = Math.sqrt((-2 * Math.log(s)) / s)
    this.#spareNormal = v * scale
    this.#drawn = u * scale
  }
}
