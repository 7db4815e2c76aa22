/**
 * What a limit, a latch or a throttle applies to, as one dense number ("scope key"): the firm, an account, a strategy,
 * an instrument, a venue.
 *
 *     0 | accounts | strategies | instruments | venues
 *     '---- exposure rows -----'
 *
 * The first three kinds have exposure of their own: their keys are rows of the exposure table.
 */

export const SCOPE_KINDS = ['firm', 'account', 'strategy', 'instrument', 'venue'] as const
export type ScopeKind = (typeof SCOPE_KINDS)[number]

export const NO_SCOPE = -1
export const FIRM_KEY = 0

export interface ScopeNames {
  readonly firm: string
  readonly accounts: readonly string[]
  readonly strategies: readonly string[]
  readonly instruments: readonly string[]
  readonly venues: readonly string[]
}

export class Scopes {
  readonly accountCount: number
  readonly strategyCount: number
  readonly instrumentCount: number
  readonly venueCount: number
  /** Firm, accounts and strategies. */
  readonly rowCount: number
  readonly keyCount: number
  readonly names: readonly string[]
  readonly #firstKeys: readonly number[]

  constructor(names: ScopeNames) {
    this.accountCount = names.accounts.length
    this.strategyCount = names.strategies.length
    this.instrumentCount = names.instruments.length
    this.venueCount = names.venues.length
    this.rowCount = 1 + this.accountCount + this.strategyCount
    this.keyCount = this.rowCount + this.instrumentCount + this.venueCount
    this.names = [names.firm, ...names.accounts, ...names.strategies, ...names.instruments, ...names.venues]
    const instruments = this.rowCount
    this.#firstKeys = [0, 1, 1 + this.accountCount, instruments, instruments + this.instrumentCount]
  }

  /** @returns NO_SCOPE for a negative index (unknown). */
  account(index: number): number {
    return index < 0 ? NO_SCOPE : 1 + index
  }

  strategy(index: number): number {
    return index < 0 ? NO_SCOPE : 1 + this.accountCount + index
  }

  instrument(index: number): number {
    return index < 0 ? NO_SCOPE : this.rowCount + index
  }

  venue(index: number): number {
    return index < 0 ? NO_SCOPE : this.rowCount + this.instrumentCount + index
  }

  kindIndex(key: number): number {
    let kind = SCOPE_KINDS.length - 1
    while (key < this.#firstKeys[kind]!) kind--
    return kind
  }

  kind(key: number): ScopeKind {
    return SCOPE_KINDS[this.kindIndex(key)]!
  }

  /** @returns the index within its kind. */
  index(key: number): number {
    return key - this.#firstKeys[this.kindIndex(key)]!
  }

  /** For reports and alerts: 'account MM1'. */
  label(key: number): string {
    return `${this.kind(key)} ${this.names[key]}`
  }
}
