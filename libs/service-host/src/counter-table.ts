/**
 * Counters of one service: a typed array of slots. The core increments slots (1-3 ns); prom-client gauges and the
 * status page read them from outside at their own pace. `counters.ts` of each service is one table of definitions.
 */
export interface CounterDefinition {
  /** Prometheus style: snake_case, unit last; `_total` for those that only grow. */
  readonly name: string
  readonly help: string
  readonly kind: 'counter' | 'gauge'
}

export class CounterTable<K extends string = string> {
  readonly service: string
  readonly definitions: Readonly<Record<K, CounterDefinition>>
  readonly values: Float64Array
  readonly #slots: Record<string, number> = {}

  constructor(service: string, definitions: Readonly<Record<K, CounterDefinition>>) {
    this.service = service
    this.definitions = definitions
    const keys = Object.keys(definitions)
    this.values = new Float64Array(keys.length)
    keys.forEach((key, index) => {
      this.#slots[key] = index
    })
  }

  /** The slot of a counter: take it once in the constructor, then `values[slot]++`. */
  slot(key: K): number {
    return this.#slots[key]!
  }

  increment(key: K, by = 1): void {
    this.values[this.#slots[key]!]! += by
  }

  set(key: K, value: number): void {
    this.values[this.#slots[key]!] = value
  }

  get(key: K): number {
    return this.values[this.#slots[key]!]!
  }

  keys(): K[] {
    return Object.keys(this.definitions) as K[]
  }
}
