/** Which instrument a REST address asks for: a parameter that names it, or else the last part of the path. */

const PARAMETERS = ['symbol', 'instrument_name', 'instId', 'product_id', 'pair']

/** @returns the symbol in the venue's spelling, '' when the address names none. */
export function symbolOfUrl(url: string): string {
  if (!URL.canParse(url)) return ''
  const { searchParams, pathname } = new URL(url)
  for (const name of PARAMETERS) {
    const value = searchParams.get(name)
    if (value !== null) return value
  }
  return searchParams.size > 0 ? '' : (pathname.split('/').filter(Boolean).at(-1) ?? '')
}
