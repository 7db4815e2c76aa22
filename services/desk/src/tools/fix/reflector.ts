/**
 * The application behind `reflex fix acceptor`, as the public acceptance definitions want it: sends NewOrderSingle (D),
 * SecurityDefinition (d) and Email (C) back, refuses every other application message.
 *
 *     in   8=FIX.4.4|9=..|35=D|34=2|49=TW44|52=..|56=ISLD|97=Y|11=ID|55=INTC|21=3|10=..|
 *     out                 35=D                            |97=Y|11=ID|21=3|55=INTC|
 *
 * Body fields go back in ascending order of tags with the entries of a group behind its count field, as the definitions
 * were recorded; of the header only what the application owns.
 */

import { textOf } from '@reflex/base'
import { type FixDictionary, FixFrame, type FixMember } from '@reflex/fix'

/** Header fields that the session writes, and those of a first sending: not part of what is sent back. */
const SESSION_TAGS = new Set([8, 9, 10, 34, 35, 43, 49, 52, 56, 122, 369, 1128, 1129, 1156])
const REFLECTED = ['D', 'd', 'C']
const TAG = { CL_ORD_ID: 11, MSG_TYPE: 35, POSS_RESEND: 97 } as const
const SESSION_REJECT = '3'
const UNSUPPORTED_TYPE = 3
const SEEN_MAX = 1_000_000

export interface ReflectorOptions {
  readonly beginString: string
  /** Of the application version, with a FIXT.1.1 session's own laid under it. */
  readonly dictionary: FixDictionary
  readonly defaultApplVerId: string
  readonly lengthTagOfData: Uint16Array
}

export class Reflector {
  readonly #options: ReflectorOptions
  readonly #frame = new FixFrame(undefined, 2048)
  /** ClOrdIDs since the last logout. */
  readonly #seen = new Set<string>()

  constructor(options: ReflectorOptions) {
    this.#options = options
    this.#frame.lengthTagOfData = options.lengthTagOfData
  }

  onLogout(): void {
    this.#seen.clear()
  }

  /** @returns the body to send back, beginning with 35=, or '' for no answer. */
  answer(bytes: Uint8Array, offset: number, length: number, seqNum: number): string {
    const frame = this.#frame
    frame.wrap(bytes, offset, length)
    const type = frame.text(TAG.MSG_TYPE)
    if (type === SESSION_REJECT) return ''
    if (!REFLECTED.includes(type)) return this.#refusal(type, seqNum)
    const id = frame.text(TAG.CL_ORD_ID)
    const isNew = !this.#seen.has(id)
    if (this.#seen.size >= SEEN_MAX) this.#seen.clear()
    this.#seen.add(id)
    if (type === 'D' && frame.boolean(TAG.POSS_RESEND) && !isNew) return ''
    return `35=${type}\x01${this.#reflection(type)}`
  }

  /** Versions before FIX.4.2 have no BusinessMessageReject and no RefMsgType. */
  #refusal(type: string, seqNum: number): string {
    const { beginString, defaultApplVerId } = this.#options
    if (beginString < 'FIX.4.2') return `35=3\x0145=${seqNum}\x0158=Unsupported message type\x01`
    const version = beginString === 'FIXT.1.1' ? `1137=${defaultApplVerId}\x01` : ''
    const reason = `372=${type}\x01380=${UNSUPPORTED_TYPE}\x01`
    return `35=j\x0145=${seqNum}\x0158=Unsupported Message Type\x01${reason}${version}`
  }

  #reflection(type: string): string {
    const frame = this.#frame
    const { dictionary } = this.#options
    const members = dictionary.messages.get(type)?.members ?? new Map<number, FixMember>()
    const fields: { place: number; text: string }[] = []
    let slot = 0
    while (slot < frame.fieldCount) {
      const tag = frame.tags[slot]!
      const first = slot++
      const isHeader = dictionary.header.has(tag)
      const group = (isHeader ? dictionary.header : members).get(tag)?.group
      if (group !== undefined) slot = this.#endOfGroup(slot, group.members)
      if (SESSION_TAGS.has(tag) || dictionary.trailer.has(tag)) continue
      fields.push({ place: isHeader ? tag - 65_536 : tag, text: this.#textOf(first, slot) })
    }
    return fields
      .sort((a, b) => a.place - b.place)
      .map((field) => field.text)
      .join('')
  }

  /** @returns the slot behind the last member of a group, those of groups inside it included. */
  #endOfGroup(firstSlot: number, members: ReadonlyMap<number, FixMember>): number {
    const frame = this.#frame
    let slot = firstSlot
    while (slot < frame.fieldCount && members.has(frame.tags[slot]!)) {
      const nested = members.get(frame.tags[slot]!)!.group
      slot++
      if (nested !== undefined) slot = this.#endOfGroup(slot, nested.members)
    }
    return slot
  }

  /** The bytes of the fields in slots [first, end), each with its SOH. */
  #textOf(first: number, end: number): string {
    const frame = this.#frame
    const start = frame.startOf(first)
    return textOf(frame.bytes, start, frame.startOf(end) - start)
  }
}
