/** What `reflex book` prints for people: a line for each instrument, checks, counts. */

import type { BookSetResult } from '@reflex/market-data'

const ROWS_MAX = 40

export function printBooks(result: BookSetResult): string {
  const lines = [
    `${result.set}: ${result.format}, ${result.events} events in ${result.seconds.toFixed(2)} s ` +
      `(${result.eventsPerSecond}/s), ${result.gaps} gaps, ${result.instruments.length} instruments`,
  ]
  for (const [index, part] of result.parts.entries()) {
    lines.push('', `${part.format}: ${part.files.join(', ')}`)
    const instruments = result.instruments.filter((each) => each.part === index)
    for (const each of instruments.slice(0, ROWS_MAX)) lines.push(...instrumentLines(each))
    if (instruments.length > ROWS_MAX) lines.push(`  and ${instruments.length - ROWS_MAX} more (see --json)`)
    const counts = Object.entries(part.counts).map(([name, count]) => `${name} ${count}`)
    if (counts.length > 0) lines.push(`  counts: ${counts.join(', ')}`)
    for (const { name, checked, equal } of part.checks) lines.push(`  check ${name}: ${equal} of ${checked} equal`)
  }
  if (result.ignored.length > 0) lines.push('', `not read: ${result.ignored.join(', ')}`)
  return `${lines.join('\n')}\n`
}

function instrumentLines(each: BookSetResult['instruments'][number]): string[] {
  const { finalBbo: bbo, levels } = each
  const side = (price: number | null, qty: number | null): string => (price === null ? '-' : `${price} x ${qty}`)
  const head =
    `  ${each.venue} ${each.symbol}: ${each.events} events, ${each.diffs} diffs, ${each.gaps} gaps, ` +
    `${each.resyncs} resyncs, stale ${each.staleMs.toFixed(1)} ms${each.stale === null ? '' : ` (${each.stale})`}`
  const orders = each.orders === null ? '' : `, ${each.orders} orders`
  const book =
    `    bid ${side(bbo.bidPrice, bbo.bidQty)}, ask ${side(bbo.askPrice, bbo.askQty)}, ` +
    `levels ${levels.bid}/${levels.ask}${orders}, crossed ${each.crossed}, hash ${each.stateHash}`
  const trades = each.trades === 0 ? [] : [`    trades ${each.trades}, volume ${each.volume}, vwap ${each.vwap}`]
  const checks = each.checks.map(({ name, checked, equal }) => `    check ${name}: ${equal} of ${checked} equal`)
  const rows = [
    ...(each.depth?.bids ?? []).map((row) => `    bid ${row.join(' ')}`),
    ...(each.depth?.asks ?? []).map((row) => `    ask ${row.join(' ')}`),
  ]
  return [head, book, ...trades, ...checks, ...rows]
}
