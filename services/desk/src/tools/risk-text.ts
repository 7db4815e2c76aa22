/** The risk report for people: text, and a page with the stress heat map. */

// biome-ignore lint/suspicious/noExplicitAny: the engine's report is plain data.
type Report = Record<string, any>

type Table = readonly (readonly string[])[]

interface Section {
  readonly title: string
  /** First row: headings. */
  readonly rows: Table
  /** Values for the heat map, by row and column of `rows` without headings. */
  readonly heat?: readonly (readonly number[])[]
}

export function riskText(report: Report, at: string): string {
  const head = `risk at ${at}: ${report['status']}, level ${report['level']}\n`
  return (
    head +
    sections(report)
      .map(({ title, rows }) => `\n${title}\n${align(rows)}`)
      .join('')
  )
}

export function riskHtml(report: Report, at: string): string {
  const body = sections(report).map(({ title, rows, heat }) => `<h2>${escapeHtml(title)}</h2>${tableHtml(rows, heat)}`)
  const style =
    'body{font:14px sans-serif;margin:2em}table{border-collapse:collapse}td,th{padding:2px 10px;text-align:right;' +
    'border:1px solid #ccc}td:first-child,th:first-child{text-align:left}'
  const title = `Risk at ${at}: ${report['status']}, level ${report['level']}`
  const name = escapeHtml(title)
  const head = `<!doctype html><meta charset="utf-8"><title>${name}</title><style>${style}</style>`
  return `${head}<h1>${name}</h1>${body.join('')}\n`
}

function sections(report: Report): Section[] {
  return [
    { title: 'Exposure and P&L', rows: exposureRows(report) },
    { title: 'Greeks', rows: greekRows(report) },
    { title: 'Value at risk', rows: varRows(report) },
    ...stressSections(report),
    { title: 'Limits', rows: limitRows(report) },
    { title: 'Actions', rows: actionRows(report) },
  ]
}

function exposureRows(report: Report): Table {
  const names = Object.keys(report['exposures'])
  return [
    ['', 'gross', 'net', 'P&L', 'drawdown', 'charge', 'risk-adjusted'],
    ...names.map((name) => [
      name,
      money(report['exposures'][name].gross),
      money(report['exposures'][name].net),
      money(report['pnl'][name]),
      money(report['drawdown'][name]),
      money(report['volatilityCharge'][name].charge),
      money(report['volatilityCharge'][name].riskAdjustedPnl),
    ]),
  ]
}

function greekRows(report: Report): Table {
  const owners = report['greeks'].byOwner as Record<string, Record<string, Record<string, number>>>
  const rows = Object.entries(owners).flatMap(([owner, cells]) =>
    Object.entries(cells).map(([underlying, cell]) => [`${owner} ${underlying}`, ...Object.values(cell).map(short)]),
  )
  const names = Object.keys(Object.values(Object.values(owners)[0] ?? {})[0] ?? {})
  return [['', ...names], ...rows]
}

function varRows(report: Report): Table {
  const { deltaGamma, historical, monteCarlo } = report['risk']
  const rows = Object.keys(report['valueAtRisk']).map((name, i) => [
    name,
    money(report['valueAtRisk'][name]),
    money(deltaGamma[name]),
    money(historical[name]?.valueAtRisk),
    money(historical[name]?.expectedShortfall),
    i === 0 ? money(monteCarlo?.valueAtRisk) : '-',
  ])
  return [['', 'in force', 'delta-gamma', 'historical', 'ES', 'Monte Carlo'], ...rows]
}

function stressSections(report: Report): Section[] {
  const { stress } = report
  if (stress === null || stress === undefined) return []
  const grid = stress.grid as number[][]
  const rows = grid.map((row, i) => [percent(stress.spotShocks[i]), ...row.map(money)])
  const named = stress.named as { name: string; pnl: number }[]
  return [
    {
      title: 'Stress: P&L by price (rows) and volatility (columns)',
      rows: [['', ...stress.volShocks.map(percent)], ...rows],
      heat: grid,
    },
    { title: 'Scenarios', rows: [['', 'P&L'], ...named.map(({ name, pnl }) => [name, money(pnl)])] },
  ]
}

function limitRows(report: Report): Table {
  const limits = report['limits'] as Record<string, string | number>[]
  return [
    ['', 'scope', 'used', 'limit', '%', 'action'],
    ...limits.map(({ id, scope, used, limit, percent: use, action }) => [
      ...[String(id), String(scope), money(used), money(limit), Number(use).toFixed(1), String(action)],
    ]),
  ]
}

function actionRows(report: Report): Table {
  const actions = (report['actions'] as Record<string, string>[]).slice(-20)
  return [['action', 'scope', 'reason'], ...actions.map(({ action, scope, reason }) => [action!, scope!, reason!])]
}

function align(rows: Table): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)))
  const line = (row: readonly string[]): string =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  ')
  return rows.map((row) => `  ${line(row).trimEnd()}\n`).join('')
}

function tableHtml(rows: Table, heat: Section['heat']): string {
  const worst = Math.max(1e-9, ...(heat ?? []).flat().map(Math.abs))
  const cell = (text: string, row: number, column: number): string => {
    const value = heat?.[row - 1]?.[column - 1]
    if (row === 0) return `<th>${escapeHtml(text)}</th>`
    if (value === undefined || column === 0) return `<td>${escapeHtml(text)}</td>`
    const strength = (Math.abs(value) / worst).toFixed(2)
    return `<td style="background:rgba(${value < 0 ? '220,40,40' : '40,160,80'},${strength})">${escapeHtml(text)}</td>`
  }
  const lines = rows.map((row, r) => `<tr>${row.map((text, c) => cell(text, r, c)).join('')}</tr>`)
  return `<table>${lines.join('')}</table>`
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

function money(value: unknown): string {
  const x = Number(value)
  if (value === null || value === undefined || !Number.isFinite(x)) return '-'
  return Math.abs(x) >= 1000 ? x.toFixed(0) : x.toFixed(2)
}

function short(value: number | null): string {
  return value === null ? '-' : String(Number(value.toPrecision(5)))
}

function percent(x: number): string {
  return `${x > 0 ? '+' : ''}${Math.round(x * 1000) / 10} %`
}
