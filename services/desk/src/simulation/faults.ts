import type { Prng } from '@reflex/base'
import type { SimulatedFirm } from './simulated-firm.ts'

const FAULT_INTERVAL_NS = 6e9
/** After start-up and before the end the firm is left alone, so that it can settle. */
const QUIET_NS = 6e9
const RESTART_AFTER_NS = 400e6
const LOSSY_NS = 500e6
const FEED_LOSS = 0.02

/** Draws one fault after another from the seed: a killed service, cut connections, a lossy feed. */
export function scheduleFaults(firm: SimulatedFirm, prng: Prng, startNs: number, endNs: number): void {
  const names = firm.serviceNames
  for (let atNs = startNs + QUIET_NS; atNs < endNs - QUIET_NS; atNs += FAULT_INTERVAL_NS) {
    const kind = prng.nextInt(4)
    if (kind === 0) firm.scheduler.at(atNs, () => firm.tcp.cutAll())
    else if (kind === 1) scheduleLoss(firm, atNs)
    else scheduleKill(firm, names[prng.nextInt(names.length)]!, atNs)
  }
}

function scheduleKill(firm: SimulatedFirm, name: string, atNs: number): void {
  firm.scheduler.at(atNs, () => firm.kill(name))
  firm.scheduler.at(atNs + RESTART_AFTER_NS, () => firm.startService(name))
}

function scheduleLoss(firm: SimulatedFirm, atNs: number): void {
  firm.scheduler.at(atNs, () => {
    firm.udp.faults = { lossProbability: FEED_LOSS, duplicateProbability: FEED_LOSS }
  })
  firm.scheduler.at(atNs + LOSSY_NS, () => {
    firm.udp.faults = { lossProbability: 0, duplicateProbability: 0 }
  })
}
