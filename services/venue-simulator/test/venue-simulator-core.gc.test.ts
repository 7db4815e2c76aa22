import { GCProfiler } from 'node:v8'
import { putPadded } from '@reflex/base'
import { EXTERNAL_STREAM, MessageFrame } from '@reflex/service-host'
import { expect, it } from 'vitest'
import { CoreWorld } from './core-harness.ts'

const EVENTS = 1_000_000
const DIGITS = 8

/** A request whose ClOrdIDs are patched in place. */
class Request {
  readonly frame = new MessageFrame()
  readonly #bytes: Uint8Array
  readonly #places: number[]

  constructor(text: string, session = 0) {
    const bytes = Uint8Array.from(Buffer.from(`${text.replaceAll('|', '\x01')}\x01`, 'latin1'))
    this.#bytes = bytes
    this.#places = [...text.matchAll(/0{8}/g)].map((match) => match.index)
    this.frame.set(EXTERNAL_STREAM.MEMBER_ORDER_ENTRY + 1, session, bytes, new DataView(bytes.buffer), 0, bytes.length)
  }

  number(place: number, n: number): this {
    putPadded(this.#bytes, this.#places[place]!, n, DIGITS)
    return this
  }
}

function scavengesOfAMillion(flow: boolean): number {
  const world = new CoreWorld({ flow, ordersCapacity: 1 << 20 })
  const { core, out } = world
  const order = new Request('35=D|11=A00000000|1=MM1|55=BTC-USD|54=1|38=0.1|40=2|44=59990')
  const taker = new Request('35=D|11=A00000000|1=MM1|55=BTC-USD|54=2|38=0.01|40=1', 1)
  const cancel = new Request('35=F|41=A00000000|11=A00000000|55=BTC-USD|54=1')
  let nowNs = world.nowNs
  let n = 0
  const run = (count: number): number => {
    let events = 0
    while (events < count) {
      nowNs += 1e6
      core.onMessage(nowNs, order.number(0, ++n).frame, out)
      const orderNumber = n
      if (n % 3 === 0) core.onMessage(nowNs, taker.number(0, ++n).frame, out)
      core.onMessage(nowNs, cancel.number(0, orderNumber).number(1, ++n).frame, out)
      events += core.onTimer(nowNs, out)
      out.discard()
    }
    return events
  }
  run(200_000)
  const profiler = new GCProfiler()
  profiler.start()
  run(EVENTS)
  const scavenges = profiler.stop().statistics.filter((one) => one.gcType === 'Scavenge').length
  expect(world.venue(1).keeper.fills).toBeGreaterThan(1000)
  console.log(`flow ${flow}: ${scavenges} scavenges in ${EVENTS} events`)
  return scavenges
}

/**
 * The aim is 0. Left are doubles that V8 boxes where it does not inline: stamps and levels of the feed encoders,
 * decimals read from requests and, with background flow, its random numbers. The bounds keep it from growing: a few
 * bytes an event, no object.
 */
it('takes a million events of members with few scavenges', () => {
  expect(scavengesOfAMillion(false)).toBeLessThanOrEqual(10)
})

it('takes a million events with background flow with few scavenges', () => {
  expect(scavengesOfAMillion(true)).toBeLessThanOrEqual(40)
})
