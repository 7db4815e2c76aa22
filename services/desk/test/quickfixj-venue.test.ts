import { HeapMemoryMapper } from '@aeron/client'
import { ManualClock, Prng, SystemEpochClock, SystemNanoClock, sessionEpochMsOf } from '@reflex/base'
import { NodeTransport } from '@reflex/fix-session'
import { freePort, QUICKFIXJ, QuickFixPeer } from '@reflex/fix-session/quickfixj-peer'
import { MemoryStorage } from '@reflex/journal'
import { STREAM } from '@reflex/schema'
import { EmbeddedBus, Runtime, type Service, SILENT_LOGGER } from '@reflex/service-host'
import { SimDatagramTransport, SimulationScheduler } from '@reflex/simulation'
import { describe, expect, it } from 'vitest'
import { SERVICES } from '../src/firm/service-list.ts'
import { type BeginString, desk, oneOrder, quietMarket } from './scripted-parts.ts'

const LIMIT_MS = 90_000
const KEPT = ['risk-gateway', 'ems', 'oms', 'risk-engine']

/** The real services on the real clock and TCP, with QuickFIX/J as the venue. The gate `quickfixj` runs this. */
describe.skipIf(QUICKFIXJ === undefined).each(['FIX.4.2', 'FIX.4.4', 'FIXT.1.1'] as BeginString[])(
  'QuickFIX/J as a venue of the ems, %s',
  (version) => {
    it(
      'takes our order by its dictionary and fills it, and the position is ours',
      async () => {
        const port = await freePort()
        const peer = new QuickFixPeer({
          ...{ role: 'acceptor', beginString: version, senderCompId: 'XTST', targetCompId: 'REFLEX', port },
          settings: ['ValidateUserDefinedFields=Y'],
        })
        const firm = new RealFirm(version, port)
        try {
          await peer.until('logon', () => firm.turn() && peer.count('LOGON') > 0)
          firm.mayTrade = true
          await peer.until('fill on the bus', () => firm.turn() && firm.fills().length > 0)
          expect(peer.received('D')).toHaveLength(1)
          expect(peer.received('D')[0]).toContain('|11=OrderID123|')
          expect(firm.fills()[0]).toMatch(/\|32=100\|31=10.01\|/)
          await peer.until('position', () => firm.turn() && firm.positions().length > 0)
          expect(firm.positions()).toEqual([expect.objectContaining({ symbol: 'XYZ', qty: 100, avgPx: 10.01 })])
          expect(peer.lines.filter((line) => /\|35=[3j]\|/.test(line))).toEqual([])
        } finally {
          firm.stop()
          peer.close()
        }
      },
      LIMIT_MS,
    )
  },
)

class RealFirm {
  readonly #bus: EmbeddedBus
  readonly #services: Service[]
  readonly #executions: string[] = []
  /** Set when the venue's session is up. */
  mayTrade = false
  #isReady = false

  constructor(version: BeginString, port: number) {
    const sessionEpochMs = sessionEpochMsOf(Date.now())
    const clock = new SystemNanoClock(sessionEpochMs)
    const epochClock = new SystemEpochClock()
    const onError = (error: unknown): void => {
      throw error
    }
    const random = new Prng(1)
    const heap = { mapper: new HeapMemoryMapper(), random, env: {} }
    const names = { aeronDir: '/quickfixj/aeron', clientName: 'quickfixj' }
    this.#bus = new EmbeddedBus({ ...heap, ...names, nanoClock: clock, epochClock, onError })
    // Nothing is sent by datagram here; the bus is in memory.
    const scheduler = new SimulationScheduler({
      ...{ clock: new ManualClock(0, sessionEpochMs), seed: 1, quantumNs: 1e6, turnCostNs: 700, onError },
    })
    const datagrams = new SimDatagramTransport({ scheduler, seed: 1, latencyNs: 0, jitterNs: 0 })
    const runtime = new Runtime({
      ...{ desk: desk(version, port), sessionEpochMs, clock, epochClock, aeron: this.#bus.aeron, datagrams },
      ...{ tcp: new NodeTransport(), storage: new MemoryStorage(), dataDir: '/quickfixj/data', log: SILENT_LOGGER },
      ...{ seed: 1, isVirtual: false, wake: () => {}, onFatal: onError },
      onSent: (streamId, bytes, offset, length) => {
        const text = Buffer.from(bytes.subarray(offset, offset + length)).toString('latin1')
        if (streamId === STREAM.EXECUTIONS) this.#executions.push(text.replaceAll('\x01', '|'))
      },
    })
    const kept = SERVICES.filter(({ name }) => KEPT.includes(name))
    const market = quietMarket(runtime.contextFor('market-data'))
    const alpha = oneOrder(runtime.contextFor('alpha'), () => this.#isReady)
    this.#services = [market, alpha, ...kept.map(({ name, create }) => create(runtime.contextFor(name)))]
  }

  /** One round of everything. @returns true. */
  turn(): boolean {
    for (let i = 0; i < 200; i++) {
      this.#bus.doWork()
      for (const service of this.#services) service.agent.doWork()
    }
    const gateway = this.#services.find(({ name }) => name === 'risk-gateway')
    this.#isReady = this.mayTrade && gateway?.isReady() === true
    return true
  }

  fills(): string[] {
    return this.#executions.filter((text) => text.includes('|35=8|') && text.includes('|150=F|'))
  }

  positions(): { symbol: string; qty: number; avgPx: number }[] {
    const oms = this.#services.find(({ name }) => name === 'oms')
    return (oms?.report()['positions'] ?? []) as { symbol: string; qty: number; avgPx: number }[]
  }

  stop(): void {
    for (const service of [...this.#services].reverse()) service.agent.onClose?.()
    this.#bus.onClose?.()
  }
}
