import type { LimitTable } from './limit-table.ts'
import type { Scopes } from './scopes.ts'

/**
 * Day P&L as the book of record reports it, in money units: by account and instrument, summed for accounts and the
 * firm; by strategy and instrument, summed for strategies (rows). The limit trips at loss >= limit or drawdown >=
 * limit. An operator's release accepts the loss at hand: the row trips again only when it has grown by the allowance of
 * a release.
 */
export class LossTable {
  /** P&L by row; of strategies when the book of record reports it by strategy. */
  readonly pnl: Float64Array
  /** Highest P&L of the day, from 0. */
  readonly highWater: Float64Array
  /** 1 where the row is below its high water: only there is a loss or a drawdown. */
  readonly isDown: Uint8Array
  readonly #cells: Float64Array
  readonly #strategyCells: Float64Array
  readonly #acceptedLoss: Float64Array
  readonly #acceptedDrawdown: Float64Array
  readonly #scopes: Scopes

  constructor(scopes: Scopes) {
    this.#scopes = scopes
    this.pnl = new Float64Array(scopes.rowCount)
    this.highWater = new Float64Array(scopes.rowCount)
    this.isDown = new Uint8Array(scopes.rowCount)
    this.#cells = new Float64Array(scopes.accountCount * scopes.instrumentCount)
    this.#strategyCells = new Float64Array(scopes.strategyCount * scopes.instrumentCount)
    this.#acceptedLoss = new Float64Array(scopes.rowCount)
    this.#acceptedDrawdown = new Float64Array(scopes.rowCount)
  }

  onPnl(account: number, instrument: number, money: number): void {
    const cell = account * this.#scopes.instrumentCount + instrument
    const change = money - this.#cells[cell]!
    this.#cells[cell] = money
    this.#add(0, change)
    this.#add(this.#scopes.account(account), change)
  }

  onStrategyPnl(strategy: number, instrument: number, money: number): void {
    const cell = strategy * this.#scopes.instrumentCount + instrument
    const change = money - this.#strategyCells[cell]!
    this.#strategyCells[cell] = money
    this.#add(this.#scopes.strategy(strategy), change)
  }

  /** @returns whether the row is at or beyond a limit it has not been released from. */
  isTripped(row: number, limits: LimitTable): boolean {
    const pnl = this.pnl[row]!
    const drawdown = this.highWater[row]! - pnl
    return (
      (-pnl >= limits.dayLoss[row]! && -pnl >= this.#acceptedLoss[row]!) ||
      (drawdown >= limits.drawdown[row]! && drawdown >= this.#acceptedDrawdown[row]!)
    )
  }

  /** An operator accepts the loss at hand. */
  accept(row: number, limits: LimitTable): void {
    const loss = -this.pnl[row]!
    const drawdown = this.highWater[row]! - this.pnl[row]!
    if (loss >= limits.dayLoss[row]!)
      this.#acceptedLoss[row] = loss + (limits.dayLoss[row]! * limits.releasePercent) / 100
    if (drawdown >= limits.drawdown[row]!)
      this.#acceptedDrawdown[row] = drawdown + (limits.drawdown[row]! * limits.releasePercent) / 100
  }

  /** What an operator accepted: loss and drawdown up to which the row does not trip again, money units. */
  accepted(row: number): readonly [loss: number, drawdown: number] {
    return [this.#acceptedLoss[row]!, this.#acceptedDrawdown[row]!]
  }

  restoreAccepted(row: number, loss: number, drawdown: number): void {
    this.#acceptedLoss[row] = loss
    this.#acceptedDrawdown[row] = drawdown
  }

  #add(row: number, change: number): void {
    this.pnl[row]! += change
    if (this.pnl[row]! > this.highWater[row]!) this.highWater[row] = this.pnl[row]!
    this.isDown[row] = this.pnl[row]! < this.highWater[row]! ? 1 : 0
  }
}
