/**
 * Compiles the limits of the configuration into LimitTable and the throttles of the state. Every name that means
 * nothing is an error.
 */

import { decimalE8, ReflexError } from '@reflex/base'
import type { DeskConfig, Instruments } from '@reflex/schema'
import { moneyUnits } from './build-tables.ts'
import {
  type InstrumentLimits,
  type KeyLimits,
  ORDER_TYPES,
  type RiskGatewayConfig,
  type RowLimits,
  TIMES_IN_FORCE,
  type VenueLimits,
} from './config.ts'
import { CHECK } from './core/check-catalogue.ts'
import type { GreekTable } from './core/greek-table.ts'
import type { InstrumentTable } from './core/instrument-table.ts'
import { LimitTable } from './core/limit-table.ts'
import { SlidingWindow, TokenBucket } from './core/rate-limits.ts'
import type { RiskState } from './core/risk-state.ts'
import type { Scopes } from './core/scopes.ts'

interface Compilation {
  readonly config: RiskGatewayConfig
  readonly instruments: Instruments
  readonly scopes: Scopes
  readonly table: InstrumentTable
  readonly limits: LimitTable
  readonly windows: (SlidingWindow | null)[]
  readonly buckets: (TokenBucket | null)[]
  readonly greeks: GreekTable
}

export function compileLimits(
  config: RiskGatewayConfig,
  desk: DeskConfig,
  instruments: Instruments,
  state: RiskState,
): LimitTable {
  const { scopes } = state
  const limits = new LimitTable(scopes, state.instruments)
  limits.version = config.limitsVersion
  limits.isSelfTradeFirmWide = config.selfTrade === 'firm'
  limits.isReductionExempt = config.isReductionExempt
  limits.releasePercent = config.releasePercent
  const windows = state.windows as (SlidingWindow | null)[]
  const buckets = state.buckets as (TokenBucket | null)[]
  const { greeks } = state.exposures
  const compilation = { config, instruments, scopes, table: state.instruments, limits, windows, buckets, greeks }
  limits.greeksAgeMaxNs = config.greeksAgeMaxMs * 1e6
  checkNames(compilation)
  compileRow(compilation, 0, 'firm', config.firm)
  desk.accounts.forEach(({ id }, i) => {
    compileRow(compilation, scopes.account(i), `accounts.${id}`, memberOf(config.accounts, id))
  })
  desk.strategies.forEach(({ id }, i) => {
    compileRow(compilation, scopes.strategy(i), `strategies.${id}`, memberOf(config.strategies, id))
  })
  instruments.all.forEach((_, i) => {
    const name = scopes.names[scopes.instrument(i)]!
    compileInstrument(compilation, i, memberOf(config.instruments, name))
  })
  instruments.venues.forEach(({ name }, i) => {
    compileKey(compilation, scopes.venue(i), memberOf<VenueLimits>(config.venues, name))
  })
  compilePermissions(compilation, desk)
  compileObservers(compilation)
  compileProtection(compilation, desk, state)
  checkCapacity(compilation)
  return limits
}

/** Bits of the character codes, counted from '0'. */
function maskOf<N extends string>(names: readonly N[], codes: Readonly<Record<N, number>>): number {
  return names.reduce((mask, name) => mask | (1 << codes[name]), 0)
}

function memberOf<T>(members: Readonly<Record<string, T>>, name: string): T {
  return members[name] ?? members['*']!
}

/** The limit, or undefined when there is none. */
function set<T>(limit: T | 'none' | undefined): T | undefined {
  return limit === 'none' ? undefined : limit
}

