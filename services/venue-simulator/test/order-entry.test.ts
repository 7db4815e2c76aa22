import { afterEach, describe, expect, it } from 'vitest'
import { Firm, type Member } from './harness.ts'

const TIME = '60=20260130-10:00:00.000'
let firm: Firm | undefined
afterEach(() => firm?.close())

function start(venueId: number, settings: Record<string, unknown> = {}): Member {
  firm = new Firm({ flow: false, ...settings })
  return firm.connect(venueId)
}

function ask(member: Member, ...messages: string[]): void {
  for (const message of messages) member.send(message)
  firm!.run(1)
}

describe.each([
  [1, 'FIX.4.4', 'BTC-USD'],
  [2, 'FIX.4.2', 'BTC-USD'],
  [3, 'FIXT.1.1', 'BTC-PERP'],
] as const)('venue %i, %s', (venueId, version, symbol) => {
  const isOld = version === 'FIX.4.2'
  const order = (id: string, more: string): string =>
    `35=D|11=${id}|1=MM1|${isOld ? '21=1|' : ''}55=${symbol}|${TIME}|${more}`

  it('acknowledges, cancels, replaces', () => {
    const member = start(venueId)
    expect(member.isLoggedOn).toBe(true)
    ask(member, order('A', '54=1|38=2|40=2|44=60000'))
    expect(member.take(37, 11, 17, 150, 39, 54, 38, 44, 14, 151)).toEqual([
      `35=8 37=${['', 'XALP', 'XBET', 'XPRP'][venueId]}-O1 11=A 17=${['', 'XALP', 'XBET', 'XPRP'][venueId]}-1 ` +
        '150=0 39=0 54=1 38=2 44=60000 14=0 151=2',
    ])
    ask(member, `35=G|41=A|11=B|${isOld ? '21=1|' : ''}55=${symbol}|54=1|38=3|40=2|44=60001|${TIME}`)
    expect(member.take(11, 41, 150, 39, 38, 44, 151)).toEqual([
      `35=8 11=B 41=A 150=5 39=${isOld ? 5 : 0} 38=3 44=60001 151=3`,
    ])
    ask(member, `35=F|41=B|11=C|55=${symbol}|54=1|38=3|${TIME}`)
    expect(member.take(11, 41, 150, 39, 151)).toEqual(['35=8 11=C 41=B 150=4 39=4 151=0'])
    ask(member, `35=F|41=B|11=D|55=${symbol}|54=1|38=3|${TIME}`)
    expect(member.take(11, 41, 39, 434, 102)).toEqual(['35=9 11=D 41=B 39=4 434=1 102=0'])
  })

  it('matches two members and tells both, with fees', () => {
    firm = new Firm({
      flow: false,
      members: [{ venue: ['', 'XALP', 'XBET', 'XPRP'][venueId], beginString: version, compId: 'OTHER' }],
    })
    const maker = firm.connect(venueId)
    const taker = firm.connect(venueId, 'OTHER')
    ask(maker, order('A', '54=2|38=1|40=2|44=60000'))
    maker.take()
    ask(taker, order('A', '54=1|38=3|40=2|44=60001|59=3'))
    const trade = isOld ? '2' : 'F'
    const fees = { 1: ['-3', '15'], 2: ['', '12'], 3: ['-1.2', '18'] }[venueId]
    const fee = (value: string): string => (isOld ? ` 12=${value || 0}` : ` 137=${value}`)
    const liquidity = (ind: string): string => (isOld ? '' : ` 851=${ind}`)
    expect(maker.take(150, 39, 31, 32, 14, 151, 6, 851, 12, 137)).toEqual([
      `35=8 150=${trade} 39=2 31=60000 32=1 14=1 151=0 6=60000${liquidity('1')}${fee(fees[0]!)}`,
    ])
    expect(taker.take(150, 39, 31, 32, 14, 151, 6, 851, 12, 137)).toEqual([
      '35=8 150=0 39=0 14=0 151=3 6=0',
      `35=8 150=${isOld ? '1' : 'F'} 39=1 31=60000 32=1 14=1 151=2 6=60000${liquidity('2')}${fee(fees[1]!)}`,
      '35=8 150=4 39=4 14=1 151=0 6=60000',
    ])
    const { positions } = firm.service.report() as { positions: { account: string; lots: number; cash: string }[] }
    expect(positions.reduce((sum, row) => sum + Number(row.cash), 0)).toBe(0)
  })
})

describe('feed', () => {
  it('flows with background traders', () => {
    firm = new Firm({})
    firm.run(2000, 1e6)
    const report = firm.service.report() as { venues: { venue: string; events: number; trades: number }[] }
    expect(firm.datagrams.length).toBeGreaterThan(1000)
    for (const row of report.venues) expect(row.trades).toBeGreaterThan(0)
  })
})
