import type { LatchEntry } from './latch-table.ts'
import type { SavedLimits } from './limit-changes.ts'
import type { RiskState } from './risk-state.ts'

/**
 * What must survive a restart: latches and levels, executions since the last re-enable, losses a release accepted, and
 * freezes of market maker protection, limits that were changed. Orders, positions and prices are asked for again.
 * Scopes are saved by name: the configuration may have changed.
 */
export interface DurableState {
  readonly version: 2
  readonly latches: readonly (LatchEntry & { readonly scope: string })[]
  readonly executions: Readonly<Record<string, number>>
  readonly acceptedLosses: Readonly<Record<string, readonly [loss: number, drawdown: number]>>
  readonly limits: SavedLimits
  readonly freezes: readonly { readonly scope: string; readonly underlying: number; readonly untilNs: number }[]
}

export function saveState(state: RiskState, limits: SavedLimits): DurableState {
  const { scopes, latches, losses, executions, protection, instruments } = state
  const freezes: { scope: string; underlying: number; untilNs: number }[] = []
  for (let s = 0; s < scopes.strategyCount; s++) {
    for (let underlying = 0; underlying < instruments.underlyingCount; underlying++) {
      const untilNs = protection.frozenUntilNs(s, underlying)
      if (!(untilNs > 0)) continue
      // JSON knows no Infinity.
      const scope = scopes.label(scopes.strategy(s))
      freezes.push({ scope, underlying, untilNs: untilNs === Infinity ? -1 : untilNs })
    }
  }
  const keys = Array.from({ length: scopes.keyCount }, (_, key) => key)
  const rows = keys.slice(0, scopes.rowCount)
  return {
    version: 2,
    latches: latches.entries().map((entry) => ({ ...entry, scope: scopes.label(entry.key) })),
    executions: Object.fromEntries(
      keys.filter((key) => executions[key]! > 0).map((key) => [scopes.label(key), executions[key]!]),
    ),
    acceptedLosses: Object.fromEntries(
      rows
        .filter((row) => losses.accepted(row).some((one) => one > 0))
        .map((row) => [scopes.label(row), losses.accepted(row)]),
    ),
    freezes,
    limits,
  }
}

export function restoreState(state: RiskState, saved: Partial<DurableState>): void {
  const { scopes, latches, losses, executions, protection } = state
  const keys = new Map(Array.from({ length: scopes.keyCount }, (_, key) => [scopes.label(key), key]))
  for (const entry of saved.latches ?? []) {
    // A latch whose scope is gone falls to the firm, the safe side.
    latches.restore({ ...entry, key: keys.get(entry.scope) ?? 0 })
  }
  for (const [scope, count] of Object.entries(saved.executions ?? {})) {
    const key = keys.get(scope)
    if (key !== undefined) executions[key] = count
  }
  for (const [scope, [loss, drawdown]] of Object.entries(saved.acceptedLosses ?? {})) {
    const row = keys.get(scope)
    if (row !== undefined) losses.restoreAccepted(row, loss, drawdown)
  }
  for (const { scope, underlying, untilNs } of saved.freezes ?? []) {
    const key = keys.get(scope)
    if (key === undefined || underlying >= state.instruments.underlyingCount) continue
    protection.restore(key - scopes.strategy(0), underlying, untilNs === -1 ? Infinity : untilNs)
  }
}
