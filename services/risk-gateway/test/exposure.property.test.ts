/**
 * Whatever the order in which approvals, acknowledgements, fills, replaces, cancels, bookings, repeats and restarts
 * interleave: what could be executed never exceeds a position limit. The truth is a model of the venue, which the
 * gateway only sees through late messages.
 */

import { Prng } from '@reflex/base'
import { STREAM } from '@reflex/schema'
import { expect, test } from 'vitest'
import { MS, type Published, type ReportFields, World } from './world.ts'

const SEED = Number(process.env['REFLEX_SEED'] ?? 7)
const RUNS = Number(process.env['REFLEX_RUNS'] ?? 12)
const STEPS = 1500
const LIMIT = 1
const SECTION = {
  strategies: {
    '*': {
      maxLong: { BTC: String(LIMIT) },
      maxShort: { BTC: String(LIMIT) },
      maxOrderQty: { BTC: '0.5' },
      window: 'none',
      maxOpenOrders: 500,
    },
  },
  venues: { '*': { window: 'none', maxOpenOrders: 500 } },
  instruments: { '*': { maxOpenOrders: 500, maxOrderNotional: '40000' } },
  firm: { window: 'none', maxOpenOrders: 500, maxLong: { BTC: String(LIMIT) }, maxShort: { BTC: String(LIMIT) } },
}

interface VenueOrder {
  id: string
  side: 'B' | 'S'
  venue: string
  qty: number
  cum: number
  isOpen: boolean
}

/** Lots of 0.0001 BTC, as whole numbers. */
const LOTS = 10_000

class Firm {
  world: World
  readonly prng: Prng
  /** Approved messages on their way to the venue; reports and bookings on their way back. */
  readonly approved: Published[] = []
  readonly reports: ReportFields[] = []
  readonly past: ReportFields[] = []
  readonly bookings: { venue: string; qty: number; seq: number; strategy?: string }[] = []
  readonly orders: VenueOrder[] = []
  readonly position: Record<string, number> = { XALP: 0, XBET: 0 }
  /** What the oms has booked. */
  readonly booked: Record<string, { qty: number; seq: number }> = { XALP: { qty: 0, seq: 0 }, XBET: { qty: 0, seq: 0 } }
  seq = 0
  #ids = 0

  constructor(prng: Prng) {
    this.prng = prng
    this.world = new World(SECTION).ready()
  }

  step(): void {
    const { prng } = this
    this.world.nowNs += MS
    if (this.#ids % 50 === 0) this.#refresh()
    const draw = prng.nextInt(100)
    if (draw < 25) this.#order()
    else if (draw < 33) this.#replace()
    else if (draw < 41) this.#cancel()
    else if (draw < 60) this.venueStep()
    else if (draw < 70) this.#fill()
    else if (draw < 87) this.reportStep()
    else if (draw < 96) this.bookingStep()
    else if (draw < 99) this.#repeat()
    else if (prng.nextBoolean(0.1)) this.restart()
    this.#collect()
  }

  /** What the strategy could end up with on a side if everything that may still be executed were, in lots. */
  worst(side: 'B' | 'S'): number {
    const position = this.position['XALP']! + this.position['XBET']!
    let open = 0
    for (const order of this.orders) if (order.isOpen && order.side === side) open += this.#reach(order) - order.cum
    for (const message of this.approved) {
      if (message.type === 'D' && sideOf(message) === side) open += lotsOf(message)
    }
    return side === 'B' ? position + open : open - position
  }

  /** A replace that is on its way may still raise the quantity. */
  #reach(order: VenueOrder): number {
    const asked = this.approved.filter((message) => message.type === 'G' && message.get(41) === order.id).map(lotsOf)
    return Math.max(order.qty, ...asked)
  }

