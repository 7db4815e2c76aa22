/**
 * Nasdaq TotalView-ITCH 5.0: lengths of the messages and places of their fields. All begin with type, stock locate u16,
 * tracking number u16, and the time, 6 bytes of ns since midnight. Big endian; prices in ten-thousandths.
 */

const LENGTHS: Readonly<Record<string, number>> = {
  ...{ S: 12, R: 39, H: 25, Y: 20, L: 26, V: 35, W: 12, K: 28, J: 35, h: 21 },
  ...{ A: 36, F: 40, E: 31, C: 36, X: 23, D: 19, U: 35, P: 44, Q: 40, B: 19, I: 50, N: 20, O: 48 },
}

/** Length of the message of each type byte; 0 for a type that does not exist. */
export const ITCH_LENGTHS: Uint8Array = Uint8Array.from(
  { length: 256 },
  (_, type) => LENGTHS[String.fromCharCode(type)] ?? 0,
)

export const ITCH_PRICE_DECIMALS = 4

export const ITCH_SYSTEM_EVENT = 83
export const ITCH_STOCK_DIRECTORY = 82
export const ITCH_TRADING_ACTION = 72
export const ITCH_ADD = 65
export const ITCH_ADD_ATTRIBUTED = 70
export const ITCH_EXECUTED = 69
export const ITCH_EXECUTED_WITH_PRICE = 67
export const ITCH_CANCEL = 88
export const ITCH_DELETE = 68
export const ITCH_REPLACE = 85
export const ITCH_TRADE = 80
export const ITCH_CROSS_TRADE = 81

export const ITCH_AT = {
  LOCATE: 1,
  TIME_HIGH: 5,
  TIME_LOW: 7,
  EVENT: 11,
  /** Of S, R, H. */
  STOCK: 11,
  TRADING_STATE: 19,
  REFERENCE: 11,
  /** Of A, F, P. */
  SIDE: 19,
  ADD_SHARES: 20,
  ADD_STOCK: 24,
  ADD_PRICE: 32,
  /** Of E, C, X. */
  SHARES: 19,
  PRINTABLE: 31,
  EXECUTED_PRICE: 32,
  NEW_REFERENCE: 19,
  REPLACED_SHARES: 27,
  REPLACED_PRICE: 31,
  MATCH: 36,
  CROSS_SHARES: 11,
  CROSS_STOCK: 19,
  CROSS_PRICE: 27,
} as const

const SPACE = 32
const STOCK_LENGTH = 8

/** Eight characters without the spaces behind them. Allocates: for new stocks only. */
export function itchStockAt(view: DataView, offset: number): string {
  let text = ''
  for (let i = 0; i < STOCK_LENGTH; i++) {
    const code = view.getUint8(offset + i)
    if (code !== SPACE) text += String.fromCharCode(code)
  }
  return text
}
