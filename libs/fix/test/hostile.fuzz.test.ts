/**
 * Random and mutated bytes through framer, index and validator, as a session takes them: nothing throws, nothing reads
 * outside, no memory is kept. REFLEX_FUZZ_ROUNDS sets the length (a soak takes tens of millions), REFLEX_SEED the seed.
 */
import { Prng } from '@reflex/base'
import { describe, expect, test } from 'vitest'
import { FIX_OK, FIX_PARTIAL, FixFrame, FixFramer, FixGroup, FixValidator, lengthTagsOf } from '../src/index.ts'
import { dictionary, HAS_FIX, message } from './fix-folder.ts'

const seed = Number(process.env['REFLEX_SEED'] ?? 7)
const rounds = Number(process.env['REFLEX_FUZZ_ROUNDS'] ?? 10_000)
const HEADER = '49=A|56=B|34=1|52=20260130-09:15:02'
const ORDER =
  '11=x|55=BTC|54=1|60=20260130-09:15:02.123|40=2|38=1|44=1.5|453=2|448=P|447=D|452=11|802=1|523=s|803=1|448=Q|'
const SOURCES = [
  `35=D|${HEADER}|${ORDER}`,
  `35=A|${HEADER}|98=0|108=30|95=5|96=a|b|c|553=u|`,
  `35=8|${HEADER}|37=1|17=2|150=0|39=0|55=X|54=1|151=1|14=0|6=0|453=1|448=a|`,
  `35=V|${HEADER}|262=1|263=1|264=0|267=2|269=0|269=1|146=1|55=X|`,
]
/** What mutations like to put in. */
const PIECES = [
  '\x01',
  '=',
  '|',
  '\x00',
  '453=',
  '802=99999999',
  '10=',
  '8=FIX',
  '9=',
  '96=',
  '-',
  '35=',
  '65536=',
  '00',
]

/** One of many damages: bytes changed, pieces put in, parts doubled, cut or swapped. */
function mutated(random: Prng, source: Uint8Array): Uint8Array {
  let bytes = Buffer.from(source)
  for (let k = random.nextInt(4); k >= 0; k--) {
    const at = random.nextInt(bytes.length + 1)
    const kind = random.nextInt(5)
    const length = random.nextInt(40)
    if (kind === 0) bytes[at] = random.nextInt(256)
    else if (kind === 1) {
      const piece = Buffer.from(PIECES[random.nextInt(PIECES.length)]!, 'latin1')
      bytes = Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at)])
    } else if (kind === 2) bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(Math.max(0, at - length))])
    else if (kind === 3) bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)])
    else bytes.copyWithin(random.nextInt(bytes.length + 1), at, at + length)
    if (bytes.length < 20) return bytes
  }
  return bytes
}

/** BodyLength and CheckSum made right again, so that the damage gets past the framer. */
function resealed(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes).toString('latin1')
  const from = text.indexOf('35=')
  const to = text.lastIndexOf('10=')
  return message('FIX.4.4', from >= 0 && to > from ? text.slice(from, to) : text)
}

/** Cheaper than expect, of which there would be millions. */
function hold(isTrue: boolean, round: number): void {
  if (!isTrue) throw new Error(`seed ${seed}, round ${round}`)
}

describe.skipIf(!HAS_FIX)(`seed ${seed}, ${rounds} rounds`, () => {
  test('hostile bytes cost a code, neither a throw nor memory', { timeout: 3_600_000 }, () => {
    const random = new Prng(seed)
    const fix44 = dictionary('FIX44')
    const validator = new FixValidator(fix44, { allowUserDefined: false, allowUnknownFields: false })
    const framer = new FixFramer(4096)
    const frame = new FixFrame(undefined, 64)
    frame.lengthTagOfData = lengthTagsOf(fix44)
    const parties = new FixGroup(frame, 453, [448, 447, 452, 802, 523, 803])
    const sources = SOURCES.map((body) => message('FIX.4.4', body))
    const codes = new Set<number>()
    let heapAfterStart = 0
    for (let round = 0; round < rounds; round++) {
      const damaged = mutated(random, sources[random.nextInt(sources.length)]!)
      const bytes = random.nextBoolean(0.7) ? resealed(damaged) : damaged
      let at = 0
      while (at < bytes.length) {
        const code = framer.scan(bytes, at, bytes.length)
        codes.add(code)
        if (code === FIX_PARTIAL) break
        const length = code === FIX_OK ? framer.messageLength : framer.skipLength
        hold(length > 0 && at + length <= bytes.length, round)
        if (code === FIX_OK) {
          const reason = validator.validate(frame, frame.wrap(bytes, at, length))
          codes.add(100 + reason)
          hold(validator.refTag < 65_536, round)
          parties.begin(frame)
          while (parties.next()) hold(parties.entryEnd <= frame.fieldCount, round)
        }
        at += length
      }
      if (round === rounds >> 1) heapAfterStart = process.memoryUsage().heapUsed
    }
    // Every kind of refusal was met, so the damages reach all of the rules.
    for (const reason of [-1, 0, 1, 2, 3, 4, 5, 6, 11, 13, 14, 15, 16])
      expect(codes, `373=${reason}`).toContain(100 + reason)
    expect(process.memoryUsage().heapUsed - heapAfterStart).toBeLessThan(200e6)
  })
})
