/** Deadlines in order of time, equal times in order of arrival: a binary heap. */
export class EventQueue {
  readonly #times: number[] = []
  readonly #numbers: number[] = []
  readonly #actions: (() => void)[] = []
  #counter = 0

  get size(): number {
    return this.#times.length
  }

  /** Time of the earliest event; Infinity when there is none. */
  get nextNs(): number {
    return this.#times.length === 0 ? Number.POSITIVE_INFINITY : this.#times[0]!
  }

  push(atNs: number, action: () => void): void {
    let i = this.#times.length
    this.#times.push(atNs)
    this.#numbers.push(this.#counter++)
    this.#actions.push(action)
    while (i > 0) {
      const parent = (i - 1) >> 1
      if (!this.#before(i, parent)) break
      this.#swap(i, parent)
      i = parent
    }
  }

  /** Takes the earliest event. Call only when size > 0. */
  pop(): () => void {
    const action = this.#actions[0]!
    const last = this.#times.length - 1
    this.#swap(0, last)
    this.#times.pop()
    this.#numbers.pop()
    this.#actions.pop()
    this.#sink()
    return action
  }

  #sink(): void {
    const length = this.#times.length
    let i = 0
    while (true) {
      let least = i
      const left = 2 * i + 1
      if (left < length && this.#before(left, least)) least = left
      if (left + 1 < length && this.#before(left + 1, least)) least = left + 1
      if (least === i) return
      this.#swap(i, least)
      i = least
    }
  }

  #before(a: number, b: number): boolean {
    const ta = this.#times[a]!
    const tb = this.#times[b]!
    return ta < tb || (ta === tb && this.#numbers[a]! < this.#numbers[b]!)
  }

  #swap(a: number, b: number): void {
    swap(this.#times, a, b)
    swap(this.#numbers, a, b)
    swap(this.#actions, a, b)
  }
}

function swap<T>(list: T[], a: number, b: number): void {
  const held = list[a]!
  list[a] = list[b]!
  list[b] = held
}
