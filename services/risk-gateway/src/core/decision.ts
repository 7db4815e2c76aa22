import { CHECK_COUNT, HARD_MASK } from './check-catalogue.ts'
import { NO_SCOPE } from './scopes.ts'

/**
 * The outcome of one decision: every breach as a bit, with the strictest scope, its limit and the value that broke it.
 * One object, reused. A check sets `limit` and `value`, then calls `breach`: numbers passed as arguments would be boxed
 * on the path of a reject storm.
 */
export class Decision {
  /** Bits of breached checks that are enforced, hard and soft. */
  breaches = 0
  /** Bits of breached checks under an observe-only switch. */
  observed = 0
  limit = 0.5
  value = 0.5
  /** Number of the decision that let a message pass (10200), and the limits it was taken with (10201). */
  id = 0
  limitsVersion = 1
  readonly scopeKeys = new Int32Array(CHECK_COUNT)
  readonly limits = new Float64Array(CHECK_COUNT)
  readonly values = new Float64Array(CHECK_COUNT)
  readonly #observe: Uint8Array
  readonly #keyCount: number

  /** @param observe 1 for (check, scope key) pairs that only watch: check * keyCount + key. */
  constructor(observe: Uint8Array, keyCount: number) {
    this.#observe = observe
    this.#keyCount = keyCount
  }

  reset(): void {
    this.breaches = 0
    this.observed = 0
  }

  get isAccepted(): boolean {
    return (this.breaches & HARD_MASK) === 0
  }

  /** @returns the check named in the reject: the first hard breach in table order, -1 when accepted. */
  get first(): number {
    const hard = this.breaches & HARD_MASK
    return hard === 0 ? -1 : 31 - Math.clz32(hard & -hard)
  }

  /**
   * Notes a breach of `limit` by `value` at a scope. Of several scopes the strictest (smallest limit) is kept, the
   * first of equals.
   */
  breach(check: number, key: number): void {
    const bit = 1 << check
    if (key !== NO_SCOPE && this.#observe[check * this.#keyCount + key] === 1) {
      this.observed |= bit
      return
    }
    if ((this.breaches & bit) !== 0 && this.limits[check]! <= this.limit) return
    this.breaches |= bit
    this.scopeKeys[check] = key
    this.limits[check] = this.limit
    this.values[check] = this.value
  }

  /** A breach that has no number. */
  fail(check: number, key: number): void {
    this.limit = 0
    this.value = 0
    this.breach(check, key)
  }
}
