/**
 * CME MDP 3.0: where the fields of the messages stand that books and trades are made of, schema versions 5 to 12. A
 * message is read by its own block lengths, so fields that later versions append do not matter. Test: the layouts equal
 * those of CME's schema file.
 *
 *     packet: sequence u32 | sending time u64 | messages: size u16, block length u16, template u16, schema u16, version
 *     u16
 *     group: block length u16 | entries u8
 */

export const MDP3_PACKET_HEADER_LENGTH = 12
export const MDP3_MESSAGE_HEADER_LENGTH = 10
export const MDP3_CHANNEL_RESET = 4
export const MDP3_HEARTBEAT = 12
export const MDP3_SECURITY_STATUS = 30
/** Prices have seven decimal places below this schema version, nine from it on. */
export const MDP3_VERSION_PRICE9 = 9
export const MDP3_PRICE_DECIMALS = 9
/** Bit of MatchEventIndicator: the last message of an event. */
export const MDP3_END_OF_EVENT = 0x80

/** Kinds of messages whose entries count RptSeq. */
export const MDP3_BOOK = 1
export const MDP3_TRADE = 2
export const MDP3_OTHER = 3

export interface Mdp3Layout {
  readonly kind: typeof MDP3_BOOK | typeof MDP3_TRADE | typeof MDP3_OTHER
  /** Offsets in an entry. */
  readonly security: number
  readonly rptSeq: number
  /** Whether quantities are 64 bits: then size stands at 8 as before, and what follows is 4 later. */
  readonly isLong: boolean
}

const book = { kind: MDP3_BOOK, security: 12, rptSeq: 16, isLong: false } as const
const trade = { kind: MDP3_TRADE, security: 12, rptSeq: 16, isLong: false } as const
const statistics = { kind: MDP3_OTHER, security: 12, rptSeq: 16, isLong: false } as const
const limits = { kind: MDP3_OTHER, security: 24, rptSeq: 28, isLong: false } as const
const session = { kind: MDP3_OTHER, security: 8, rptSeq: 12, isLong: false } as const

/** By template id. Entries are the first group of the message. */
export const MDP3_LAYOUTS: Readonly<Record<number, Mdp3Layout>> = {
  32: book,
  46: book,
  64: { kind: MDP3_BOOK, security: 16, rptSeq: 20, isLong: true },
  42: trade,
  48: trade,
  65: { kind: MDP3_TRADE, security: 16, rptSeq: 20, isLong: true },
  36: statistics,
  33: statistics,
  49: statistics,
  34: limits,
  50: limits,
  35: session,
  51: session,
  37: { kind: MDP3_OTHER, security: 4, rptSeq: 8, isLong: false },
  66: { kind: MDP3_OTHER, security: 8, rptSeq: 12, isLong: false },
}

/** Offsets in an entry with quantities of 32 bits; those behind the size are 4 later with 64 bits. */
export const MDP3_ENTRY = {
  PRICE: 0,
  SIZE: 8,
  LEVEL: 24,
  ACTION: 25,
  TYPE: 26,
  AGGRESSOR: 24,
  TRADE_ACTION: 25,
} as const

/** Templates of whole books, and their fields. */
export const MDP3_SNAPSHOTS: readonly number[] = [38, 52]
export const MDP3_SNAPSHOT = { SECURITY: 8, RPT_SEQ: 12 } as const
export const MDP3_SNAPSHOT_ENTRY = { PRICE: 0, SIZE: 8, LEVEL: 16, TYPE: 21 } as const

/** Templates of definitions, with the offsets of symbol (20 characters) and security. */
export const MDP3_DEFINITIONS: Readonly<Record<number, { readonly symbol: number; readonly security: number }>> = {
  27: { symbol: 35, security: 55 },
}
