import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Prng, ReflexError } from '@reflex/base'
import { loadDictionary } from '@reflex/fix'
import { SessionStore } from '@reflex/fix-session'
import { NodeStorage } from '@reflex/journal'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CutMessage, MessageCutter } from '../src/tools/fix/message-cutter.ts'
import { runPrint } from '../src/tools/fix/print.ts'
import { Reflector } from '../src/tools/fix/reflector.ts'
import { changeNumbers, sessionsIn } from '../src/tools/fix/sessions.ts'

const SESSION = 'FIX.4.4-EMS-XALP'
const EPOCH_MS = Date.UTC(2026, 0, 5)
const seed = Number(process.env['REFLEX_SEED'] ?? 41)

function message(body: string): string {
  const text = body.replaceAll('|', '\x01')
  const head = `8=FIX.4.4\x019=${text.length}\x01${text}`
  let sum = 0
  for (let i = 0; i < head.length; i++) sum += head.charCodeAt(i)
  return `${head}10=${String(sum & 255).padStart(3, '0')}\x01`
}

const ORDER = message('35=D|34=2|49=EMS|56=XALP|11=A1|55=X|')
const REPLACE = message('35=G|34=3|49=EMS|56=XALP|11=A2|41=A1|55=X|')
const OTHER = message('35=D|34=4|49=EMS|56=XALP|11=B1|55=X|')
const FILL = message('35=8|34=2|49=XALP|56=EMS|37=V9|11=A2|95=3|96=a\x01b|')

describe('cutting messages out of text', () => {
  const readable = (text: string) => text.replaceAll('\x01', '|')
  const texts = (messages: readonly CutMessage[]) => messages.map(({ text }) => text)

  it('takes SOH, | and ^A, prefixes, several messages a line, data with SOH inside', () => {
    const log = `09:00 in : ${readable(ORDER)}\nx ${OTHER}${FILL}\n${REPLACE.replaceAll('\x01', '^A')}\nnothing\n`
    const cut = new MessageCutter().push(log, true)
    expect(texts(cut)).toEqual([ORDER, OTHER, FILL, REPLACE])
    expect(cut.map(({ prefix }) => prefix)).toEqual(['09:00 in :', 'x', '', ''])
    expect(cut.every(({ damage }) => damage === '')).toBe(true)
  })

  it('says what is wrong with a damaged one and goes on behind it', () => {
    const cut = new MessageCutter().push(`${ORDER.replace('11=A1', '11=A9')}8=FIX.4.4\x019=7\x01${OTHER}`, true)
    expect(cut.map(({ damage }) => damage.replace(/\d{3}/g, 'n'))).toEqual(['CheckSum is n instead of n', ''])
  })

  it('finds the same however the bytes come in pieces', () => {
    const random = new Prng(seed)
    const stream = `noise\n${ORDER}${FILL}8=FIX.4.\n${OTHER}tail ${readable(REPLACE)}\n`
    const whole = texts(new MessageCutter().push(stream, true))
    expect(whole).toHaveLength(4)
    for (let round = 0; round < 200; round++) {
      const cutter = new MessageCutter()
      const found: CutMessage[] = []
      let at = 0
      while (at < stream.length) {
        const length = 1 + random.nextInt(40)
        found.push(...cutter.push(stream.slice(at, at + length), false))
        at += length
      }
      found.push(...cutter.push('', true))
      expect(texts(found), `seed ${seed}, round ${round}`).toEqual(whole)
    }
  })
})

describe('the reflector', () => {
  const field = (tag: number, name: string, type = 'STRING') => `<field number='${tag}' name='${name}' type='${type}'/>`
  const xml = `<fix type='FIX' major='4' minor='4'>
   <header><field name='Begin' required='Y'/><field name='Seq' required='Y'/>
    <field name='Behalf' required='N'/></header>
   <trailer><field name='Sum' required='Y'/></trailer>
   <messages><message name='Order' msgtype='D' msgcat='app'><field name='Id' required='Y'/>
    <field name='A' required='N'/>
    <group name='NoX' required='N'><field name='X' required='Y'/><group name='NoY' required='N'>
     <field name='Y' required='Y'/></group></group></message></messages>
   <components/><fields>${field(8, 'Begin')}${field(34, 'Seq')}${field(10, 'Sum')}${field(115, 'Behalf')}
    ${field(11, 'Id')}${field(40, 'A')}${field(20, 'NoX', 'NUMINGROUP')}${field(999, 'X')}
    ${field(998, 'NoY', 'NUMINGROUP')}${field(1, 'Y')}</fields></fix>`

  it('sorts the body by tag with groups in one piece, and refuses other types', () => {
    const dictionary = loadDictionary(xml)
    const options = {
      beginString: 'FIX.4.4',
      dictionary,
      defaultApplVerId: '9',
      lengthTagOfData: new Uint16Array(65_536),
    }
    const reflector = new Reflector(options)
    const answer = (text: string) => {
      const bytes = Buffer.from(message(text), 'latin1')
      return reflector.answer(bytes, 0, bytes.length, 7).replaceAll('\x01', '|')
    }
    expect(answer('35=D|34=7|49=A|56=B|115=C|40=2|20=2|999=p|998=2|1=u|1=v|999=q|11=i|')).toBe(
      '35=D|115=C|11=i|20=2|999=p|998=2|1=u|1=v|999=q|40=2|',
    )
    expect(answer('35=D|97=Y|11=i|')).toBe('')
    reflector.onLogout()
    expect(answer('35=D|97=Y|11=i|')).not.toBe('')
    expect(answer('35=8|34=7|')).toBe('35=j|45=7|58=Unsupported Message Type|372=8|380=3|')
  })
})

