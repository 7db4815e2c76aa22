import { GCProfiler, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { putPadded } from '@reflex/base'
import { EXTERNAL_STREAM, MessageFrame } from '@reflex/service-host'
import { expect, it } from 'vitest'
import { CoreWorld } from './core-harness.ts'
import { START_NS } from './harness.ts'

const EVENTS = 1_000_000
const WARM_UP = 300_000
const ROUNDS = 8
const TURNS_MAX = 1_000_000
const DIGITS = 8

/** As a core gets its time: a number already boxed by the caller. The string keeps the array of boxed numbers. */
const BOXED_TIMES: unknown[] = ['']
for (let turn = 1; turn <= TURNS_MAX; turn++) BOXED_TIMES[turn] = START_NS + turn * 1e6

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

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

/** Orders, executions and cancels of members at the first venue; an event is a request, an answer or a feed packet. */
class Load {
  readonly world: CoreWorld
  readonly #order = new Request('35=D|11=A00000000|1=MM1|55=BTC-USD|54=1|38=0.1|40=2|44=59990')
  readonly #taker = new Request('35=D|11=A00000000|1=MM1|55=BTC-USD|54=2|38=0.01|40=1', 1)
  readonly #cancel = new Request('35=F|41=A00000000|11=A00000000|55=BTC-USD|54=1')
  #turn = 0
  #n = 0

  constructor(flow: boolean) {
    this.world = new CoreWorld({ flow, ordersCapacity: 1 << 20 })
  }

  run(events: number): void {
    const { core, out } = this.world
    let count = 0
    while (count < events) {
      const nowNs = BOXED_TIMES[++this.#turn] as number
      core.onMessage(nowNs, this.#order.number(0, ++this.#n).frame, out)
      const orderNumber = this.#n
      if (orderNumber % 3 === 0) core.onMessage(nowNs, this.#taker.number(0, ++this.#n).frame, out)
      core.onMessage(nowNs, this.#cancel.number(0, orderNumber).number(1, ++this.#n).frame, out)
      count += core.onTimer(nowNs, out)
      out.discard()
    }
  }
}

/** Code that is not optimised yet boxes its numbers: so some rounds, until one has none. */
function fewestScavenges(load: Load): number {
  load.run(WARM_UP)
  let fewest = Number.POSITIVE_INFINITY
  for (let round = 0; round < ROUNDS && fewest > 0; round++) {
    collectGarbage()
    const profiler = new GCProfiler()
    profiler.start()
    load.run(EVENTS)
    const scavenges = profiler.stop()!.statistics.filter((one) => one.gcType === 'Scavenge').length
    fewest = Math.min(fewest, scavenges)
  }
  expect(load.world.venue(1).keeper.fills).toBeGreaterThan(1000)
  return fewest
}

it('takes a million events of members without a scavenge', () => {
  expect(fewestScavenges(new Load(false))).toBe(0)
})

it('takes a million events with background flow without a scavenge', () => {
  expect(fewestScavenges(new Load(true))).toBe(0)
})
