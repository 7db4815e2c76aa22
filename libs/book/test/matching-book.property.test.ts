import { Prng } from '@reflex/base'
import { expect, test } from 'vitest'
import {
  ASK,
  BID,
  CANCEL_EXPIRED,
  CANCEL_MASS,
  L2Book,
  MatchingBook,
  NO_ORDER,
  NO_PRICE,
  ORDER_LIMIT,
  ORDER_MARKET,
  OrderRequest,
  type SelfTradePrevention,
  type Side,
  TIF_DAY,
  TIF_FOK,
  TIF_GTC,
  TIF_IOC,
} from '../src/index.ts'
import { ConservationChecker } from './conservation-checker.ts'
import { EventLog } from './event-log.ts'
import { NaiveMatchingBook } from './naive-matching-book.ts'

const COMMANDS = 25_000
const seeds =
  process.env['REFLEX_SEED'] === undefined ? [11, 12, 13, 14, 15, 16, 17, 18] : [Number(process.env['REFLEX_SEED'])]

/**
 * The same random command to both books. Each seed draws its own mix, so that some runs lack some operations (swarm
 * testing).
 */
class Commands {
  readonly #random: Prng
  readonly #request = new OrderRequest()
  readonly #weights: number[]
  readonly #owners: number
  readonly #width: number
  #nextId = 1

  constructor(seed: number) {
    this.#random = new Prng(seed)
    this.#weights = Array.from({ length: 7 }, () => (this.#random.nextBoolean(0.2) ? 0 : this.#random.nextFloat()))
    this.#owners = 1 + this.#random.nextInt(6)
    this.#width = 2 + this.#random.nextInt(40)
  }

  apply(book: MatchingBook, naive: NaiveMatchingBook): void {
    const random = this.#random
    const action = random.nextFloat()
    const id = 1 + random.nextInt(this.#nextId)
    const recent = Math.max(1, this.#nextId - random.nextInt(60))
    if (action < 0.6) {
      this.#fill()
      expect(book.submit(this.#request)).toBe(naive.submit(this.#request))
    } else if (action < 0.8) expect(book.cancel(recent)).toBe(naive.cancel(recent))
    else if (action < 0.999) {
      const order = random.nextBoolean(0.9) ? recent : id
      const price = random.nextBoolean(0.5) ? (naive.orders.find((o) => o.id === order)?.price ?? 0) : this.#price()
      const qty = random.nextInt(25) - 1
      expect(book.replace(order, price, qty)).toBe(naive.replace(order, price, qty))
    } else if (random.nextBoolean(0.5)) {
      const owner = random.nextInt(this.#owners)
      expect(book.cancelOwner(owner, CANCEL_MASS)).toBe(naive.cancelWhere((o) => o.owner === owner, CANCEL_MASS))
    } else expect(book.cancelDay(CANCEL_EXPIRED)).toBe(naive.cancelWhere((o) => o.day, CANCEL_EXPIRED))
  }

  #fill(): void {
    const random = this.#random
    const [day, ioc, fok, market, postOnly, selfTrade, odd] = this.#weights
    const request = this.#request
    request.orderId = random.nextBoolean(0.02 * odd!) ? random.nextInt(this.#nextId + 1) : this.#nextId++
    request.ownerId = random.nextInt(this.#owners)
    request.side = random.nextBoolean(0.5) ? BID : ASK
    request.type = random.nextBoolean(0.15 * market!) ? ORDER_MARKET : ORDER_LIMIT
    const draw = random.nextFloat()
    request.timeInForce =
      draw < 0.2 * day!
        ? TIF_DAY
        : draw > 1 - 0.2 * ioc!
          ? TIF_IOC
          : draw > 0.8 - 0.2 * fok! && draw < 0.8
            ? TIF_FOK
            : TIF_GTC
    request.postOnly = random.nextBoolean(0.3 * postOnly!)
    request.stp = (random.nextBoolean(selfTrade!) ? random.nextInt(5) : 0) as SelfTradePrevention
    request.priceTicks = this.#price()
    if (request.type === ORDER_MARKET && random.nextBoolean(0.5)) request.priceTicks = NO_PRICE
    request.qtyLots = 1 + random.nextInt(20)
    if (random.nextBoolean(0.02 * odd!)) request.qtyLots = [0, -1, 1.5, Number.NaN][random.nextInt(4)]!
    if (random.nextBoolean(0.02 * odd!)) request.priceTicks = [0.5, Number.NaN, NO_PRICE][random.nextInt(3)]!
  }

  #price(): number {
    const distance = Math.floor(this.#random.nextFloat() ** 2 * this.#width) - 1
    return this.#random.nextBoolean(0.5) ? -distance : distance
  }
}

test.each(seeds)(`agrees with the naive book over ${COMMANDS} random commands, seed %i`, (seed) => {
  const commands = new Commands(seed)
  const log = new EventLog()
  const naiveLog = new EventLog()
  const book = new MatchingBook(log, { orderCapacity: 4, levelCapacity: 2 })
  const naive = new NaiveMatchingBook(naiveLog)
  const checker = new ConservationChecker()
  const feed = new L2Book()
  for (let i = 0; i < COMMANDS; i++) {
    commands.apply(book, naive)
    const events = log.take()
    const same = JSON.stringify(events) === JSON.stringify(naiveLog.take())
    if (!same) throw new Error(`events differ at command ${i} of seed ${seed}: ${JSON.stringify(events)}`)
    checker.apply(events)
    for (const [name, side, price, qty] of events) if (name === 'level') feed.update(side as Side, price!, qty!)
    if (book.book.count(BID) > 0 && book.book.count(ASK) > 0)
      expect(book.book.bestPrice(BID)).toBeLessThan(book.book.bestPrice(ASK))
    if (i % 100 === 0) compare(book, naive, feed, checker)
  }
  expect(checker.tradeCount).toBeGreaterThan(100)
})

function compare(book: MatchingBook, naive: NaiveMatchingBook, feed: L2Book, checker: ConservationChecker): void {
  const rebuilt = new MatchingBook(new EventLog())
  const request = new OrderRequest()
  expect(book.book.orderCount).toBe(naive.orders.length)
  for (const side of [BID, ASK] as const) {
    const queue = naive.queue(side)
    const ids: number[] = []
    for (let i = 0; i < book.book.count(side); i++) {
      expect([feed.priceAt(side, i), feed.qtyAt(side, i)]).toEqual([
        book.book.priceAt(side, i),
        book.book.qtyAt(side, i),
      ])
      for (let id = book.book.firstOrderAt(side, i); id !== NO_ORDER; id = book.book.nextOrder(id)) ids.push(id)
    }
    expect(ids).toEqual(queue.map((order) => order.id))
    expect(feed.count(side)).toBe(book.book.count(side))
    for (const order of queue) {
      const level = queue.filter((other) => other.price === order.price)
      const ahead = level.slice(0, level.indexOf(order)).reduce((sum, other) => sum + other.leaves, 0)
      expect(book.book.qtyAhead(order.id)).toBe(ahead)
      expect(book.book.leavesQty(order.id)).toBe(order.leaves)
      checker.expectLeaves(order.id, order.leaves, order.cum)
      Object.assign(request, {
        orderId: order.id,
        ownerId: order.owner,
        side,
        priceTicks: order.price,
        qtyLots: order.leaves,
      })
      rebuilt.submit(request)
      const slot = rebuilt.book.slotOf(order.id)
      rebuilt.book.orders.cums[slot] = order.cum
    }
  }
  checker.expectLive(naive.orders.length)
  expect(rebuilt.stateHash()).toBe(book.stateHash())
}
