import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decimalText, Prng, SessionTime } from '@reflex/base'
import { describe, expect, test } from 'vitest'
import { FIX_OK, FixFrame, FixFramer, FixHeader, FixWriter, packMsgType } from '../src/index.ts'
import { FIX_FOLDER, HAS_FIX } from './fix-folder.ts'

const seed = Number(process.env['REFLEX_SEED'] ?? 20_260_130)
const sessionTime = new SessionTime(Date.UTC(2026, 0, 30))

/** One to five digits, none a data field. */
const TAGS = [1, 6, 11, 55, 60, 103, 151, 768, 1301, 9999, 10001, 19999, 40004, 65535]

/** The obvious reader. */
function naiveFields(text: string): [number, string][] {
  return text
    .split('\x01')
    .slice(0, -1)
    .map((field) => [Number(field.slice(0, field.indexOf('='))), field.slice(field.indexOf('=') + 1)])
}

function expectSame(frame: FixFrame, bytes: Uint8Array): void {
  const fields = naiveFields(Buffer.from(bytes).toString('latin1'))
  expect(frame.fieldCount).toBe(fields.length)
  fields.forEach(([tag, value], slot) => {
    expect(frame.tags[slot]).toBe(tag)
    expect(frame.textAt(slot)).toBe(value)
    expect(frame.find(tag)).toBe(fields.findIndex(([other]) => other === tag))
  })
}

function randomE8(random: Prng): number {
  const magnitude = Math.floor(random.nextFloat() * 10 ** random.nextInt(16))
  const rounded = random.nextBoolean(0.5) ? Math.floor(magnitude / 1e6) * 1e6 : magnitude
  return random.nextBoolean(0.3) ? -rounded + 0 : rounded
}

function isoText(ns: number, digits: number): string {
  const second = Math.floor(ns / 1e9)
  const iso = new Date(sessionTime.sessionEpochMs + second * 1000).toISOString()
  const fraction = String(ns - second * 1e9)
    .padStart(9, '0')
    .slice(0, digits)
  return `${iso.slice(0, 10).replaceAll('-', '')}-${iso.slice(11, 19)}${digits === 0 ? '' : `.${fraction}`}`
}

describe('writer and frame', () => {
  test('what is written is what a naive reader reads, and reads back equal', () => {
    console.log(`seed ${seed} (REFLEX_SEED)`)
    const random = new Prng(seed)
    const bytes = new Uint8Array(4096)
    const writer = new FixWriter(sessionTime)
    const frame = new FixFrame(sessionTime)
    const framer = new FixFramer(4096)
    for (let round = 0; round < 3000; round++) {
      const digits = [0, 3, 6, 9][random.nextInt(4)]!
      const header = new FixHeader({
        beginString: 'FIX.4.4',
        senderCompId: 'S'.repeat(1 + random.nextInt(16)),
        targetCompId: 'T'.repeat(1 + random.nextInt(16)),
        applVerId: random.nextBoolean(0.5) ? '9' : '',
        timeDigits: digits,
      })
      header.msgType = packMsgType(['D', 'AE', '8'][random.nextInt(3)]!)
      header.msgSeqNum = 1 + random.nextInt(2 ** 31 - 1)
      header.sendingTimeNs = Math.floor(random.nextFloat() * 86_400e9)
      writer.begin(bytes, 200 + random.nextInt(7))
      const expected: [number, string, number][] = []
      for (let i = random.nextInt(20); i >= 0; i--) {
        const tag = TAGS[random.nextInt(TAGS.length)]!
        const kind = random.nextInt(3)
        if (kind === 0) {
          const value = randomE8(random)
          writer.decimalE8(tag, value)
          expected.push([tag, decimalText(value), value])
        } else if (kind === 1) {
          const value =
            Math.floor(random.nextFloat() * 2 ** random.nextInt(54)) * (random.nextBoolean(0.3) ? -1 : 1) + 0
          writer.int(tag, value)
          expected.push([tag, String(value), value])
        } else {
          const value = Math.floor((random.nextFloat() - 0.5) * 40 * 86_400e9)
          writer.utcNs(tag, value)
          expected.push([tag, isoText(value, 9), value])
        }
      }
      const start = writer.finish(header)
      const message = bytes.subarray(start, writer.at)
      expect(framer.scan(bytes, start, writer.at)).toBe(FIX_OK)
      expect(framer.messageLength).toBe(message.length)
      expect(frame.wrap(bytes, start, message.length)).toBe(FIX_OK)
      expectSame(frame, message)
      expect(frame.text(52)).toBe(isoText(header.sendingTimeNs, digits))
      expected.forEach(([tag, text, value], i) => {
        const slot = frame.bodySlot + i
        expect([frame.tags[slot], frame.textAt(slot)]).toEqual([tag, text])
        const read = text.includes(':') ? frame.utcNsAt(slot, sessionTime) : undefined
        expect(read ?? (text.includes('.') ? frame.decimalE8At(slot) : value)).toBe(value)
      })
    }
  })

  test('damaged bytes never throw and never read outside the message', () => {
    const random = new Prng(seed, 1)
    const frame = new FixFrame(sessionTime, 64)
    const source = Buffer.from(
      '8=FIX.4.4|9=99|35=D|49=A|34=1|52=20260130-09:15:02.123|95=4|96=a|bc|11=x|453=2|448=a|448=b|38=1.5|10=000|'.replaceAll(
        '|',
        '\x01',
      ),
    )
    for (let round = 0; round < 30_000; round++) {
      const bytes = Uint8Array.from(source)
      for (let k = random.nextInt(6); k >= 0; k--) bytes[random.nextInt(bytes.length)] = random.nextInt(256)
      const offset = random.nextInt(10)
      const length = random.nextInt(bytes.length - offset + 1)
      frame.wrap(bytes, offset, length)
      for (let slot = 0; slot < frame.fieldCount; slot++) {
        expect(frame.offsets[slot]).toBeGreaterThanOrEqual(offset)
        expect(frame.offsets[slot]! + frame.lengths[slot]!).toBeLessThan(offset + length)
        frame.decimalE8At(slot)
        frame.utcNsAt(slot, sessionTime)
        frame.intAt(slot)
      }
    }
  })
})

describe.skipIf(!HAS_FIX)('recorded sessions', () => {
  const folder = join(FIX_FOLDER, 'logs')
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.includes('messages')) : []

  test.each(files)('%s: every message is framed, indexed and equal to a naive reading', (name) => {
    const text = readFileSync(join(folder, name), 'latin1')
    const messages = text
      .split('\n')
      .filter((line) => line.includes('8=FIX'))
      .map((line) => line.slice(line.indexOf('8=FIX')).trimEnd())
    expect(messages.length).toBeGreaterThan(10)
    const frame = new FixFrame(sessionTime)
    const framer = new FixFramer(64 * 1024)
    for (const message of messages) {
      const bytes = Buffer.from(message, 'latin1')
      expect(framer.scan(bytes, 0, bytes.length)).toBe(FIX_OK)
      expect(framer.messageLength).toBe(bytes.length)
      expect(frame.wrap(bytes, 0, bytes.length)).toBe(FIX_OK)
      expectSame(frame, bytes)
      expect(frame.utcNs(52, sessionTime)).not.toBeNaN()
    }
  })
})
