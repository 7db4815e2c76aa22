/**
 * Whether a diff continues a book at update id `before`, given that it does not end before it:
 *
 *     spot     first diff after a snapshot L: U <= L+1 <= u, then U = u before + 1
 *     futures  first diff after a snapshot L: U <= L   <= u, then pu = u before
 *
 * @param isFirst whether no diff has followed the snapshot yet.
 * @param first U of the diff.
 * @param previous its pu (futures).
 */
export function continues(isSpot: boolean, isFirst: boolean, before: number, first: number, previous: number): boolean {
  if (isFirst) return isSpot ? first <= before + 1 : first <= before
  return isSpot ? first === before + 1 : previous === before
}
