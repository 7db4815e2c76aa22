import { Prng } from '@reflex/base'
import { expect, it } from 'vitest'
import { Harness } from './harness.ts'
import { SECURITIES, ToyVenue } from './toy-venue.ts'

const SEED = Number(process.env['REFLEX_TEST_SEED'] ?? 0)
const SEEDS = SEED > 0 ? [SEED] : Array.from({ length: 40 }, (_, i) => i + 1)
const PACKETS = 600

/** Loses, doubles and delays packets. */
class FaultyLine {
  readonly #prng: Prng
  readonly #late: Uint8Array[] = []
  isFaulty = true

  constructor(prng: Prng) {
    this.#prng = prng
  }

  carry(packet: Uint8Array): Uint8Array[] {
    if (!this.isFaulty) return [...this.#late.splice(0), packet]
    const draw = this.#prng.nextFloat()
    if (draw < 0.02) return []
    if (draw < 0.04) return [packet, packet]
    if (draw < 0.08) {
      this.#late.push(packet)
      return []
    }
    return this.#late.length > 0 && this.#prng.nextBoolean(0.5) ? [packet, ...this.#late.splice(0)] : [packet]
  }
}

it.each(SEEDS)('a book equals the venue at some packet or is stale, and heals (REFLEX_TEST_SEED=%i)', (seed) => {
  const prng = new Prng(seed)
  const harness = new Harness({ reorderWindowNs: seed % 2 === 0 ? 0 : 2e6 })
  const venue = new ToyVenue()
  const lines = [new FaultyLine(prng), new FaultyLine(prng)]
  const deliver = (packets: readonly Uint8Array[], channel: 0 | 1): void => {
    for (const packet of packets) {
      for (const carried of lines[channel]!.carry(packet)) {
        if (channel === 0) harness.feed(carried)
        else harness.snapshot(carried)
        check(harness, venue)
      }
    }
  }
  for (let i = 0; i < PACKETS; i++) {
    if (prng.nextBoolean(0.003)) venue.restart()
    deliver([prng.nextBoolean(0.1) ? venue.heartbeat(harness.nowNs) : venue.trade(prng, harness.nowNs)], 0)
    if (prng.nextBoolean(0.05)) deliver(venue.snapshots(harness.nowNs), 1)
    harness.after(prng.nextBoolean(0.01) ? 1.5e9 : prng.nextInt(2e6))
    check(harness, venue)
  }
  for (const line of lines) line.isFaulty = false
  for (let i = 0; i < 3; i++) {
    deliver([venue.trade(prng, harness.nowNs)], 0)
    deliver(venue.snapshots(harness.nowNs), 1)
    harness.after(5e6)
  }
  expect(harness.board.liveCount).toBe(SECURITIES.length)
  venue.books.forEach((book, at) => {
    expect(harness.board.books[at]!.stateHash()).toBe(book.stateHash())
    expect(harness.reader.book(11 + at).stateHash(), 'a consumer of the stream').toBe(book.stateHash())
  })
  expect(harness.board.staleCount).toBeGreaterThan(0)
  expect(harness.handler.sync.mismatches).toBe(0)
})

/** Every live book is one that the venue had after some packet, in the present or in the past. */
function check(harness: Harness, venue: ToyVenue): void {
  venue.hashes.forEach((hashes, at) => {
    if (harness.board.isSynced[at] === 0) return
    if (!hashes.has(harness.board.books[at]!.stateHash())) throw new Error(`book ${at} is one the venue never had`)
    if (harness.reader.states.get(11 + at) !== 'LIVE') throw new Error('a consumer was not told')
  })
}