function compileRow(c: Compilation, row: number, path: string, own: RowLimits & KeyLimits): void {
  const { limits, table } = c
  const notional = set(own.maxOrderNotional)
  const [qtys, longs, shorts, deltas] = [set(own.maxOrderQty), set(own.maxLong), set(own.maxShort), set(own.maxDelta)]
  for (let i = 0; i < table.count; i++) {
    const cell = row * table.count + i
    const qty = qtys?.[c.instruments.underlyingNames[table.underlying[i]!]!]
    // Of inverse contracts the units of the underlying hang on the mark: see orderBase.
    if (qty !== undefined && table.inverseBaseE8[i] === 0) {
      limits.orderQtyLots[cell] = Math.floor(decimalE8(qty) / table.baseE8PerLot[i]!)
    }
    if (notional !== undefined) limits.orderNotional[cell] = moneyUnits(table, notional)
  }
  c.instruments.underlyingNames.forEach((name, u) => {
    const base = row * table.underlyingCount + u
    if (longs?.[name] !== undefined) limits.longBase[base] = decimalE8(longs[name])
    if (shorts?.[name] !== undefined) limits.shortBase[base] = decimalE8(shorts[name])
    if (qtys?.[name] !== undefined) limits.orderBase[base] = decimalE8(qtys[name])
    if (deltas?.[name] !== undefined) limits.deltaBase[base] = decimalE8(deltas[name])
  })
  for (const [key, byUnderlying] of Object.entries({
    maxOrderQty: qtys,
    maxLong: longs,
    maxShort: shorts,
    maxDelta: deltas,
  })) {
    for (const name of Object.keys(byUnderlying ?? {})) checkUnderlying(c, `${path}.${key}`, name)
  }
  limits.gross[row] = moneyLimit(c, own.maxGrossNotional)
  limits.net[row] = moneyLimit(c, own.maxNetNotional)
  limits.credit[row] = moneyLimit(c, own.creditLimit)
  limits.marginBps[row] = own.marginBps ?? 0
  limits.dayLoss[row] = moneyLimit(c, own.maxDayLoss)
  limits.drawdown[row] = moneyLimit(c, own.maxDrawdown)
  const vega = set(own.maxVega)
  if (vega !== undefined) limits.vega[row] = decimalE8(vega)
  if (deltas !== undefined || vega !== undefined) c.greeks.isOn = true
  compileKey(c, row, own)
}

function compileInstrument(c: Compilation, i: number, own: InstrumentLimits): void {
  const { limits, table } = c
  const cell = c.scopes.rowCount * table.count + i
  const notional = set(own.maxOrderNotional)
  // The venue's own maximum always applies.
  limits.orderQtyLots[cell] = Math.min(lots(c, i, own.maxOrderQty), c.instruments.maxLots[i]!)
  if (notional !== undefined) limits.orderNotional[cell] = moneyUnits(table, notional)
  limits.longLots[i] = lots(c, i, own.maxLong)
  limits.shortLots[i] = lots(c, i, own.maxShort)
  const { collarBps, collarTicks, collarMode, maxOpenOrders, maxPctAdv, orderTypes, timesInForce } = own
  const keyed = { collarBps, collarTicks, collarMode, maxOpenOrders, maxPctAdv, orderTypes, timesInForce }
  compileKey(c, c.scopes.instrument(i), keyed)
}

function compileKey(c: Compilation, key: number, own: KeyLimits): void {
  const { limits } = c
  const unlimited = Number.POSITIVE_INFINITY
  const [window, bucket] = [set(own.window), set(own.bucket)]
  limits.openOrders[key] = set(own.maxOpenOrders) ?? unlimited
  limits.repeatedExecutions[key] = set(own.maxExecutions) ?? unlimited
  limits.rejectStorm[key] = set(own.maxRejectsInRow) ?? unlimited
  limits.orderAgeNs[key] = (set(own.maxOrderAgeMs) ?? unlimited) * 1e6
  limits.collarBps[key] = set(own.collarBps) ?? unlimited
  limits.advBps[key] = (set(own.maxPctAdv) ?? unlimited) * 100
  if (own.orderTypes !== undefined) limits.ordTypeMask[key] = maskOf(own.orderTypes, ORDER_TYPES)
  if (own.timesInForce !== undefined) limits.timeInForceMask[key] = maskOf(own.timesInForce, TIMES_IN_FORCE)
  limits.collarTicks[key] = own.collarTicks ?? 0
  limits.isCollarAggressive[key] = own.collarMode === 'aggressive' ? 1 : 0
  c.windows[key] = window === undefined ? null : new SlidingWindow(window.max, window.windowMs * 1e6)
  c.buckets[key] = bucket === undefined ? null : new TokenBucket(bucket.capacity, bucket.ratePerSecond)
}

