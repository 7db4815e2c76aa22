import type { Position } from '@aeron/client/internal'
import type { SubscriptionLink } from './subscription-link.ts'

/** ACTIVE and LINGER count in the limits of the publisher; RESTING does not. */
export const TETHER_STATE = { ACTIVE: 0, LINGER: 1, RESTING: 2 } as const
export type TetherState = (typeof TETHER_STATE)[keyof typeof TETHER_STATE]

/** Where one subscription stands in one log. */
export class SubscriberPosition {
  readonly subscription: SubscriptionLink
  readonly position: Position
  state: TetherState = TETHER_STATE.ACTIVE
  timeOfLastUpdateNs: number

  constructor(subscription: SubscriptionLink, position: Position, nowNs: number) {
    this.subscription = subscription
    this.position = position
    this.timeOfLastUpdateNs = nowNs
  }

  moveTo(state: TetherState, nowNs: number): void {
    this.state = state
    this.timeOfLastUpdateNs = nowNs
  }
}

/** What a log with untethered subscribers must be able to do. */
export interface UntetheredHost {
  sendUnavailableImage(subscriber: SubscriberPosition): void
  /** Joins it again where the stream now is. */
  rejoin(subscriber: SubscriberPosition): void
  /** Gives it up for good. */
  drop(subscriber: SubscriberPosition): void
}

export interface UntetheredTimeouts {
  readonly untetheredWindowLimitTimeoutNs: number
  readonly untetheredLingerTimeoutNs: number
  readonly untetheredRestingTimeoutNs: number
}

/**
 * Lets a subscriber with tether=false that holds up the stream go, and come back later. On the timer tick.
 * @param windowLimit position behind which a subscriber is too slow.
 */
export function checkUntetheredSubscribers(
  subscribers: readonly SubscriberPosition[],
  host: UntetheredHost,
  timeouts: UntetheredTimeouts,
  windowLimit: number,
  nowNs: number,
): void {
  for (const subscriber of subscribers) {
    if (subscriber.subscription.isTether) continue
    const elapsedNs = nowNs - subscriber.timeOfLastUpdateNs
    switch (subscriber.state) {
      case TETHER_STATE.ACTIVE:
        if (subscriber.position.getVolatile() > windowLimit) {
          subscriber.timeOfLastUpdateNs = nowNs
        } else if (elapsedNs > timeouts.untetheredWindowLimitTimeoutNs) {
          host.sendUnavailableImage(subscriber)
          subscriber.moveTo(TETHER_STATE.LINGER, nowNs)
        }
        break
      case TETHER_STATE.LINGER:
        if (elapsedNs <= timeouts.untetheredLingerTimeoutNs) break
        if (subscriber.subscription.isRejoin) subscriber.moveTo(TETHER_STATE.RESTING, nowNs)
        else host.drop(subscriber)
        break
      case TETHER_STATE.RESTING:
        if (elapsedNs <= timeouts.untetheredRestingTimeoutNs) break
        host.rejoin(subscriber)
        subscriber.moveTo(TETHER_STATE.ACTIVE, nowNs)
        break
    }
  }
}
