import { E8 } from '@reflex/base'
import { RISK_LIMIT_TYPE } from '@reflex/schema'
import type { CheckName } from './check-catalogue.ts'
import { CELL, OPEN_BUY, OPEN_SELL, POSITION } from './exposure-table.ts'
import type { LimitTable } from './limit-table.ts'
import type { SlidingWindow } from './rate-limits.ts'
import type { RiskState } from './risk-state.ts'

/** As in the configuration. */
const WINDOW_MAX = 200_000

/** One limit as it is reported: what it is, its size, and how to read its use. Numbers scaled by 1e8. */
export interface LimitEntry {
  readonly id: string
  readonly check: CheckName
  readonly type: number
  readonly scopeKey: number
  /** Underlying or instrument it is about, '' for all. */
  readonly symbol: string
  /** Currency of amounts in money, '' otherwise. */
  readonly currency: string
  readonly limitE8: number
  usedE8(nowNs: number): number
  /** Whether the limit can be set to that. */
  mayBe(limitE8: number): boolean
  set(limitE8: number): void
}

interface Sources {
  readonly state: RiskState
  readonly limits: LimitTable
  readonly underlyingNames: readonly string[]
  readonly currency: string
}

/** Every finite limit whose use is worth watching, in a fixed order. Built once. */
export function limitEntries(sources: Sources): LimitEntry[] {
  const { scopes } = sources.state
  const entries: LimitEntry[] = []
  for (let row = 0; row < scopes.rowCount; row++) {
    entries.push(...positionEntries(sources, row), ...moneyEntries(sources, row))
  }
  for (let i = 0; i < scopes.instrumentCount; i++) entries.push(...instrumentEntries(sources, i))
  for (let key = 0; key < scopes.keyCount; key++) entries.push(...countEntries(sources, key))
  return entries.filter((entry) => entry.limitE8 <= Number.MAX_SAFE_INTEGER)
}

function positionEntries({ state, limits, underlyingNames }: Sources, row: number): LimitEntry[] {
  const { exposures } = state
  return underlyingNames.flatMap((symbol, u) => {
    const base = row * exposures.underlyingCount + u
    const common = { check: 'POSITION_LIMIT', scopeKey: row, symbol, currency: '' } as const
    return [
      column(
        {
          ...common,
          id: `P${row}.${u}L`,
          type: RISK_LIMIT_TYPE.LONG_LIMIT,
          usedE8: () => Math.max(0, exposures.positionBase[base]! + exposures.openBuyBase[base]!),
        },
        limits.longBase,
        base,
        1,
      ),
      column(
        {
          ...common,
          id: `P${row}.${u}S`,
          type: RISK_LIMIT_TYPE.SHORT_LIMIT,
          usedE8: () => Math.max(0, exposures.openSellBase[base]! - exposures.positionBase[base]!),
        },
        limits.shortBase,
        base,
        1,
      ),
    ]
  })
}

function moneyEntries({ state, limits, currency }: Sources, row: number): LimitEntry[] {
  const { exposures, losses, instruments } = state
  const e8 = instruments.e8PerMoneyUnit
  const common = { scopeKey: row, symbol: '', currency }
  return [
    column(
      {
        ...common,
        id: `G${row}`,
        check: 'GROSS_NOTIONAL',
        type: RISK_LIMIT_TYPE.GROSS_LIMIT,
        usedE8: () => exposures.grossSum[row]! * e8,
      },
      limits.gross,
      row,
      e8,
    ),
    column(
      {
        ...common,
        id: `N${row}`,
        check: 'NET_NOTIONAL',
        type: RISK_LIMIT_TYPE.NET_LIMIT,
        usedE8: () => Math.max(0, exposures.longSum[row]!, -exposures.shortSum[row]!) * e8,
      },
      limits.net,
      row,
      e8,
    ),
    column(
      {
        ...common,
        id: `C${row}`,
        check: 'CREDIT',
        type: RISK_LIMIT_TYPE.CREDIT_LIMIT,
        usedE8: () => exposures.marginUsed(row, limits.marginBps[row]!) * e8,
      },
      limits.credit,
      row,
      e8,
    ),
    column(
      {
        ...common,
        id: `L${row}`,
        check: 'LOSS_LIMIT',
        type: RISK_LIMIT_TYPE.LIMIT_CONSUMED,
        usedE8: () => Math.max(0, -losses.pnl[row]!) * e8,
      },
      limits.dayLoss,
      row,
      e8,
    ),
    column(
      {
        ...common,
        id: `D${row}`,
        check: 'LOSS_LIMIT',
        type: RISK_LIMIT_TYPE.LIMIT_CONSUMED,
        usedE8: () => Math.max(0, losses.highWater[row]! - losses.pnl[row]!) * e8,
      },
      limits.drawdown,
      row,
      e8,
    ),
  ]
}

