import type { Logger } from 'pino'

/**
 * Operating errors by distinct text: logged when first seen, then each power of ten; counted always (like Aeron's
 * distinct error log).
 */
export class DistinctErrors {
  readonly #counts = new Map<string, number>()
  readonly #log: Logger

  constructor(log: Logger) {
    this.#log = log
  }

  record(error: unknown): void {
    const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
    const count = (this.#counts.get(text) ?? 0) + 1
    this.#counts.set(text, count)
    if (Number.isInteger(Math.log10(count))) this.#log.error({ err: error, count }, text)
  }

  get total(): number {
    let total = 0
    for (const count of this.#counts.values()) total += count
    return total
  }

  entries(): { text: string; count: number }[] {
    return [...this.#counts].map(([text, count]) => ({ text, count }))
  }
}
