/** Layouts of a dictionary compiled for the validator: a bitmap of tags, required tags, groups. */

import type { FixMember } from './dictionary.ts'

export class ValidatorLayout {
  /** First field of a group's entries; 0 for messages. */
  readonly delimiter: number
  readonly required: Int32Array
  readonly groups = new Map<number, ValidatorLayout>()
  /** One bit a tag, as long as the highest tag needs. */
  readonly #bits: Uint32Array

  constructor(members: ReadonlyMap<number, FixMember>) {
    const tags = [...members.keys()]
    this.delimiter = tags[0] ?? 0
    this.required = Int32Array.from(tags.filter((tag) => members.get(tag)!.required))
    this.#bits = new Uint32Array((Math.max(0, ...tags) >> 5) + 1)
    for (const tag of tags) {
      this.#bits[tag >> 5]! |= 1 << (tag & 31)
      const group = members.get(tag)!.group
      if (group !== undefined) this.groups.set(tag, new ValidatorLayout(group.members))
    }
  }

  has(tag: number): boolean {
    const word = tag >> 5
    return word < this.#bits.length && ((this.#bits[word]! >>> (tag & 31)) & 1) === 1
  }
}
