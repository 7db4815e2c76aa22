/** Rows waiting to be inserted, by table. */
export class RowBatch {
  readonly #rows = new Map<string, Record<string, unknown>[]>()
  #count = 0

  get count(): number {
    return this.#count
  }

  add(table: string, row: Record<string, unknown>): void {
    const rows = this.#rows.get(table)
    if (rows === undefined) this.#rows.set(table, [row])
    else rows.push(row)
    this.#count++
  }

  /** Hands over and forgets. */
  take(): [string, Record<string, unknown>[]][] {
    const taken = [...this.#rows]
    this.#rows.clear()
    this.#count = 0
    return taken
  }
}
