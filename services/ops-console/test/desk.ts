import { parseDeskConfig } from '@reflex/schema'

const fees = { makerFeeBps: '-0.5', takerFeeBps: '2.5', latencyUs: { order: 80, ack: 80, feed: 60 } }
const venue = (id: number, name: string) => ({ id, name, kind: 'recorded', ...fees })
const instrument = (id: number, symbol: string, on: string, kind: string, tickSize: string, lotSize: string) => ({
  id,
  symbol,
  venue: on,
  kind,
  underlying: symbol.slice(0, 3),
  baseCurrency: symbol.slice(0, 3),
  quoteCurrency: 'USD',
  settleCurrency: 'USD',
  tickSize,
  lotSize,
  multiplier: '1',
  minQty: lotSize,
  maxQty: '1000',
})

/** The instruments of config/desk.json. */
export function deskOf(console_: object, sessionEpoch = '2026-01-30') {
  return parseDeskConfig({
    firm: 'REFLEX',
    sessionEpoch,
    venues: [venue(1, 'XALP'), venue(2, 'XBET'), venue(3, 'XPRP')],
    instruments: [
      instrument(1, 'BTC-USD', 'XALP', 'spot', '0.01', '0.0001'),
      instrument(2, 'ETH-USD', 'XALP', 'spot', '0.01', '0.001'),
      instrument(3, 'BTC-USD', 'XBET', 'spot', '0.01', '0.0001'),
      instrument(4, 'ETH-USD', 'XBET', 'spot', '0.01', '0.001'),
      instrument(5, 'BTC-PERP', 'XPRP', 'linear-perpetual', '0.5', '0.001'),
      instrument(6, 'ETH-PERP', 'XPRP', 'linear-perpetual', '0.05', '0.01'),
    ],
    accounts: [{ id: 'MM1' }],
    strategies: [{ id: 'MAKER1', account: 'MM1', instruments: [1, 2, 3, 4, 5, 6] }],
    services: { 'ops-console': console_ },
  })
}
