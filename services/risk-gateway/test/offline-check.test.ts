/** `reflex risk check` without its command line: files in, decisions out. */

import { ReflexError } from '@reflex/base'
import { describe, expect, it } from 'vitest'
import { checkOffline } from '../src/offline/offline-check.ts'
import { parseOrders, parseState } from '../src/offline/offline-input.ts'
import { DESK, TEST_LIMITS } from './world.ts'

const desk = { ...DESK, services: { ...DESK.services, 'risk-gateway': TEST_LIMITS } }
const PRICES = [{ symbol: 'BTC-USD', venue: 'XALP', bid: 59_999, ask: '60001' }]

function order(fields: object): object {
  return { strategy: 'MAKER1', symbol: 'BTC-USD', venue: 'XALP', side: 'buy', qty: 0.1, px: 59_990, ...fields }
}

function run(orders: object[], state: object = {}, isIndependent = false) {
  return checkOffline({
    desk,
    orders: parseOrders(JSON.stringify(orders), 'orders'),
    state: parseState(JSON.stringify({ prices: PRICES, ...state }), 'positions'),
    isIndependent,
  })
}

describe('reflex risk check', () => {
  it('decides one after another: what passes counts', () => {
    const orders = Array.from({ length: 7 }, (_, i) => order({ clOrdId: `A${i}`, qty: 0.4 }))
    const { decisions, accepted, refused, byCheck } = run(orders)
    expect(decisions.map(({ accept }) => accept)).toEqual([true, true, true, true, true, true, false])
    expect([accepted, refused, byCheck]).toEqual([6, 1, { POSITION_LIMIT: 1 }])
    expect(decisions[6]!.breaches[0]).toMatchObject({ scope: 'strategy=MAKER1/BTC', limit: '2.5', value: '2.8' })
    expect(run(orders, {}, true).accepted).toBe(7)
  })

  it('names the first breach, reports all, with the codes of both versions', () => {
    const [decision] = run([order({ qty: 7, px: 70_000.001 })]).decisions
    expect(decision).toMatchObject({ accept: false, first: 'BAD_TICK', ordRejReason: { fix50sp2: 18, fix44: 99 } })
    expect(decision!.text).toMatch(/^RISK:BAD_TICK:instrument=BTC-USD@XALP:0\.01:/)
    expect(decision!.breaches.map(({ check }) => check)).toContain('MAX_ORDER_QTY')
  })

  it('reads FIX lines, positions, latches and working orders', () => {
    const fix = '8=FIXT.1.1|35=D|11=B1|10111=MAKER1|55=BTC-USD|1301=XALP|54=2|38=0.1|40=2|44=60010|77=C|'
    const state = { prices: PRICES, positions: [{ account: 'MM1', symbol: 'BTC-USD', venue: 'XALP', qty: '0.05' }] }
    const decide = (more: object) =>
      checkOffline({
        desk,
        orders: parseOrders(fix, 'orders'),
        state: parseState(JSON.stringify({ ...state, ...more }), 'positions'),
        isIndependent: false,
      }).decisions[0]!
    // It may only reduce, and would turn the position round.
    expect(decide({}).first).toBe('REDUCE_ONLY')
    expect(decide({ latched: ['strategy:MAKER1'] }).first).toBe('KILL')
    expect(decide({ openOrders: [order({ px: 60_010 })] }).breaches.map(({ check }) => check)).toContain('SELF_TRADE')
  })

  it('replaces an order that passed before', () => {
    const replace = order({ clOrdId: 'A2', origClOrdId: 'A1', qty: 0.2 })
    expect(run([order({ clOrdId: 'A1' }), replace]).accepted).toBe(2)
    expect(() => run([replace])).toThrow(/A2 replaces A1, which is not open/)
  })

  it.each([
    ['{"symbol":1}', /orders, line 1: symbol/],
    ['[{]', /orders is not JSON/],
    ['8=FIX.4.4|35=8|', /neither an order/],
  ])('says what is wrong with %s', (text, problem) => {
    expect(() => parseOrders(text, 'orders')).toThrow(problem)
    expect(() => parseOrders(text, 'orders')).toThrow(ReflexError)
  })

  it('refuses positions the desk cannot have', () => {
    const position = { account: 'MM1', symbol: 'BTC-USD', venue: 'XALP', qty: '0.00001' }
    expect(() => run([], { positions: [position] })).toThrow(/not a multiple of its lot/)
    expect(() => run([], { positions: [{ ...position, venue: 'NONE' }] })).toThrow(/the desk has no BTC-USD@NONE/)
  })
})
