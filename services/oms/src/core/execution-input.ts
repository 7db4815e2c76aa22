/**
 * One execution report as the book of record takes it: ids interned, quantities in lots, prices and money in E8. One
 * object, filled again for each report. The numbers live in a typed array, so that filling and reading them never
 * boxes.
 */

export class ExecutionInput {
  /** Row of (venue, ExecID) and of (venue, ExecRefID); -1 when there is none. */
  execId = -1
  refExecId = -1
  /** Row of the order, and of the one it replaced; -1 for none. */
  order = -1
  originalOrder = -1
  account = -1
  /** Row of (account, strategy). */
  strategy = -1
  /** Instrument id, -1 when unknown. */
  instrument = -1
  /** +1 buy, -1 sell, 0 unknown. */
  side = 0
  /** A fee of the report is in another currency than the instrument's: not in feeE8. */
  hasForeignFee = false
  /** OrdStatus(39) code. */
  status = 0
  /** ExecType(150) code. */
  execType = 0
  readonly #numbers = new Float64Array(8)

  /** ApplSeqNum of the execution journal, 0 when the report has none. */
  get sequence(): number {
    return this.#numbers[0]!
  }
  set sequence(value: number) {
    this.#numbers[0] = value
  }

  /** NaN when absent or no whole number of lots, as the other quantities. */
  get lastLots(): number {
    return this.#numbers[1]!
  }
  set lastLots(value: number) {
    this.#numbers[1] = value
  }

  get lastPriceE8(): number {
    return this.#numbers[2]!
  }
  set lastPriceE8(value: number) {
    this.#numbers[2] = value
  }

  /** Sum of the fees of the report, NaN when it states none. */
  get feeE8(): number {
    return this.#numbers[3]!
  }
  set feeE8(value: number) {
    this.#numbers[3] = value
  }

  get quantityLots(): number {
    return this.#numbers[4]!
  }
  set quantityLots(value: number) {
    this.#numbers[4] = value
  }

  get cumLots(): number {
    return this.#numbers[5]!
  }
  set cumLots(value: number) {
    this.#numbers[5] = value
  }

  get leavesLots(): number {
    return this.#numbers[6]!
  }
  set leavesLots(value: number) {
    this.#numbers[6] = value
  }

  get priceE8(): number {
    return this.#numbers[7]!
  }
  set priceE8(value: number) {
    this.#numbers[7] = value
  }

  /** Of an unknown instrument nothing can be said in lots. */
  clearQuantities(): void {
    this.#numbers.fill(Number.NaN, 1)
  }
}
