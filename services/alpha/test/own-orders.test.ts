import { expect, it } from 'vitest'
import { Firm } from './firm.ts'

const XALP_BTC = 1

it('does not meet its own orders: the side that moves away goes first, the other waits until it has', () => {
  const parameters = { requoteToleranceBps: 0, quoteLifeMs: 0, levels: 1 }
  const firm = new Firm({ strategies: [{ id: 'MAKER1', kind: 'market-maker', parameters }] })
  firm.start()
  firm.ack(firm.quote(XALP_BTC, 59_999, 60_001))
  const away = firm.quote(XALP_BTC, 60_049, 60_051)
  expect(away.map((one) => [one.type, one.text(54)])).toEqual([['G', '2']])
  expect(firm.quote(XALP_BTC, 60_049, 60_051)).toEqual([])
  firm.report(away[0]!, '5')
  const after = firm.quote(XALP_BTC, 60_049, 60_051)
  expect(after.map((one) => [one.type, one.text(54)])).toEqual([['G', '1']])
  firm.report(after[0]!, '5')
  const back = firm.quote(XALP_BTC, 59_999, 60_001)
  expect(back.map((one) => [one.type, one.text(54)])).toEqual([['G', '1']])
})
