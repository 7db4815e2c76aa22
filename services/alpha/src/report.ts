import type { CounterTable } from '@reflex/service-host'
import type { Alpha } from './build-alpha.ts'
import type { AlphaCounter } from './counters.ts'

export interface ParameterRow {
  readonly name: string
  readonly strategy: string
  readonly symbol: string
  readonly venue: string
  readonly value: number
  readonly min: number
  readonly max: number
}

/** For summaries and the console: plain data. */
export function alphaReport(alpha: Alpha, counters: CounterTable<AlphaCounter>) {
  const { core, instruments, fairValue } = alpha
  return {
    state: core.statusText(),
    quoting: core.isReady(),
    ordersSent: counters.get('ordersSent'),
    cancelsSent: counters.get('cancelsSent'),
    replacesSent: counters.get('replacesSent'),
    rejectsSeen: counters.get('rejectsSeen'),
    fillsSeen: counters.get('fillsSeen'),
    retunes: counters.get('retunes'),
    openOrders: counters.get('openOrders'),
    unanswered: counters.get('unanswered'),
    resyncs: counters.get('resyncs'),
    orphans: core.parts.orderSync.orphans,
    parameters: parametersOf(alpha),
    fairValues: instruments.underlyingNames.map((underlying, u) => ({
      underlying,
      value: finite(fairValue.prices[u]!),
      sd: finite((fairValue.sdBps[u]! * fairValue.prices[u]!) / 1e4),
      sigmaBps: fairValue.sigmaBps(u),
    })),
    inventory: inventoryOf(alpha),
  }
}

function parametersOf({ strategies, parameters, instruments }: Alpha): ParameterRow[] {
  const rows: ParameterRow[] = []
  for (let line = 0; line < strategies.lineCount; line++) {
    const { symbol, venue } = instruments.all[strategies.instrumentOfLine[line]!]!
    const strategy = strategies.entries[strategies.strategyOfLine[line]!]!.id
    for (let id = 0; id < parameters.count; id++) {
      if (!parameters.isDeclared(id, line)) continue
      const value = parameters.value(id, line)
      const [min, max] = [parameters.minOf(id, line), parameters.maxOf(id, line)]
      rows.push({ name: parameters.nameOf(id), strategy, symbol, venue, value, min, max })
    }
  }
  return rows
}

/** Over all accounts, base units. An inverse contract needs a price: without one it is left out. */
function inventoryOf({ strategies, instruments, inventory, fairValue }: Alpha): { underlying: string; qty: number }[] {
  return instruments.underlyingNames.map((underlying, u) => {
    let qty = 0
    for (let account = 0; account < strategies.accounts.size; account++) {
      inventory.measure(account, u, fairValue.prices)
      qty += inventory.unitsOf(account, u)
    }
    return { underlying, qty: Math.round(qty * 1e8) / 1e8 }
  })
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
