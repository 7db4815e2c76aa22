import { parseDeskConfig } from '@reflex/schema'

export type BeginString = 'FIX.4.2' | 'FIX.4.4' | 'FIXT.1.1'
export const SESSION_EPOCH_MS = Date.UTC(2026, 0, 5)
export const VENUE = 1
export const OTHER_VENUE = 2

/** XYZ at XTST and XALT, ABC at XTST only. */
export function desk(beginString: BeginString) {
  return parseDeskConfig({
    firm: 'REFLEX',
    sessionEpoch: '2026-01-05',
    venues: ['XTST', 'XALT'].map((name, i) => ({
      ...{ id: i + 1, name, kind: 'recorded', makerFeeBps: '0', takerFeeBps: '1' },
      fix: { host: 'venue', port: i + 1, beginString, senderCompId: 'REFLEX', targetCompId: name, heartBtIntS: 30 },
      latencyUs: { order: 0, ack: 0, feed: 0 },
    })),
    instruments: [
      ['XYZ', 'XTST'],
      ['XYZ', 'XALT'],
      ['ABC', 'XTST'],
    ].map(([symbol, venue], i) => ({
      ...{ id: i + 1, symbol, venue, kind: 'spot', underlying: symbol, baseCurrency: symbol },
      ...{ quoteCurrency: 'USD', settleCurrency: 'USD', tickSize: '0.01', lotSize: '1', multiplier: '1' },
      ...{ minQty: '1', maxQty: '100000' },
    })),
    accounts: [{ id: 'MM1' }, { id: 'MM2' }],
    strategies: [
      { id: 'MAKER1', account: 'MM1', instruments: [1, 2, 3] },
      { id: 'MAKER2', account: 'MM2', instruments: [1, 2, 3] },
    ],
  })
}
