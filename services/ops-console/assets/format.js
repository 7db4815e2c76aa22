/** Text for screens. Numbers come as decimal text from the server; here they only get separators, signs and units. */

export const DASH = '–'
const MINUS = '\u2212'

/** Thousands apart, a real minus. */
export function number(text) {
  if (text === null || text === undefined) return DASH
  const plain = String(text)
  const [whole, fraction] = plain.replace('-', '').split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return `${plain.startsWith('-') ? MINUS : ''}${grouped}${fraction === undefined ? '' : `.${fraction}`}`
}

export function signed(text) {
  if (text === null || text === undefined) return DASH
  return Number(text) > 0 ? `+${number(text)}` : number(text)
}

export function tone(text) {
  const value = Number(text)
  return value > 0 ? 'up' : value < 0 ? 'down' : ''
}

export function clock(ms) {
  return ms === null || ms === undefined ? DASH : new Date(ms).toISOString().slice(11, 19)
}

export function clockMs(ms) {
  return ms === null || ms === undefined ? DASH : new Date(ms).toISOString().slice(11, 23)
}

/** A duration in ns with three digits that count. */
export function duration(ns) {
  if (ns === null || ns === undefined) return DASH
  if (ns < 1e3) return `${Math.round(ns)} ns`
  for (const [unit, name] of [
    [1e3, 'µs'],
    [1e6, 'ms'],
    [1e9, 's'],
  ]) {
    const value = ns / unit
    if (value < 999.5 || name === 's')
      return `${value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)} ${name}`
  }
  return DASH
}

/** How long ago. */
export function age(ms) {
  if (ms === null || ms === undefined) return 'never'
  return ms < 1000 ? `${ms} ms` : ms < 120_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 60_000)} min`
}
