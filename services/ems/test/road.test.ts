/**
 * No road around the gateway. Every input of the ems, with every message that could become an order at a venue: only
 * what the gateway let pass, on the stream of approved orders, leaves. And in the whole tree: who writes that stream,
 * who writes to venue sessions, who encodes venue orders.
 */

import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { SIDE, STREAM } from '@reflex/schema'
import { EXTERNAL_STREAM } from '@reflex/service-host'
import { describe, expect, it } from 'vitest'
import { Harness } from './harness.ts'
import { VENUE } from './test-desk.ts'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const ORDERS_TO_VENUE = /35=[DG]\|/

/** Messages that left for a venue and are new risk. */
function risksSent(world: Harness): string[] {
  return world.take().filter((text) => Number(text.split(' ')[0]) > 5000 && ORDERS_TO_VENUE.test(text))
}

function message(type: string, fields: string): Uint8Array {
  const body = `35=${type}|34=1|49=alpha|52=20260105-10:00:00.000|56=ems|${fields}`
  const text = `8=FIXT.1.1|9=${body.length}|${body}10=000|`
  return Buffer.from(text.replaceAll('|', '\x01'), 'latin1')
}

const TERMS = '1=MM1|55=XYZ|1301=XTST|54=1|38=100|40=2|44=10.01|60=20260105-10:00:00.000|10111=MAKER1|'
const NEW_RISK: Readonly<Record<string, string>> = {
  NewOrderSingle: `11=N1|${TERMS}`,
  OrderCancelReplaceRequest: `11=N2|41=BASE|${TERMS}`,
  NewOrderMultileg: `11=N3|${TERMS}555=1|600=XYZ|624=1|623=1|`,
  NewOrderList: `66=L1|73=1|11=N4|${TERMS}`,
  MassQuote: `117=Q1|296=1|302=S1|295=1|299=1|55=XYZ|132=10|134=100|`,
  Quote: `117=Q2|${TERMS}132=10|134=100|`,
  CrossOrder: `548=X1|${TERMS}`,
}
const TYPES: Readonly<Record<string, string>> = {
  NewOrderSingle: 'D',
  OrderCancelReplaceRequest: 'G',
  NewOrderMultileg: 'AB',
  NewOrderList: 'E',
  MassQuote: 'i',
  Quote: 'S',
  CrossOrder: 's',
}

describe('every input of the ems', () => {
  const inputs = [...Object.entries(STREAM), ['VENUE_ORDER_ENTRY', EXTERNAL_STREAM.VENUE_ORDER_ENTRY + VENUE] as const]
  for (const [name, stream] of inputs) {
    for (const [kind, fields] of Object.entries(NEW_RISK)) {
      for (const decision of ['', '10200=0|', '10200=-5|', '10200=abc|', '10200=|', '10200=77|']) {
        // The one road: an order or a replace with a decision, on the stream of approved orders.
        if (stream === STREAM.ORDERS_APPROVED && decision === '10200=77|' && 'DG'.includes(TYPES[kind]!)) continue
        it(`${name}: ${kind} with ${decision || 'no decision'} stays in`, () => {
          const world = new Harness()
          world.approve('BASE')
          world.venue('35=8|37=V1|11=BASE|17=E1|150=0|39=0|55=XYZ|54=1|38=100|151=100|14=0|6=0')
          world.take()
          if (stream === STREAM.MARKET_DATA) return
          world.give(stream, message(TYPES[kind]!, fields + decision))
          expect(risksSent(world)).toEqual([])
        })
      }
    }
  }

  it('lets an approved order and an approved replace go', () => {
    const world = new Harness()
    world.approve('BASE')
    expect(risksSent(world)).toHaveLength(1)
    world.venue('35=8|37=V1|11=BASE|17=E1|150=0|39=0|55=XYZ|54=1|38=100|151=100|14=0|6=0')
    world.take()
    world.replace('NEXT', 'BASE')
    expect(risksSent(world)).toHaveLength(1)
  })

  it('says so to who sent an order past the gateway', () => {
    const world = new Harness()
    world.approve('AROUND', { decisionId: -3, side: SIDE.BUY })
    const refusal = world.take().find((text) => text.includes('|11=AROUND|'))
    expect(refusal).toMatch(/^1020 .*\|150=8\|/)
  })
})

/** Source files of services, with their text. */
function sources(): [path: string, text: string][] {
  const paths = readdirSync(`${ROOT}/services`).flatMap((service) =>
    readdirSync(`${ROOT}/services/${service}/src`, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts'))
      .map((path) => `services/${service}/src/${path}`),
  )
  return paths.map((path) => [path, readFileSync(`${ROOT}/${path}`, 'utf8')])
}

function servicesWith(pattern: RegExp): string[] {
  const found = sources().filter(([, text]) => pattern.test(text))
  return [...new Set(found.map(([path]) => path.split('/')[1]!))].sort()
}

describe('the whole tree', () => {
  it('has one writer of approved orders', () => {
    expect(servicesWith(/\.begin\([^)]*STREAM\.ORDERS_APPROVED/s)).toEqual(['risk-gateway'])
    expect(servicesWith(/outputs: \[[^\]]*STREAM\.ORDERS_APPROVED/s)).toEqual(['risk-gateway'])
  })

  it('has one reader of approved orders that talks to venues', () => {
    // The simulator is the venue: its side of the session accepts orders, it sends none.
    expect(servicesWith(/externalOutputs:/)).toEqual(['ems', 'venue-simulator'])
    // `reflex fix send` is a person's own session, by hand, with numbers and CompIDs of its own: not the firm's road.
    const initiators = sources().filter(([, text]) => /FixInitiator/.test(text))
    const outsideEms = initiators.map(([path]) => path).filter((path) => !path.startsWith('services/ems/'))
    expect(outsideEms).toEqual(['services/desk/src/tools/fix/send.ts'])
  })

  it('encodes venue orders in one place, called from one place', () => {
    expect(servicesWith(/venueNewOrderSingle\w*Encoder|VenueNewOrderSingle\w*Encoder/i)).toEqual(['ems'])
    const callers = sources().filter(([, text]) => /dialect\.(newOrder|replace)\(/.test(text))
    expect(callers.map(([path]) => path)).toEqual(['services/ems/src/core/order-desk.ts'])
  })
})
