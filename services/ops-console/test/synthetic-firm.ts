/**
 * A firm that trades by chance: prices walk, quotes follow, fills happen, limits fill up; it obeys the operator. For
 * the browser and for looking at.
 */

import { decimalText, type Prng } from '@reflex/base'
import { STREAM } from '@reflex/schema'
import type { ArrayBus } from './array-bus.ts'
import type { Senders } from './senders.ts'

const SERVICES = ['market-data', 'alpha', 'risk-gateway', 'risk-engine', 'ems', 'oms', 'tca', 'warehouse'] as const
const HORIZONS: readonly (readonly [number, number])[] = [
  [7, 10],
  [7, 100],
  [8, 1000],
  [8, 10_000],
]

interface Line {
  readonly id: number
  readonly symbol: string
  readonly venue: string
  readonly venueId: number
  readonly tickE8: number
  readonly lotE8: number
  readonly drift: number
  mid: number
  bid: string
  ask: string
  orders: { buy: string; sell: string }
  position: number
  cost: number
  realised: number
  fees: number
}

const line = (
  id: number,
  symbol: string,
  venue: string,
  venueId: number,
  tick: number,
  lot: number,
  mid: number,
): Line => ({
  ...{ id, symbol, venue, venueId, tickE8: tick * 1e8, lotE8: lot * 1e8, mid: Math.round(mid / tick) },
  ...{ drift: Math.max(1, Math.round((mid * 0.000006) / tick)), bid: '0', ask: '0', orders: { buy: '', sell: '' } },
  ...{ position: 0, cost: 0, realised: 0, fees: 0 },
})

export class SyntheticFirm {
  readonly lines = [
    line(1, 'BTC-USD', 'XALP', 1, 0.01, 0.0001, 61_240.37),
    line(2, 'ETH-USD', 'XALP', 1, 0.01, 0.001, 2641.92),
    line(3, 'BTC-USD', 'XBET', 2, 0.01, 0.0001, 61_241.11),
    line(4, 'ETH-USD', 'XBET', 2, 0.01, 0.001, 2642.05),
    line(5, 'BTC-PERP', 'XPRP', 3, 0.5, 0.001, 61_252.5),
    line(6, 'ETH-PERP', 'XPRP', 3, 0.05, 0.01, 2642.4),
  ]
  isHalted = false
  fills = 0
  readonly #senders: Senders
  readonly #bus: ArrayBus
  readonly #random: Prng
  #orders = 0
  #steps = 0
  #answered = new Set<string>()

  constructor(senders: Senders, bus: ArrayBus, random: Prng) {
    this.#senders = senders
    this.#bus = bus
    this.#random = random
    for (const one of this.lines) senders.status(one.id, one.venueId, 1)
    senders.links({ XALP: 1, XBET: 1, XPRP: 1 })
    senders.news('market-data', STREAM.HEALTH, 'XBET feed recovered after a gap of 3 packets')
    senders.news('risk-gateway', STREAM.RISK_LIMITS, 'gross notional of MM1 at 72 % of its limit')
    senders.news('risk-engine', STREAM.RISK_LIMITS, 'widen for account MM1: drawdown at 81 % of its limit', true)
  }

