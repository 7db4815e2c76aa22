/** Messages as the other services write them, through their encoders. */

import {
  ApplicationMessageReportEncoder,
  MarketDataStatisticsReportEncoder,
  NetworkCounterpartySystemStatusResponseEncoder,
  NewsEncoder,
  OrderMassActionReportEncoder,
  ParameterChangeEncoder,
  PartyActionReportEncoder,
  PartyActionRequestEncoder,
  PartyRiskLimitsReportEncoder,
  POS_AMT_TYPE,
  PositionReportEncoder,
  SignalEncoder,
  STREAM,
  TcaMeasurementEncoder,
} from '@reflex/schema'
import { e8, OrderSenders } from './order-senders.ts'

export class Senders extends OrderSenders {
  readonly #measurement = new TcaMeasurementEncoder()

  position(p: { symbol: string; venue: string; qty: string; average: string; mark: string; amounts: string[] }): void {
    this.from('oms', STREAM.POSITIONS, (out) => {
      const qty = e8(p.qty)
      const e = new PositionReportEncoder().begin(out, STREAM.POSITIONS)
      e.posMaintRptIdText('P1').posReqType(7).clearingBusinessDate(20260130).accountText('MM1')
      e.symbolText(p.symbol).marketIdText(p.venue).currencyText('USD').settlPriceE8(e8(p.mark))
      e.avgEntryPxE8(e8(p.average)).transactTime(this.nowNs).noPositions(1).posTypeText('TOT')
      e.longQtyE8(Math.max(0, qty)).shortQtyE8(Math.max(0, -qty)).noPosAmt(p.amounts.length)
      const types = [POS_AMT_TYPE.REALIZED, POS_AMT_TYPE.UNREALIZED, POS_AMT_TYPE.FEES, POS_AMT_TYPE.TOTAL]
      p.amounts.forEach((amount, i) => {
        e.posAmtType(types[i]!, 0, 4).posAmtE8(e8(amount)).positionCurrencyText('USD')
      })
      e.end()
    })
  }

  /** @param rows check, limit, used. */
  limits(sender: string, rows: readonly (readonly [string, string, string])[]): void {
    this.from(sender, STREAM.RISK_LIMITS, (out) => {
      const e = new PartyRiskLimitsReportEncoder().begin(out, STREAM.RISK_LIMITS)
      e.riskLimitReportIdText('L1').riskLimitRequestType(3).transactTime(this.nowNs).limitsVersion(3)
      e.noPartyRiskLimits(rows.length)
      for (const [check, limit, used] of rows) {
        e.noPartyDetails(1).partyDetailIdText('MM1').partyDetailRole(24).noRiskLimits(1).noRiskLimitTypes(1)
        e.riskLimitType(1).riskLimitAmountE8(e8(limit)).riskLimitUtilizationAmountE8(e8(used))
        e.riskLimitUtilizationPercentE8(Math.round((e8(used) / e8(limit)) * 1e8)).riskLimitCurrencyText('USD')
        e.riskCheckText(check).riskLimitIdText(`${check}-MM1`)
      }
      e.end()
    })
  }

  /** @param metrics VENUE_METRIC, horizon ms or 0, value, half width of the interval. */
  quality(venue: string, metrics: readonly (readonly [number, number, number, number])[], samples: number): void {
    this.from('tca', STREAM.TCA, (out) => {
      const e = new MarketDataStatisticsReportEncoder().begin(out, STREAM.TCA)
      e.mdStatisticRptIdText('1').marketIdText(venue).transactTime(this.nowNs).noMdStatistics(metrics.length)
      for (const [metric, horizonMs, value, half] of metrics) {
        e.mdStatisticType(11).mdStatisticScope(8).mdStatisticIntervalType(1)
        e.mdStatisticValueE8(Math.round(value * 1e8)).venueMetric(metric)
        e.markoutHorizonMs(horizonMs === 0 ? Number.NaN : horizonMs).sampleCount(samples)
        e.confidenceLowE8(Math.round((value - half) * 1e8)).confidenceHighE8(Math.round((value + half) * 1e8))
      }
      e.end()
    })
  }

  measurement(exec: string, spreadBps: number, markouts: readonly (readonly [number, number])[]): void {
    this.from('tca', STREAM.TCA, (out) => {
      const e = this.#measurement.begin(out, STREAM.TCA)
      e.execIdText(exec)
        .clOrdIdText('A')
        .tcaKind(2)
        .effectiveSpreadBpsE8(Math.round(spreadBps * 1e8))
      e.noMarkouts(markouts.length)
      for (const [ms, bps] of markouts) e.markoutHorizonMs(ms).markoutBpsE8(Math.round(bps * 1e8))
      e.end()
    })
  }

