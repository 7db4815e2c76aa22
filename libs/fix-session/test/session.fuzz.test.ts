import { Prng } from '@reflex/base'
import { expect, test } from 'vitest'
import { SessionHarness } from './session-harness.ts'

const seeds = process.env['REFLEX_SEED'] === undefined ? [1, 2, 3, 4] : [Number(process.env['REFLEX_SEED'])]
const TYPES = ['0', '1', '2', '3', '4', '5', 'A', 'D', 'D', 'D', '8', '', 'zz', 'ABCD']
const FIELDS = [
  '43=Y',
  '43=N',
  '122=20260105-09:00:00',
  '122=x',
  '123=Y',
  '36=9',
  '36=',
  '36=4000000000',
  '7=1',
  '16=0',
  '7=0',
]
const MORE = [
  '16=-1',
  '108=1',
  '98=0',
  '141=Y',
  '789=1',
  '789=99',
  '112=T',
  '58=text',
  '49=WHO',
  '8=FIX.4.2',
  '-1=x',
  '11=id',
  '95=3',
  '96=a',
]

test.each(seeds)('nonsense in any order neither throws nor takes numbers back, seed %i', (seed) => {
  const random = new Prng(seed)
  const fields = [...FIELDS, ...MORE]
  const harness = SessionHarness.loggedOn({ nextExpectedMsgSeqNum: random.nextBoolean(0.5), resetOnLogout: seed === 4 })
  let logons = 0
  for (let i = 0; i < 1500; i++) {
    if (harness.session.state === 0) {
      logons++
      harness.connect()
      harness.receive(`35=A|34=${harness.store.nextIn}|98=0|108=30|`)
    }
    const { nextIn, nextOut, epoch } = harness.store
    const seqNum = random.nextBoolean(0.7) ? nextIn : nextIn + random.nextInt(9) - 3
    let text = `35=${TYPES[random.nextInt(TYPES.length)]}|34=${seqNum}|`
    for (let k = random.nextInt(4); k > 0; k--) text += `${fields[random.nextInt(fields.length)]}|`
    const events = harness.receive(text)
    if (random.nextBoolean(0.05)) harness.tick(random.nextInt(40))
    if (random.nextBoolean(0.05)) harness.send('35=8|11=a|')
    for (const line of events) if (line.startsWith('deliver')) expect(line).not.toMatch(/35=[01245A]\|/)
    if (harness.store.epoch === epoch) {
      expect(harness.store.nextIn).toBeGreaterThanOrEqual(nextIn)
      expect(harness.store.nextOut).toBeGreaterThanOrEqual(nextOut)
    }
    if (harness.store.nextIn > 1e9) harness.store.reset(0)
  }
  expect(logons).toBeGreaterThan(10)
})
