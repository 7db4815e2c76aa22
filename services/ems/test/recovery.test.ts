import { Prng } from '@reflex/base'
import {
  applicationMessageRequestEncoder,
  newOrderSingleEncoder,
  orderCancelReplaceRequestEncoder,
  orderCancelRequestEncoder,
  STREAM,
} from '@reflex/schema'
import { describe, expect, it } from 'vitest'
import { EmsWorld } from './ems-world.ts'
import { field } from './harness.ts'
import type { BeginString } from './test-desk.ts'

const VERSIONS: readonly BeginString[] = ['FIX.4.2', 'FIX.4.4', 'FIXT.1.1']
const SEEDS = 4
const TURNS = 1200
const LIMIT = '2'.charCodeAt(0)
const BUY = '1'.charCodeAt(0)

/** A trading day with kills, as the rest of the firm sees it. */
class Day {
  readonly world: EmsWorld
  readonly random: Prng
  /** Content by number: whatever comes again must be equal. */
  readonly numbered = new Map<number, string>()
  readonly #ids: string[] = []
  #read = 0
  #wasReady = true
  #openAtKill: string[] = []

  constructor(version: BeginString, seed: number) {
    this.random = new Prng(seed)
    this.world = new EmsWorld(version, new Prng(seed, 1))
    this.world.afterWork = () => this.#checkReady()
    this.world.start()
  }

  run(turns: number, isTrading: boolean): void {
    for (let i = 0; i < turns; i++) {
      if (isTrading) this.#act()
      if (this.world.clock.nowNs % 50e6 === 0) this.world.heartbeats()
      const before = this.world.kills
      this.world.turn()
      if (this.world.service === undefined) this.#rise(this.world.kills > before)
      this.#readSaid()
    }
  }

  /** Asks for everything again, as the oms does. */
  resendAll(): void {
    this.world.send(STREAM.EXECUTION_REQUESTS, (out) => {
      const encoder = applicationMessageRequestEncoder.begin(out, STREAM.EXECUTION_REQUESTS).applReqIdText('Q')
      encoder.applReqType(0).noApplIds(1).refApplIdText('EXEC').applBegSeqNum(1).applEndSeqNum(0).end()
    })
    this.world.turn(2)
    this.#readSaid()
  }

  #act(): void {
    const { random, world } = this
    const kind = random.nextInt(60)
    if (kind < 8) this.#approve()
    else if (kind < 10) this.#change()
    else if (kind === 10 && random.nextInt(6) === 0) this.#die()
    else if (kind === 11 && random.nextInt(4) === 0) world.appendsLeft = random.nextInt(12)
  }

  #die(): void {
    this.world.kill()
    this.#rise(true)
  }

  #rise(isNew: boolean): void {
    if (isNew) {
      this.#openAtKill = this.world.venues.flatMap((venue) => venue.open.map((order) => order.clOrdId))
      this.#wasReady = false
    }
    this.world.turn(this.random.nextInt(20))
    this.world.start()
  }

  /** Ready after a restart means: nothing of the life before is open at any venue. */
  #checkReady(): void {
    const isReady = this.world.service?.isReady() === true
    if (isReady && !this.#wasReady) {
      const open = this.world.venues.flatMap((venue) => venue.open.map((order) => order.clOrdId))
      expect(open.filter((id) => this.#openAtKill.includes(id))).toEqual([])
    }
    this.#wasReady ||= isReady
  }

  #approve(): void {
    const id = `A${this.#ids.length}`
    this.#ids.push(id)
    const qty = 1 + this.random.nextInt(100)
    const market = ['XTST', 'XALT', ''][this.random.nextInt(3)]!
    this.world.send(STREAM.ORDERS_APPROVED, (out) => {
      const encoder = newOrderSingleEncoder.begin(out, STREAM.ORDERS_APPROVED).clOrdIdText(id).accountText('MM1')
      encoder
        .symbolText('XYZ')
        .marketIdText(market)
        .side(BUY)
        .orderQtyE8(qty * 1e8)
        .ordType(LIMIT)
        .priceE8(1e9)
      encoder.transactTime(this.world.clock.nowNs).riskDecisionId(1).causeId(5).ingestTime(this.world.clock.nowNs).end()
    })
  }

  #change(): void {
    if (this.#ids.length === 0) return
    const { random, world } = this
    const orig = this.#ids[Math.max(0, this.#ids.length - 1 - random.nextInt(8))]!
    const id = `C${world.clock.nowNs}`
    const isReplace = random.nextBoolean(0.5)
    world.send(STREAM.ORDERS_APPROVED, (out) => {
      if (isReplace) {
        const encoder = orderCancelReplaceRequestEncoder.begin(out, STREAM.ORDERS_APPROVED).clOrdIdText(id)
        encoder
          .origClOrdIdText(orig)
          .side(BUY)
          .orderQtyE8(random.nextInt(120) * 1e8)
          .ordType(LIMIT)
          .priceE8(1e9)
          .end()
      } else {
        const encoder = orderCancelRequestEncoder.begin(out, STREAM.ORDERS_APPROVED).clOrdIdText(id)
        encoder.origClOrdIdText(orig).side(BUY).end()
      }
    })
  }

  #readSaid(): void {
    const { said } = this.world
    for (; this.#read < said.length; this.#read++) {
      const { streamId, text } = said[this.#read]!
      const number = field(text, 1181)
      if (streamId !== STREAM.EXECUTIONS || number === undefined) continue
      const content = contentOf(text)
      const before = this.numbered.get(Number(number))
      if (before !== undefined) expect(content, `number ${number}`).toBe(before)
      this.numbered.set(Number(number), content)
    }
  }
}

/** A message without what may differ when it is sent again: header, trailer, mark, and the stamp of its arrival. */
function contentOf(text: string): string {
  const body = text.replace(/^8=[^|]*\|9=\d+\|/, '').replace(/10=\d+\|$/, '')
  const plain = body.replaceAll(/(^|\|)(?:34|52|97)=[^|]*(?=\|)/g, '$1')
  return plain.replace(/769=[^|]*\|(770=2\|771=ems\|)/, '$1').replaceAll(/\|+/g, '|')
}

describe.each(VERSIONS)('killed at random over %s', (version) => {
  it.each(Array.from({ length: SEEDS }, (_, i) => i + 1))('loses and repeats nothing, seed %i', (seed) => {
    const day = new Day(version, seed)
    day.run(TURNS, true)
    day.run(3000, false)
    const { world } = day
    expect(world.kills).toBeGreaterThan(2)
    expect(world.service!.statusText()).toBe('ready')
    day.resendAll()
    const numbers = [...day.numbered.keys()].sort((a, b) => a - b)
    expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, i) => i + 1))
    expect(world.service!.report()['executionsNumbered']).toBe(numbers.length)
    const fills = [...day.numbered.values()].filter((text) => field(text, 150) === 'F')
    const ours = fills.map((text) => `${field(text, 17)} ${field(text, 32)}`).sort()
    const theirs = world.venues.flatMap((venue) => [...venue.fills].map(([exec, qty]) => `${exec} ${qty}`)).sort()
    expect(ours).toEqual(theirs)
    expect(fills.length).toBeGreaterThan(20)
    const open = world.venues.flatMap((venue) => venue.open)
    expect(world.service!.report()['openOrders']).toBe(open.length)
    expect(world.said.filter(({ text }) => text.includes('|97=Y|')).length).toBeGreaterThan(20)
  })
})
