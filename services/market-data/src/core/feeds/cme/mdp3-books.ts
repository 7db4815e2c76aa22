import { IntMap, MISSING } from '@reflex/base'
import { STATUS_REASON_GAP } from '@reflex/schema'
import type { FeedListener } from '../../feed-event.ts'
import { type InstrumentDirectory, UNKNOWN_INSTRUMENT } from '../instrument-directory.ts'
import { MDP3_DEFINITIONS } from './mdp3-layout.ts'
import { Mdp3Security } from './mdp3-security.ts'

const SYMBOL_LENGTH = 20
const NOT_OURS = -1

/** The securities of a feed, by their ids: which of our instruments they are, and what is known of their books. */
export class Mdp3Books {
  readonly securities: Mdp3Security[] = []
  readonly #directory: InstrumentDirectory
  readonly #listener: FeedListener
  readonly #indexes = new IntMap(256)
  readonly #symbols = new Map<number, string>()
  /** Securities whose books the event in hand has changed. */
  readonly #touched: Mdp3Security[] = []
  #touchedCount = 0

  constructor(directory: InstrumentDirectory, listener: FeedListener) {
    this.#directory = directory
    this.#listener = listener
  }

  /** The security's book is about to change. */
  touch(security: Mdp3Security): void {
    if (!security.isTouched && !security.isImpliedTouched) this.#touched[this.#touchedCount++] = security
  }

  /** Empty and whole: the venue begins anew. */
  reset(): void {
    for (const security of this.securities) {
      security.clear(this.#listener)
      security.rptSeq = 0
      this.gain(security)
    }
  }

  /** Notes the symbol of a security. */
  define(view: DataView, body: number, template: number): void {
    const at = MDP3_DEFINITIONS[template]!
    let symbol = ''
    for (let i = 0; i < SYMBOL_LENGTH && view.getUint8(body + at.symbol + i) !== 0; i++)
      symbol += String.fromCharCode(view.getUint8(body + at.symbol + i))
    this.#symbols.set(view.getInt32(body + at.security, true), symbol)
  }

  /** The security of an id; undefined when it is none of ours. */
  of(securityId: number): Mdp3Security | undefined {
    const known = this.#indexes.get(securityId)
    if (known !== MISSING) return known === NOT_OURS ? undefined : this.securities[known]
    const symbol = this.#symbols.get(securityId) ?? String(securityId)
    const instrument = this.#directory.resolve(symbol)
    this.#indexes.set(securityId, instrument === UNKNOWN_INSTRUMENT ? NOT_OURS : this.securities.length)
    if (instrument === UNKNOWN_INSTRUMENT) return undefined
    const security = new Mdp3Security(securityId, instrument)
    this.securities.push(security)
    return security
  }

  meetImplied(security: Mdp3Security): void {
    const symbol = `${this.#symbols.get(security.securityId) ?? security.securityId} implied`
    security.impliedInstrument = this.#directory.resolve(symbol)
    if (security.isLive && security.impliedInstrument >= 0) this.#listener.onLive(security.impliedInstrument)
  }

  /** Until the entry that comes next says that nothing of a security was lost, its book may not be the venue's. */
  suspendAll(): void {
    for (const security of this.securities) this.#suspend(security)
  }

  #suspend(security: Mdp3Security): void {
    if (!security.isLive || security.isSuspended) return
    security.isSuspended = true
    this.#tellStale(security)
  }

  gain(security: Mdp3Security): void {
    const listener = this.#listener
    security.isSuspended = false
    security.isLive = true
    listener.onLive(security.instrument)
    if (security.impliedInstrument >= 0) listener.onLive(security.impliedInstrument)
  }

  lose(security: Mdp3Security): void {
    security.gaps++
    security.isSuspended = false
    security.clear(this.#listener)
    if (!security.isLive) return
    security.isLive = false
    this.#tellStale(security)
  }

  #tellStale(security: Mdp3Security): void {
    this.#listener.onStale(security.instrument, STATUS_REASON_GAP)
    if (security.impliedInstrument >= 0) this.#listener.onStale(security.impliedInstrument, STATUS_REASON_GAP)
  }

  endEvent(): void {
    const listener = this.#listener
    for (let i = 0; i < this.#touchedCount; i++) {
      const security = this.#touched[i]!
      if (security.isTouched) listener.onBookEvent(security.instrument, true)
      if (security.isImpliedTouched) listener.onBookEvent(security.impliedInstrument, true)
      security.isTouched = false
      security.isImpliedTouched = false
    }
    this.#touchedCount = 0
  }
}
