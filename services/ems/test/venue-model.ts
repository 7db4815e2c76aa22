import type { ManualClock, Prng } from '@reflex/base'
import { SessionTime } from '@reflex/base'
import { FixFrame } from '@reflex/fix'
import { FixAcceptor, type MemoryTransport } from '@reflex/fix-session'
import type { MemoryStorage } from '@reflex/journal'
import { type BeginString, SESSION_EPOCH_MS } from './test-desk.ts'
import { inWordsOf, type VenueEvent } from './venue-words.ts'

interface VenueOrder {
  clOrdId: string
  qty: number
  cum: number
  isOpen: boolean
}

/** A plain exchange behind a real FIX session: what it has executed is the truth. It never dies. */
export class VenueModel {
  readonly orders: VenueOrder[] = []
  readonly fills = new Map<string, number>()
  readonly asked: string[] = []
  readonly #byId = new Map<string, VenueOrder>()
  readonly #acceptor: FixAcceptor
  readonly #frame = new FixFrame(new SessionTime(SESSION_EPOCH_MS))
  readonly #version: BeginString
  readonly #name: string
  readonly #clock: ManualClock
  readonly #random: Prng
  readonly #waiting: string[] = []
  #exec = 0

  constructor(options: {
    name: string
    port: number
    version: BeginString
    clock: ManualClock
    storage: MemoryStorage
    transport: MemoryTransport
    random: Prng
  }) {
    const { name, port, version, clock, storage, transport, random } = options
    this.#name = name
    this.#version = version
    this.#clock = clock
    this.#random = random
    this.#acceptor = new FixAcceptor({
      ...{ transport, storage, dir: `/venue/${name}`, sessionTime: new SessionTime(SESSION_EPOCH_MS), clock },
      ...{ listener: { onSessionState: () => {} }, host: 'venue', port },
      onError: (error) => {
        throw error
      },
      sessions: [{ beginString: version, senderCompId: name, targetCompId: 'REFLEX' }],
    })
  }

  get open(): VenueOrder[] {
    return this.orders.filter((order) => order.isOpen)
  }

  turn(): void {
    const { nowNs } = this.#clock
    this.#acceptor.onTimer(nowNs)
    const onMessage = (_: number, bytes: Uint8Array, offset: number, length: number): void =>
      this.#onMessage(bytes, offset, length)
    this.#acceptor.poll(nowNs, { onMessage }, 64)
    for (const order of this.open) if (this.#random.nextInt(40) === 0) this.#fill(order)
    this.#flush()
  }

  #onMessage(bytes: Uint8Array, offset: number, length: number): void {
    const frame = this.#frame
    frame.wrap(bytes, offset, length)
    const id = frame.text(11)
    const type = frame.text(35)
    this.asked.push(`${type} ${id}`)
    if (type === 'D') this.#onNew(id, frame.decimalE8(38) / 1e8)
    else if (type === 'F' || type === 'G') this.#onChange(type, id, frame.text(41), frame.decimalE8(38) / 1e8)
    else if (type === 'H') this.#onStatus(id)
  }

  #onNew(id: string, qty: number): void {
    if (this.#byId.has(id)) throw new Error(`${this.#name}: order ${id} came twice`)
    const order = { clOrdId: id, qty, cum: 0, isOpen: true }
    this.orders.push(order)
    this.#byId.set(id, order)
    if (this.#random.nextInt(20) === 0) {
      order.isOpen = false
      return this.#say({ kind: 'rejected', id, status: '8' }, order)
    }
    this.#say({ kind: 'ack', id, status: '0' }, order)
    if (this.#random.nextInt(4) === 0) this.#fill(order)
  }

  #onChange(type: string, id: string, orig: string, qty: number): void {
    const order = this.#byId.get(orig)
    if (order?.isOpen !== true) {
      const reason = order === undefined ? 1 : 0
      return this.#send({ kind: 'cancel-reject', id, orig, reason, toReplace: type === 'G' })
    }
    if (type === 'F') {
      order.isOpen = false
      return this.#say({ kind: 'canceled', id, orig, status: '4' }, order)
    }
    if (qty <= order.cum) return this.#send({ kind: 'cancel-reject', id, orig, reason: 0, toReplace: true })
    order.qty = qty
    order.clOrdId = id
    this.#byId.set(id, order)
    this.#say({ kind: 'replaced', id, orig, orderQty: qty, status: '0' }, order)
  }

  #onStatus(id: string): void {
    const order = this.#byId.get(id)
    if (order === undefined) return this.#send({ kind: 'status', id, exec: '0', status: '8' })
    const status = order.isOpen ? (order.cum > 0 ? '1' : '0') : order.cum >= order.qty ? '2' : '4'
    this.#send({ kind: 'status', id, exec: '0', status, cum: order.cum })
  }

  #fill(order: VenueOrder): void {
    const qty = Math.min(order.qty - order.cum, 1 + this.#random.nextInt(40))
    order.cum += qty
    order.isOpen = order.cum < order.qty
    this.fills.set(`${this.#name}-${this.#exec + 1}`, qty)
    this.#say({ kind: 'fill', id: order.clOrdId, qty, status: order.isOpen ? '1' : '2' }, order)
  }

  #say(event: VenueEvent, order: VenueOrder): void {
    this.#send({ ...event, exec: `${this.#name}-${++this.#exec}`, cum: order.cum })
  }

  #send(event: VenueEvent): void {
    this.#waiting.push(inWordsOf(this.#version, event).replaceAll('|', '\x01'))
    this.#flush()
  }

  /** What cannot be sent waits for the session, in order. */
  #flush(): void {
    while (this.#waiting.length > 0) {
      const body = Buffer.from(this.#waiting[0]!, 'latin1')
      if (this.#acceptor.send(0, body, 0, body.length, this.#clock.nowNs) <= 0) return
      this.#waiting.shift()
    }
  }
}
