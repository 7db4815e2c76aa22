/** FIX names as identifiers: ClOrdID -> clOrdId, NoPartyIDs -> noPartyIds, MDEntryPx -> mdEntryPx. */

export function camelCase(fixName: string): string {
  const words = fixName.replaceAll('IDs', 'Ids').match(/[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+/g) ?? [fixName]
  return words.map((word, i) => (i === 0 ? word.toLowerCase() : capitalised(word.toLowerCase()))).join('')
}

export function pascalCase(fixName: string): string {
  return capitalised(camelCase(fixName))
}

/** ClOrdID -> CL_ORD_ID. */
export function upperCase(fixName: string): string {
  return camelCase(fixName)
    .replaceAll(/([A-Z]|\d+)/g, '_$1')
    .toUpperCase()
}

export function kebabCase(name: string): string {
  return camelCase(name)
    .replaceAll(/([A-Z]|\d+)/g, '-$1')
    .toLowerCase()
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
