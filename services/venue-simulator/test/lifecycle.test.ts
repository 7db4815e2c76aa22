import { MemoryStorage } from '@reflex/journal'
import { afterEach, expect, it } from 'vitest'
import { Firm, type Member } from './harness.ts'

const TIME = '60=20260130-10:00:00.000'
const MASS = [11, 17, 150, 39, 58] as const
let firm: Firm
afterEach(() => firm.close())

const order = (id: string, more: string): string => `35=D|11=${id}|1=MM1|55=BTC-USD|${TIME}|${more}`

function send(member: Member, ...messages: string[]): void {
  for (const message of messages) member.send(message)
  firm.run(1)
}

it('refuses with reasons', () => {
  firm = new Firm({ flow: false })
  const member = firm.connect(1)
  send(member, order('A', '54=1|38=1|40=2|44=60000'))
  member.take()
  send(
    member,
    order('A', '54=1|38=1|40=2|44=60000'),
    `35=D|11=B|55=NOPE|54=1|38=1|40=2|44=60000|${TIME}`,
    order('C', '54=9|38=1|40=2|44=60000'),
    order('D', '54=1|38=0.00001|40=2|44=60000'),
    order('E', '54=1|38=1|40=2|44=60000.001'),
    order('F', '54=1|38=1|40=2|44=90000'),
    order('G', '54=1|38=1|40=3|44=60000'),
    `35=D|1=MM1|55=BTC-USD|54=1|38=1|40=2|44=60000|${TIME}`,
    `35=F|41=Z|11=H|55=BTC-USD|54=1|${TIME}`,
    `35=G|41=A|11=I|55=BTC-USD|54=1|38=200|40=2|44=60000|${TIME}`,
    '35=AB|11=J',
  )
  expect(member.take(11, 150, 103, 434, 102, 380)).toEqual([
    '35=8 11=A 150=8 103=6',
    '35=8 11=B 150=8 103=1',
    '35=8 11=C 150=8 103=11',
    '35=8 11=D 150=8 103=13',
    '35=8 11=E 150=8 103=18',
    '35=8 11=F 150=8 103=16',
    '35=8 11=G 150=8 103=11',
    '35=j 380=5',
    '35=9 11=H 434=1 102=1',
    '35=9 11=I 434=2 102=99',
    '35=j 380=3',
  ])
})

it('knows FOK, post-only, market and self-trade prevention', () => {
  firm = new Firm({ flow: false, members: [{ venue: 'XALP', beginString: 'FIX.4.4', compId: 'OTHER' }] })
  const maker = firm.connect(1)
  const taker = firm.connect(1, 'OTHER')
  send(
    maker,
    order('M', '54=2|38=1|40=2|44=60000'),
    order('N', '54=1|38=1|40=2|44=60000|18=6'),
    order('S', '54=1|38=2|40=2|44=60000'),
  )
  expect(maker.take(11, 150, 39, 58)).toEqual([
    '35=8 11=M 150=0 39=0',
    '35=8 11=N 150=8 39=8 58=post-only order would trade',
    '35=8 11=S 150=0 39=0',
    '35=8 11=S 150=4 39=4 58=self-trade prevention',
  ])
  send(taker, order('A', '54=1|38=2|40=2|44=60000|59=4'), order('B', '54=1|38=0.5|40=1'), order('C', '54=1|38=2|40=1'))
  expect(taker.take(11, 150, 39, 32, 31, 58)).toEqual([
    '35=8 11=A 150=0 39=0',
    '35=8 11=A 150=4 39=4 58=cannot be filled whole',
    '35=8 11=B 150=0 39=0',
    '35=8 11=B 150=F 39=2 32=0.5 31=60000',
    '35=8 11=C 150=0 39=0',
    '35=8 11=C 150=F 39=1 32=0.5 31=60000',
    '35=8 11=C 150=4 39=4 58=nothing left to trade with',
  ])
})

it('answers status, mass status and mass cancel', () => {
  firm = new Firm({ flow: false })
  const member = firm.connect(1)
  send(member, order('A', '54=1|38=1|40=2|44=60000'), order('B', '54=1|38=1|40=2|44=60001'))
  member.take()
  send(member, '35=H|11=A|55=BTC-USD|54=1', '35=H|11=Z|55=BTC-USD|54=1', '35=AF|584=S1|585=7')
  expect(member.take(11, 17, 150, 39, 584, 911, 912)).toEqual([
    '35=8 11=A 17=0 150=I 39=0',
    '35=8 11=Z 17=0 150=I 39=8',
    '35=8 11=A 17=0 150=I 39=0 584=S1 911=2',
    '35=8 11=B 17=0 150=I 39=0 584=S1 911=2 912=Y',
  ])
  send(member, `35=q|11=C|530=7|${TIME}`, '35=AF|584=S2|585=7')
  expect(member.take(11, 150, 39, 531, 533, 584, 911, 912)).toEqual([
    '35=8 11=A 150=4 39=4',
    '35=8 11=B 150=4 39=4',
    '35=r 11=C 531=7 533=2',
    '35=8 150=I 39=8 584=S2 911=0 912=Y',
  ])
})

it('cancels on disconnect and tells when the member is back', () => {
  firm = new Firm({ flow: false })
  const disk = new MemoryStorage()
  const member = firm.connect(1, 'REFLEX', disk)
  send(member, order('A', '54=1|38=1|40=2|44=60000'))
  member.take()
  member.drop()
  firm.members.length = 0
  firm.run(5)
  expect((firm.service.report() as { venues: { openOrders: number }[] }).venues[0]!.openOrders).toBe(0)
  const back = firm.connect(1, 'REFLEX', disk)
  firm.run(5)
  expect(back.take(...MASS)).toEqual(['35=8 11=A 17=XALP-2 150=4 39=4 58=cancel on disconnect'])
})

it('keeps positions, ClOrdIDs and ExecIDs over a restart and cancels what was open', () => {
  firm = new Firm({ flow: false, members: [{ venue: 'XALP', beginString: 'FIX.4.4', compId: 'OTHER' }] })
  const a = firm.connect(1)
  const b = firm.connect(1, 'OTHER')
  send(a, order('A', '54=2|38=1|40=2|44=60000'), order('OPEN', '54=1|38=1|40=2|44=59000'))
  send(b, order('A', '54=1|38=0.4|40=2|44=60000'))
  const before = (firm.service.report() as { positions: unknown[] }).positions
  expect(before).toMatchObject([
    { account: 'MM1', instrumentId: 1, venue: 'XALP', symbol: 'BTC-USD', lots: 0, qty: '0', cash: '0', fees: '4.8' },
  ])
  a.take()
  firm.restart()
  firm.run(20)
  expect((firm.service.report() as { positions: unknown[] }).positions).toEqual(before)
  expect((firm.service.report() as { life: number }).life).toBe(2)
  expect(a.isLoggedOn).toBe(true)
  // Cancel on disconnect of the last moment or the restart: either way exactly one end for each order.
  const ends = a.take(11, 150, 39)
  expect(ends.sort()).toEqual(['35=8 11=A 150=4 39=4', '35=8 11=OPEN 150=4 39=4'])
  send(a, order('A', '54=1|38=1|40=2|44=60000'), order('NEW', '54=1|38=1|40=2|44=60000'))
  expect(a.take(11, 37, 17, 150, 103)).toEqual([
    '35=8 11=A 37=NONE 17=XALP-8 150=8 103=6',
    '35=8 11=NEW 37=XALP-O4 17=XALP-9 150=0',
  ])
})
