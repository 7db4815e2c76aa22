/**
 * Layouts of a dictionary compiled for the validator: a bitmap of tags, required tags, groups, the order of a group.
 */

import type { FixMember } from './dictionary.ts'

export class ValidatorLayout {
  /** First field of a group's entries; 0 for messages. */
  readonly delimiter: number
  readonly required: Int32Array
  readonly groups = new Map<number, ValidatorLayout>()
  /** One bit a tag, as long as the highest tag needs. */
  readonly #bits: Uint32Array
  readonly #places = new Map<number, number>()

  constructor(members: ReadonlyMap<number, FixMember>) {
    const tags = [...members.keys()]
    this.delimiter = tags[0] ?? 0
    this.required = Int32Array.from(tags.filter((tag) => members.get(tag)!.required))
    this.#bits = new Uint32Array((tags.reduce((highest, tag) => Math.max(highest, tag), 0) >> 5) + 1)
    for (const [place, tag] of tags.entries()) {
      this.#bits[tag >> 5]! |= 1 << (tag & 31)
      this.#places.set(tag, place)
      const group = members.get(tag)!.group
      if (group !== undefined) this.groups.set(tag, new ValidatorLayout(group.members))
    }
  }

  has(tag: number): boolean {
    const word = tag >> 5
    return word < this.#bits.length && ((this.#bits[word]! >>> (tag & 31)) & 1) === 1
  }

  /** Position of a member, 0 for the delimiter. */
  placeOf(tag: number): number {
    return this.#places.get(tag) ?? 0
  }

  /** Whether an entry would begin with a member that is not its first field. */
  comesEarly(tag: number): boolean {
    return tag !== this.delimiter && this.has(tag)
  }
}
