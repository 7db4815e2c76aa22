import { decimalText } from '@reflex/base'
import type { Instruments } from '@reflex/schema'
import type { Venue } from './core/venue.ts'
import type { VenueSimulatorCore } from './core/venue-simulator-core.ts'

export interface VenuePositionRow {
  readonly venue: string
  readonly account: string
  readonly instrumentId: number
  readonly symbol: string
  /** Signed. */
  readonly lots: number
  /** The same as decimal text. */
  readonly qty: string
  /** Paid and received for fills, without fees. */
  readonly cash: string
  /** Paid; negative when rebates were more. */
  readonly fees: string
  readonly fills: number
}

export interface VenueRow {
  readonly venue: string
  readonly events: number
  readonly trades: number
  readonly memberOrders: number
  readonly memberFills: number
  readonly feedPackets: number
  readonly snapshotPackets: number
  readonly openOrders: number
}

/**
 * What the simulated exchanges tell of themselves: the positions are the truth that the book of record is compared
 * with.
 */
export function venueSimulatorReport(
  core: VenueSimulatorCore,
  instruments: Instruments,
): { venues: VenueRow[]; positions: VenuePositionRow[]; life: number } {
  return {
    venues: core.venues.map((venue) => ({
      venue: venue.name,
      events: sum(venue, (market) => market.events),
      trades: sum(venue, (market) => market.trades),
      memberOrders: venue.orders.count,
      memberFills: venue.keeper.fills,
      feedPackets: venue.feed.incrementalPackets,
      snapshotPackets: venue.feed.snapshotPackets,
      openOrders: venue.orders.liveCount,
    })),
    positions: core.venues.flatMap((venue) => positionRows(venue, instruments)),
    life: core.venues[0]?.feed.epoch ?? 0,
  }
}

function sum(venue: Venue, value: (market: { events: number; trades: number }) => number): number {
  return [...venue.simulated, ...venue.recorded].reduce((total, market) => total + value(market), 0)
}

function positionRows(venue: Venue, instruments: Instruments): VenuePositionRow[] {
  const { positions, orders } = venue
  return Array.from({ length: positions.count }, (_, row) => {
    const index = positions.instrumentIndexes[row]!
    const lots = positions.lots[row]!
    return {
      venue: venue.name,
      account: orders.texts.text(positions.accounts[row]!),
      instrumentId: instruments.ids[index]!,
      symbol: instruments.all[index]!.symbol,
      lots: lots === 0 ? 0 : lots,
      qty: decimalText(instruments.qtyE8Of(index, lots)),
      cash: decimalText(positions.cashE8[row]!),
      fees: decimalText(positions.feesE8[row]!),
      fills: positions.fills[row]!,
    }
  })
}