  parameter(p: {
    symbol: string
    venue: string
    name: string
    from: string
    to: string
    actor: string
    text: string
    action?: number
  }): void {
    this.from('alpha', STREAM.PARAMETERS, (out) => {
      const e = new ParameterChangeEncoder().begin(out, STREAM.PARAMETERS)
      e.parameterRequestIdText('R')
        .parameterAction(p.action ?? 2)
        .strategyIdText('MAKER1')
      e.symbolText(p.symbol).marketIdText(p.venue).parameterNameText(p.name)
      e.parameterOldValueE8(e8(p.from)).parameterNewValueE8(e8(p.to)).parameterMinE8(0).parameterMaxE8(e8('50'))
      e.parameterActorText(p.actor).transactTime(this.nowNs).textText(p.text).end()
    })
  }

  signal(symbol: string, venue: string, bps: number): void {
    this.from('alpha', STREAM.PARAMETERS, (out) => {
      const e = new SignalEncoder().begin(out, STREAM.PARAMETERS).symbolText(symbol).marketIdText(venue)
      e.transactTime(this.nowNs)
        .signalHorizonMs(1000)
        .signalForecastBpsE8(Math.round(bps * 1e8))
        .end()
    })
  }

  heartbeat(service: string, text = 'ready', life = 1, ready = true): void {
    this.from(service, STREAM.HEALTH, (out) => {
      const e = new ApplicationMessageReportEncoder().begin(out, STREAM.HEALTH).applReportIdText('HB')
      e.applReportType(2).ready(ready).healthState(2).serviceLife(life).textText(text).end()
    })
  }

  links(states: Readonly<Record<string, number>>): void {
    this.from('ems', STREAM.EXECUTIONS, (out) => {
      const e = new NetworkCounterpartySystemStatusResponseEncoder().begin(out, STREAM.EXECUTIONS)
      e.networkStatusResponseType(1).noCompIds(Object.keys(states).length)
      for (const [name, state] of Object.entries(states)) e.refCompIdText(name).statusValue(state)
      e.end()
    })
  }

  news(sender: string, stream: number, headline: string, isFlash = false): void {
    this.from(sender, stream, (out) => {
      new NewsEncoder()
        .begin(out, stream)
        .headlineText(headline)
        .urgency(isFlash ? 49 : 48)
        .end()
    })
  }

  /** DH of the risk engine. @param decidedNs 60: renewals and repeats carry the time of the decision. */
  riskAction(
    id: string,
    type: number,
    action: number,
    options: { ttlMs?: number; account?: string; decidedNs?: number },
  ) {
    this.from('risk-engine', STREAM.RISK_CONTROL, (out) => {
      const e = new PartyActionRequestEncoder().begin(out, STREAM.RISK_CONTROL)
      e.partyActionRequestIdText(id)
        .partyActionType(type)
        .riskAction(action)
        .timeToLiveMs(options.ttlMs ?? Number.NaN)
      e.transactTime(options.decidedNs ?? this.nowNs).textText('drawdown')
      if (options.account !== undefined) e.noPartyIds(1).partyIdText(options.account).partyRole(24)
      e.end()
    })
  }

  /** DI of the gateway. @param response 0 accepted, 2 rejected. */
  gatewayAnswer(requestId: string, type: number, response: number): void {
    this.from('risk-gateway', STREAM.RISK_LIMITS, (out) => {
      const e = new PartyActionReportEncoder().begin(out, STREAM.RISK_LIMITS).partyActionReportIdText('G1')
      e.partyActionRequestIdText(requestId).partyActionType(type).partyActionResponse(response)
      e.transactTime(this.nowNs)
        .textText(response === 2 ? 'a release needs a reason (58)' : '1 scope')
        .end()
    })
  }

  /** DI of the ems. */
  emsAnswer(requestId: string, type: number, count: number, lastCancelNs: number): void {
    this.from('ems', STREAM.EXECUTIONS, (out) => {
      const e = new PartyActionReportEncoder().begin(out, STREAM.EXECUTIONS).partyActionReportIdText(requestId)
      e.partyActionRequestIdText(requestId).partyActionType(type).partyActionResponse(1).riskAction(5)
      e.totalAffectedOrders(count).lastCancelSentTime(lastCancelNs).transactTime(this.nowNs).end()
    })
  }

  /** BZ of the ems. */
  massAnswer(requestId: string, count: number): void {
    this.from('ems', STREAM.EXECUTIONS, (out) => {
      const e = new OrderMassActionReportEncoder().begin(out, STREAM.EXECUTIONS).massActionReportIdText(requestId)
      e.clOrdIdText(requestId).massActionType(3).massActionScope(7).massActionResponse(2).totalAffectedOrders(count)
      e.lastCancelSentTime(this.nowNs).transactTime(this.nowNs).end()
    })
  }
}
