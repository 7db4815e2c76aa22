/**
 * ClOrdIDs of this life of the service: `<strategy>-<life, base 36>-<n>`. The life is the time of the start, so that
 * ids stay unique after a restart, and reports about orders of a former life are known as such. Numbers are found again
 * without text.
 */

import { parseInteger, putInteger, putText } from '@reflex/base'

const DASH = 45
/** Longest id. */
export const ID_LENGTH_MAX = 64

export const NOT_OURS = -1
/** Of one of our strategies, but of another life. */
export const FORMER_LIFE = -2

export class OrderIds {
  readonly #names: readonly Uint8Array[]
  #prefixes: readonly Uint8Array[] = []
  #last = 0
  /** Where `write` puts an id. */
  readonly bytes = new Uint8Array(ID_LENGTH_MAX)

  constructor(strategyNames: readonly string[]) {
    this.#names = strategyNames.map((name) => asciiOf(`${name}-`))
  }

  get isStarted(): boolean {
    return this.#prefixes.length > 0
  }

  /** At the first turn. @param nowNs ns since the session epoch. */
  beginLife(nowNs: number): void {
    const life = Math.floor(nowNs / 1000).toString(36)
    this.#prefixes = this.#names.map((name) => {
      const tail = asciiOf(`${life}-`)
      const prefix = new Uint8Array(name.length + tail.length)
      prefix.set(name)
      prefix.set(tail, name.length)
      return prefix
    })
  }

  /** @returns the next number; ids of all strategies share the count. */
  next(): number {
    return ++this.#last
  }

  /** Writes the id to `bytes`. @returns its length. */
  write(strategy: number, n: number): number {
    const prefix = this.#prefixes[strategy]!
    for (let i = 0; i < prefix.length; i++) this.bytes[i] = prefix[i]!
    return prefix.length + putInteger(this.bytes, prefix.length, n)
  }

  /** @returns the number of an id, FORMER_LIFE or NOT_OURS. */
  parse(bytes: Uint8Array, offset: number, length: number): number {
    for (let i = 0; i < this.#prefixes.length; i++) {
      const prefix = this.#prefixes[i]!
      if (startsWith(bytes, offset, length, prefix)) {
        const n = parseInteger(bytes, offset + prefix.length, length - prefix.length)
        return n >= 1 && n <= this.#last ? n : NOT_OURS
      }
    }
    return this.strategyOf(bytes, offset, length) < 0 ? NOT_OURS : FORMER_LIFE
  }

  /** @returns the strategy whose id it is, of any life; -1 for none. */
  strategyOf(bytes: Uint8Array, offset: number, length: number): number {
    for (let i = 0; i < this.#names.length; i++) {
      const name = this.#names[i]!
      if (startsWith(bytes, offset, length, name) && dashesIn(bytes, offset + name.length, offset + length) === 1)
        return i
    }
    return -1
  }
}

function startsWith(bytes: Uint8Array, offset: number, length: number, prefix: Uint8Array): boolean {
  if (length <= prefix.length) return false
  for (let i = 0; i < prefix.length; i++) if (bytes[offset + i] !== prefix[i]) return false
  return true
}

function dashesIn(bytes: Uint8Array, start: number, end: number): number {
  let count = 0
  for (let i = start; i < end; i++) if (bytes[i] === DASH) count++
  return count
}

function asciiOf(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length)
  putText(bytes, 0, text)
  return bytes
}
