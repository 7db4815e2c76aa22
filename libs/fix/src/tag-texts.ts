/**
 * Tags as ready text, eight bytes each, so that writing one is a copy: `|1|0|0|0|1|=| |6|` (the last byte is the length). A key selects an
 * entry: in the table of all tags it is the tag, in a table of some it is the position.
 */

const ENTRY = 8
const TAG_LIMIT = 65_536

export function tagTexts(tags: readonly number[]): Uint8Array {
  const texts = new Uint8Array(tags.length * ENTRY)
  tags.forEach((tag, key) => {
    putEntry(texts, key, tag)
  })
  return texts
}

let all: Uint8Array | undefined

/** The table of all tags, 512 KB, made on first use. */
export function allTagTexts(): Uint8Array {
  if (all !== undefined) return all
  all = new Uint8Array(TAG_LIMIT * ENTRY)
  for (let tag = 1; tag < TAG_LIMIT; tag++) putEntry(all, tag, tag)
  return all
}

function putEntry(texts: Uint8Array, key: number, tag: number): void {
  const text = `${tag}=`
  for (let i = 0; i < text.length; i++) texts[key * ENTRY + i] = text.charCodeAt(i)
  texts[key * ENTRY + ENTRY - 1] = text.length
}
