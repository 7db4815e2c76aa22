/**
 * Whether a diff continues a book at update id `before`.
 * @param isFirst whether the book is a snapshot's that no diff has followed yet. @param first U of the diff. @param previous its pu (futures).
 */
export function continues(isSpot: boolean, isFirst: boolean, before: number, first: number, previous: number): boolean {
  if (isFirst) return isSpot ? first <= before + 1 : first <= before
  return isSpot ? first === before + 1 : previous === before
}
