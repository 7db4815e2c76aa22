/** What strategies and operators send beside single orders: quotes, legs, Greeks, changes of limits. */

import { SessionTime } from '@reflex/base'
import {
  GreeksReportEncoder,
  MassQuoteEncoder,
  NewOrderMultilegEncoder,
  PartyRiskLimitsDefinitionRequestEncoder,
  QuoteEncoder,
  QuoteRequestEncoder,
  STREAM,
} from '@reflex/schema'
import { Outbox } from '@reflex/service-host'
import { e8, type Peers } from './peers.ts'

export interface Leg {
  readonly symbol: string
  readonly venue: string
  readonly side: 'B' | 'S'
  readonly ratio?: number
  readonly px: number
}

export interface Entry {
  readonly id: string
  readonly venue?: string
  readonly bid?: number
  readonly bidSize?: number
  readonly offer?: number
  readonly offerSize?: number
}

export class RiskPeers {
  readonly #to: Peers
  readonly #from: Outbox

  constructor(to: Peers) {
    this.#to = to
    this.#from = new Outbox({ senderCompId: 'alpha', sessionTime: new SessionTime(to.sessionTime.sessionEpochMs) })
  }

  multileg(id: string, qty: number, legs: readonly Leg[]): void {
    const message = new NewOrderMultilegEncoder().begin(this.#sent(), STREAM.ORDERS_INTENT).clOrdIdText(id)
    message.accountText('MM1').strategyIdText('MAKER1').side(49).orderQtyE8(e8(qty)).ordType(50)
    message.transactTime(this.#to.nowNs).noLegs(legs.length)
    for (const { symbol, venue, side, ratio, px } of legs) {
      message.legSymbolText(symbol).legSecurityExchangeText(venue)
      message.legRatioQtyE8(ratio === undefined ? Number.NaN : e8(ratio))
      message.legSide(side === 'B' ? 49 : 50).legPriceE8(e8(px))
    }
    message.end()
    this.#deliver()
  }

  massQuote(id: string, entries: readonly Entry[]): void {
    const message = new MassQuoteEncoder().begin(this.#sent(), STREAM.ORDERS_INTENT).quoteIdText(id)
    message.accountText('MM1').strategyIdText('MAKER1').noQuoteSets(1).quoteSetIdText('S1')
    message.totNoQuoteEntries(entries.length).noQuoteEntries(entries.length)
    for (const entry of entries) {
      message.quoteEntryIdText(entry.id).symbolText('BTC-USD')
      message.bidPxE8(optional(entry.bid)).offerPxE8(optional(entry.offer))
      message.bidSizeE8(optional(entry.bidSize)).offerSizeE8(optional(entry.offerSize))
      message.marketIdText(entry.venue ?? 'XALP')
    }
    message.end()
    this.#deliver()
  }

  quote(id: string, { bid, bidSize, offer, offerSize, venue }: Entry): void {
    const message = new QuoteEncoder().begin(this.#sent(), STREAM.ORDERS_INTENT).quoteIdText(id)
    message
      .accountText('MM1')
      .strategyIdText('MAKER1')
      .symbolText('BTC-USD')
      .marketIdText(venue ?? 'XALP')
    message.bidPxE8(optional(bid)).offerPxE8(optional(offer))
    message.bidSizeE8(optional(bidSize)).offerSizeE8(optional(offerSize)).end()
    this.#deliver()
  }

  quoteRequest(id: string): void {
    const message = new QuoteRequestEncoder().begin(this.#sent(), STREAM.ORDERS_INTENT).quoteReqIdText(id)
    message.accountText('MM1').strategyIdText('MAKER1').noRelatedSym(1).symbolText('BTC-USD').marketIdText('XALP').end()
    this.#deliver()
  }

  greeks(symbol: string, venue: string, delta: number, vega: number): void {
    const message = new GreeksReportEncoder().begin(this.#sent(), STREAM.RISK_CONTROL).symbolText(symbol)
    message.marketIdText(venue).unitDeltaE8(e8(delta)).unitVegaE8(e8(vega)).transactTime(this.#to.nowNs).end()
    this.#deliver()
  }

  changeLimits(id: string, by: string, reason: string, limits: Readonly<Record<string, number>>): void {
    const message = new PartyRiskLimitsDefinitionRequestEncoder().begin(this.#sent(), STREAM.OPERATOR_CONTROL)
    message.riskLimitRequestIdText(id)
    if (by !== '') message.noRequestingPartyIds(1).requestingPartyIdText(by).requestingPartyRole(44)
    const changes = Object.entries(limits)
    message.noPartyRiskLimits(changes.length)
    for (const [limit, amount] of changes) {
      message.listUpdateAction('M'.charCodeAt(0)).noRiskLimits(1).noRiskLimitTypes(1).riskLimitType(1)
      message.riskLimitAmountE8(e8(amount)).riskLimitIdText(limit)
    }
    message.textText(reason).end()
    this.#deliver()
  }

  #sent(): Outbox {
    this.#from.nowNs = this.#to.nowNs
    return this.#from
  }

  #deliver(): void {
    const { streamId, bytes } = this.#from.messageAt(0)
    const copy = bytes.slice()
    this.#from.discard()
    this.#to.deliver(streamId, copy)
  }
}

function optional(value: number | undefined): number {
  return value === undefined ? Number.NaN : e8(value)
}
