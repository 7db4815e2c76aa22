/**
 * IEX-TP segments with TOPS 1.5, TOPS 1.6 and DEEP 1.0 messages: places of the fields. Little endian; prices in
 * ten-thousandths.
 *
 *     segment: version u8 | reserved | protocol u16 | channel u32 | session u32 | length u16 | count u16 |
 *              stream offset u64 | first sequence u64 | send time u64 | count x (length u16, message)
 *     message: type u8 | flags u8 | time u64 | symbol c8 | ...
 */

export const IEX_HEADER_LENGTH = 40
export const IEX_PRICE_DECIMALS = 4
export const IEX_TOPS_15 = 0x8002
export const IEX_TOPS_16 = 0x8003
export const IEX_DEEP_10 = 0x8004

export const IEX_QUOTE = 81
export const IEX_TRADE = 84
export const IEX_BUY_LEVEL = 56
export const IEX_SELL_LEVEL = 53
export const IEX_TRADING_STATUS = 72

export const IEX_AT = {
  PROTOCOL: 2,
  CHANNEL: 4,
  SESSION: 8,
  PAYLOAD_LENGTH: 12,
  COUNT: 14,
  SEQUENCE: 24,
  SEND_TIME: 32,
  FLAGS: 1,
  TIME: 2,
  SYMBOL: 10,
  /** Of trades and levels. */
  SIZE: 18,
  PRICE: 22,
  TRADE_ID: 30,
  /** Of quotes. */
  BID_SIZE: 18,
  BID_PRICE: 22,
  ASK_PRICE: 30,
  ASK_SIZE: 38,
  /** Of H: the status where other messages have their flags. */
  STATUS: 1,
} as const

/** Least lengths of the messages that are read. */
export const IEX_LENGTHS: Readonly<Record<number, number>> = {
  [IEX_QUOTE]: 42,
  [IEX_TRADE]: 38,
  [IEX_BUY_LEVEL]: 30,
  [IEX_SELL_LEVEL]: 30,
  [IEX_TRADING_STATUS]: 22,
}
