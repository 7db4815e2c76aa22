import type { InstrumentDirectory } from '../core/feeds/instrument-directory.ts'
import type { SetBoard, SetInstrument } from './set-board.ts'

/** Registers each symbol of a set with its board as it is met: every instrument is one of ours. */
export class SetDirectory implements InstrumentDirectory {
  readonly #board: SetBoard
  readonly #terms: Omit<SetInstrument, 'symbol'>
  readonly #onNew: ((instrument: number) => void) | undefined
  readonly #indexes = new Map<string, number>()

  constructor(board: SetBoard, terms: Omit<SetInstrument, 'symbol'>, onNew?: (instrument: number) => void) {
    this.#board = board
    this.#terms = terms
    this.#onNew = onNew
  }

  resolve(symbol: string): number {
    let index = this.#indexes.get(symbol)
    if (index === undefined) {
      index = this.#board.register({ ...this.#terms, symbol })
      this.#indexes.set(symbol, index)
      this.#onNew?.(index)
    }
    return index
  }

  priceUnits(): number {
    return this.#terms.tickUnits ?? 1
  }

  qtyUnits(): number {
    return this.#terms.lotUnits ?? 1
  }
}
