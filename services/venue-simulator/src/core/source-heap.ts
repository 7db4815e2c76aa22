/**
 * When each of a fixed number of event sources acts next: a binary heap of source numbers with their places, so that a
 * source's time can be moved. Equal times go by source number: the order is the same on every run.
 */
export class SourceHeap {
  /** When the source in hand acts next: set before `reschedule`. */
  readonly next = new Float64Array(1)
  /** `[0]`: the earliest time; Infinity when nothing is scheduled. */
  readonly head = Float64Array.of(Number.POSITIVE_INFINITY)
  readonly #times: Float64Array
  readonly #heap: Int32Array
  readonly #places: Int32Array

  constructor(count: number) {
    this.#times = new Float64Array(count).fill(Number.POSITIVE_INFINITY)
    this.#heap = Int32Array.from({ length: count }, (_, i) => i)
    this.#places = Int32Array.from(this.#heap)
  }

  get count(): number {
    return this.#heap.length
  }

  get headSource(): number {
    return this.#heap[0]!
  }

  /** The source acts next at `next[0]`. */
  reschedule(source: number): void {
    this.#times[source] = this.next[0]!
    this.#down(this.#up(this.#places[source]!))
    this.head[0] = this.#times[this.#heap[0]!]!
  }

  /** Moves everything scheduled later by `ns`. */
  shift(ns: number): void {
    for (let i = 0; i < this.#times.length; i++) this.#times[i]! += ns
    this.head[0]! += ns
  }

  #isBefore(a: number, b: number): boolean {
    const timeA = this.#times[a]!
    const timeB = this.#times[b]!
    return timeA < timeB || (timeA === timeB && a < b)
  }

  #up(place: number): number {
    const heap = this.#heap
    const source = heap[place]!
    while (place > 0) {
      const parent = (place - 1) >> 1
      if (!this.#isBefore(source, heap[parent]!)) break
      this.#put(place, heap[parent]!)
      place = parent
    }
    this.#put(place, source)
    return place
  }

  #down(place: number): void {
    const heap = this.#heap
    const source = heap[place]!
    while (true) {
      let child = 2 * place + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && this.#isBefore(heap[child + 1]!, heap[child]!)) child++
      if (!this.#isBefore(heap[child]!, source)) break
      this.#put(place, heap[child]!)
      place = child
    }
    this.#put(place, source)
  }

  #put(place: number, source: number): void {
    this.#heap[place] = source
    this.#places[source] = place
  }
}
