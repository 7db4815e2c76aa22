import { describe, expect, test } from 'vitest'
import { SessionHarness } from './session-harness.ts'

const BODY = `35=D|11=A|58=${'x'.repeat(1000)}|`
const numberOf = (line: string): number => Number(/\|34=(\d+)/.exec(line)?.[1])

describe('a long answer to a ResendRequest', () => {
  test('goes out in parts, each small, and whole in the end', () => {
    const harness = SessionHarness.loggedOn()
    for (let i = 0; i < 3000; i++) harness.send(BODY)
    harness.events()
    const parts = [harness.receive('35=2|34=2|7=1|16=0|')]
    while (harness.session.resendMore(harness.nowNs) > 0) parts.push(harness.events())
    expect(parts.length).toBeGreaterThan(10)
    expect(Math.max(...parts.map((part) => part.length))).toBeLessThan(400)
    expect(parts.flat().map(numberOf)).toEqual(Array.from({ length: 3001 }, (_, i) => i + 1))
    expect(harness.session.resendMore(harness.nowNs)).toBe(0)
  })

  test('lets new messages pass, takes a second request in, and ends with the connection', () => {
    const harness = SessionHarness.loggedOn()
    for (let i = 0; i < 1000; i++) harness.send(BODY)
    harness.events()
    harness.receive('35=2|34=2|7=500|16=0|')
    harness.send('35=D|11=new|')
    expect(harness.events().map(numberOf)).toEqual([1002])
    const again = harness.receive('35=2|34=3|7=900|16=0|')
    while (harness.session.resendMore(harness.nowNs) > 0) again.push(...harness.events())
    expect(again.map(numberOf).slice(-3)).toEqual([1000, 1001, 1002])
    expect(new Set(again).size).toBe(again.length)
    harness.receive('35=2|34=4|7=1|16=0|')
    harness.session.onDisconnected(harness.nowNs, 'gone')
    expect(harness.session.resendMore(harness.nowNs)).toBe(0)
  })

  test('keeps the pace that is set', () => {
    const harness = SessionHarness.loggedOn({ resendMessagesPerSecondMax: 100 })
    for (let i = 0; i < 450; i++) harness.send('35=D|11=A|')
    harness.events()
    const counts = [harness.receive('35=2|34=2|7=2|16=0|').length]
    for (let second = 0; second < 5; second++) {
      harness.seconds++
      while (harness.session.resendMore(harness.nowNs) > 0) {}
      counts.push(harness.events().length)
    }
    expect(counts).toEqual([100, 100, 100, 100, 50, 0])
  })
})

test('what is missing is asked for in parts where that is configured', () => {
  const harness = SessionHarness.loggedOn({ resendRequestMax: 3 })
  expect(harness.receive('35=0|34=10|').at(-1)).toContain('|7=2|16=4|')
  for (const seqNum of [2, 3])
    expect(harness.receive(`35=D|34=${seqNum}|43=Y|122=${harness.stamp()}|11=a|`)).toHaveLength(1)
  expect(harness.receive(`35=D|34=4|43=Y|122=${harness.stamp()}|11=a|`).at(-1)).toContain('|7=5|16=7|')
  expect(harness.receive('35=4|34=5|43=Y|123=Y|36=7|').at(-1)).toContain('|7=7|16=0|')
  expect(harness.receive('35=4|34=7|43=Y|123=Y|36=8|')).toEqual([])
  expect(harness.receive('35=4|34=8|43=Y|123=Y|36=10|')).toEqual([])
  expect([harness.store.nextIn, harness.session.hasGap]).toEqual([11, false])
})

test('369 tells the number received last, also in what is sent again', () => {
  const harness = SessionHarness.loggedOn({ lastMsgSeqNumProcessed: true })
  const at = '52=20260105-09:00:00.000|56=PEER|'
  expect(harness.receive('35=1|34=2|112=a|')).toEqual([`35=0|34=2|49=US|${at}369=2|112=a|`])
  harness.send('35=D|97=Y|11=A|')
  expect(harness.events()).toEqual([`35=D|34=3|49=US|${at}369=2|97=Y|11=A|`])
  expect(harness.receive('35=2|34=3|7=2|16=0|')).toEqual([
    `35=4|34=2|43=Y|49=US|${at}122=20260105-09:00:00.000|369=3|36=3|123=Y|`,
    `35=D|34=3|43=Y|49=US|${at}97=Y|122=20260105-09:00:00.000|369=3|11=A|`,
  ])
})
