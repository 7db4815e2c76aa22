import {
  INSTRUMENT_STATE_CLOSED,
  INSTRUMENT_STATE_HALTED,
  INSTRUMENT_STATE_LIVE,
  type InstrumentState,
  venueFeed,
} from '@reflex/schema'

/** What a venue's trading status means for those who quote: an auction is no continuous trading. */
export function instrumentState(status: venueFeed.TradingStatus): InstrumentState {
  switch (status) {
    case venueFeed.TRADING_STATUS_TRADING:
      return INSTRUMENT_STATE_LIVE
    case venueFeed.TRADING_STATUS_CLOSED:
      return INSTRUMENT_STATE_CLOSED
    default:
      return INSTRUMENT_STATE_HALTED
  }
}