function instrumentEntries({ state, limits }: Sources, i: number): LimitEntry[] {
  const { exposures, scopes, instruments } = state
  const lotE8 = instruments.lotE8[i]!
  const scopeKey = scopes.instrument(i)
  const symbol = scopes.names[scopeKey]!
  const common = { check: 'POSITION_LIMIT', scopeKey, symbol, currency: '' } as const
  return [
    column(
      {
        ...common,
        id: `I${i}L`,
        type: RISK_LIMIT_TYPE.LONG_LIMIT,
        usedE8: () =>
          Math.max(0, exposures.cells[i * CELL + POSITION]! + exposures.cells[i * CELL + OPEN_BUY]!) * lotE8,
      },
      limits.longLots,
      i,
      lotE8,
    ),
    column(
      {
        ...common,
        id: `I${i}S`,
        type: RISK_LIMIT_TYPE.SHORT_LIMIT,
        usedE8: () =>
          Math.max(0, exposures.cells[i * CELL + OPEN_SELL]! - exposures.cells[i * CELL + POSITION]!) * lotE8,
      },
      limits.shortLots,
      i,
      lotE8,
    ),
  ]
}

function countEntries({ state, limits }: Sources, key: number): LimitEntry[] {
  const { exposures } = state
  const windows = state.windows as (SlidingWindow | null)[]
  const common = { scopeKey: key, symbol: '', currency: '' }
  return [
    column(
      {
        ...common,
        id: `O${key}`,
        check: 'MAX_OPEN_ORDERS',
        type: RISK_LIMIT_TYPE.VOLUME_LIMIT_PER_TIME_PERIOD,
        usedE8: () => exposures.openOrders[key]! * E8,
      },
      limits.openOrders,
      key,
      E8,
    ),
    {
      ...common,
      id: `M${key}`,
      check: 'MESSAGE_RATE',
      type: RISK_LIMIT_TYPE.TRANSACTION_EXECUTION_LIMIT_PER_TIME_PERIOD,
      get limitE8() {
        return (windows[key]?.max ?? Number.POSITIVE_INFINITY) * E8
      },
      usedE8: (nowNs) => (windows[key]?.used(nowNs) ?? 0) * E8,
      mayBe: (limitE8) =>
        Number.isInteger(limitE8 / E8) && limitE8 / E8 <= WINDOW_MAX && (windows[key] ?? null) !== null,
      set(limitE8) {
        windows[key] = windows[key]?.resized(limitE8 / E8) ?? null
      },
    },
  ]
}

type Described = Omit<LimitEntry, 'limitE8' | 'mayBe' | 'set'>

/**
 * A limit in a table, in units of `unitE8`; set to whole units, rounded down: a limit never grows beyond what was said.
 */
function column(described: Described, table: Float64Array, index: number, unitE8: number): LimitEntry {
  return {
    ...described,
    get limitE8() {
      return table[index]! * unitE8
    },
    mayBe: (limitE8) => Math.floor(limitE8 / unitE8) > 0,
    set(limitE8) {
      table[index] = Math.floor(limitE8 / unitE8)
    },
  }
}
