import { Prng } from '@reflex/base'
import { ASK, BID } from '@reflex/book'
import { expect, it } from 'vitest'
import { LEVELS_MAX, slotOf } from '../src/core/quote-board.ts'
import { Firm, indexOf, instruments, type Said } from './firm.ts'

const XALP_BTC = 1
const SEED = Number(process.env['REFLEX_TEST_SEED'] ?? 20_260_130)
const RUNS = 15
const STEPS = 600

/** An order as a venue sees it: it may fill until it is gone, whatever we believe. */
interface VenueOrder {
  id: string
  readonly side: string
  readonly of: Said
  total: number
  filled: number
}

/** A venue and a road to it that answer in any order that respects each order's own. */
class Street {
  readonly firm: Firm
  readonly prng: Prng
  readonly live: VenueOrder[] = []
  readonly requests: Said[] = []
  /** Reports on their way to us, in order. */
  readonly reports: (() => Said[])[] = []
  #seq = 0

  constructor(firm: Firm, prng: Prng) {
    this.firm = firm
    this.prng = prng
  }

  take(said: readonly Said[]): void {
    for (const one of said) if ('DFG'.includes(one.type)) this.requests.push(one)
  }

  lots(side: string): number {
    const lotE8 = instruments.lotE8s[0]! / 1e8
    const open = this.live.filter((order) => order.side === side)
    const coming = this.requests.filter((one) => one.type !== 'F' && one.text(54) === side)
    return (
      open.reduce((sum, order) => {
        const replace = coming.find((one) => one.text(41) === order.id)
        const total = replace === undefined ? 0 : Math.round(replace.number(38) / lotE8)
        return sum + Math.max(order.total, total) - order.filled
      }, 0) + coming.filter((one) => one.type === 'D').reduce((sum, one) => sum + Math.round(one.number(38) / lotE8), 0)
    )
  }

  /** The venue handles the oldest request. */
  handle(): void {
    const one = this.requests.shift()
    if (one === undefined) return
    const lots = Math.round(one.number(38) / (instruments.lotE8s[indexOf(one)]! / 1e8))
    const isRefused = this.prng.nextFloat() < 0.15
    if (one.type === 'D') {
      if (isRefused) return this.#say(() => this.firm.report(one, '8'))
      this.live.push({ id: one.text(11), side: one.text(54), of: one, total: lots, filled: 0 })
      return this.#say(() => this.firm.report(one, '0'))
    }
    const order = this.live.find((candidate) => candidate.id === one.text(41))
    const to = one.type === 'F' ? '1' : '2'
    if (order === undefined) return this.#say(() => this.firm.cancelReject(one, to, '8'))
    if (isRefused) return this.#say(() => this.firm.cancelReject(one, to, '0'))
    if (one.type === 'F') this.#cancel(order, one)
    else if (lots <= order.filled) {
      this.live.splice(this.live.indexOf(order), 1)
      this.#say(() => this.firm.report(one, '4'))
    } else {
      order.total = lots
      order.id = one.text(11)
      this.#say(() => this.firm.report(one, '5'))
    }
  }

  /** Somebody trades with us, or the venue takes an order away. */
  event(): void {
    const order = this.live[this.prng.nextInt(Math.max(1, this.live.length))]
    if (order === undefined) return
    if (this.prng.nextFloat() < 0.1) return this.#cancel(order, order.of)
    const lots = 1 + this.prng.nextInt(order.total - order.filled)
    order.filled += lots
    const status = order.filled === order.total ? '2' : '1'
    if (status === '2') this.live.splice(this.live.indexOf(order), 1)
    const { id, filled, of, total } = order
    const seq = ++this.#seq
    this.#say(() => this.firm.report(of, 'F', { lots, cum: filled, total, seq, status, id }))
  }

  /** Reports reach us in the order in which they were said. */
  deliver(): void {
    const report = this.reports.shift()
    if (report !== undefined) this.take(report())
  }

  #cancel(order: VenueOrder, about: Said): void {
    this.live.splice(this.live.indexOf(order), 1)
    const { id } = order
    this.#say(() => this.firm.report(about, '4', about.type === 'F' ? {} : { id }))
  }

  #say(report: () => Said[]): void {
    this.reports.push(report)
  }
}

it(`never has more in the market than was wanted, and knows of all that is (seed ${SEED})`, () => {
  const prng = new Prng(SEED)
  let most = 0
  let orders = 0
  for (let run = 0; run < RUNS; run++) {
    const firm = new Firm({
      strategies: [{ id: 'MAKER1', kind: 'market-maker', parameters: { requoteToleranceBps: 0, quoteLifeMs: 0 } }],
      orders: { rejectBackoffMs: 1, rejectBackoffMaxMs: 4, pendingTimeoutMs: 600_000 },
    })
    firm.start()
    const street = new Street(firm, prng)
    const { board, core } = firm.alpha
    const wanted = new Float64Array(board.slotCount)
    for (let step = 0; step < STEPS; step++) {
      firm.nowNs += 1e6 * prng.nextInt(8)
      advance(firm, street, prng)
      for (let slot = 0; slot < 2 * LEVELS_MAX; slot++) wanted[slot] = Math.max(wanted[slot]!, board.lots[slot]!)
      for (const side of [BID, ASK] as const) {
        const total = street.lots(side === BID ? '1' : '2')
        const first = slotOf(0, side, 0)
        most = Math.max(most, total)
        expect(total).toBeLessThanOrEqual(wanted.subarray(first, first + LEVELS_MAX).reduce((sum, lots) => sum + lots))
        expect(core.parts.manager.exposure(0, side)).toBeGreaterThanOrEqual(total)
      }
    }
    orders += firm.summary().ordersSent
    settle(firm, street)
  }
  expect(most).toBeGreaterThan(400)
  expect(orders).toBeGreaterThan(RUNS * 10)
}, 120_000)

function advance(firm: Firm, street: Street, prng: Prng): void {
  const choice = prng.nextInt(16)
  if (choice < 4) street.handle()
  else if (choice < 9) street.deliver()
  else if (choice < 10) street.event()
  else if (choice < 11) {
    firm.heartbeat()
    street.take(firm.after(6))
  } else if (choice < 12) firm.parameter('quoteSize', 0.01 * (1 + prng.nextInt(4)))
  else if (choice < 13 && prng.nextBoolean(0.2)) street.take(firm.status(XALP_BTC, prng.nextBoolean(0.7) ? 1 : 0))
  else {
    const price = 60_000 + prng.nextInt(40)
    street.take(firm.status(XALP_BTC, 1))
    street.take(firm.quote(XALP_BTC, price - 1, price + 1))
  }
}

/** Afterwards: when nothing is wanted any more and everything is answered, nothing is left on either side. */
function settle(firm: Firm, street: Street): void {
  street.take(firm.control({ type: 1 }))
  for (let i = 0; i < 400; i++) {
    street.handle()
    street.deliver()
    if (i % 4 === 0) {
      firm.heartbeat()
      // Refused cancels are tried again after a quarter of the request timeout.
      firm.nowNs += 160_000e6
      firm.heartbeat()
      street.take(firm.after(6))
    }
  }
  expect(street.live).toEqual([])
  expect(firm.alpha.core.parts.slots.openCount).toBe(0)
}
