/**
 * Tags as ready text, so that writing one is a store or two: for each key `|1|0|0|0|`, `|1|=|0|0|` and the length 6, as
 * three little-endian words and one unused. A key selects an entry: in the table of all tags it is the tag, in a table
 * of some it is the position.
 */

export const TAG_ENTRY_BITS = 2
const ENTRY = 1 << TAG_ENTRY_BITS
const TAG_LIMIT = 65_536

export function tagTexts(tags: readonly number[]): Int32Array {
  const texts = new Int32Array(tags.length * ENTRY)
  tags.forEach((tag, key) => {
    putEntry(texts, key, tag)
  })
  return texts
}

let all: Int32Array | undefined

/** The table of all tags, 1 MB, made on first use. */
export function allTagTexts(): Int32Array {
  if (all !== undefined) return all
  all = new Int32Array(TAG_LIMIT * ENTRY)
  for (let tag = 1; tag < TAG_LIMIT; tag++) putEntry(all, tag, tag)
  return all
}

function putEntry(texts: Int32Array, key: number, tag: number): void {
  let i = 0
  for (
    let scale = tag >= 10_000 ? 10_000 : tag >= 1000 ? 1000 : tag >= 100 ? 100 : tag >= 10 ? 10 : 1;
    scale >= 1;
    scale /= 10
  ) {
    putByte(texts, key, i++, 48 + (Math.floor(tag / scale) % 10))
  }
  putByte(texts, key, i++, 61)
  texts[key * ENTRY + 2] = i
}

function putByte(texts: Int32Array, key: number, i: number, byte: number): void {
  texts[key * ENTRY + (i >> 2)]! |= byte << ((i & 3) << 3)
}
