/** Which messages `reflex fix print` shows. */

import type { FixFrame } from '@reflex/fix'

export interface MessageFilter {
  /** MsgTypes; empty: all. */
  readonly types: readonly string[]
  /** `44` (the field is there), `44=1.5` or `55=BTC*`: all of them must hold. */
  readonly tags: readonly string[]
  /** A CompID, or two with `-`, `/` or `->` between: the sender's or the target's, in any direction. */
  readonly session: string | undefined
}

const TAG = { SENDER: 49, TARGET: 56 } as const
/** Ids that tie the messages of an order together. */
const ORDER_TAGS = [11, 41, 37, 198]
/** What venues write for OrderID when there is none. */
const NO_ID = ['', 'NONE', '0', 'UNKNOWN', 'N/A']

export function passes(frame: FixFrame, filter: MessageFilter): boolean {
  if (filter.types.length > 0 && !filter.types.includes(frame.text(35))) return false
  if (filter.session !== undefined && !isOfSession(frame, filter.session)) return false
  return filter.tags.every((condition) => holds(frame, condition))
}

function isOfSession(frame: FixFrame, session: string): boolean {
  const sender = frame.text(TAG.SENDER)
  const target = frame.text(TAG.TARGET)
  if (session === sender || session === target) return true
  return ['->', '/', '-'].some((mark) => session === sender + mark + target || session === target + mark + sender)
}

function holds(frame: FixFrame, condition: string): boolean {
  const at = condition.indexOf('=')
  const tag = Number(at < 0 ? condition : condition.slice(0, at))
  if (at < 0) return frame.has(tag)
  const wanted = condition.slice(at + 1)
  for (let slot = 0; slot < frame.fieldCount; slot++) {
    if (frame.tags[slot] !== tag) continue
    const value = frame.textAt(slot)
    if (wanted.endsWith('*') ? value.startsWith(wanted.slice(0, -1)) : value === wanted) return true
  }
  return false
}

/**
 * Orders as chains of messages, each session by itself: each replace or cancel has a new ClOrdID(11) and names the old
 * one in OrigClOrdID(41); the venue's OrderID(37) stays. Ids that stand in one message belong to one order.
 */
export class OrderChains {
  readonly #parent = new Map<string, string>()

  add(frame: FixFrame): void {
    const [first, ...others] = idsOf(frame)
    if (first === undefined) return
    for (const id of others) this.#parent.set(this.#rootOf(id), this.#rootOf(first))
  }

  /** Whether a message belongs to the order that has this id. */
  isOf(frame: FixFrame, id: string): boolean {
    const root = this.#rootOf(partiesOf(frame) + id)
    return idsOf(frame).some((other) => this.#rootOf(other) === root)
  }

  #rootOf(id: string): string {
    let root = id
    for (let parent = this.#parent.get(root); parent !== undefined && parent !== root; ) {
      root = parent
      parent = this.#parent.get(root)
    }
    if (root !== id) this.#parent.set(id, root)
    return root
  }
}

/** The same in both directions. */
function partiesOf(frame: FixFrame): string {
  return `${[frame.text(TAG.SENDER), frame.text(TAG.TARGET)].sort().join('\x01')}\x01`
}

function idsOf(frame: FixFrame): string[] {
  const ids: string[] = []
  const parties = partiesOf(frame)
  for (const tag of ORDER_TAGS) {
    const id = frame.text(tag)
    if (!NO_ID.includes(id)) ids.push(parties + id)
  }
  return ids
}
