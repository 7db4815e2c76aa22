/**
 * The seam of `reflex book`: a format recognises its files in a folder and runs them through the feed handler that the
 * firm uses (core/feed-event.ts: bytes in, events out), with a SetBoard as its listener.
 */

import type { SetBoard } from './set-board.ts'
import type { SetFile } from './set-file.ts'

/** One way in which market data stands in files. */
export interface SetFormat {
  /** As `--format` names it, e.g. `itch50`. */
  readonly name: string
  /** One line for the command's help. */
  readonly about: string
  /**
   * The files of a folder that are in this format, told by their content or, where content cannot tell, by name; in
   * groups that are read together, each as one session of one feed. Golden files belong to the group they judge.
   */
  select(files: readonly SetFile[]): readonly (readonly SetFile[])[]
  /** Reads a group; or any one file when the format was asked for by name and `select` chose none. */
  run(files: readonly SetFile[], board: SetBoard): void
}

/** Books held against something of the venue's own: its best prices, its checksum, a golden file. */
export interface CheckResult {
  readonly name: string
  readonly checked: number
  readonly equal: number
}

/** Best prices and quantities in the venue's units; null on an empty side. */
export interface BboResult {
  readonly bidPrice: number | null
  readonly bidQty: number | null
  readonly askPrice: number | null
  readonly askQty: number | null
}

/** Price, quantity, and number of orders where the feed tells orders. */
export type LevelRow = readonly number[]

export interface InstrumentResult {
  readonly venue: string
  readonly symbol: string
  /** Messages of the instrument. */
  readonly events: number
  /** Book events applied: changes that belong together count once. */
  readonly diffs: number
  readonly trades: number
  readonly gaps: number
  readonly resyncs: number
  /** Time the book was stale after it had been live once, ms. */
  readonly staleMs: number
  /** Whether the book is stale at the end, and why it is. */
  readonly stale: string | null
  readonly checks: readonly CheckResult[]
  readonly finalBbo: BboResult
  readonly levels: { readonly bid: number; readonly ask: number }
  readonly orders: number | null
  /** Book events after which the book was crossed or locked. */
  readonly crossed: number
  readonly vwap: number | null
  readonly volume: number
  readonly stateHash: string
  readonly eventsPerSecond: number
  readonly depth?: { readonly bids: readonly LevelRow[]; readonly asks: readonly LevelRow[] }
  /** What only this format has: update ids, greeks. */
  readonly details?: Readonly<Record<string, unknown>>
}
