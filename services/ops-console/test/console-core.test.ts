import { STREAM } from '@reflex/schema'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ConsoleWorld, EPOCH_MS } from './console-world.ts'
import { MemoryFiles } from './memory-files.ts'

let world: ConsoleWorld

beforeEach(() => {
  world = new ConsoleWorld({ config: { token: 'a-token-of-the-desk' } })
})

afterEach(() => world.close())

// biome-ignore lint/suspicious/noExplicitAny: the state is what a page reads: any JSON.
async function state(): Promise<any> {
  world.turn()
  return (await world.until(fetch(new URL('/api/state', await world.url())))).json()
}

const BUY = { symbol: 'BTC-USD', venue: 'XALP', side: 'buy', qty: '0.0100', price: '60000.01' } as const

describe('messages in, state out', () => {
  it('shows prices to the tick, staleness, and the microprice', async () => {
    world.senders.status(1, 1, 1)
    world.senders.bbo(1, 1, 6_000_001, 300, 6_000_004, 100)
    world.senders.bbo(5, 3, 120_001, 5, 120_003, 5)
    world.turn()
    world.advance(1500)
    const { market } = await state()
    expect(market[0]).toMatchObject({ id: 1, bid: '60000.01', bidQty: '0.0300', ask: '60000.04', askQty: '0.0100' })
    expect(market[0]).toMatchObject({ state: 'LIVE', fair: '60000.033', fairFrom: 'microprice', ageMs: 1500 })
    expect(market[4]).toMatchObject({ bid: '60000.5', ask: '60001.5', state: 'STALE' })
    expect(market[1]).toMatchObject({ bid: null, fair: null, ageMs: null })
  })

  it('takes the fair value from a fresh forecast', async () => {
    world.senders.bbo(1, 1, 6_000_000, 300, 6_000_010, 100)
    world.senders.signal('BTC-USD', 'XALP', 1)
    world.turn()
    expect((await state()).market[0]).toMatchObject({ fair: '60006.050', fairFrom: 'signal' })
    world.advance(6000)
    expect((await state()).market[0]).toMatchObject({ fairFrom: 'microprice' })
  })

  it('follows an order through replace, fill and cancel, and knows our quotes', async () => {
    const { senders } = world
    senders.execution({ ...BUY, order: 'A1', exec: 'E1', type: '0', status: '0', leaves: '0.0100', cum: '0' })
    world.turn()
    expect((await state()).market[0]).toMatchObject({ ownBid: '60000.01', ownBidQty: '0.0100', ownAsk: null })
    const replaced = { ...BUY, order: 'A2', orig: 'A1', price: '60000.02', leaves: '0.0100', cum: '0' }
    senders.execution({ ...replaced, exec: 'E2', type: 'E', status: 'E', price: '60000.01' })
    senders.execution({ ...replaced, exec: 'E3', type: '5', status: '0' })
    const fill = {
      ...BUY,
      order: 'A2',
      price: '60000.02',
      lastQty: '0.0040',
      lastPx: '60000.02',
      fee: '-0.012',
      maker: true,
    }
    senders.execution({ ...fill, exec: 'E4', type: 'F', status: '1', leaves: '0.0060', cum: '0.0040' })
    senders.measurement('E4', 1.25, [[10, 0.5]])
    senders.measurement('E4', 1.25, [[1000, -0.75]])
    world.turn()
    let { orders, fills } = await state()
    expect(orders).toMatchObject({
      live: 1,
      rows: [{ id: 'A2', price: '60000.02', leaves: '0.0060', status: 'Partial' }],
    })
    expect(fills).toMatchObject({ count: 1 })
    expect(fills.rows[0]).toMatchObject({
      id: 'E4',
      qty: '0.0040',
      price: '60000.02',
      fee: '-0.0120',
      liquidity: 'maker',
    })
    expect(fills.rows[0]).toMatchObject({ spreadBps: '1.25', markoutBps: '-0.75', markoutMs: 1000, good: true })
    senders.execution({
      ...BUY,
      order: 'C1',
      orig: 'A2',
      exec: 'E5',
      type: '4',
      status: '4',
      leaves: '0',
      cum: '0.0040',
    })
    senders.execution({ ...fill, exec: 'E4', type: 'F', status: '1', leaves: '0.0060', cum: '0.0040' })
    senders.execution({ ...fill, exec: 'E6', ref: 'E4', type: 'H', status: '4', leaves: '0', cum: '0' })
    world.turn()
    ;({ orders, fills } = await state())
    expect(fills).toMatchObject({ count: 1, busts: 1, rows: [{ id: 'E4', good: false }] })
    expect(orders.rows).toHaveLength(1)
  })

  it('shows refusals of the gateway with the check', async () => {
    const refusal = { ...BUY, order: 'A9', exec: 'R1', type: '8', status: '8', leaves: '0', cum: '0' }
    world.senders.execution({ ...refusal, check: 'MAX_POSITION', text: 'RISK:MAX_POSITION' }, STREAM.ORDERS_REJECTED)
    world.turn()
    const { orders } = await state()
    expect(orders).toMatchObject({ live: 0, refusals: 1, rows: [{ status: 'Rejected', check: 'MAX_POSITION' }] })
  })

  it('keeps live orders when thousands of others come and go', async () => {
    world.senders.execution({ ...BUY, order: 'LIVE', exec: 'E', type: '0', status: '0', leaves: '0.01', cum: '0' })
    for (let i = 0; i < 3000; i++) {
      world.senders.execution({ ...BUY, order: `X${i}`, exec: `X${i}`, type: '4', status: '4', leaves: '0', cum: '0' })
      if (i % 100 === 0) world.turn()
    }
    for (let i = 0; i < 10; i++) world.turn()
    const { orders } = await state()
    expect(orders.live).toBe(1)
    expect(orders.rows[0]).toMatchObject({ id: 'LIVE', live: true })
    expect(orders.rows).toHaveLength(50)
  })

  it('adds up positions by currency, exact to the cent', async () => {
    const amounts = (realised: string, unrealised: string, fees: string) => [realised, unrealised, fees, '0']
    const at = { average: '60000.5', mark: '60010' }
    world.senders.position({
      symbol: 'BTC-USD',
      venue: 'XALP',
      qty: '-0.25',
      ...at,
      amounts: amounts('10.1', '-2.375', '-0.2'),
    })
    world.senders.position({
      symbol: 'BTC-USD',
      venue: 'XBET',
      qty: '0.1',
      ...at,
      amounts: amounts('0.205', '1', '0.4'),
    })
    world.turn()
    const { positions } = await state()
    expect(positions.rows[0]).toMatchObject({ qty: '-0.2500', side: -1, average: '60000.50', unrealised: '-2.38' })
    expect(positions.totals[0]).toMatchObject({ currency: 'USD', realised: '10.31', unrealised: '-1.38', fees: '0.20' })
    expect(positions.totals[0]).toMatchObject({ total: '8.73', unmarked: 0 })
  })

  it('lists limits by use, latest figures of each writer', async () => {
    world.senders.limits('risk-gateway', [
      ['GROSS', '1000', '100'],
      ['RATE', '50', '45'],
    ])
    world.senders.limits('risk-engine', [['drawdown', '500', '550']])
    world.senders.limits('risk-gateway', [['GROSS', '1000', '800']])
    world.turn()
    const { limits } = await state()
    expect(
      limits.rows.map((row: Record<string, unknown>) => [row['source'], row['check'], row['used'], row['percent']]),
    ).toEqual([
      ['risk-engine', 'drawdown', '550', 1.1],
      ['risk-gateway', 'RATE', '45', 0.9],
      ['risk-gateway', 'GROSS', '800', 0.8],
    ])
  })

  it('measures each hop of an order from its stamps', async () => {
    const terms = { ...BUY, order: 'A1', exec: 'E1', type: '0', status: '0', leaves: '0.01', cum: '0' }
    world.senders.execution({ ...terms, hopsNs: [10_000, 30_000, 37_000, 50_000] })
    world.turn()
    const { latency } = await state()
    expect(latency.tickToTrade).toMatchObject({ count: 1, max: 50_000 })
    expect(latency.hops.map((hop: { name: string; max: number }) => [hop.name, hop.max])).toEqual([
      ['feed → market-data', 10_000],
      ['market-data → alpha', 20_000],
      ['alpha → risk-gateway', 7000],
      ['risk-gateway → ems', 13_000],
    ])
  })

  it('shows who lives: silence, restarts, links', async () => {
    world.senders.heartbeat('ems')
    world.senders.heartbeat('alpha', 'waits for positions', 1, false)
    world.senders.links({ XALP: 1, XBET: 2 })
    world.turn()
    world.advance(400)
    world.senders.heartbeat('ems', 'ready', 2)
    world.senders.links({ XALP: 2, XBET: 2 })
    world.turn()
    world.advance(200)
    const { services } = await state()
    expect(services.services.find((one: { name: string }) => one.name === 'alpha')).toMatchObject({
      alive: false,
      ready: false,
    })
    expect(services.services.find((one: { name: string }) => one.name === 'ems')).toMatchObject({
      alive: true,
      restarts: 1,
    })
    expect(services.links).toMatchObject([
      { name: 'XALP', state: 'down', losses: 1 },
      { name: 'XBET', losses: 0 },
    ])
  })

  it('shows quality, parameters and alerts', async () => {
    world.senders.quality(
      'XBET',
      [
        [5, 0, 1.5, 0.25],
        [7, 10, 0.5, 0.1],
        [8, 10_000, -0.25, 0.5],
      ],
      42,
    )
    const change = { symbol: 'BTC-USD', venue: 'XALP', name: 'halfSpreadBps', actor: 'tca', text: 'markout' }
    world.senders.parameter({ ...change, from: '2', to: '2.5' })
    world.senders.parameter({ ...change, from: '2.5', to: '2.5', actor: 'alpha', text: 'start' })
    world.senders.parameter({ ...change, from: '2.5', to: '99', action: 3, text: 'outside the bounds' })
    world.senders.news('oms', STREAM.HEALTH, 'oms break')
    world.senders.news('oms', STREAM.HEALTH, 'oms break')
    world.turn()
    const { quality, parameters, alerts } = await state()
    expect(quality.horizonsMs).toEqual([10, 10_000])
    expect(quality.venues[1]).toMatchObject({ effective: { value: '1.50', low: '1.25', high: '1.75', n: 42 } })
    expect(quality.venues[1].markouts).toMatchObject([{ value: '0.50' }, { value: '-0.25' }])
    expect(parameters).toMatchObject({ changes: 1, retunes: 1, refusals: 1, table: [{ value: '2.5', max: '50' }] })
    expect(parameters.log.map((row: { to: string; refused: boolean }) => [row.to, row.refused])).toEqual([
      ['99', true],
      ['2.5', false],
    ])
    expect(alerts).toMatchObject([{ sender: 'oms', text: 'oms break', repeats: 2 }])
  })

  it('counts what it cannot read and goes on', async () => {
    world.bus.send(STREAM.EXECUTIONS, Buffer.from('8=FIXT.1.1|garbage'))
    world.turn()
    expect(world.service.counters.get('malformed')).toBe(1)
    expect((await state()).now).toBe(EPOCH_MS + 36_000_000)
  })
})

describe('in virtual time', () => {
  it('opens neither port nor file', () => {
    const files = new MemoryFiles()
    const quiet = new ConsoleWorld({ isVirtual: true, files })
    expect(quiet.service.report()).toMatchObject({ url: undefined, clients: 0 })
    expect(files.texts.size).toBe(0)
    quiet.close()
  })
})
