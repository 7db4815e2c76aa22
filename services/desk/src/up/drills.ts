import { setTimeout as sleep } from 'node:timers/promises'
import { ReflexError } from '@reflex/base'
import type { DeskConfig } from '@reflex/schema'
import type { Firm } from '../firm/firm.ts'

const DRILLS = ['kill', 'breach', 'drawdown'] as const
const KILL_AFTER_MS = 6_000
const RELEASE_AFTER_MS = 3_000

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
  const limits = drill === 'breach' ? { grossNotional: '2000' } : { drawdown: '1' }
  const section = { ...engine, limits: { ...engine?.limits, ...limits } }
  return { ...desk, services: { ...desk.services, 'risk-engine': section } }
}

/** The operator's part of the drill: kill, and release after a while. */
export async function runDrill(name: string, firm: Firm): Promise<void> {
  if (parseDrill(name) !== 'kill') return
  await sleep(KILL_AFTER_MS)
  firm.command({ kind: 'halt', reason: 'drill', actor: 'reflex up' })
  await sleep(RELEASE_AFTER_MS)
  firm.command({ kind: 'release', reason: 'drill is over', actor: 'reflex up' })
}
