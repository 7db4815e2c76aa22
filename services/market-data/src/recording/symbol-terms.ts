/** What a recording does not say and the venue's contract specifications do. */

import type { VenueKind } from './recording-files.ts'

/** Longest first where one ends in another. */
const QUOTES = [
  'FDUSD',
  'USDT',
  'USDC',
  'BUSD',
  'TUSD',
  'USDP',
  'USD',
  'BTC',
  'ETH',
  'BNB',
  'EUR',
  'GBP',
  'JPY',
  'TRY',
  'BRL',
  'DAI',
]
/** COIN-M contracts are worth 100 USD for BTC and 10 USD for everything else. */
const INVERSE_MULTIPLIERS: Readonly<Record<string, string>> = { BTC: '100' }
const INVERSE_MULTIPLIER = '10'

/** BTCUSDT -> BTC, USDT; BTCUSD_PERP -> BTC, USD. */
export function currenciesOf(symbol: string, kind: VenueKind): { base: string; quote: string } {
  const pair = symbol.split('_')[0]!
  const quote =
    kind === 'binance-coinm' ? 'USD' : QUOTES.find((candidate) => pair.endsWith(candidate) && pair !== candidate)
  if (quote === undefined || !pair.endsWith(quote)) return { base: pair, quote: 'USDT' }
  return { base: pair.slice(0, -quote.length), quote }
}

export function multiplierOf(base: string, kind: VenueKind): string {
  return kind === 'binance-coinm' ? (INVERSE_MULTIPLIERS[base] ?? INVERSE_MULTIPLIER) : '1'
}
