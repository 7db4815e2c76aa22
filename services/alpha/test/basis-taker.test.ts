import { expect, it } from 'vitest'
import { Firm } from './firm.ts'

const XALP_BTC = 1
const XBET_BTC = 3

it('takes what trades off its basis with one immediate order, and rests', () => {
  const parameters = { thresholdBps: 5, lots: 20, positionMaxLots: 30, cooldownMs: 1000 }
  const firm = new Firm({
    strategies: [{ id: 'MAKER1', kind: 'basis-taker', parameters }],
    fairValue: { basisSamplesMin: 1, crossToleranceBps: 1000 },
  })
  firm.start()
  for (let i = 0; i < 50; i++) {
    firm.nowNs += 1e6
    expect(firm.quote(XALP_BTC, 59_999, 60_001)).toEqual([])
    expect(firm.quote(XBET_BTC, 59_999, 60_001)).toEqual([])
  }
  const said = firm.quote(XBET_BTC, 59_899, 59_901)
  expect(said.map((one) => [one.type, ...[54, 38, 44, 59, 18, 1301].map((tag) => one.text(tag))])).toEqual([
    ['D', '1', '0.002', '59901', '3', '', 'XBET'],
  ])
  firm.report(said[0]!, '0')
  firm.report(said[0]!, 'F', { lots: 20, status: '2' })
  expect(firm.summary().inventory[0]).toEqual({ underlying: 'BTC', qty: 0.002 })
  expect(firm.quote(XBET_BTC, 59_898, 59_900)).toEqual([])
  // At its limit it takes no more.
  firm.nowNs += 1001e6
  firm.heartbeat()
  expect(firm.quote(XBET_BTC, 59_799, 59_801)).toEqual([])
})

it.each([
  [{ strategies: [{ id: 'NOBODY', kind: 'market-maker' }] }, "strategies.0.id: no strategy 'NOBODY' in the desk file"],
  [
    { strategies: [{ id: 'MAKER1', kind: 'market-maker', parameters: { quoteSize: { BTC: 1 } } }] },
    'strategies.0.parameters.quoteSize: no entry for ETH',
  ],
  [{ tca: { stepMax: 2 } }, 'services.alpha.tca.stepMax'],
])('refuses a wrong configuration by name: %j', (section, message) => {
  expect(() => new Firm(section)).toThrow(message)
})
