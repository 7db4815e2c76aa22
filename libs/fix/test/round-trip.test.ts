import { decimalE8, SessionTime } from '@reflex/base'
import { describe, expect, test } from 'vitest'
import { FIX_OK, FixFrame, FixFramer, FixHeader, FixWriter, packMsgType } from '../src/index.ts'

const sessionTime = new SessionTime(Date.UTC(2026, 0, 30))
const nowNs = 33_302_123_456_789

function order(): { bytes: Uint8Array; start: number; end: number } {
  const bytes = new Uint8Array(1024)
  const header = new FixHeader({
    beginString: 'FIXT.1.1',
    senderCompId: 'alpha',
    targetCompId: 'BUS',
    applVerId: '9',
    timeDigits: 9,
  })
  const writer = new FixWriter(sessionTime)
  header.msgType = packMsgType('D')
  header.msgSeqNum = 4711
  header.sendingTimeNs = nowNs
  writer.begin(bytes, 128)
  writer.string(11, 'A-1')
  writer.string(55, 'BTC-USD')
  writer.char(54, 49)
  writer.decimalE8(38, decimalE8('0.125'))
  writer.decimalE8(44, decimalE8('-60123.45'))
  writer.int(10000, 9_007_199_254_740_991)
  writer.utcNs(60, nowNs)
  writer.decimalE8(99, Number.NaN)
  const start = writer.finish(header)
  return { bytes, start, end: writer.at }
}

describe('writer and frame', () => {
  test('a written message is framed, indexed and read back', () => {
    const { bytes, start, end } = order()
    const text = Buffer.from(bytes.subarray(start, end)).toString('latin1').replaceAll('\x01', '|')
    expect(text).toBe(
      '8=FIXT.1.1|9=166|35=D|1128=9|49=alpha|56=BUS|34=4711|52=20260130-09:15:02.123456789|11=A-1|55=BTC-USD|54=1|' +
        '38=0.125|44=-60123.45|10000=9007199254740991|60=20260130-09:15:02.123456789|10=' +
        text.slice(-4),
    )
    const framer = new FixFramer(4096)
    expect(framer.scan(bytes, start, end)).toBe(FIX_OK)
    expect(framer.messageLength).toBe(end - start)
    const frame = new FixFrame(sessionTime)
    expect(frame.wrap(bytes, start, end - start)).toBe(FIX_OK)
    expect(frame.msgType).toBe(packMsgType('D'))
    expect(frame.text(11)).toBe('A-1')
    expect(frame.decimalE8(44)).toBe(-6_012_345_000_000)
    expect(frame.int(10000)).toBe(9_007_199_254_740_991)
    expect(frame.utcNs(60, sessionTime)).toBe(nowNs)
    expect(frame.char(54)).toBe(49)
    expect(frame.has(99)).toBe(false)
    expect(frame.decimalE8(99)).toBeNaN()
    expect(frame.offsetOf(99)).toBe(-1)
  })
})
