/** `reflex price`, `reflex risk drill` and the text of `reflex risk report`. */

import { loadDeskConfig } from '@reflex/schema'
import { SILENT_LOGGER } from '@reflex/service-host'
import { describe, expect, test } from 'vitest'
import { runRiskDrills } from '../src/simulation/risk-drills.ts'
import { SimulatedFirm } from '../src/simulation/simulated-firm.ts'
import { parseOptions, priceOption } from '../src/tools/price-options.ts'
import { riskHtml, riskText } from '../src/tools/risk-text.ts'
import { defaultConfigPath } from '../src/up/directories.ts'

const desk = loadDeskConfig(defaultConfigPath())
const price = (row: object) => priceOption(parseOptions(JSON.stringify(row))[0]!, 0)

describe('price', () => {
  test('takes an array or lines, long or short names, and gives the volatility back', () => {
    const rows = parseOptions(
      '[{"type":"call","spot":"100","strike":90,"years":1,"vol":0.2},{"type":"P","S":1,"K":1,"T":1,"sigma":1}]',
    )
    expect(rows.map(({ model, input }) => [model, input.sign])).toEqual([
      ['bsm', 1],
      ['bsm', -1],
    ])
    expect(
      parseOptions('{"type":"c","F":1,"K":1,"T":1,"sigma":1}\n\n{"type":"c","F":1,"K":1,"T":1,"sigma":1}'),
    ).toHaveLength(2)
    for (const model of ['bsm', 'black76', 'inverse', 'american']) {
      const at = { type: 'put', spot: 100, strike: 110, years: 0.5, rate: 0.03, model }
      const { price: value, priceCoin } = price({ ...at, vol: 0.4 })
      expect(price({ ...at, price: value ?? priceCoin })['impliedVolatility']).toBeCloseTo(0.4, 4)
    }
    expect(price({ type: 'call', spot: 105, strike: 100, years: 1, price: 4 }).error).toBe('BELOW_INTRINSIC')
  })

  test('says what is wrong with which option', () => {
    const wrong = (text: string) => () => parseOptions(text)
    expect(wrong('')).toThrow('no options')
    expect(wrong('{"type":"x"}')).toThrow('option 1: type is call or put')
    expect(wrong('{"type":"call","spot":1,"strike":1,"years":1}')).toThrow('vol is missing')
    expect(wrong('{"type":"call","spot":-1,"strike":1,"years":1,"vol":1}')).toThrow('must be above 0')
    expect(wrong('{"type":"call"}\nnonsense')).toThrow('line 2 is no JSON')
  })
})

test('a firm-wide halt by a limit leaves nothing open and approves nothing more', () => {
  const [result] = runRiskDrills({ desk, seed: 1, only: 'limit: halt' })
  expect(result).toMatchObject({ passed: true, lastApprovedMs: 0 })
  expect(result!.flatMs).toBeLessThan(100)
})

test('the report of the engine as text and as a page', () => {
  const firm = new SimulatedFirm({
    ...{
      desk: { ...desk, sessionEpoch: '2026-01-05' },
      sessionEpochMs: Date.UTC(2026, 0, 5),
      startNs: 8 * 3_600e9,
      seed: 1,
    },
    ...{ log: SILENT_LOGGER, without: new Set(['ops-console', 'warehouse']) },
  })
  firm.runUntil(8 * 3_600e9 + 4e9)
  const report = firm.reports()['risk-engine']!
  firm.stop()
  const text = riskText(report, 'now')
  for (const title of ['Greeks', 'Value at risk', 'Stress', 'Limits', '2020-03-12']) expect(text).toContain(title)
  expect(riskHtml(report, '<now>')).toContain('Risk at &lt;now&gt;')
})
