import { expect, test } from 'vitest'
import { SessionHarness } from './session-harness.ts'

test('FIX.4.0 and 4.1 say times in seconds, an open end as 999999, and the blamed tag in the text of a Reject', () => {
  const harness = SessionHarness.loggedOn({ beginString: 'FIX.4.1' })
  expect(harness.receive('35=0|34=4|')).toEqual(['35=2|34=2|49=US|52=20260105-09:00:00|56=PEER|7=2|16=999999|'])
  harness.receive('35=4|34=2|43=Y|122=20260105-09:00:00|123=Y|36=5|')
  expect(harness.receiveRaw('8=FIX.4.1|9=0|35=0|34=5|49=PEER|52=20260105-09:00:00|10=000|')).toEqual([
    '35=3|34=3|49=US|52=20260105-09:00:00|56=PEER|45=5|58=Required tag missing (56)|',
  ])
  expect(harness.receive('35=D|34=6|144=|11=a|')[0]).toContain('58=Tag specified without a value (144)|')
})

test('routing fields come back on the other side; FIX.4.0 has no locations', () => {
  const route = '115=AAA|116=aaa|144=SP|128=BBB|129=bbb|145=NY|'
  const rejectOf = (beginString: 'FIX.4.0' | 'FIX.4.1') =>
    SessionHarness.loggedOn({ beginString }).receive(`35=D|34=2|${route}11=|`)[0]
  expect(rejectOf('FIX.4.0')).toContain('56=PEER|115=BBB|116=bbb|128=AAA|129=aaa|45=2|')
  expect(rejectOf('FIX.4.1')).toContain('|145=SP|')
})

test('a peer of FIX.4.1 asks to the end with 999999', () => {
  const harness = SessionHarness.loggedOn({ beginString: 'FIX.4.1' })
  harness.send('35=D|11=a|')
  harness.events()
  const answer = harness.receive('35=2|34=2|7=1|16=999999|')
  expect(answer.map((line) => /35=.\|34=\d+/.exec(line)?.[0])).toEqual(['35=4|34=1', '35=D|34=2'])
  expect(answer[1]).toContain('|122=20260105-09:00:00|')
})
