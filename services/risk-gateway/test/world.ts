/**
 * A gateway with everything real but the bus: messages in through the generated encoders, messages out read back from
 * the outbox.
 */

import { fileURLToPath } from 'node:url'
import { FixFrame, msgTypeText } from '@reflex/fix'
import { type DeskConfig, Instruments, loadDeskConfig } from '@reflex/schema'
import { CounterTable, MessageFrame, Outbox } from '@reflex/service-host'
import { buildGateway } from '../src/build-gateway.ts'
import { parseRiskGatewayConfig } from '../src/config.ts'
import type { GatewayCore } from '../src/core/gateway-core.ts'
import { GATEWAY_COUNTERS, type GatewayCounter } from '../src/counters.ts'
import { Peers } from './peers.ts'

export { MS, type ReportFields, START_NS } from './peers.ts'

export const DESK = loadDeskConfig(fileURLToPath(new URL('../../../config/desk.json', import.meta.url)))

/** Limits the tests count on, whatever the defaults are. */
export const TEST_LIMITS = {
  firm: {
    maxLong: { BTC: '3', ETH: '45' },
    maxShort: { BTC: '3', ETH: '45' },
    maxGrossNotional: '900000',
    maxNetNotional: '400000',
    maxDayLoss: '20000',
    maxDrawdown: '20000',
  },
  strategies: {
    '*': {
      maxOrderQty: { BTC: '0.5', ETH: '8' },
      maxLong: { BTC: '2.5', ETH: '40' },
      maxShort: { BTC: '2.5', ETH: '40' },
    },
  },
  instruments: { '*': { maxOrderNotional: '40000' } },
}

/** A message the gateway published, by tag; the values of repeated tags joined by a comma. */
export interface Published {
  stream: number
  type: string
  get(tag: number): string
}
export class World extends Peers {
  readonly instruments: Instruments
  readonly counters = new CounterTable<GatewayCounter>('risk-gateway', GATEWAY_COUNTERS)
  readonly core: GatewayCore
  readonly out: Outbox
  readonly #frame = new MessageFrame()

  constructor(section: unknown = TEST_LIMITS, desk: DeskConfig = DESK) {
    super()
    this.instruments = new Instruments(desk)
    this.out = new Outbox({ senderCompId: 'risk-gateway', sessionTime: this.sessionTime })
    this.core = buildGateway({
      desk,
      instruments: this.instruments,
      sessionTime: this.sessionTime,
      config: parseRiskGatewayConfig(section),
      counters: this.counters,
    })
  }

  /** Everything the gateway waits for: heartbeats, positions, open orders, prices. */
  ready(prices: Record<number, [bid: number, ask: number]> = PRICES): this {
    this.heartbeats()
    this.timer()
    this.position({ isLast: true, reqId: this.lastAn ?? '' })
    this.answerOrders()
    for (const [id, [bid, ask]] of Object.entries(prices)) this.quote(Number(id), bid, ask)
    this.timer()
    this.take()
    return this
  }

  /** Asks are answered: no open orders. */
  answerOrders(): void {
    this.timer()
    const id = this.lastAf ?? ''
    this.report({ id: 'NONE', execType: 'I', status: '8', qty: 0, massStatusReqId: id, isLast: true, symbol: 'NONE' })
  }

  /** Ids of the requests for positions and open orders sent last. */
  lastAn: string | undefined = undefined
  lastAf: string | undefined = undefined

  timer(): void {
    this.out.nowNs = this.nowNs
    this.core.onTimer(this.nowNs, this.out)
    for (let i = 0; i < this.out.size; i++) {
      const message = this.#read(i)
      if (message.type === 'AN') this.lastAn = message.get(710)
      if (message.type === 'AF') this.lastAf = message.get(584)
    }
  }

  /** What was published since the last call. */
  take(): Published[] {
    const messages = Array.from({ length: this.out.size }, (_, i) => this.#read(i))
    this.out.discard()
    return messages
  }
  used(id: string): number {
    const publisher = this.core.parts.limitsPublisher
    return publisher.entries.find((entry) => entry.id === id)!.usedE8(this.nowNs) / 1e8
  }

  override deliver(stream: number, bytes: Uint8Array): void {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.out.nowNs = this.nowNs
    this.core.onMessage(this.nowNs, this.#frame.set(stream, 1, bytes, view, 0, bytes.length), this.out)
  }

  #read(index: number): Published {
    const { streamId, bytes } = this.out.messageAt(index)
    const frame = new FixFrame(this.sessionTime)
    const copy = bytes.slice()
    frame.wrap(copy, 0, copy.length)
    const values = new Map<number, string>()
    for (let slot = 0; slot < frame.fieldCount; slot++) {
      const tag = frame.tags[slot]!
      const text = frame.textAt(slot)
      values.set(tag, values.has(tag) ? `${values.get(tag)},${text}` : text)
    }
    return { stream: streamId, type: msgTypeText(frame.msgType), get: (tag) => values.get(tag) ?? '' }
  }
}
export const PRICES: Record<number, [bid: number, ask: number]> = {
  1: [59_999, 60_001],
  2: [2999, 3001],
  3: [59_999, 60_001],
  4: [2999, 3001],
  5: [59_999, 60_001],
  6: [2999, 3001],
}
