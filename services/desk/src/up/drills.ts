import { setTimeout as sleep } from 'node:timers/promises'
import { ReflexError } from '@reflex/base'
import type { DeskConfig } from '@reflex/schema'
import type { Firm } from '../firm/firm.ts'

const DRILLS = ['kill', 'breach', 'drawdown'] as const
const KILL_AFTER_MS = 6_000
const RELEASE_AFTER_MS = 3_000
const HALT_WITHIN_MS = 60_000
const POLL_MS = 200

type Drill = (typeof DRILLS)[number]

/** @throws ReflexError REFLEX_USAGE for a drill that there is none of. */
export function parseDrill(name: string): Drill {
  const drill = DRILLS.find((candidate) => candidate === name)
  if (drill === undefined) throw new ReflexError('REFLEX_USAGE', `there is no drill '${name}': ${DRILLS.join(', ')}`)
  return drill
}

/** Drills that must trip by themselves get limits that a few fills pass. */
export function deskForDrill(desk: DeskConfig, drill: Drill): DeskConfig {
  if (drill === 'kill') return desk
  const engine = desk.services['risk-engine'] as { limits?: object } | undefined
  // After the release a loss may go on by ten times the limit, so that the firm is seen to resume.
  const own = drill === 'breach' ? { grossNotional: '2000' } : { drawdown: '5' }
  const section = { ...engine, limits: { ...engine?.limits, ...own }, releasePercent: 1000 }
  return { ...desk, services: { ...desk.services, 'risk-engine': section } }
}

/** The operator's part of the drill: halts, or waits for the limit that does; and releases after a while. */
export async function runDrill(name: string, firm: Firm): Promise<void> {
  const drill = parseDrill(name)
  if (drill === 'breach') return
  if (drill === 'kill') {
    await sleep(KILL_AFTER_MS)
    firm.command({ kind: 'halt', reason: 'drill', actor: 'reflex up' })
  } else if (!(await isHalted(firm))) return
  await sleep(RELEASE_AFTER_MS)
  firm.command({ kind: 'release', reason: 'drill is over', actor: 'reflex up' })
}

/** Waits until the risk engine has halted the firm; not longer than a minute. */
async function isHalted(firm: Firm): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < HALT_WITHIN_MS; waitedMs += POLL_MS) {
    await sleep(POLL_MS)
    const reports = await firm.reports()
    if (reports['risk-engine']?.['level'] === 'halt') return true
  }
  return false
}
