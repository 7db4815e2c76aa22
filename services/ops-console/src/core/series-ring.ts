/** Samples of some columns at a fixed pace, the oldest overwritten: what charts start from. */
export class SeriesRing {
  readonly rows: number
  readonly columns: number
  count = 0
  readonly #values: Float64Array

  constructor(rows: number, columns: number) {
    this.rows = rows
    this.columns = columns
    this.#values = new Float64Array(rows * columns)
  }

  /** Begins a sample; set its columns next. */
  push(): void {
    const start = (this.count++ % this.rows) * this.columns
    this.#values.fill(Number.NaN, start, start + this.columns)
  }

  /** A column of the newest sample. */
  set(column: number, value: number): void {
    this.#values[((this.count - 1) % this.rows) * this.columns + column] = value
  }

  get length(): number {
    return this.count < this.rows ? this.count : this.rows
  }

  /** @param index 0 is the oldest kept. */
  at(index: number, column: number): number {
    const sample = this.count - this.length + index
    return this.#values[(sample % this.rows) * this.columns + column]!
  }
}
