/**
 * From configuration to the tables the core decides with: names to keys, decimals to ticks, lots and money units. Runs
 * once at start.
 */

import { decimalE8, ReflexError } from '@reflex/base'
import { type DeskConfig, INSTRUMENT_KIND, type Instruments } from '@reflex/schema'
import type { RiskGatewayConfig } from './config.ts'
import { ExposureTable } from './core/exposure-table.ts'
import { InstrumentTable } from './core/instrument-table.ts'
import { LatchTable } from './core/latch-table.ts'
import { LossTable } from './core/loss-table.ts'
import { MarketMakerProtection } from './core/market-maker-protection.ts'
import { OwnQuotes } from './core/own-quotes.ts'
import { RecentOrders } from './core/recent-orders.ts'
import { ReferenceTable } from './core/reference-table.ts'
import { Readiness, type RiskState } from './core/risk-state.ts'
import { Scopes } from './core/scopes.ts'

/** 1 market, 2 limit. */
const ORD_TYPES = (1 << 1) | (1 << 2)
/** 0 day, 1 GTC, 3 IOC, 4 FOK. */
const TIMES_IN_FORCE = (1 << 0) | (1 << 1) | (1 << 3) | (1 << 4)
const MONEY_DIGITS_MAX = 9

export function buildScopes(desk: DeskConfig, instruments: Instruments): Scopes {
  return new Scopes({
    firm: desk.firm,
    accounts: desk.accounts.map((account) => account.id),
    strategies: desk.strategies.map((strategy) => strategy.id),
    instruments: instruments.all.map((instrument) => `${instrument.symbol}@${instrument.venue}`),
    venues: instruments.venues.map((venue) => venue.name),
  })
}

export function buildInstrumentTable(instruments: Instruments, config: RiskGatewayConfig): InstrumentTable {
  const isInverse = (i: number) => instruments.kinds[i] === INSTRUMENT_KIND.INVERSE_PERPETUAL
  // What has to be whole in money units: half a tick of a lot, or of an inverse contract the lot itself.
  const lotValues = instruments.all.map((_, i) =>
    isInverse(i)
      ? 2n * E8 * big(instruments.lotE8s[i]!) * big(instruments.multiplierE8s[i]!)
      : halfTickLotValue(instruments, i),
  )
  const digits = moneyDigits(lotValues)
  const table = new InstrumentTable(instruments.count, instruments.underlyingNames.length, digits)
  const venueIndex = new Map(instruments.venues.map((venue, index) => [venue.name, index]))
  instruments.all.forEach((instrument, i) => {
    table.venue[i] = venueIndex.get(instrument.venue) ?? 0
    table.underlying[i] = instruments.underlyings[i]!
    table.tickE8[i] = instruments.tickE8s[i]!
    table.lotE8[i] = instruments.lotE8s[i]!
    table.minLots[i] = instruments.minLots[i]!
    const lotMoney = Number((lotValues[i]! * 10n ** BigInt(digits)) / SCALE)
    if (isInverse(i)) {
      table.moneyPerLot[i] = lotMoney
      table.inverseBaseE8[i] = (2 * instruments.lotE8s[i]! * instruments.multiplierE8s[i]!) / instruments.tickE8s[i]!
    } else {
      table.moneyPerHalfTickLot[i] = lotMoney
      table.baseE8PerLot[i] = Number((big(instruments.lotE8s[i]!) * big(instruments.multiplierE8s[i]!)) / E8)
    }
    table.ordTypeMask[i] = ORD_TYPES
    table.timeInForceMask[i] = TIMES_IN_FORCE
    const own = config.instruments[`${instrument.symbol}@${instrument.venue}`] ?? config.instruments['*']
    const adv = own?.averageDailyVolume
    if (adv !== undefined) table.advLots[i] = decimalE8(adv) / instruments.lotE8s[i]!
    table.isShortSellRestricted[i] = own?.isShortSellRestricted === true ? 1 : 0
  })
  table.siblings = instruments.all.map((instrument, i) =>
    Int32Array.from(
      instruments.all.flatMap((other, index) => {
        const isSame = other.symbol === instrument.symbol && table.lotE8[index] === table.lotE8[i]
        return isSame && table.tickE8[index] === table.tickE8[i] ? [index] : []
      }),
    ),
  )
  return table
}

export function buildState(scopes: Scopes, instruments: InstrumentTable, config: RiskGatewayConfig): RiskState {
  const ages = (ms: number) => new Float64Array(instruments.count).fill(ms * 1e6)
  const economics = config.duplicateEconomics
  const throttles: Pick<RiskState, 'windows' | 'buckets'> = {
    windows: new Array(scopes.keyCount).fill(null),
    buckets: new Array(scopes.keyCount).fill(null),
  }
  return {
    scopes,
    instruments,
    exposures: new ExposureTable(scopes, instruments),
    references: new ReferenceTable(
      instruments.venue,
      scopes.venueCount,
      ages(config.quoteAgeMaxMs),
      ages(config.lastAgeMaxMs),
    ),
    latches: new LatchTable(scopes.keyCount),
    losses: new LossTable(scopes),
    ownQuotes: new OwnQuotes((config.selfTrade === 'firm' ? 1 : scopes.accountCount) * instruments.count),
    readiness: new Readiness(),
    recentOrders: new RecentOrders(
      economics?.max ?? Number.POSITIVE_INFINITY,
      (economics?.windowMs ?? 1) * 1e6,
      65_536,
    ),
    protection: new MarketMakerProtection(scopes.strategyCount, instruments.underlyingCount),
    ...throttles,
    executions: new Int32Array(scopes.keyCount),
    rejects: new Int32Array(scopes.keyCount),
  }
}

const E8 = 100_000_000n
/** The value of half a tick times one lot is tick x lot x multiplier / 2, in units of 1e-24 / 2. */
const SCALE = 2n * E8 * E8 * E8

function big(e8: number): bigint {
  return BigInt(e8)
}

function halfTickLotValue(instruments: Instruments, i: number): bigint {
  return big(instruments.tickE8s[i]!) * big(instruments.lotE8s[i]!) * big(instruments.multiplierE8s[i]!)
}

/** The fewest decimal places in which every instrument's half-tick lot is whole. */
function moneyDigits(halfTickLots: readonly bigint[]): number {
  for (let digits = 2; digits <= MONEY_DIGITS_MAX; digits++) {
    if (halfTickLots.every((value) => (value * 10n ** BigInt(digits)) % SCALE === 0n)) return digits
  }
  throw new ReflexError(
    'REFLEX_CONFIG_INVALID',
    'instruments: half a tick times one lot (of inverse contracts: one lot) must be ' +
      `a multiple of 1e-${MONEY_DIGITS_MAX} of the quote currency`,
  )
}

/** Money text to money units, rounded down: a limit never grows. */
export function moneyUnits(instruments: InstrumentTable, text: string): number {
  return Number((big(decimalE8(text)) * 10n ** BigInt(instruments.moneyDigits)) / E8)
}
