/** Hash of a sequence of safe integers, for comparing states. Not for secrets. */

export const HASH_SEED = 0x811c9dc5 | 0

/** Folds a safe integer into a running 32-bit hash. */
export function mixHash(hash: number, value: number): number {
  let h = Math.imul(hash ^ (value | 0), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13) ^ (Math.floor(value / 4_294_967_296) | 0), 0xc2b2ae35)
  return h ^ (h >>> 16)
}
