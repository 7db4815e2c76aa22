/**
 * The graduated response, mildest first. On the wire a level is a RiskAction (10212); hedge is reduce-only for
 * everybody while the engine's own hedger brings the position down.
 */

import { RISK_ACTION } from '@reflex/schema'

export const LEVEL = { NORMAL: 0, WARN: 1, WIDEN: 2, REDUCE_ONLY: 3, HEDGE: 4, CANCEL_ALL: 5, HALT: 6 } as const

/** By level; from 1 on the words of the configuration. */
export const LEVEL_NAMES = ['normal', 'warn', 'widen', 'reduce-only', 'hedge', 'cancel-all', 'halt'] as const

const RISK_ACTIONS = [
  RISK_ACTION.NORMAL,
  RISK_ACTION.WARN,
  RISK_ACTION.WIDEN,
  RISK_ACTION.REDUCE_ONLY,
  RISK_ACTION.REDUCE_ONLY,
  RISK_ACTION.CANCEL_ALL,
  RISK_ACTION.HALT,
] as const

export function riskActionOf(level: number): number {
  return RISK_ACTIONS[level] ?? RISK_ACTION.HALT
}
