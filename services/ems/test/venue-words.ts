import type { BeginString } from './test-desk.ts'

/** What a venue says, before it is put in the words of its session. */
export interface VenueEvent {
  readonly kind:
    | 'ack'
    | 'fill'
    | 'canceled'
    | 'replaced'
    | 'rejected'
    | 'expired'
    | 'restated'
    | 'pending'
    | 'bust'
    | 'correct'
    | 'status'
    | 'cancel-reject'
  readonly id: string
  readonly orig?: string
  readonly exec?: string
  readonly ref?: string
  readonly qty?: number
  readonly px?: number
  readonly orderQty?: number
  readonly cum?: number
  /** 39, for status answers. */
  readonly status?: string
  /** 102. */
  readonly reason?: number
  /** 434 = 2. */
  readonly toReplace?: boolean
}

const EXEC_TYPES: Readonly<Record<VenueEvent['kind'], string>> = {
  ack: '0',
  fill: 'F',
  canceled: '4',
  replaced: '5',
  rejected: '8',
  expired: 'C',
  restated: 'D',
  pending: 'A',
  bust: 'H',
  correct: 'G',
  status: 'I',
  'cancel-reject': '',
}
const TRANS_TYPES_42: Readonly<Partial<Record<VenueEvent['kind'], string>>> = { bust: '1', correct: '2', status: '3' }

/** The message body of an event, | for SOH, as Harness.venue takes it. */
export function inWordsOf(version: BeginString, event: VenueEvent): string {
  const { kind, id, orig, exec = '0', ref, qty, px = 10, orderQty, cum = 0, status = '0', reason = 0 } = event
  const origText = orig === undefined ? '' : `41=${orig}|`
  if (kind === 'cancel-reject') {
    return `35=9|37=V|11=${id}|${origText}39=0|434=${event.toReplace === true ? 2 : 1}|102=${reason}|`
  }
  const is42 = version === 'FIX.4.2'
  const execType =
    is42 && (kind === 'fill' || kind === 'bust' || kind === 'correct' || kind === 'status') ? '1' : EXEC_TYPES[kind]
  const transType = is42 ? `20=${TRANS_TYPES_42[kind] ?? '0'}|` : ''
  const refText = ref === undefined ? '' : `19=${ref}|`
  const last = qty === undefined ? '' : `32=${qty}|31=${px}|`
  const size = orderQty === undefined ? '' : `38=${orderQty}|`
  return (
    `35=8|37=V|11=${id}|${origText}17=${exec}|${refText}${transType}150=${execType}|39=${status}|` +
    `55=XYZ|54=1|${size}${last}14=${cum}|151=0|6=10|`
  )
}