  #order(): void {
    const side = this.prng.nextBoolean(0.5) ? 'B' : 'S'
    this.world.order({
      id: `O${++this.#ids}`,
      side,
      venue: this.prng.nextBoolean(0.5) ? 'XALP' : 'XBET',
      qty: (1 + this.prng.nextInt(4)) / 10,
      px: side === 'B' ? 59_990 : 60_010,
    })
  }

  #replace(): void {
    const order = this.#open()
    if (order === undefined) return
    this.world.replace({
      id: `O${++this.#ids}`,
      orig: order.id,
      side: order.side,
      venue: order.venue,
      qty: (1 + this.prng.nextInt(5)) / 10,
      px: order.side === 'B' ? 59_980 : 60_020,
    })
  }

  #cancel(): void {
    const order = this.#open()
    if (order !== undefined) this.world.cancel(`O${++this.#ids}`, order.id)
  }

  /** The venue takes the next message. */
  venueStep(): void {
    const message = this.approved.shift()
    if (message === undefined) return
    const id = message.get(11)
    if (message.type === 'D') {
      const order = { id, side: sideOf(message), venue: message.get(1301), qty: lotsOf(message), cum: 0, isOpen: true }
      if (this.prng.nextBoolean(0.1)) {
        this.#tell(order, { execType: '8', status: '8' })
        return
      }
      this.orders.push(order)
      this.#tell(order, { execType: '0', status: '0' })
      return
    }
    const order = this.orders.find((one) => one.id === message.get(41) && one.isOpen)
    if (order === undefined) {
      this.reports.push({ id, orig: message.get(41), execType: '9', status: message.type, qty: 0 })
      return
    }
    if (message.type === 'F') {
      order.isOpen = false
      this.#tell(order, { id, orig: order.id, execType: '4', status: '4' })
      return
    }
    const qty = lotsOf(message)
    if (this.prng.nextBoolean(0.2) || qty <= order.cum) {
      this.reports.push({ id, orig: order.id, execType: '9', status: 'G', qty: 0 })
      return
    }
    const orig = order.id
    order.id = id
    order.qty = qty
    this.#tell(order, { orig, execType: '5', status: '5' })
  }

  #fill(): void {
    const order = this.#open()
    if (order === undefined) return
    const lots = 1 + this.prng.nextInt(order.qty - order.cum)
    order.cum += lots
    order.isOpen = order.cum < order.qty
    this.position[order.venue]! += order.side === 'B' ? lots : -lots
    this.seq++
    this.#tell(order, { execType: 'F', status: order.isOpen ? '1' : '2', last: lots / LOTS, seq: this.seq })
    const booking = { venue: order.venue, qty: this.position[order.venue]! / LOTS, seq: this.seq }
    this.bookings.push(booking, { ...booking, strategy: 'MAKER1' })
  }

  reportStep(): void {
    const report = this.reports.shift()
    if (report === undefined) return
    this.past.push(report)
    this.#report(report)
  }

  bookingStep(): void {
    const booking = this.bookings.shift()
    if (booking === undefined) return
    this.booked[booking.venue] = { qty: booking.qty, seq: booking.seq }
    this.world.position(booking)
  }

  /** The ems sends an old report again. */
  #repeat(): void {
    const report = this.past[this.prng.nextInt(Math.max(1, this.past.length))]
    if (report !== undefined) this.#report({ ...report, isResend: true })
  }

  /**
   * The gateway dies. The ems has taken what was on its way before it answers the new one, which then hears of
   * everything again.
   */
  restart(): void {
    while (this.approved.length > 0) this.venueStep()
    this.reports.length = 0
    while (this.bookings.length > 0) {
      const { venue, qty, seq } = this.bookings.shift()!
      this.booked[venue] = { qty, seq }
    }
    const { nowNs } = this.world
    this.world = new World(SECTION)
    const { world } = this
    world.nowNs = nowNs
    world.heartbeats()
    world.timer()
    for (const [venue, { qty, seq }] of Object.entries(this.booked)) {
      world.position({ venue, qty, seq })
      world.position({ venue, qty, seq, strategy: 'MAKER1' })
    }
    world.position({ isLast: true, reqId: world.lastAn ?? '' })
    const af = { execType: 'I', massStatusReqId: world.lastAf ?? '' }
    for (const order of this.orders.filter(({ isOpen }) => isOpen)) {
      world.report({ ...this.#fields(order), ...af, status: order.cum > 0 ? '1' : '0' })
    }
    world.answerOrders()
    this.#refresh()
    world.take()
  }

  #refresh(): void {
    this.world.heartbeats()
    for (const id of [1, 3]) this.world.quote(id, 59_999, 60_001)
    this.world.timer()
  }

  #report(report: ReportFields): void {
    if (report.execType === '9') this.world.cancelReject(report.id, report.orig!, report.status === 'G')
    else this.world.report(report)
  }

  #open(): VenueOrder | undefined {
    const open = this.orders.filter(({ isOpen }) => isOpen)
    return open[this.prng.nextInt(Math.max(1, open.length))]
  }

  #tell(order: VenueOrder, fields: Partial<ReportFields> & Pick<ReportFields, 'execType' | 'status'>): void {
    this.reports.push({ ...this.#fields(order), ...fields })
  }

  #fields(order: VenueOrder): Omit<ReportFields, 'execType' | 'status'> {
    const { id, side, venue } = order
    return { id, side, venue, qty: order.qty / LOTS, cum: order.cum / LOTS, px: side === 'B' ? 59_990 : 60_010 }
  }

  #collect(): void {
    for (const message of this.world.take()) if (message.stream === STREAM.ORDERS_APPROVED) this.approved.push(message)
  }
}

function lotsOf(message: Published): number {
  return Math.round(Number(message.get(38)) * LOTS)
}

function sideOf(message: Published): 'B' | 'S' {
  return message.get(54) === '1' ? 'B' : 'S'
}

/** How close each run came to the limit: a limit that nothing approaches would hold in vain. */
const highestOfRuns: number[] = []

test.each(Array.from({ length: RUNS }, (_, run) => run))(`exposure stays within limits, seed ${SEED} run %i`, (run) => {
  const firm = new Firm(new Prng(SEED, run))
  let highest = 0
  for (let step = 0; step < STEPS; step++) {
    firm.step()
    const worst = Math.max(firm.worst('B'), firm.worst('S'))
    highest = Math.max(highest, worst)
    if (worst > LIMIT * LOTS) expect({ seed: SEED, run, step, worst: worst / LOTS }).toEqual({ limit: LIMIT })
  }
  highestOfRuns.push(highest)
  // Once everything has been told, the gateway's view is the venue's.
  while (firm.approved.length + firm.reports.length + firm.bookings.length > 0) {
    firm.venueStep()
    firm.reportStep()
    firm.bookingStep()
  }
  expect(Math.round(firm.world.used('P2.0L') * LOTS)).toBe(Math.max(0, firm.worst('B')))
  expect(Math.round(firm.world.used('P0.0S') * LOTS)).toBe(Math.max(0, firm.worst('S')))
})

test('most runs come within a tenth of the limit, every one to half of it', () => {
  expect(highestOfRuns).toHaveLength(RUNS)
  expect(highestOfRuns.filter((highest) => highest > 0.9 * LIMIT * LOTS).length).toBeGreaterThan(0.75 * RUNS)
  expect(Math.min(...highestOfRuns)).toBeGreaterThan(0.5 * LIMIT * LOTS)
})
