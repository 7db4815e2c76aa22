import { FixAcceptor } from '@reflex/fix-session'
import { STREAM } from '@reflex/schema'
import { buildService, type Service, type ServiceContext, SILENT_LOGGER } from '@reflex/service-host'
import { describe, expect, it } from 'vitest'
import { SERVICES } from '../src/firm/service-list.ts'
import { SimulatedFirm } from '../src/simulation/simulated-firm.ts'
import { type BeginString, desk, oneOrder, PORT, quietMarket, SESSION_EPOCH_MS, START_NS } from './scripted-parts.ts'

/** The sample order flow of the field, through the real services: alpha, gateway, ems, exchange, position service. */

const FILL = { 'FIX.4.2': '20=0|150=2|39=2|', 'FIX.4.4': '150=F|39=2|', 'FIXT.1.1': '150=F|39=2|' } as const
const ACK = { 'FIX.4.2': '20=0|150=0|39=0|', 'FIX.4.4': '150=0|39=0|', 'FIXT.1.1': '150=0|39=0|' } as const

/** An exchange of few words: acknowledges and fills every order at its price. */
function exchange(context: ServiceContext, beginString: BeginString, seen: string[]): Service {
  const acceptor = new FixAcceptor({
    transport: context.tcp,
    storage: context.storage,
    dir: `${context.dataDir}/fix`,
    sessionTime: context.sessionTime,
    clock: context.clock,
    listener: { onSessionState: () => {} },
    host: '127.0.0.1',
    port: PORT,
    sessions: [{ beginString, senderCompId: 'XTST', targetCompId: 'REFLEX' }],
    onError: (error) => {
      throw error
    },
  })
  const service = buildService(context, {
    core: { onMessage: () => {}, onTimer: () => 0, isReady: () => true, statusText: () => 'scripted' },
    inputs: [
      {
        limit: 10,
        source: {
          name: 'members',
          close: () => acceptor.close(),
          poll: (nowNs, _handler, limit) => {
            acceptor.onTimer(nowNs)
            const onMessage = (_i: number, bytes: Uint8Array, offset: number, length: number): void => {
              const text = Buffer.from(bytes.subarray(offset, offset + length))
                .toString('latin1')
                .replaceAll('\x01', '|')
              seen.push(text)
              if (!text.includes('|35=D|')) return
              const common = '37=ExchID456|11=OrderID123|55=XYZ|54=1|38=100|44=10.01|'
              const reports = [
                `35=8|17=E1|${ACK[beginString]}${common}14=0|151=100|6=0|60=20260105-10:00:00.000|`,
                `35=8|17=E2|${FILL[beginString]}${common}32=100|31=10.01|14=100|151=0|6=10.01|60=20260105-10:00:00.000|`,
              ]
              for (const report of reports) {
                const body = Buffer.from(report.replaceAll('|', '\x01'), 'latin1')
                acceptor.send(0, body, 0, body.length, nowNs)
              }
            }
            return acceptor.poll(nowNs, { onMessage }, limit)
          },
        },
      },
    ],
    outputs: [],
  })
  return service
}

const field = (message: string, tag: number): string | undefined =>
  new RegExp(`\\|${tag}=([^|]*)\\|`).exec(message)?.[1]

describe.each(['FIX.4.2', 'FIX.4.4', 'FIXT.1.1'] as BeginString[])(
  'the sample order flow, venue session %s',
  (version) => {
    it('has the same order on every hop, and the fill at the position service', () => {
      const bus: { stream: number; text: string }[] = []
      const venue: string[] = []
      const world: { firm: SimulatedFirm | undefined } = { firm: undefined }
      const kept = SERVICES.filter(({ name }) => ['risk-gateway', 'ems', 'oms', 'risk-engine'].includes(name))
      const ready = (): boolean => world.firm?.service('risk-gateway')?.isReady() === true
      world.firm = new SimulatedFirm({
        desk: desk(version),
        sessionEpochMs: SESSION_EPOCH_MS,
        startNs: START_NS,
        seed: 1,
        log: SILENT_LOGGER,
        without: new Set(),
        services: [
          { name: 'market-data', create: quietMarket },
          { name: 'alpha', create: (context) => oneOrder(context, ready) },
          ...kept,
          { name: 'exchange', create: (context) => exchange(context, version, venue) },
        ],
        onSent: (stream, bytes, offset, length) => {
          const text = Buffer.from(bytes.subarray(offset, offset + length))
            .toString('latin1')
            .replaceAll('\x01', '|')
          bus.push({ stream, text })
        },
      })
      world.firm.runUntil(START_NS + 5e9)
      const on = (stream: number, type: string): string[] =>
        bus
          .filter((message) => message.stream === stream && message.text.includes(`|35=${type}|`))
          .map(({ text }) => text)
      const order = { 11: 'OrderID123', 55: 'XYZ', 54: '1', 38: '100', 44: '10.01' }
      const hops = [
        on(STREAM.ORDERS_INTENT, 'D'),
        on(STREAM.ORDERS_APPROVED, 'D'),
        venue.filter((text) => text.includes('|35=D|')),
      ]
      for (const [i, hop] of hops.entries()) {
        expect(hop, `hop ${i + 1}`).toHaveLength(1)
        for (const [tag, value] of Object.entries(order))
          expect(field(hop[0]!, Number(tag)), `hop ${i + 1}`).toBe(value)
      }
      expect(hops[2]![0]).toContain(`8=${version}|`)
      expect(hops[2]![0]).not.toMatch(/\|1\d{4}=/) // Nothing internal leaves the firm.
      const fill = on(STREAM.EXECUTIONS, '8').find((text) => field(text, 150) === 'F')!
      const filled = { ...order, 37: 'ExchID456', 150: 'F', 31: '10.01', 32: '100' }
      for (const [tag, value] of Object.entries(filled)) expect(field(fill, Number(tag))).toBe(value)
      const positions = world.firm.reports()['oms']!['positions'] as { symbol: string; qty: number; avgPx: number }[]
      expect(positions).toEqual([expect.objectContaining({ symbol: 'XYZ', qty: 100, avgPx: 10.01 })])
      world.firm.stop()
    })
  },
)
