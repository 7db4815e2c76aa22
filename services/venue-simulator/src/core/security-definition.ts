import type { SessionTime } from '@reflex/base'
import { NO_TIME } from '@reflex/sbe/runtime'
import { FEED_PACKET_LENGTH_MAX, INSTRUMENT_KIND, type Instruments, venueFeed } from '@reflex/schema'

/** @param total instruments in a snapshot cycle. @returns the definition of an instrument, header included. */
export function encodeSecurityDefinition(
  instruments: Instruments,
  index: number,
  total: number,
  sessionTime: SessionTime,
): Uint8Array {
  const one = instruments.all[index]!
  const kind = instruments.kinds[index]!
  const view = new DataView(new ArrayBuffer(FEED_PACKET_LENGTH_MAX))
  const encoder = new venueFeed.SecurityDefinitionEncoder().wrapAndApplyHeader(view, 0)
  encoder.securityId(one.id).symbol(one.symbol)
  encoder.kind(kind === INSTRUMENT_KIND.SPOT ? venueFeed.SECURITY_KIND_SPOT : venueFeed.SECURITY_KIND_PERPETUAL)
  const isInverse = kind === INSTRUMENT_KIND.INVERSE_PERPETUAL
  encoder.contractKind(isInverse ? venueFeed.CONTRACT_KIND_INVERSE : venueFeed.CONTRACT_KIND_LINEAR)
  encoder.tickSizeE8(instruments.tickE8s[index]!).lotSizeE8(instruments.lotE8s[index]!)
  encoder.multiplierE8(instruments.multiplierE8s[index]!)
  encoder.minQtyLots(instruments.minLots[index]!).maxQtyLots(instruments.maxLots[index]!)
  encoder.baseCurrency(one.baseCurrency.slice(0, 8)).quoteCurrency(one.quoteCurrency.slice(0, 8))
  encoder.settlCurrency(one.settleCurrency.slice(0, 8)).underlyingId(0)
  encoder.strikePriceTicks(venueFeed.SecurityDefinitionEncoder.STRIKE_PRICE_TICKS_NULL)
  encoder.putOrCall(venueFeed.PUT_OR_CALL_NULL)
  encoder.expiryTime(sessionTime, NO_TIME)
  encoder.status(venueFeed.TRADING_STATUS_TRADING).totNumReports(total)
  return new Uint8Array(view.buffer, 0, encoder.limit())
}
