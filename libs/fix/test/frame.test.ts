import { SessionTime } from '@reflex/base'
import { describe, expect, test } from 'vitest'
import {
  FIX_BAD_DATA_LENGTH,
  FIX_BAD_TAG,
  FIX_EMPTY_VALUE,
  FIX_GARBLED,
  FIX_NO_MSG_TYPE,
  FIX_OK,
  FIX_TOO_MANY_FIELDS,
  FixFrame,
  FixGroup,
  msgTypeText,
  packMsgType,
} from '../src/index.ts'
import { bytesOf } from './fix-folder.ts'

const sessionTime = new SessionTime(Date.UTC(2026, 0, 30))
const frame = new FixFrame(sessionTime, 64)

function wrap(text: string): number {
  const bytes = bytesOf(text)
  return frame.wrap(bytes, 0, bytes.length)
}

describe('FixFrame', () => {
  test('takes whole messages and bodies', () => {
    expect(wrap('8=FIX.4.4|9=5|35=0|10=161|')).toBe(FIX_OK)
    expect(msgTypeText(frame.msgType)).toBe('0')
    expect(wrap('35=AE|11=x|')).toBe(FIX_OK)
    expect(frame.msgType).toBe(packMsgType('AE'))
    expect(frame.bodySlot).toBe(1)
    expect(frame.bodyEndSlot).toBe(2)
  })

  test('forgets the message before', () => {
    wrap('35=D|11=a|55=b|')
    wrap('35=D|54=1|')
    expect(frame.has(11)).toBe(false)
    expect(frame.text(55)).toBe('')
    expect(frame.fieldCount).toBe(2)
  })

  test('the first of equal tags wins', () => {
    wrap('35=D|58=one|58=two|')
    expect(frame.text(58)).toBe('one')
    expect(frame.findIn(58, 2, 3)).toBe(2)
  })

  test.each([
    ['', FIX_GARBLED],
    ['35=D', FIX_GARBLED],
    ['35=D|11=a', FIX_GARBLED],
    ['11=a|55=b|54=1|35=D|', FIX_NO_MSG_TYPE],
    ['35=D|x=1|', FIX_BAD_TAG],
    ['35=D|=1|', FIX_BAD_TAG],
    ['35=D|011=1|', FIX_BAD_TAG],
    ['35=D|65536=1|', FIX_BAD_TAG],
    ['35=D|4294967307=1|', FIX_BAD_TAG],
    ['35=D|1a=1|', FIX_BAD_TAG],
    ['35=D|-1=1|', FIX_BAD_TAG],
    ['35=D|noequals|11=x|', FIX_BAD_TAG],
    ['35=D||11=x|', FIX_BAD_TAG],
    ['35=D|11=|', FIX_EMPTY_VALUE],
    ['35=D|96=a|', FIX_BAD_DATA_LENGTH],
    ['35=D|95=9|96=a|', FIX_BAD_DATA_LENGTH],
    ['35=D|95=1|96=a|', FIX_OK],
    ['35=D|65535=1|', FIX_OK],
  ])('%s gives %i', (text, code) => {
    expect(wrap(text)).toBe(code)
  })

  test('indexes the rest behind a bad field, so that the message can be rejected by number', () => {
    expect(wrap('8=FIX.4.4|9=5|35=D|x=1|34=7|11=|')).toBe(FIX_BAD_TAG)
    expect(frame.problemSlot).toBe(3)
    expect(frame.int(34)).toBe(7)
    expect(frame.lengthAt(5)).toBe(0)
  })

  test('data fields may hold SOH', () => {
    expect(wrap('35=A|95=5|96=a|b=c|98=0|')).toBe(FIX_OK)
    expect(frame.text(96)).toBe('a\x01b=c')
    expect(frame.int(98)).toBe(0)
  })

  test('more fields than the frame has room for', () => {
    expect(wrap(`35=D|${'58=x|'.repeat(64)}`)).toBe(FIX_TOO_MANY_FIELDS)
  })

  test('numbers that are none read as NaN', () => {
    wrap('35=D|38=1e5|44=1.|34=12a|14=-|6=.|31=0.123456789|32=0.1234567800|60=20260130-09:15|54=12|')
    for (const tag of [38, 14, 6, 31]) expect(frame.decimalE8(tag), String(tag)).toBeNaN()
    expect(frame.decimalE8(44)).toBe(100_000_000)
    expect(frame.decimalE8(32)).toBe(12_345_678)
    expect(frame.int(34)).toBeNaN()
    expect(frame.utcNs(60, sessionTime)).toBeNaN()
    expect(frame.char(54)).toBe(0)
    expect(frame.boolean(54)).toBe(false)
  })

  test('booleans and equality of bytes', () => {
    wrap('35=D|43=Y|97=N|55=BTC|')
    expect([frame.boolean(43), frame.boolean(97), frame.boolean(55)]).toEqual([true, false, false])
    expect(frame.equals(55, Buffer.from('BTC'))).toBe(true)
    expect(frame.equals(55, Buffer.from('BTX'))).toBe(false)
    expect(frame.equals(56, Buffer.from(''))).toBe(false)
  })

  test('the table of first slots outlives its generations', () => {
    const small = new FixFrame(sessionTime, 8)
    const bytes = bytesOf('35=D|11=x|')
    const other = bytesOf('35=D|55=x|')
    for (let i = 0; i < 1_100_000; i++) {
      small.wrap(bytes, 0, bytes.length)
      small.wrap(other, 0, other.length)
      if (small.find(11) !== -1 || small.find(55) !== 1) expect.fail(`message ${i}`)
    }
  })
})

