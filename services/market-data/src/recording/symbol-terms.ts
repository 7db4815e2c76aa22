/** What a recording does not say and the venue's contract specifications do: currencies, contract kind, multiplier. */

import type { CryptoFormat } from '../core/crypto/crypto-venue.ts'

export type RecordedKind = 'spot' | 'linear-perpetual' | 'inverse-perpetual' | 'option'

export interface SymbolTerms {
  readonly kind: RecordedKind
  readonly base: string
  readonly quote: string
  /** Linear: units of the underlying in one unit of quantity. Inverse: quote currency of one contract. */
  readonly multiplier: string
}

/** Longest first where one ends in another. */
const QUOTES = [
  ...['FDUSD', 'USDT', 'USDC', 'BUSD', 'TUSD', 'USDP', 'PYUSD', 'GUSD', 'RLUSD', 'USD', 'BTC', 'XBT', 'ETH', 'BNB'],
  ...['EURC', 'EUR', 'GBP', 'JPY', 'TRY', 'BRL', 'DAI', 'CHF', 'CAD', 'AUD', 'SGD', 'LTC', 'BCH', 'FIL', 'PAX', 'SOL'],
]
/** Contracts that are worth so much quote currency: 100 USD for BTC and 10 USD for everything else. */
const INVERSE_MULTIPLIERS: Readonly<Record<string, string>> = { BTC: '100' }
const INVERSE_MULTIPLIER = '10'

/** Terms of a symbol in the venue's spelling. */
export function termsOf(symbol: string, format: CryptoFormat): SymbolTerms {
  switch (format) {
    case 'binance-spot':
    case 'gemini':
    case 'bitstamp':
      return terms('spot', ...split(symbol.toUpperCase()))
    case 'binance-usdm':
      return terms('linear-perpetual', ...split(symbol.split('_')[0]!))
    case 'binance-coinm':
      return inverse(split(symbol.split('_')[0]!))
    case 'kraken':
      return terms('spot', ...pair(symbol.split('/')))
    case 'coinbase':
      return terms('spot', ...pair(symbol.split('-')))
    case 'okx':
      return okxTerms(symbol)
    case 'deribit':
      return deribitTerms(symbol)
    case 'bybit': {
      const [base, quote] = /USD[TC]$/.test(symbol) ? split(symbol) : dollars(symbol)
      return quote === 'USD' ? terms('inverse-perpetual', base, quote) : terms('linear-perpetual', base, quote)
    }
    case 'kraken-futures': {
      const [product = '', contract = symbol] = symbol.split('_')
      const [base, quote] = dollars(contract)
      return terms(/^(PF|FF)$/i.test(product) ? 'linear-perpetual' : 'inverse-perpetual', base, quote)
    }
  }
}

/** BTC-USDT, BTC-USD-220527, UNI-USD-SWAP, BTC-USD-220527-30000-C. */
function okxTerms(symbol: string): SymbolTerms {
  const parts = symbol.split('-')
  const [base, quote] = pair(parts)
  if (parts.length >= 5) return terms('option', base, quote)
  if (parts.length === 2) return terms('spot', base, quote)
  return quote === 'USD' ? inverse([base, quote]) : terms('linear-perpetual', base, quote)
}

/** BTC-PERPETUAL, BTC-30JUL21, BTC-30JUL21-24000-P, SOL_USDC-PERPETUAL, BTC_USDC. Quantities are in USD or coins. */
function deribitTerms(symbol: string): SymbolTerms {
  const parts = symbol.split('-')
  const [base = symbol, quote] = parts[0]!.split('_')
  if (parts.length === 4) return terms('option', base, quote ?? base)
  if (parts.length === 1) return terms('spot', base, quote ?? 'USD')
  return quote === undefined ? terms('inverse-perpetual', base, 'USD') : terms('linear-perpetual', base, quote)
}

function inverse([base, quote]: [string, string]): SymbolTerms {
  return { kind: 'inverse-perpetual', base, quote, multiplier: INVERSE_MULTIPLIERS[base] ?? INVERSE_MULTIPLIER }
}

function terms(kind: RecordedKind, base: string, quote: string): SymbolTerms {
  return { kind, base, quote, multiplier: '1' }
}

function pair(parts: readonly string[]): [string, string] {
  return [usual(parts[0]!), usual(parts[1] ?? 'USD')]
}

/** XBTUSD -> BTC, USD, and not XB, TUSD. */
function dollars(text: string): [string, string] {
  return text.endsWith('USD') ? [usual(text.slice(0, -3)), 'USD'] : split(text)
}

/** BTCUSDT -> BTC, USDT. */
function split(text: string): [string, string] {
  const quote = QUOTES.find((candidate) => text.endsWith(candidate) && text !== candidate)
  return quote === undefined ? [text, 'USDT'] : [usual(text.slice(0, -quote.length)), usual(quote)]
}

function usual(currency: string): string {
  return currency === 'XBT' ? 'BTC' : currency === 'XDG' ? 'DOGE' : currency
}
