import type { ExposureTable } from './exposure-table.ts'
import { CELL, POSITION } from './exposure-table.ts'

/**
 * Positions between two reports of the book of record. A fill counts from the moment the ems tells it: the oms's report
 * arrives later and says which execution it is up to (LastExecSeqNum), so position = last report + fills behind it,
 * exactly, in whatever order the two arrive.
 *
 *     heads[cell] -> fill {seq, lots} -> fill -> ...      free list through the same links
 */

const NONE = -1

export class PositionTable {
  /** Fills told by the ems but not yet in a report. */
  pendingCount = 0
  readonly #exposures: ExposureTable
  readonly #reportedSeq: Float64Array
  readonly #heads: Int32Array
  readonly #next: Int32Array
  readonly #seqs: Float64Array
  readonly #lots: Float64Array
  #free: number

  /** @param pendingMax fills that may wait for the oms; beyond, `onFill` says false. */
  constructor(exposures: ExposureTable, pendingMax: number) {
    const cells = exposures.rowCount * exposures.instrumentCount
    this.#exposures = exposures
    this.#reportedSeq = new Float64Array(cells)
    this.#heads = new Int32Array(cells).fill(NONE)
    this.#next = new Int32Array(pendingMax)
    for (let i = 0; i < pendingMax; i++) this.#next[i] = i + 1 < pendingMax ? i + 1 : NONE
    this.#seqs = new Float64Array(pendingMax)
    this.#lots = new Float64Array(pendingMax)
    this.#free = pendingMax > 0 ? 0 : NONE
  }

  /**
   * @param row an account or a strategy. @param signedLots change of the position. @param seq ApplSeqNum of the
   * execution, 0 when it has none.
   * @returns false when too many fills wait: the position must be asked for.
   */
  onFill(row: number, instrument: number, signedLots: number, seq: number): boolean {
    const cell = row * this.#exposures.instrumentCount + instrument
    if (signedLots === 0 || (seq > 0 && seq <= this.#reportedSeq[cell]!)) return true
    const entry = this.#free
    if (entry === NONE) return false
    this.#free = this.#next[entry]!
    this.#seqs[entry] = seq
    this.#lots[entry] = signedLots
    this.#next[entry] = this.#heads[cell]!
    this.#heads[cell] = entry
    this.pendingCount++
    this.#exposures.addPosition(row, instrument, signedLots)
    return true
  }

  /** @param seq the last execution in the reported position; NaN: all that was told so far. */
  onReport(row: number, instrument: number, lots: number, seq: number): void {
    const cell = row * this.#exposures.instrumentCount + instrument
    // A report that answers a request may be overtaken by a newer one of its own stream only in theory; the older one
    // must not win.
    if (seq < this.#reportedSeq[cell]!) return
    if (seq > 0) this.#reportedSeq[cell] = seq
    const behind = this.#dropUpTo(cell, Number.isNaN(seq) ? Number.POSITIVE_INFINITY : seq)
    this.#exposures.addPosition(row, instrument, lots + behind - this.#exposures.cells[cell * CELL + POSITION]!)
  }

  /** The fills up to `seq` are booked, though no report of this row says so: they stay in the position for good. */
  settle(row: number, instrument: number, seq: number): void {
    const cell = row * this.#exposures.instrumentCount + instrument
    if (seq > this.#reportedSeq[cell]!) this.#reportedSeq[cell] = seq
    if (this.#heads[cell] !== NONE) this.#dropUpTo(cell, Number.isNaN(seq) ? Number.POSITIVE_INFINITY : seq)
  }

  /** Removes the fills a report holds. @returns the lots of those it does not. */
  #dropUpTo(cell: number, seq: number): number {
    let behind = 0
    let previous = NONE
    let entry = this.#heads[cell]!
    while (entry !== NONE) {
      const next = this.#next[entry]!
      if (this.#seqs[entry]! <= seq) {
        if (previous === NONE) this.#heads[cell] = next
        else this.#next[previous] = next
        this.#next[entry] = this.#free
        this.#free = entry
        this.pendingCount--
      } else {
        behind += this.#lots[entry]!
        previous = entry
      }
      entry = next
    }
    return behind
  }
}
