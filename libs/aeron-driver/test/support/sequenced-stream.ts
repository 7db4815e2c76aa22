import type { ExclusivePublication, FragmentHandler, Publication } from '@aeron/client'
import { FragmentAssembler } from '@aeron/client'
import { Prng } from '@reflex/base'

/** Messages that a reader can check byte by byte: each is drawn from a generator of which both ends have a copy. */
export class SequencedSender {
  sent = 0
  readonly #random: Prng
  readonly #lengthMax: number
  readonly #bytes: Uint8Array
  #length = -1

  constructor(seed: number, lengthMax: number) {
    this.#random = new Prng(seed)
    this.#lengthMax = lengthMax
    this.#bytes = new Uint8Array(lengthMax)
  }

  /** Offers until it is refused or the total is reached. */
  offer(publication: Publication | ExclusivePublication, total: number): void {
    while (this.sent < total) {
      if (this.#length < 0) this.#length = draw(this.#random, this.#bytes, this.#lengthMax)
      if (publication.offer(this.#bytes, 0, this.#length) <= 0) return
      this.#length = -1
      this.sent++
    }
  }
}

export class SequencedReceiver implements FragmentHandler {
  received = 0
  /** Messages that were not the next one, byte by byte. */
  bad = 0
  readonly assembled = new FragmentAssembler(this)
  readonly #random: Prng
  readonly #lengthMax: number
  readonly #expected: Uint8Array

  constructor(seed: number, lengthMax: number) {
    this.#random = new Prng(seed)
    this.#lengthMax = lengthMax
    this.#expected = new Uint8Array(lengthMax)
  }

  onFragment(bytes: Uint8Array, offset: number, length: number): void {
    const expectedLength = draw(this.#random, this.#expected, this.#lengthMax)
    let isSame = length === expectedLength
    for (let i = 0; isSame && i < length; i++) isSame = bytes[offset + i] === this.#expected[i]
    this.received++
    if (!isSame) this.bad++
  }
}

function draw(random: Prng, bytes: Uint8Array, lengthMax: number): number {
  const length = random.nextBoolean(0.1) ? random.nextInt(lengthMax + 1) : random.nextInt(64)
  const first = random.nextUint32()
  for (let i = 0; i < length; i++) bytes[i] = first + i * 7
  return length
}