  /** One step of 50 ms. */
  step(): void {
    this.#obey()
    for (const one of this.lines) this.#tick(one)
    if (this.#steps % 2 === 0) for (const service of SERVICES) this.#senders.heartbeat(service, this.#says(service))
    if (this.#steps % 20 === 0) this.#report()
    this.#steps++
  }

  #says(service: string): string {
    if (!this.isHalted) return 'ready'
    return service === 'ems' ? 'halted' : service === 'risk-gateway' ? 'latched' : 'ready'
  }

  #tick(one: Line): void {
    one.mid += this.#below(2 * one.drift + 1) - one.drift
    const half = 1 + this.#below(2 * one.drift)
    const [bid, ask] = [one.mid - half, one.mid + half]
    this.#senders.bbo(one.id, one.venueId, bid, 100 + this.#below(9000), ask, 100 + this.#below(9000))
    if (this.#below(6) === 0)
      this.#senders.trade(one.id, one.venueId, this.#below(2) === 0 ? bid : ask, 1 + this.#below(900))
    if (this.isHalted || this.#below(2) !== 0) return
    const px = (ticks: number): string => decimalText(ticks * one.tickE8)
    this.#quote(one, 'buy', px(bid - 1 - this.#below(3)))
    this.#quote(one, 'sell', px(ask + 1 + this.#below(3)))
    if (this.#below(9) === 0) this.#fill(one, this.#below(2) === 0 ? 'buy' : 'sell')
  }

  #quote(one: Line, side: 'buy' | 'sell', price: string): void {
    const before = one.orders[side]
    const order = `MAKER1-1-${++this.#orders}`
    one.orders[side] = order
    if (side === 'buy') one.bid = price
    else one.ask = price
    const qty = decimalText(one.lotE8 * 40)
    const us = (mean: number): number => Math.round((mean * (6 + this.#below(10) ** 2 / 6)) / 10) * 1000
    const stamps = [us(14), us(30), us(9), us(12)]
    const hopsNs = stamps.map((_, i) => stamps.slice(0, i + 1).reduce((sum, ns) => sum + ns, 0))
    const terms = { symbol: one.symbol, venue: one.venue, side, qty, price, leaves: qty, cum: '0', hopsNs }
    const orig = before === '' ? {} : { orig: before }
    this.#senders.execution({
      order,
      exec: `N${this.#orders}`,
      type: before === '' ? '0' : '5',
      status: '0',
      ...terms,
      ...orig,
    })
  }

  #fill(one: Line, side: 'buy' | 'sell'): void {
    const n = ++this.fills
    const price = side === 'buy' ? one.bid : one.ask
    const lots = 5 + this.#below(30)
    const [sign, value] = [side === 'buy' ? 1 : -1, Number(price)]
    const qty = (lots * one.lotE8) / 1e8
    const fee = -qty * value * 0.00002
    one.position += sign * qty
    one.cost += sign * qty * value
    one.realised += qty * value * 0.00011 * (this.#below(100) - 38) * 0.02
    one.fees += fee
    const money = (amount: number): string => decimalText(Math.round(amount * 1e6) * 100)
    this.#senders.execution({
      ...{ order: one.orders[side], exec: `${one.venue}-${4000 + n}`, type: 'F', status: '1' },
      ...{ symbol: one.symbol, venue: one.venue, side, qty: decimalText(one.lotE8 * 40), price },
      ...{ leaves: decimalText(one.lotE8 * (40 - lots)), cum: decimalText(one.lotE8 * lots) },
      ...{ lastQty: decimalText(one.lotE8 * lots), lastPx: price, fee: money(fee), maker: this.#below(5) > 0 },
    })
    this.#senders.measurement(`${one.venue}-${4000 + n}`, 1.2 + this.#below(100) / 100, [
      [10, 0.4 + this.#below(60) / 100],
      [1000, this.#below(160) / 100 - 0.6],
    ])
    this.#position(one)
  }

  #position(one: Line): void {
    const mark = (one.mid * one.tickE8) / 1e8
    const average = Math.abs(one.position) < 1e-9 ? mark : one.cost / one.position
    const sane = Math.abs(average / mark - 1) < 0.002 ? average : mark * 1.0003
    const text = (amount: number): string => decimalText(Math.round(amount * 1e6) * 100)
    const unrealised = one.position * (mark - sane)
    this.#senders.position({
      ...{
        symbol: one.symbol,
        venue: one.venue,
        qty: decimalText(Math.round((one.position * 1e8) / one.lotE8) * one.lotE8),
      },
      ...{ average: text(sane), mark: text(mark) },
      amounts: [text(one.realised), text(unrealised), text(one.fees), text(one.realised + unrealised - one.fees)],
    })
  }

  #report(): void {
    for (const one of this.lines) this.#position(one)
    const gross = this.lines.reduce((sum, one) => sum + Math.abs(one.position * one.mid * one.tickE8) / 1e8, 0)
    this.#senders.limits('risk-gateway', [
      ['GROSS_NOTIONAL', '2000000', decimalText(Math.round(1_440_000 + gross) * 1e8)],
      ['MAX_POSITION', '25', '12.5'],
      ['ORDER_RATE', '500', decimalText((120 + this.#below(90)) * 1e8)],
      ['OPEN_ORDERS', '200', '12'],
      ['ORDER_NOTIONAL', '250000', '24500'],
    ])
    this.#senders.limits('risk-engine', [
      ['drawdown', '5000', '4050'],
      ['value at risk 99 %', '40000', '41250'],
      ['net delta BTC', '40', '9.75'],
      ['concentration', '0.6', '0.31'],
    ])
    ;['XALP', 'XBET', 'XPRP'].forEach((venue, v) => {
      this.#senders.quality(
        venue,
        [
          [5, 0, 1.74 - v * 0.31, 0.06],
          [1, 0, 0.412 - v * 0.1, 0.02],
          [10, 0, 0.41 + v * 0.22, 0.01],
          ...HORIZONS.map(([m, ms], i) => [m, ms, 0.9 - v * 0.42 - i * 0.21, 0.05 + i * 0.11] as const),
        ],
        412 + v * 97,
      )
    })
    if (this.#steps % 60 === 0) this.#retune()
    this.#senders.signal('BTC-USD', 'XALP', (this.#below(200) - 100) / 100)
  }

  #retune(): void {
    const one = this.lines[this.#below(this.lines.length)]!
    const old = 100 + this.#below(200)
    const text = (hundredths: number): string => decimalText(hundredths * 1e6)
    const to = text(old + 5 + this.#below(20))
    this.#senders.parameter({
      ...{ symbol: one.symbol, venue: one.venue, name: 'halfSpreadBps', from: text(old), to },
      ...{ actor: 'tca', text: 'markout at 1 s below the target' },
    })
  }

  /** Answers what the operator said on 1060. */
  #obey(): void {
    for (const text of this.#bus.texts(STREAM.OPERATOR_CONTROL)) {
      const id = /\|(?:2328|11)=([^|]*)/.exec(text)?.[1] ?? ''
      if (this.#answered.has(id)) continue
      this.#answered.add(id)
      if (text.includes('|35=UP|')) continue
      if (text.includes('|35=CA|')) this.#senders.massAnswer(id, this.#cancelAll())
      else this.#act(id, Number(/\|2329=(\d)/.exec(text)?.[1]))
    }
  }

  #act(id: string, type: number): void {
    this.isHalted = type === 1
    this.#senders.gatewayAnswer(id, type, 0)
    this.#senders.emsAnswer(id, type, type === 1 ? this.#cancelAll() : 0, this.#senders.nowNs + 640_000)
  }

  #cancelAll(): number {
    let count = 0
    for (const one of this.lines) {
      for (const side of ['buy', 'sell'] as const) {
        if (one.orders[side] === '') continue
        const terms = {
          symbol: one.symbol,
          venue: one.venue,
          side,
          qty: '0',
          price: side === 'buy' ? one.bid : one.ask,
        }
        const ids = { order: `C${one.orders[side]}`, orig: one.orders[side], exec: `C${++count}-${this.#orders}` }
        this.#senders.execution({ ...ids, type: '4', status: '4', ...terms, leaves: '0', cum: '0' })
        one.orders[side] = ''
      }
    }
    return count
  }

  #below(n: number): number {
    return this.#random.nextInt(n)
  }
}
