/**
 * What does not add up: every break is counted by kind, and the last ones are kept with what they are about. A break is
 * raised once and never repaired by guessing.
 */

export const BREAK = {
  /** A bust or correction of an execution that was never booked. */
  UNKNOWN_REFERENCE: 0,
  /** A bust or correction of an execution that is already busted. */
  DEAD_REFERENCE: 1,
  /** An ExecID came again with another quantity, price or side. */
  CONFLICT: 2,
  /** CumQty of the venue differs from the sum of our fills. */
  CUM_QUANTITY: 3,
  /** LeavesQty of the venue differs from OrderQty - CumQty, or is not zero on a finished order. */
  LEAVES_QUANTITY: 4,
  /** More was filled than ordered. */
  OVERFILL: 5,
  /**
   * A fill that cannot be booked: unknown instrument or account, no whole lots, no price, no side. The position is
   * wrong until it is resolved.
   */
  UNBOOKABLE: 6,
  /** A fee in a currency other than the instrument's: not in FEES. */
  FEE_CURRENCY: 7,
  /** A number of the execution journal came with an unknown ExecID though its number was already taken. */
  SEQUENCE_REUSED: 8,
  /** A report without the fields every report has. */
  MALFORMED: 9,
} as const

export const BREAK_NAMES = [
  'unknown-reference',
  'dead-reference',
  'conflict',
  'cum-quantity',
  'leaves-quantity',
  'overfill',
  'unbookable',
  'fee-currency',
  'sequence-reused',
  'malformed',
] as const

const KEPT = 256

export class BreakList {
  readonly counts = new Float64Array(BREAK_NAMES.length)
  /** Columns of the ring of the last breaks; row = number of the break % 256. */
  readonly kinds = new Int32Array(KEPT)
  readonly execIds = new Int32Array(KEPT)
  readonly orders = new Int32Array(KEPT)
  readonly sequences = new Float64Array(KEPT)
  #total = 0

  get total(): number {
    return this.#total
  }

  /** @param execId, order rows of their tables, -1 for none. @param sequence ApplSeqNum, 0 for none. */
  raise(kind: number, execId: number, order: number, sequence: number): void {
    const row = this.#total++ % KEPT
    this.counts[kind]!++
    this.kinds[row] = kind
    this.execIds[row] = execId
    this.orders[row] = order
    this.sequences[row] = sequence
  }

  countOf(kind: number): number {
    return this.counts[kind]!
  }

  /** Rows of the breaks kept, oldest first. */
  rows(): number[] {
    const count = Math.min(this.#total, KEPT)
    return Array.from({ length: count }, (_, i) => (this.#total - count + i) % KEPT)
  }

  restore(total: number): void {
    this.#total = total
  }
}
