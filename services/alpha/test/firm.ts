/** The firm with all that others may say to alpha. */

import {
  MarketDataStatisticsReportEncoder,
  NetworkCounterpartySystemStatusResponseEncoder,
  OrderCancelRejectEncoder,
  OrderMassActionRequestEncoder,
  ParameterChangeEncoder,
  PartyActionRequestEncoder,
  STREAM,
  TcaMeasurementEncoder,
} from '@reflex/schema'
import { FirmCore, putInstrument, type Said, taken } from './firm-core.ts'

export { desk, indexOf, instruments, type Said, START_NS, sessionTime } from './firm-core.ts'

export class Firm extends FirmCore {
  cancelReject(request: Said, to: '1' | '2', status: string, stream: number = STREAM.EXECUTIONS): Said[] {
    const out = this.sender('ems')
    const e = new OrderCancelRejectEncoder().begin(out, stream).orderIdText('V1').clOrdIdText(request.text(11))
    e.origClOrdIdText(request.text(41)).ordStatus(status.charCodeAt(0)).cxlRejResponseTo(to.charCodeAt(0)).end()
    return this.send(stream, taken(out))
  }

  control(of: {
    type?: number
    action?: number
    ttlMs?: number
    widenBps?: number
    strategy?: string
    instrument?: number
    operator?: boolean
    decidedNs?: number
  }): Said[] {
    const stream = of.operator === true ? STREAM.OPERATOR_CONTROL : STREAM.RISK_CONTROL
    const out = this.sender('risk-engine')
    const e = new PartyActionRequestEncoder().begin(out, stream).partyActionRequestIdText('R1')
    e.partyActionType(of.type ?? 0)
      .riskAction(of.action ?? Number.NaN)
      .timeToLiveMs(of.ttlMs ?? Number.NaN)
    e.widenBpsE8((of.widenBps ?? Number.NaN) * 1e8).transactTime(of.decidedNs ?? this.nowNs)
    e.strategyIdText(of.strategy ?? '')
    if (of.instrument !== undefined) putInstrument(e, of.instrument)
    e.end()
    return this.send(stream, taken(out))
  }

  massCancel(): Said[] {
    const out = this.sender('ops-console')
    const e = new OrderMassActionRequestEncoder().begin(out, STREAM.OPERATOR_CONTROL).clOrdIdText('X1')
    e.massActionType(3).massActionScope(7).transactTime(this.nowNs).end()
    return this.send(STREAM.OPERATOR_CONTROL, taken(out))
  }

  link(venue: string, status: number): Said[] {
    const out = this.sender('ems')
    const e = new NetworkCounterpartySystemStatusResponseEncoder().begin(out, STREAM.EXECUTIONS)
    e.networkStatusResponseType(2).networkResponseIdText('L1').noCompIds(1).refCompIdText(venue).statusValue(status)
    e.end()
    return this.send(STREAM.EXECUTIONS, taken(out))
  }

  parameter(name: string, value: number, instrument?: number, strategy = 'MAKER1'): Said[] {
    const out = this.sender('ops-console')
    const e = new ParameterChangeEncoder().begin(out, STREAM.OPERATOR_CONTROL).parameterRequestIdText('Q1')
    e.parameterAction(1).strategyIdText(strategy)
    if (instrument !== undefined) putInstrument(e, instrument)
    e.parameterNameText(name)
      .parameterNewValueE8(Math.round(value * 1e8))
      .parameterActorText('ann')
    e.transactTime(this.nowNs).textText('because').end()
    return this.send(STREAM.OPERATOR_CONTROL, taken(out))
  }

  markout(instrument: number, markoutBps: number, exec: string, horizonMs = 1000): Said[] {
    const out = this.sender('tca')
    const e = new TcaMeasurementEncoder().begin(out, STREAM.TCA).execIdText(exec).clOrdIdText('MAKER1-x-1').tcaKind(2)
    e.accountText('MM1')
    putInstrument(e, instrument)
    e.side(49).lastQtyE8(1e6).transactTime(this.nowNs).strategyIdText('MAKER1')
    e.noMarkouts(1)
      .markoutHorizonMs(horizonMs)
      .markoutBpsE8(Math.round(markoutBps * 1e8))
      .end()
    return this.send(STREAM.TCA, taken(out))
  }

  venueStatistic(venue: string, metric: number, value: number, samples: number, halfWidth = 0): Said[] {
    const out = this.sender('tca')
    const e = new MarketDataStatisticsReportEncoder().begin(out, STREAM.TCA).mdStatisticRptIdText('S1')
    e.marketIdText(venue).transactTime(this.nowNs).noMdStatistics(1).mdStatisticType(24).mdStatisticScope(8)
    e.mdStatisticIntervalType(1)
      .mdStatisticValueE8(Math.round(value * 1e8))
      .venueMetric(metric)
      .markoutHorizonMs(1000)
    e.sampleCount(samples).confidenceLowE8(Math.round((value - halfWidth) * 1e8))
    e.confidenceHighE8(Math.round((value + halfWidth) * 1e8)).end()
    return this.send(STREAM.TCA, taken(out))
  }
}
