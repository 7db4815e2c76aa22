/** What a control message is about, as text: `MM1 MAKER1 BTC-USD@XALP`, nothing for the firm; and who sent it. */

import type { FixFrame } from '@reflex/fix'
import { PARTY_ROLE, PartyActionRequestDecoder } from '@reflex/schema'

const LENGTH_MAX = 96
const SPACE = 32
const AT = 64
const TAG_ACCOUNT = 1
const TAG_SYMBOL = 55
const TAG_PARTY_ID = 448
const TAG_MARKET_ID = 1301
const TAG_STRATEGY_ID = 10111
const NO_SLOT = -1

export class ControlScope {
  readonly bytes = new Uint8Array(LENGTH_MAX)
  length = 0
  /** Slot of the name of the operator in the frame read last, NO_SLOT for none. */
  actorSlot = NO_SLOT
  readonly #request = new PartyActionRequestDecoder()

  get isFirm(): boolean {
    return this.length === 0
  }

  read(frame: FixFrame): this {
    let account = frame.find(TAG_ACCOUNT)
    let strategy = frame.find(TAG_STRATEGY_ID)
    this.actorSlot = NO_SLOT
    const parties = this.#request.wrap(frame).noPartyIds()
    while (parties.next()) {
      const role = parties.partyRole()
      const slot = parties.entries.find(TAG_PARTY_ID)
      if (role === PARTY_ROLE.CUSTOMER_ACCOUNT) account = slot
      else if (role === PARTY_ROLE.ORDER_ORIGINATION_TRADER) strategy = slot
      else if (role === PARTY_ROLE.ORDER_ENTRY_OPERATOR_ID) this.actorSlot = slot
    }
    this.length = 0
    this.#put(frame, account, SPACE)
    this.#put(frame, strategy, SPACE)
    this.#put(frame, frame.find(TAG_SYMBOL), SPACE)
    this.#put(frame, frame.find(TAG_MARKET_ID), frame.has(TAG_SYMBOL) ? AT : SPACE)
    return this
  }

  #put(frame: FixFrame, slot: number, separator: number): void {
    if (slot < 0) return
    if (this.length > 0 && this.length < LENGTH_MAX) this.bytes[this.length++] = separator
    const start = frame.offsets[slot]!
    const end = start + frame.lengths[slot]!
    for (let i = start; i < end && this.length < LENGTH_MAX; i++) this.bytes[this.length++] = frame.bytes[i]!
  }
}
