/** Parts that tests put into a firm in place of market data, strategies and venues. */

import {
  BboEncoder,
  INSTRUMENT_STATE_LIVE,
  InstrumentStatusEncoder,
  newOrderSingleEncoder,
  parseDeskConfig,
  STATUS_REASON_RECOVERED,
  STREAM,
} from '@reflex/schema'
import { buildService, type Outbox, type Service, type ServiceContext } from '@reflex/service-host'

export type BeginString = 'FIX.4.2' | 'FIX.4.4' | 'FIXT.1.1'
export const SESSION_EPOCH_MS = Date.UTC(2026, 0, 5)
export const START_NS = 36_000e9
export const PORT = 19_901
const INTERVAL_NS = 50e6

/** One venue, one instrument. */
export function desk(beginString: BeginString, port = PORT) {
  return parseDeskConfig({
    firm: 'REFLEX',
    sessionEpoch: '2026-01-05',
    venues: [
      {
        id: 1,
        name: 'XTST',
        kind: 'recorded',
        fix: {
          host: '127.0.0.1',
          port,
          beginString,
          senderCompId: 'REFLEX',
          targetCompId: 'XTST',
          heartBtIntS: 30,
        },
        makerFeeBps: '0',
        takerFeeBps: '1',
        latencyUs: { order: 0, ack: 0, feed: 0 },
      },
    ],
    instruments: [
      {
        id: 1,
        symbol: 'XYZ',
        venue: 'XTST',
        kind: 'spot',
        underlying: 'XYZ',
        baseCurrency: 'XYZ',
        quoteCurrency: 'USD',
        settleCurrency: 'USD',
        tickSize: '0.01',
        lotSize: '1',
        multiplier: '1',
        minQty: '1',
        maxQty: '100000',
      },
    ],
    accounts: [{ id: 'MM1' }],
    strategies: [{ id: 'MAKER1', account: 'MM1', instruments: [1] }],
  })
}

/** A service that only does something each interval. */
export function scripted(
  context: ServiceContext,
  outputs: number[],
  onInterval: (nowNs: number, out: Outbox) => void,
): Service {
  let dueNs = 0
  const core = {
    onMessage: () => {},
    onTimer: (nowNs: number, out: Outbox) => {
      if (nowNs < dueNs) return 0
      dueNs = nowNs + INTERVAL_NS
      onInterval(nowNs, out)
      return 1
    },
    isReady: () => true,
    statusText: () => 'scripted',
  }
  return buildService(context, { core, inputs: [], outputs })
}

/** Market data of a book that stands at 10.00 / 10.02. */
export function quietMarket(context: ServiceContext): Service {
  const bbo = new BboEncoder()
  const status = new InstrumentStatusEncoder()
  const session = context.sessionTime
  return scripted(context, [STREAM.MARKET_DATA], (nowNs, out) => {
    const head = <T extends BboEncoder | InstrumentStatusEncoder>(message: T, start: number): T => {
      message.wrapAndApplyHeader(out.view, start).instrumentId(1).venueIndex(1).ingestId(7)
      message
        .captureTime(session, nowNs)
        .publishTime(session, nowNs)
        .seqNum(out.nextSeqNum(STREAM.MARKET_DATA))
        .rptSeq(1)
      return message
    }
    let start = out.claim(STREAM.MARKET_DATA, 256)
    head(status, start).state(INSTRUMENT_STATE_LIVE).reason(STATUS_REASON_RECOVERED).staleForNs(0)
    out.commit(start, status.limit())
    start = out.claim(STREAM.MARKET_DATA, 256)
    head(bbo, start).bidPriceTicks(1000).bidQtyLots(500).askPriceTicks(1002).askQtyLots(500)
    out.commit(start, bbo.limit())
  })
}

/** Sends one order when told. */
export function oneOrder(context: ServiceContext, isTime: () => boolean): Service {
  let sent = false
  return scripted(context, [STREAM.ORDERS_INTENT], (nowNs, out) => {
    if (sent || !isTime()) return
    sent = true
    const order = newOrderSingleEncoder.begin(out, STREAM.ORDERS_INTENT).clOrdIdText('OrderID123').accountText('MM1')
    order.symbolText('XYZ').marketIdText('XTST').side(49).orderQtyE8(100e8).ordType(50).priceE8(1_001_000_000)
    order
      .timeInForce(49)
      .transactTime(nowNs)
      .strategyIdText('MAKER1')
      .causeId(7)
      .ingestTime(nowNs - 5000)
    order.noTrdRegTimestamps(1).trdRegTimestamp(nowNs).trdRegTimestampType(10).trdRegTimestampOriginText('alpha').end()
  })
}
