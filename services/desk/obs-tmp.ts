import { loadDeskConfig } from '@reflex/schema'
import { SILENT_LOGGER } from '@reflex/service-host'
import { SimulatedFirm } from '/work/main/services/desk/src/simulation/simulated-firm.ts'
const desk0 = loadDeskConfig('/work/main/config/desk.json')
const EPOCH = Date.UTC(2026, 0, 5)
const START = 8 * 3600e9
const secs = Number(process.argv[2] ?? 10)
const seed = Number(process.argv[3] ?? 1)
const services = process.argv[4] ? JSON.parse(process.argv[4]) : {}
const desk = { ...desk0, sessionEpoch: '2026-01-05', services: { ...desk0.services, ...services } }
const firm = new SimulatedFirm({ desk, sessionEpochMs: EPOCH, startNs: START, seed, log: SILENT_LOGGER, without: new Set(['ops-console']) })
let maxUse: Record<string, number> = {}
const ready: string[] = []
let wasReady = false
for (let t = 0; t < secs * 10; t++) {
  firm.runUntil(START + (t + 1) * 1e8)
  const g: any = firm.service('risk-gateway')!.report()
  const st = g.status
  if (ready.at(-1)?.split('|')[1] !== st) ready.push(`${(t + 1) / 10}s|${st}`)
  for (const u of g.utilisation) { const k = u.check + ' ' + u.scope + ' ' + u.symbol; if ((maxUse[k] ?? 0) < u.utilisation) maxUse[k] = u.utilisation }
}
const g: any = firm.service('risk-gateway')!.report()
const e: any = firm.service('risk-engine')!.report()
console.log(ready.join('\n'))
console.log('rejects', g.rejectsByCheck, 'seen', g.ordersSeen, 'approved', g.approved, 'open', g.openOrders, 'cancels', g.cancelsPassed)
console.log(Object.entries(maxUse).filter(([, v]) => v > 0.01).map(([k, v]) => k + ' ' + (v * 100).toFixed(1) + '%').join('\n'))
console.log(JSON.stringify({ ...e, actions: e.actions.slice(-12) }, null, 1))
const c = firm.service('risk-gateway')!.counters
for (const k of ['adopted', 'swept', 'overfilled', 'malformed', 'fills', 'executions', 'positionReports', 'alerts', 'controls']) console.log(k, c.get(k))