function compilePermissions(c: Compilation, desk: DeskConfig): void {
  const { limits, scopes } = c
  limits.isPermitted.fill(0)
  limits.isTradable.fill(0)
  desk.strategies.forEach((strategy, s) => {
    const account = desk.accounts.findIndex(({ id }) => id === strategy.account)
    limits.isPermitted[s * scopes.accountCount + account] = 1
    for (const id of strategy.instruments) {
      limits.isTradable[s * scopes.instrumentCount + c.instruments.indexOf(id)] = 1
    }
  })
  for (const id of c.config.flatten.strategies) {
    const s = desk.strategies.findIndex((strategy) => strategy.id === id)
    if (s < 0) fail(`flatten.strategies: no strategy '${id}'`)
    limits.isFlattener[s] = 1
    limits.isPermitted.fill(1, s * scopes.accountCount, (s + 1) * scopes.accountCount)
    limits.isTradable.fill(1, s * scopes.instrumentCount, (s + 1) * scopes.instrumentCount)
  }
  for (const { account, instrument } of c.config.restricted) {
    desk.accounts.forEach(({ id }, a) => {
      for (let i = 0; i < scopes.instrumentCount; i++) {
        const isMeant = instrument === '*' || scopes.names[scopes.instrument(i)] === instrument
        if (isMeant && (account === '*' || account === id)) limits.isRestricted[a * scopes.instrumentCount + i] = 1
      }
    })
  }
}

function compileObservers(c: Compilation): void {
  const { limits, scopes } = c
  for (const { check, scope } of c.config.observeOnly) {
    const separator = scope.indexOf(':')
    const kind = separator < 0 ? scope : scope.slice(0, separator)
    const name = separator < 0 ? undefined : scope.slice(separator + 1)
    let matches = 0
    for (let key = 0; key < scopes.keyCount; key++) {
      if (scopes.kind(key) !== kind || (name !== undefined && scopes.names[key] !== name)) continue
      limits.observe[CHECK[check] * scopes.keyCount + key] = 1
      matches++
    }
    if (matches === 0) fail(`observeOnly: no scope '${scope}'`)
  }
}

function compileProtection(c: Compilation, desk: DeskConfig, state: RiskState): void {
  for (const { strategy, underlying, ...own } of c.config.marketMakerProtection) {
    const names = c.instruments.underlyingNames
    if (strategy !== '*' && !desk.strategies.some(({ id }) => id === strategy)) {
      fail(`marketMakerProtection: no strategy '${strategy}'`)
    }
    if (underlying !== '*' && !names.includes(underlying)) fail(`marketMakerProtection: no underlying '${underlying}'`)
    const limitE8 = (text: string | undefined) => (text === undefined ? Number.POSITIVE_INFINITY : decimalE8(text))
    const limits = {
      qty: limitE8(own.maxQty),
      delta: limitE8(own.maxDelta),
      vega: limitE8(own.maxVega),
      intervalNs: own.intervalMs * 1e6,
      frozenNs: own.frozenMs * 1e6,
    }
    desk.strategies.forEach(({ id }, s) => {
      names.forEach((name, u) => {
        const isMeant = (strategy === '*' || strategy === id) && (underlying === '*' || underlying === name)
        if (isMeant) state.protection.protect(s, u, limits)
      })
    })
  }
}

function checkNames(c: Compilation): void {
  const { config, scopes } = c
  const groups = {
    accounts: config.accounts,
    strategies: config.strategies,
    instruments: config.instruments,
    venues: config.venues,
  }
  for (const [kind, members] of Object.entries(groups)) {
    for (const name of Object.keys(members)) {
      if (name !== '*' && !scopes.names.includes(name)) fail(`${kind}.${name}: the desk has no such member`)
    }
  }
}

function checkUnderlying(c: Compilation, path: string, name: string): void {
  // The defaults name BTC and ETH: a desk without them just does not use those limits.
  const isDefault = name === 'BTC' || name === 'ETH'
  if (!isDefault && !c.instruments.underlyingNames.includes(name)) fail(`${path}: no underlying '${name}'`)
}

function checkCapacity(c: Compilation): void {
  const max = Math.min(c.limits.openOrders[0]!, c.config.openOrdersCapacity)
  if (
    c.limits.openOrders[0] !== Number.POSITIVE_INFINITY &&
    c.limits.openOrders[0]! > c.config.openOrdersCapacity / 2
  ) {
    fail('firm.maxOpenOrders: at most half of openOrdersCapacity')
  }
  c.limits.openOrders[0] = Math.min(max, c.config.openOrdersCapacity / 2)
}

function lots(c: Compilation, i: number, qty: string | undefined): number {
  const limit = set(qty)
  return limit === undefined ? Number.POSITIVE_INFINITY : Math.floor(decimalE8(limit) / c.table.lotE8[i]!)
}

function moneyLimit(c: Compilation, money: string | undefined): number {
  const limit = set(money)
  return limit === undefined ? Number.POSITIVE_INFINITY : moneyUnits(c.table, limit)
}

function fail(problem: string): never {
  throw new ReflexError('REFLEX_CONFIG_INVALID', `services.risk-gateway.${problem}`)
}