describe('time stamps', () => {
  const cases: readonly (readonly [string, number])[] = [
    ['20260130-00:00:00', 0],
    ['20260130-09:15:02', 33_302e9],
    ['20260130-09:15:02.1', 33_302.1e9],
    ['20260130-09:15:02.123', 33_302.123e9],
    ['20260130-09:15:02.123456', 33_302_123_456_000],
    ['20260130-09:15:02.123456789', 33_302_123_456_789],
    ['20260130-09:15:02.123456789123', 33_302_123_456_789],
    ['20260130-23:59:60', 86_400e9],
    ['20260129-23:59:59.999999999', -1],
    ['20260131-00:00:00.000000001', 86_400e9 + 1],
    ['20280229-00:00:00', 760 * 86_400e9],
    ['20261330-00:00:00', Number.NaN],
    ['20260100-00:00:00', Number.NaN],
    ['20260130-24:00:00', Number.NaN],
    ['20260130-00:60:00', Number.NaN],
    ['20260130-00:00:61', Number.NaN],
    ['20260130-00:00:00.', Number.NaN],
    ['20260130-00:00:00.12x', Number.NaN],
    ['20260130-00-00:00', Number.NaN],
    ['2026013a-00:00:00', Number.NaN],
    ['20260130 00:00:00', Number.NaN],
    ['20260130-0a:00:00', Number.NaN],
  ]
  test.each(cases)('%s is %d', (text, ns) => {
    wrap(`35=D|60=${text}|`)
    expect(frame.utcNs(60, sessionTime)).toBe(ns)
  })
})

describe('groups', () => {
  const parties = new FixGroup(frame, 453, [448, 447, 452, 802, 523, 803])
  const subs = new FixGroup(frame, 802, [523, 803])

  test('iterate, also nested and absent ones', () => {
    wrap('35=D|453=2|448=A|452=1|802=2|523=x|803=1|523=y|448=B|447=D|55=BTC|')
    expect(parties.begin(frame)).toBe(2)
    expect(parties.next()).toBe(true)
    expect(parties.text(448)).toBe('A')
    expect(parties.int(452)).toBe(1)
    expect(parties.char(447)).toBe(0)
    expect(subs.beginIn(frame, parties.entryStart, parties.entryEnd)).toBe(2)
    expect([subs.next(), subs.text(523), subs.next(), subs.text(523), subs.next()]).toEqual([
      true,
      'x',
      true,
      'y',
      false,
    ])
    expect(parties.next()).toBe(true)
    expect(parties.char(447)).toBe(68)
    expect(subs.beginIn(frame, parties.entryStart, parties.entryEnd)).toBe(0)
    expect(parties.entryEnd).toBe(frame.find(55))
    expect(parties.next()).toBe(false)
    wrap('35=D|55=BTC|')
    expect(parties.begin(frame)).toBe(0)
    expect(parties.next()).toBe(false)
  })

  test('fewer entries than announced end early, an entry without its delimiter is none', () => {
    wrap('35=D|453=3|448=A|448=B|55=x|')
    parties.begin(frame)
    expect([parties.next(), parties.next(), parties.next()]).toEqual([true, true, false])
    expect(parties.index + 1).toBeLessThan(parties.count)
    wrap('35=D|453=1|452=1|448=A|')
    parties.begin(frame)
    expect(parties.next()).toBe(false)
  })
})
