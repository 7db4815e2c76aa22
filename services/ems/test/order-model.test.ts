import { Prng } from '@reflex/base'
import { describe, expect, it } from 'vitest'
import { stateHashOf } from '../src/core/state-hash.ts'
import { Harness } from './harness.ts'
import { ModelPair } from './model-pair.ts'
import type { BeginString } from './test-desk.ts'

const VERSIONS: readonly BeginString[] = ['FIX.4.2', 'FIX.4.4', 'FIXT.1.1']
const SEEDS = 30
const STEPS = 250

describe.each(VERSIONS)('random interleavings over %s', (version) => {
  it(`tells and knows what a plain reference does, ${SEEDS} seeds of ${STEPS} steps`, () => {
    for (let seed = 1; seed <= SEEDS; seed++) {
      const pair = new ModelPair(version, new Prng(seed))
      try {
        for (let step = 0; step < STEPS; step++) pair.step()
      } catch (error) {
        throw new Error(`seed ${seed}`, { cause: error })
      }
    }
  })

  it('comes to the same state, and keeps the same messages, when its journal is replayed', () => {
    for (let seed = 1; seed <= 5; seed++) {
      const pair = new ModelPair(version, new Prng(seed, 7))
      for (let step = 0; step < STEPS; step++) pair.step()
      decideALot(pair.ems)
      const twin = new Harness(version, { recovered: false, up: false })
      twin.replay(pair.ems.journal)
      expect(stateHashOf(twin.core.state), `seed ${seed}`).toBe(stateHashOf(pair.ems.core.state))
      expect(keptBy(twin)).toEqual(keptBy(pair.ems))
      expect(pair.ems.core.state.ring.next).toBeGreaterThan(50)
    }
  })
})

/** What the journal lacks decides here: heartbeats, market data, the timer, a restart. */
function decideALot(ems: Harness): void {
  ems.act(2, { stream: 1060 })
  ems.link(true)
  ems.bbo(1, 1000, 1001)
  ems.bbo(2, 999, 1000)
  ems.heartbeat('risk-gateway')
  ems.heartbeat('alpha')
  ems.timer()
  for (let i = 0; i < 5; i++) ems.approve(`R${i}`, { market: '', qty: 10 + i })
  ems.approve('R5', { market: '', symbol: 'ABC' })
  ems.cancel('RC', 'R1')
  ems.nowNs += 600e6
  ems.timer()
  ems.approve('R6')
  ems.heartbeat('risk-gateway')
  ems.heartbeat('alpha')
  ems.timer()
  ems.approve('R7')
  ems.core.onRecovered(ems.nowNs, ems.out)
  ems.decide()
  ems.link(true)
  ems.nowNs += 3000e6
  ems.timer()
  ems.venue('35=9|37=V|11=R7|41=R7|39=8|434=1|102=1|')
}

/** The numbered messages, without header, trailer and the stamp of arrival, which the journal lacks. */
function keptBy({ core }: Harness): string[] {
  const { ring } = core.state
  const kept: string[] = []
  for (let number = ring.first; number < ring.next; number++) {
    const start = ring.offsetOf(number)
    const text = Buffer.from(ring.buffer.subarray(start, start + ring.lengthOf(number))).toString('latin1')
    const fields = text.split('\x01').filter((one) => !/^(?:9|10|34|52)=/.test(one))
    kept.push(fields.join('|').replace(/769=[^|]*\|770=2/, '770=2'))
  }
  return kept
}
