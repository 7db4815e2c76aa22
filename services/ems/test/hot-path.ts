import { Histogram, putPadded, SessionTime } from '@reflex/base'
import { Instruments, STREAM } from '@reflex/schema'
import { CounterTable, EXTERNAL_STREAM, MessageFrame, Outbox } from '@reflex/service-host'
import { EmsCore } from '../src/core/ems-core.ts'
import { EMS_COUNTERS } from '../src/counters.ts'
import { Harness } from './harness.ts'
import { type BeginString, desk, SESSION_EPOCH_MS, VENUE } from './test-desk.ts'
import { inWordsOf } from './venue-words.ts'

const DIGITS = 8
const ROUNDS_OF_TURN = 16

/** A message whose numbers in ids (00000000) are patched in place. */
class Template {
  readonly frame = new MessageFrame()
  readonly #bytes: Uint8Array
  readonly #places: Int32Array

  constructor(streamId: number, text: string) {
    this.#bytes = Uint8Array.from(Buffer.from(text, 'latin1'))
    this.#places = Int32Array.from([...text.matchAll(/00000000/g)], (match) => match.index)
    this.frame.set(streamId, 1, this.#bytes, new DataView(this.#bytes.buffer), 0, this.#bytes.length)
  }

  number(n: number): MessageFrame {
    for (let i = 0; i < this.#places.length; i++) putPadded(this.#bytes, this.#places[i]!, n, DIGITS)
    return this.frame
  }
}

/**
 * The order path without its surroundings: D, ack, G, replaced, partial fill, fill; and every second round D, ack, F,
 * canceled.
 */
export class HotPath {
  readonly core: EmsCore
  readonly out: Outbox
  readonly counters = new CounterTable('ems', EMS_COUNTERS)
  readonly newOrder: Template
  readonly ack: Template
  readonly replace: Template
  readonly replaced: Template
  readonly partial: Template
  readonly fill: Template
  readonly cancel: Template
  readonly canceled: Template
  messages = 0
  round = 0
  /** Boxed once a turn and passed on in its box, as ServiceAgent does: an array with a text in it holds boxes. */
  readonly #now = [36_000e9, 'boxed'] as [number, string]

  constructor(version: BeginString, ordersExpected: number) {
    const config = desk(version)
    const sessionTime = new SessionTime(SESSION_EPOCH_MS)
    const hops = ['feed to market-data', 'market-data to alpha', 'alpha to gateway', 'gateway to ems'] as const
    this.core = new EmsCore({
      ...{ desk: config, instruments: new Instruments(config), sessionTime, counters: this.counters },
      hops: Object.fromEntries(hops.map((hop) => [hop, new Histogram()])) as Record<(typeof hops)[number], Histogram>,
      ...{ ordersExpected, resendMessagesMax: 65_536, resendBytesMax: 32 * 1024 * 1024 },
      ...{ linkReportIntervalNs: 1e15, statusRetryNs: 500e6, answerTimeoutNs: 2e9, openOrdersMax: 10_000 },
    })
    this.out = new Outbox({ senderCompId: 'ems', sessionTime })
    this.core.onRecovered(0, this.out)
    const { decisions } = this.core.state
    decisions.take()
    this.give(0, new MessageFrame().set(5600, 0, decisions.bytes, decisions.view, 0, decisions.bytes.length))
    const up = Uint8Array.of(1)
    this.give(0, new MessageFrame().set(EXTERNAL_STREAM.VENUE_LINK + VENUE, 0, up, new DataView(up.buffer), 0, 1))
    const venue = EXTERNAL_STREAM.VENUE_ORDER_ENTRY + VENUE
    const words = (
      kind: Parameters<typeof inWordsOf>[1]['kind'],
      id: string,
      exec: string,
      qty?: number,
      orig?: string,
    ) => {
      const sized = qty === undefined ? {} : { qty }
      const body = inWordsOf(version, { kind, id, exec, ...sized, ...(orig === undefined ? {} : { orig }) })
      const fees = kind === 'fill' && version !== 'FIX.4.2' ? '136=1|137=0.01|138=USD|139=4|' : ''
      const msgType = body.slice(0, body.indexOf('|') + 1)
      const header = `8=${version}|9=0|${msgType}34=00000000|49=XTST|52=20260105-10:00:00.000000|56=REFLEX|`
      return new Template(
        venue,
        `${header}${body.slice(msgType.length)}60=20260105-10:00:00.000|${fees}10=000|`.replaceAll('|', '\x01'),
      )
    }
    const firm = new Harness(version)
    const approved = (write: (firm: Harness) => void): Template => {
      write(firm)
      return new Template(STREAM.ORDERS_APPROVED, Buffer.from(firm.journal.at(-1)!.bytes).toString('latin1'))
    }
    this.newOrder = approved((one) => one.approve('A00000000'))
    this.replace = approved((one) => one.replace('G00000000', 'A00000000', { qty: 100 }))
    this.cancel = approved((one) => one.cancel('C00000000', 'A00000000'))
    this.ack = words('ack', 'A00000000', 'N00000000')
    this.replaced = words('replaced', 'G00000000', 'P00000000', undefined, 'A00000000')
    this.partial = words('fill', 'G00000000', 'Q00000000', 40)
    this.fill = words('fill', 'G00000000', 'F00000000', 60)
    this.canceled = words('canceled', 'C00000000', 'X00000000', undefined, 'A00000000')
  }

  run(rounds: number): void {
    for (let i = 0; i < rounds; i++) {
      const n = ++this.round
      if (n % ROUNDS_OF_TURN === 0) this.#now[0] = this.#now[0]! + 16_000
      const nowNs = this.#now[0]!
      this.give(nowNs, this.newOrder.number(n))
      this.give(nowNs, this.ack.number(n))
      if ((n & 1) === 0) {
        this.give(nowNs, this.replace.number(n))
        this.give(nowNs, this.replaced.number(n))
        this.give(nowNs, this.partial.number(n))
        this.give(nowNs, this.fill.number(n))
      } else {
        this.give(nowNs, this.cancel.number(n))
        this.give(nowNs, this.canceled.number(n))
      }
      this.core.onTimer(nowNs, this.out)
      this.out.discard()
    }
  }

  give(nowNs: number, frame: MessageFrame): void {
    this.out.nowNs = nowNs
    this.core.onMessage(nowNs, frame, this.out)
    this.messages++
  }
}
