/**
 * The service is killed at any write to its disk, in the middle of flow, again and again. What members were told stays
 * true, and each is told everything once.
 */

import { Prng } from '@reflex/base'
import { FIX_OK, FixFrame } from '@reflex/fix'
import { JournalReader } from '@reflex/journal'
import { afterEach, expect, it } from 'vitest'
import { Firm, KILLED, type Member } from './harness.ts'

const SEED = Number(process.env['REFLEX_SEED'] ?? 11)
const KILLS = 25
const APPENDS_MAX = 60
const STEP_NS = 100_000
const TIME = '60=20260130-10:00:00.000'
const ENDS = new Set(['2', '4', '8'])
const REPORT_OF_STATUS = '0'

interface Client {
  readonly member: Member
  readonly venueId: number
  readonly session: number
  readonly account: string
  readonly reports: FixFrame[]
  readonly sent: string[]
}

let firm: Firm
afterEach(() => firm.close())

/** Runs on; a kill on the way is followed by a new start. @returns whether there was one. */
function run(ms: number): boolean {
  try {
    firm.run(ms, STEP_NS)
    return false
  } catch (error) {
    if (error !== KILLED) throw error
    firm.kill()
    return true
  }
}

function collect(client: Client): void {
  for (const frame of client.member.received) {
    if (frame.text(35) === '8' && frame.text(17) !== REPORT_OF_STATUS) client.reports.push(frame)
  }
  client.member.received.length = 0
}

/** Orders around the touch, some of which trade with the flow or the other member; now and then a cancel. */
function act(client: Client, prng: Prng): void {
  const { member, sent } = client
  if (!member.isLoggedOn) return
  const id = `K${sent.length + 1}`
  const side = 1 + prng.nextInt(2)
  const ticks = 60_000 + prng.nextInt(41) - 20 + (side === 1 ? 10 : -10)
  const more = prng.nextInt(3) === 0 ? '59=3|' : ''
  if (prng.nextInt(4) === 0 && sent.length > 0) {
    member.send(`35=F|41=${sent[prng.nextInt(sent.length)]}|11=${id}|55=BTC-USD|54=${side}|38=1|${TIME}`)
  } else {
    const old = client.venueId === 2 ? '21=1|' : ''
    const terms = `54=${side}|38=0.0${1 + prng.nextInt(9)}|40=2|44=${ticks}|${more}${TIME}`
    member.send(`35=D|11=${id}|1=${client.account}|${old}55=BTC-USD|${terms}`)
  }
  sent.push(id)
}

/** ExecIDs that the venue has on disk for a member, in order. */
function journaled(client: Client): string[] {
  const ids: string[] = []
  const frame = new FixFrame(firm.sessionTime)
  const reader = new JournalReader({ storage: firm.storage, dir: 'sim/executions', name: 'executions' })
  reader.readAll({
    onRecord: (_index, _nowNs, streamId, bytes, offset, length) => {
      if (streamId !== client.venueId * 256 + client.session) return
      expect(frame.wrap(bytes, offset, length)).toBe(FIX_OK)
      ids.push(frame.text(17))
    },
  })
  reader.close()
  return ids
}

function expectPositionsOf(client: Client): void {
  const fills = client.reports.filter((frame) => frame.has(32) && frame.decimalE8(32) > 0)
  let lots = 0
  for (const frame of fills) lots += (frame.text(54) === '1' ? 1 : -1) * Math.round(frame.decimalE8(32) / 1e4)
  const { positions } = firm.service.report() as {
    positions: { venue: string; account: string; lots: number; fills: number }[]
  }
  const row = positions.find(
    (one) => one.venue === (client.venueId === 1 ? 'XALP' : 'XBET') && one.account === client.account,
  )
  expect(fills.length).toBeGreaterThan(5)
  expect([row?.lots, row?.fills]).toEqual([lots, fills.length])
}

it(`loses nothing and says nothing twice when killed, seed ${SEED}`, () => {
  const prng = new Prng(SEED)
  firm = new Firm({ members: [{ venue: 'XALP', beginString: 'FIX.4.4', compId: 'OTHER' }] }, SEED)
  const client = (venueId: number, session: number, compId: string, account: string): Client => {
    return { member: firm.connect(venueId, compId), venueId, session, account, reports: [], sent: [] }
  }
  const clients = [client(1, 0, 'REFLEX', 'MM1'), client(1, 1, 'OTHER', 'MM2'), client(2, 0, 'REFLEX', 'MM3')]
  let kills = 0
  firm.killAtAppend(1 + prng.nextInt(APPENDS_MAX))
  while (kills < KILLS) {
    for (const one of clients) act(one, prng)
    if (run(1)) {
      kills++
      if (kills < KILLS) firm.killAtAppend(1 + prng.nextInt(APPENDS_MAX))
    }
    for (const one of clients) collect(one)
  }
  run(200)
  const report = firm.service.report() as { life: number; venues: { openOrders: number }[] }
  expect(report.life).toBe(KILLS + 1)
  for (const venue of report.venues) expect(venue.openOrders).toBe(0)
  for (const one of clients) {
    expect(one.member.isLoggedOn).toBe(true)
    collect(one)
    const ids = one.reports.map((frame) => frame.text(17))
    expect(ids).toEqual(journaled(one))
    expect(new Set(ids).size).toBe(ids.length)
    const numbers = ids.map((id) => Number(id.slice(id.indexOf('-') + 1)))
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b))
    const last = new Map(one.reports.map((frame) => [frame.text(37), frame.text(39)]))
    for (const status of last.values()) expect(ENDS.has(status)).toBe(true)
    expectPositionsOf(one)
    // A ClOrdID that was answered in an earlier life is refused for ever.
    const used = one.reports.find((frame) => frame.text(150) === '0')!.text(11)
    const old = one.venueId === 2 ? '21=1|' : ''
    one.member.send(`35=D|11=${used}|1=MM1|${old}55=BTC-USD|54=1|38=1|40=2|44=60000|${TIME}`)
    firm.run(1)
    expect(one.member.take(11, 150, 103)).toEqual([`35=8 11=${used} 150=8 103=6`])
  }
})