describe('a session folder', () => {
  const root = mkdtempSync(join(tmpdir(), 'reflex-fix-tools-'))
  const dir = join(root, 'run', 'ems', 'fix')
  const written: string[] = []

  beforeAll(() => {
    const storage = new NodeStorage()
    storage.mkdir(dir)
    const store = new SessionStore({ storage, dir, name: SESSION, sessionEpochMs: EPOCH_MS })
    const bytes = (text: string) => Buffer.from(text, 'latin1')
    const logon = bytes(message('35=A|34=1|49=EMS|56=XALP|98=0|108=30|'))
    store.appendOut(1e9, 1, logon, 0, logon.length)
    store.appendIn(1e9, 1, logon, 0, logon.length)
    store.appendOut(2e9, 2, bytes(ORDER), 0, ORDER.length)
    store.appendOut(3e9, 3, bytes(REPLACE), 0, REPLACE.length)
    store.appendOut(4e9, 4, bytes(OTHER), 0, OTHER.length)
    store.appendIn(5e9, 2, bytes(FILL), 0, FILL.length)
    store.close()
  })
  afterAll(() => rmSync(root, { recursive: true }))

  const print = async (options: Partial<Parameters<typeof runPrint>[0]>) => {
    written.length = 0
    const write = process.stdout.write
    process.stdout.write = ((text: string) => written.push(text) > 0) as typeof write
    const all = { paths: [dir], dictionary: [], names: 'none', soh: false, order: undefined, validate: false } as const
    const filter = { types: [], tags: [], session: undefined, body: true, json: false }
    try {
      return await runPrint({ ...all, ...filter, ...options })
    } finally {
      process.stdout.write = write
    }
  }

  it('is printed: all, by tag, and by order chain whatever id of it is given', async () => {
    expect(await print({})).toEqual({ shown: 6, damaged: 0 })
    expect(await print({ tags: ['11=A*', '41'] })).toEqual({ shown: 1, damaged: 0 })
    expect(written).toEqual(['2026-01-05T00:00:03.000Z out 35=G|11=A2|41=A1|55=X|\n'])
    for (const order of ['A1', 'A2', 'V9']) expect((await print({ order })).shown).toBe(3)
    expect((await print({ session: 'XALP-EMS', types: ['8'] })).shown).toBe(1)
    expect((await print({ session: 'XALP', types: ['8'], names: 'fixparser' })).shown).toBe(1)
    expect(written[0]).toContain('MsgType(35)=8(ExecutionReport)|OrderID(37)=V9|')
    await expect(print({ paths: [join(root, 'none')] })).rejects.toThrow(ReflexError)
    writeFileSync(join(root, 'one.log'), `a ${ORDER.slice(0, -4)}000\x01`)
    expect(await print({ paths: [join(root, 'one.log')] })).toEqual({ shown: 1, damaged: 1 })
  })

  it('shows numbers and times, and changes numbers when nobody has it', async () => {
    const [report] = sessionsIn(root)
    expect(report).toMatchObject({ session: SESSION, state: 'stored', nextIn: 3, nextOut: 5, received: 2, sent: 4 })
    expect(report).toMatchObject({ lastIn: '2026-01-05T00:00:05.000Z', lastLogon: '2026-01-05T00:00:01.000Z' })
    const change = { root, session: SESSION, reset: false, yes: true }
    expect(await changeNumbers({ ...change, nextOut: 20 })).toMatchObject({ nextIn: 3, nextOut: 20, resets: 0 })
    expect(await changeNumbers({ ...change, nextIn: 2 })).toMatchObject({ nextIn: 2, nextOut: 20, resets: 1 })
    expect(await changeNumbers({ ...change, reset: true })).toMatchObject({ nextIn: 1, nextOut: 1, resets: 2 })
    const lock = new NodeStorage().lock(join(root, 'run', 'ems'))
    expect(sessionsIn(root)[0]).toMatchObject({ state: 'up' })
    await expect(changeNumbers({ ...change, nextIn: 9 })).rejects.toThrow('in use by process')
    lock.release()
    await expect(changeNumbers({ ...change, session: 'FIX.4.4-A-B' })).rejects.toThrow('there is no session')
  })
})
