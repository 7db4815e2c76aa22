import { AsciiTable, NOT_FOUND } from '@reflex/base'

/**
 * What stops trading, by scope key: latches, that only an operator releases, and levels, that the risk engine or the
 * operator sets for a time. Control messages are rare; reasons and persons are interned for the report.
 */

/** Causes of a latch, as bits. */
export const LATCH_KILL = 1
export const LATCH_LOSS = 2
export const LATCH_EXECUTIONS = 4
export const LATCH_REJECTS = 8

const LATCH_REASONS: Readonly<Record<number, string>> = {
  [LATCH_LOSS]: 'loss limit',
  [LATCH_EXECUTIONS]: 'repeated executions',
  [LATCH_REJECTS]: 'rejects in a row',
}

/** RiskAction (10212). */
export const LEVEL_NORMAL = 0
export const LEVEL_WARN = 1
export const LEVEL_WIDEN = 2
export const LEVEL_REDUCE_ONLY = 3
export const LEVEL_CANCEL_ALL = 4
export const LEVEL_HALT = 5

export const FROM_ENGINE = 0
export const FROM_OPERATOR = 1

export class LatchTable {
  readonly keyCount: number
  /** Bits of LATCH_*, by scope key. */
  readonly latched: Uint8Array
  readonly sinceNs: Float64Array
  readonly #levels: Uint8Array
  readonly #expiries: Float64Array
  readonly #reasons: Int32Array
  readonly #persons: Int32Array
  readonly texts = new AsciiTable(256)
  /** False while no latch is set and no level was set since the start: then there is nothing to look for. */
  isActive = false
  /** Latches and freezes set by rules, which no control message tells: the state must be saved when this changes. */
  trips = 0

  constructor(keyCount: number) {
    this.keyCount = keyCount
    this.latched = new Uint8Array(keyCount)
    this.sinceNs = new Float64Array(keyCount).fill(Number.NaN)
    this.#levels = new Uint8Array(keyCount * 2)
    this.#expiries = new Float64Array(keyCount * 2)
    this.#reasons = new Int32Array(keyCount).fill(NOT_FOUND)
    this.#persons = new Int32Array(keyCount).fill(NOT_FOUND)
  }

  /** @returns whether the scope was free before. */
  latch(key: number, cause: number, nowNs: number, reason: number, person: number): boolean {
    const wasFree = this.latched[key] === 0
    this.isActive = true
    this.latched[key]! |= cause
    if (wasFree) this.sinceNs[key] = nowNs
    this.#reasons[key] = reason
    this.#persons[key] = person
    return wasFree
  }

  /** A rule's latch: no person, its reason told when it is published. */
  trip(key: number, cause: number, nowNs: number): void {
    this.isActive = true
    this.trips++
    if (this.latched[key] === 0) this.sinceNs[key] = nowNs
    this.latched[key]! |= cause
    if (this.#reasons[key] === NOT_FOUND) this.#reasons[key] = this.texts.internString(LATCH_REASONS[cause]!)
  }

  /** Clears every cause of the scope, and the operator's own level. @returns the causes that were set. */
  release(key: number, reason: number, person: number): number {
    const causes = this.latched[key]!
    this.latched[key] = 0
    this.sinceNs[key] = Number.NaN
    this.#levels[key * 2 + FROM_OPERATOR] = LEVEL_NORMAL
    this.#reasons[key] = reason
    this.#persons[key] = person
    return causes
  }

  /** @param untilNs when the level ends by itself; Infinity: until it is set to normal. */
  setLevel(key: number, source: number, level: number, untilNs: number): void {
    this.isActive = true
    this.#levels[key * 2 + source] = level
    this.#expiries[key * 2 + source] = untilNs
  }

  /** @returns the higher of the engine's and the operator's level in force. */
  level(key: number, nowNs: number): number {
    return Math.max(this.#levelOf(key * 2, nowNs), this.#levelOf(key * 2 + 1, nowNs))
  }

  get latchedCount(): number {
    let count = 0
    for (let key = 0; key < this.keyCount; key++) if (this.latched[key] !== 0) count++
    return count
  }

  /** For reports. */
  reason(key: number): string {
    return this.#reasons[key]! < 0 ? '' : this.texts.text(this.#reasons[key]!)
  }

  person(key: number): string {
    return this.#persons[key]! < 0 ? '' : this.texts.text(this.#persons[key]!)
  }

  /**
   * The state as plain data for a snapshot; scope keys are named by the caller, so that a changed configuration keeps
   * its latches.
   */
  entries(): LatchEntry[] {
    const entries: LatchEntry[] = []
    for (let key = 0; key < this.keyCount; key++) {
      const levels = [...this.#levels.subarray(key * 2, key * 2 + 2)]
      if (this.latched[key] === 0 && levels.every((level) => level === 0)) continue
      // JSON knows no Infinity: -1 stands for a level without an end.
      const expiries = [...this.#expiries.subarray(key * 2, key * 2 + 2)].map((ns) => (ns === Infinity ? -1 : ns))
      const sinceNs = this.latched[key] === 0 ? -1 : this.sinceNs[key]!
      const [reason, person] = [this.reason(key), this.person(key)]
      entries.push({ key, latched: this.latched[key]!, sinceNs, levels, expiries, reason, person })
    }
    return entries
  }

  restore(entry: LatchEntry): void {
    const { key } = entry
    this.isActive = true
    this.latched[key] = entry.latched
    this.sinceNs[key] = entry.latched === 0 ? Number.NaN : entry.sinceNs
    this.#reasons[key] = entry.reason === '' ? NOT_FOUND : this.texts.internString(entry.reason)
    this.#persons[key] = entry.person === '' ? NOT_FOUND : this.texts.internString(entry.person)
    for (let source = 0; source < 2; source++) {
      this.#levels[key * 2 + source] = entry.levels[source] ?? 0
      const expiry = entry.expiries[source] ?? 0
      this.#expiries[key * 2 + source] = expiry === -1 ? Number.POSITIVE_INFINITY : expiry
    }
  }

  #levelOf(slot: number, nowNs: number): number {
    return nowNs < this.#expiries[slot]! ? this.#levels[slot]! : LEVEL_NORMAL
  }
}

export interface LatchEntry {
  readonly key: number
  readonly latched: number
  readonly sinceNs: number
  readonly levels: readonly number[]
  readonly expiries: readonly number[]
  readonly reason: string
  readonly person: string
}
