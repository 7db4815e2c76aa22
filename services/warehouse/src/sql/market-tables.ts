/**
 * Tables filled from the SBE market-data stream. Prices and quantities are decimals of the instrument's ticks and lots.
 */
export const MARKET_TABLES: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  bbo: [
    ['capture_ns', 'Int64'],
    ['instrument_id', 'UInt32'],
    ['ingest_id', 'UInt64'],
    ['bid', 'Decimal64(8)'],
    ['bid_qty', 'Decimal64(8)'],
    ['ask', 'Decimal64(8)'],
    ['ask_qty', 'Decimal64(8)'],
  ],
  trades: [
    ['capture_ns', 'Int64'],
    ['instrument_id', 'UInt32'],
    ['ingest_id', 'UInt64'],
    ['price', 'Decimal64(8)'],
    ['qty', 'Decimal64(8)'],
    ['aggressor_side', 'UInt8'],
  ],
  book_levels: [
    ['capture_ns', 'Int64'],
    ['instrument_id', 'UInt32'],
    ['ingest_id', 'UInt64'],
    ['side', 'UInt8'],
    ['price', 'Decimal64(8)'],
    ['qty', 'Decimal64(8)'],
  ],
  instrument_status: [
    ['instrument_id', 'UInt32'],
    ['state', 'UInt8'],
    ['reason', 'UInt8'],
  ],
}
