/** Rows as a text table: columns of the first row, numbers to the right. */
export function tableText(rows: readonly Readonly<Record<string, unknown>>[]): string {
  if (rows.length === 0) return '  (none)'
  const names = Object.keys(rows[0]!)
  const cells = rows.map((row) => names.map((name) => cellText(row[name])))
  const widths = names.map((name, i) => Math.max(name.length, ...cells.map((row) => row[i]!.length)))
  const isNumeric = names.map((name) => rows.every((row) => typeof row[name] === 'number'))
  const pad = (cell: string, i: number): string =>
    isNumeric[i] === true ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!)
  const line = (row: readonly string[]): string => `  ${row.map(pad).join('  ')}`.trimEnd()
  return [line(names), ...cells.map(line)].join('\n')
}

function cellText(value: unknown): string {
  if (typeof value === 'number') return Number.isInteger(value) ? value.toLocaleString('en-US') : value.toFixed(3)
  return typeof value === 'string' ? value : JSON.stringify(value ?? '')
}
