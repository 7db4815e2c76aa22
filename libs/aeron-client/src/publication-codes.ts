/** Results of offer and tryClaim below zero. */

/** No subscriber is connected; the message was not taken. */
export const NOT_CONNECTED = -1
/** A subscriber is too far behind; try again later. */
export const BACK_PRESSURED = -2
/** The log is moving to its next term; try again at once. */
export const ADMIN_ACTION = -3
/** The publication or its client is closed. */
export const CLOSED = -4
/** The stream has reached its last possible position: close and add a new publication. */
export const MAX_POSITION_EXCEEDED = -5

export function offerResultName(result: number): string {
  switch (result) {
    case NOT_CONNECTED:
      return 'NOT_CONNECTED'
    case BACK_PRESSURED:
      return 'BACK_PRESSURED'
    case ADMIN_ACTION:
      return 'ADMIN_ACTION'
    case CLOSED:
      return 'CLOSED'
    case MAX_POSITION_EXCEEDED:
      return 'MAX_POSITION_EXCEEDED'
    default:
      return result >= 0 ? 'OK' : 'UNKNOWN'
  }
}
