const MINUTE_MS = 60_000
const KEYS_MAX = 1024

/** So many events a minute for each key, refilled steadily. Remembers a bounded number of keys: the oldest goes. */
export class RateLimit {
  readonly #perMinute: number
  readonly #buckets = new Map<string, { tokens: number; atMs: number }>()

  constructor(perMinute: number) {
    this.#perMinute = perMinute
  }

  /** Counts an event. @returns whether it is within the limit. */
  take(key: string, nowMs: number): boolean {
    const bucket = this.#bucket(key, nowMs)
    if (bucket.tokens < 1) return false
    bucket.tokens--
    return true
  }

  /** Whether an event would be within the limit. */
  allows(key: string, nowMs: number): boolean {
    return this.#bucket(key, nowMs).tokens >= 1
  }

  #bucket(key: string, nowMs: number): { tokens: number; atMs: number } {
    const known = this.#buckets.get(key)
    const refilled = known === undefined ? this.#perMinute : refill(known, nowMs, this.#perMinute)
    const bucket = { tokens: Math.min(this.#perMinute, refilled), atMs: nowMs }
    this.#buckets.delete(key)
    this.#buckets.set(key, bucket)
    if (this.#buckets.size > KEYS_MAX) this.#buckets.delete(this.#buckets.keys().next().value!)
    return bucket
  }
}

function refill(bucket: { tokens: number; atMs: number }, nowMs: number, perMinute: number): number {
  return bucket.tokens + (Math.max(0, nowMs - bucket.atMs) * perMinute) / MINUTE_MS
}
