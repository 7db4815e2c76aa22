import type { Prng } from '@reflex/base'
import { expect } from 'vitest'
import { field, Harness } from './harness.ts'
import { ReferenceEms } from './reference-ems.ts'
import type { BeginString } from './test-desk.ts'
import { inWordsOf, type VenueEvent } from './venue-words.ts'

const IDS = 12

/** The ems and its plain reference, driven by the same events, random and mostly absurd. */
export class ModelPair {
  readonly ems: Harness
  readonly reference = new ReferenceEms()
  readonly #version: BeginString
  readonly #events: VenueEvent[] = []
  readonly #random: Prng
  readonly log: string[] = []
  #exec = 0

  constructor(version: BeginString, random: Prng) {
    this.#version = version
    this.#random = random
    this.ems = new Harness(version)
    this.reference.nowNs = this.ems.nowNs
  }

  step(): void {
    const random = this.#random
    const kind = random.nextInt(100)
    this.#advance(random.nextInt(20) === 0 ? 600e6 : 1000)
    if (kind < 16) this.#approve()
    else if (kind < 24) this.#replace()
    else if (kind < 32) this.#cancel()
    else if (kind < 86) this.#venue(this.#randomEvent())
    else if (kind < 92) this.#again()
    else if (kind < 96) this.#link()
    else this.#control()
    this.compare()
  }

  compare(): void {
    const said = this.ems.take().flatMap(lineOf).sort().join('\n')
    const expected = this.reference.take().join('\n')
    // Compared as text first: assertions are slow.
    if (said !== expected) expect(said, this.log.slice(-8).join('\n')).toBe(expected)
    const state = this.#stateOf()
    const expectedState = this.#expectedState()
    if (state !== expectedState) expect(state, this.log.slice(-8).join('\n')).toBe(expectedState)
  }

  #stateOf(): string {
    const { orders, ring } = this.ems.core.state
    const live = new Set<number>()
    for (let place = 0; place < orders.liveCount; place++) live.add(orders.liveAt(place))
    const lines = [`${live.size} live, ${ring.next - 1} numbered`]
    for (let order = 0; order < orders.count; order++) {
      const sizes = [orders.qtyE8[order]!, orders.cumE8[order]!, orders.leavesE8(order)].map((size) => size / 1e8)
      lines.push(`${orders.requests.text(orders.clOrdId[order]!)} ${live.has(order)} ${sizes.join(' ')}`)
    }
    return lines.join('\n')
  }

  #expectedState(): string {
    const { orders, live, number } = this.reference
    const lines = orders.map((order) => `${order.clOrdId} ${order.isLive} ${order.qty} ${order.cum} ${order.leaves}`)
    return [`${live.length} live, ${number} numbered`, ...lines].join('\n')
  }

  #advance(ns: number): void {
    this.ems.nowNs += ns
    this.reference.nowNs = this.ems.nowNs
    this.log.push(`+${ns}`)
    // The timer is due each 500 ms: whether it acts is for both to say.
    if (ns < 500e6) return
    this.ems.timer()
    this.reference.retry()
    this.compare()
  }

  #approve(): void {
    const id = this.#id('A')
    const qty = 1 + this.#random.nextInt(100)
    const hasDecision = this.#random.nextInt(20) > 0
    this.log.push(`approve ${id} ${qty}`)
    this.ems.approve(id, { qty, decisionId: hasDecision ? 7 : Number.NaN })
    this.reference.approve(id, qty, hasDecision)
  }

  #replace(): void {
    const [id, orig, qty] = [this.#id('G'), this.#anyId(), 1 + this.#random.nextInt(150)]
    this.log.push(`replace ${id} ${orig} ${qty}`)
    this.ems.replace(id, orig, { qty })
    this.reference.replace(id, orig, qty)
  }

  #cancel(): void {
    const [id, orig] = [this.#id('C'), this.#anyId()]
    this.log.push(`cancel ${id} ${orig}`)
    this.ems.cancel(id, orig)
    this.reference.cancel(id, orig)
  }

  #venue(event: VenueEvent): void {
    this.log.push(JSON.stringify(event))
    this.#events.push(event)
    this.ems.venue(inWordsOf(this.#version, event))
    this.reference.venue(event)
  }

  /** Something the venue has said before: PossDup, late, out of order. */
  #again(): void {
    if (this.#events.length > 0) this.#venue(this.#events[this.#random.nextInt(this.#events.length)]!)
  }

  #link(): void {
    const isUp = !this.reference.isUp
    this.log.push(`link ${isUp}`)
    this.ems.link(isUp)
    this.reference.link(isUp)
  }

  #control(): void {
    const kind = this.#random.nextInt(4)
    this.log.push(`control ${kind}`)
    if (kind === 0) {
      this.ems.act(1, { action: 5 })
      this.reference.halt()
    } else if (kind === 1) {
      this.ems.massCancel()
      this.reference.cancelAll()
    } else {
      this.ems.act(2, { stream: OPERATOR })
      this.reference.release()
    }
  }

  #randomEvent(): VenueEvent {
    const random = this.#random
    const kinds = ['ack', 'fill', 'fill', 'fill', 'canceled', 'replaced', 'rejected', 'expired', 'restated'] as const
    const others = ['pending', 'bust', 'correct', 'status', 'status', 'cancel-reject', 'cancel-reject'] as const
    const all = [...kinds, ...others]
    const kind = all[random.nextInt(all.length)]!
    const id = this.#anyId()
    const exec = kind === 'status' ? '0' : `E${++this.#exec}`
    const orig = random.nextBoolean(0.3) ? { orig: this.#anyId() } : {}
    const orderQty = kind === 'restated' || kind === 'replaced' ? { orderQty: 1 + random.nextInt(150) } : {}
    const qty = kind === 'fill' || kind === 'correct' || kind === 'bust' ? { qty: 1 + random.nextInt(60) } : {}
    const ref = kind === 'bust' || kind === 'correct' ? { ref: `E${1 + random.nextInt(this.#exec)}` } : {}
    const status = kind === 'status' ? { status: '012418C3'[random.nextInt(8)]! } : {}
    const reject = kind === 'cancel-reject' ? { reason: random.nextInt(3), toReplace: random.nextBoolean(0.5) } : {}
    return { kind, id, exec, cum: random.nextInt(100), ...orig, ...orderQty, ...qty, ...ref, ...status, ...reject }
  }

  #id(prefix: string): string {
    return `${prefix}${this.#random.nextInt(IDS * 2)}`
  }

  #anyId(): string {
    return this.#id('AAAGC'[this.#random.nextInt(5)]!)
  }
}

const OPERATOR = 1060

/** A message of the ems as the reference says it; BD, BZ and DI are left out. */
function lineOf(message: string): string[] {
  const [stream] = message.split(' ')
  const [type, id, orig] = [field(message, 35), field(message, 11), field(message, 41)]
  if (stream === '5001') {
    const shown = id!.startsWith('X') ? 'X' : id
    return [type === 'D' || type === 'H' ? `V ${type} ${shown}` : `V ${type} ${shown} ${orig}`]
  }
  const number = field(message, 1181)
  if (type === '9') return [`R ${id} ${field(message, 102)}${number === undefined ? '' : ` ${number}`}`]
  if (type !== '8') return []
  return [`P ${[1181, 150, 39, 14, 151, 11].map((tag) => field(message, tag)).join(' ')}`]
}
