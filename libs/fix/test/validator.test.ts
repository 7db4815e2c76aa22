import { SessionTime } from '@reflex/base'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  DictionaryError,
  FIX_VALID,
  FixFrame,
  FixValidator,
  lengthTagsOf,
  loadDictionary,
  printFix,
} from '../src/index.ts'
import { dictionary, FIX_FOLDER, HAS_FIX, message } from './fix-folder.ts'

const frame = new FixFrame(new SessionTime(0))
const HEADER = '49=A|56=B|34=1|52=20260130-09:15:02'
const ORDER = '11=x|55=BTC|54=1|60=20260130-09:15:02.123|40=2|38=1|44=1.5'

const SMALL = `<fix type='FIX' major='4' minor='4'>
 <header><field name='BeginString' required='Y'/><field name='BodyLength' required='Y'/>
  <field name='MsgType' required='Y'/></header>
 <trailer><field name='CheckSum' required='Y'/></trailer>
 <messages><message name='Ping' msgtype='Z9' msgcat='app'>
   <component name='Extra' required='N'/>
   <group name='NoLegs' required='N'><field name='LegId' required='Y'/><component name='LegExtra' required='Y'/></group>
   <field name='Hint' required='N'/>
 </message></messages>
 <components>
   <component name='Extra'><field name='Mode' required='Y'/></component>
   <component name='LegExtra'><field name='LegQty' required='Y'/><field name='BlobSize' required='N'/>
    <field name='Blob' required='N'/><field name='Memo' required='N'/></component>
 </components>
 <fields>
   <field number='8' name='BeginString' type='STRING'/><field number='9' name='BodyLength' type='LENGTH'/>
   <field number='35' name='MsgType' type='STRING'/><field number='10' name='CheckSum' type='STRING'/>
   <field number='5001' name='Mode' type='CHAR'><value enum='F' description='FAST'/>
    <value enum='S' description='SLOW'/></field>
   <field number='5002' name='NoLegs' type='NUMINGROUP'/><field number='5003' name='LegId' type='STRING'/>
   <field number='5004' name='LegQty' type='QTY'/><field number='5005' name='BlobSize' type='LENGTH'/>
   <field number='5006' name='Blob' type='DATA'/><field number='5007' name='Memo' type='STRING'/>
   <field number='5008' name='Hint' type='STRING' allowOtherValues='Y'><value enum='A' description='ONE'/></field>
 </fields></fix>`

const lengthTags = lengthTagsOf(loadDictionary(SMALL))

function judge(validator: FixValidator, beginString: string, body: string): [number, number] {
  const bytes = message(beginString, body)
  frame.lengthTagOfData = lengthTags
  const status = frame.wrap(bytes, 0, bytes.length)
  return [validator.validate(frame, status), validator.refTag]
}

describe("a venue's own dictionary", () => {
  const small = loadDictionary(SMALL)
  const validator = new FixValidator(small, { allowUserDefined: false, allowUnknownFields: false })

  test('is loaded with components expanded; an optional component makes its fields optional', () => {
    expect(small.version).toBe('FIX.4.4')
    expect(small.messages.get('Z9')!.members.get(5001)!.required).toBe(false)
    expect(small.messages.get('Z9')!.members.get(5002)!.group!.members.get(5004)!.required).toBe(true)
  })

  test.each([
    ['35=Z9|', FIX_VALID, 0],
    ['35=Z9|5001=F|5002=2|5003=a|5004=1|5003=b|5004=2|', FIX_VALID, 0],
    ['35=Z8|', 11, 35],
    ['35=Z9|5001=X|', 5, 5001],
    ['35=Z9|5001=FF|', 6, 5001],
    ['35=Z9|5001=|', 4, 5001],
    ['35=Z9|abc=1|', 0, 0],
    ['35=Z9|5001=F|5001=S|', 13, 5001],
    ['35=Z9|5003=a|', 2, 5003],
    ['35=Z9|5009=a|', 3, 5009],
    ['35=Z9|5002=2|5003=a|5004=1|', 16, 5002],
    ['35=Z9|5002=1|5004=1|5003=a|', 15, 5004],
    ['35=Z9|5002=1|5003=a|', 1, 5004],
    ['35=Z9|5002=1|5003=a|5004=x|', 6, 5004],
    ['35=Z9|5001=F|9=5|', 14, 9],
    // The count is judged before the values and the fields of the entries.
    ['35=Z9|5002=3|5003=|5004=x|5003=b|', 16, 5002],
    ['35=Z9|5002=1|5003=a|5004=1|5003=b|5004=2|', 16, 5002],
    ['35=Z9|5002=0|', FIX_VALID, 0],
    ['35=Z9|5002=-1|', 16, 5002],
    ['35=Z9|5002=99999999999|5003=a|', 16, 5002],
    ['35=Z9|5002=1|5003=a|5004=1|5004=2|', 13, 5004],
    ['35=Z9|5002=1|5003=a|5007=m|5004=1|', 15, 5004],
    ['35=Z9|5002=1|5003=a|5004=1|5005=3|5006=a\x01b|5007=m|', FIX_VALID, 0],
    ['35=Z9|5008=other|', FIX_VALID, 0],
  ])('%s', (body, code, tag) => {
    expect(judge(validator, 'FIX.4.4', body)).toEqual([code, tag])
  })

  test('names what is wrong with a file', () => {
    expect(() => loadDictionary('<a/>')).toThrow(DictionaryError)
    expect(() =>
      loadDictionary(SMALL.replace("<field name='Mode' required='Y'/>", "<field name='Nope' required='Y'/>")),
    ).toThrow('undefined field Nope')
    const loop = SMALL.replace("<field name='Mode' required='Y'/>", "<component name='Extra' required='Y'/>")
    expect(() => loadDictionary(loop)).toThrow('component Extra inside itself')
  })

  test('lies over another one', () => {
    const added = loadDictionary(
      SMALL.replace("enum='F' description='FAST'", "enum='T' description='TURBO'").replace('5004', '6004'),
    )
    const both = small.with(added)
    expect(both.valueName(5001, 'T')).toBe('TURBO')
    expect(both.valueName(5001, 'F')).toBe('FAST')
    expect([...both.messages.get('Z9')!.members.get(5002)!.group!.members.keys()]).toEqual([
      5003, 5004, 5005, 5006, 5007, 6004,
    ])
  })

  test('gives its names to the printer', () => {
    const bytes = message('FIX.4.4', '35=Z9|5001=F|')
    expect(printFix(bytes, 0, bytes.length, { names: true, bodyOnly: true, dictionary: small })).toBe(
      'MsgType(35)=Z9(Ping)|Mode(5001)=F(FAST)|',
    )
  })
})

describe.skipIf(!HAS_FIX)(`standard dictionaries at ${FIX_FOLDER}`, () => {
  let fix44: FixValidator
  let fixLatest: FixValidator

  beforeAll(() => {
    const strict = { allowUserDefined: false, allowUnknownFields: false }
    fix44 = new FixValidator(dictionary('FIX44'), strict)
    fixLatest = new FixValidator(dictionary('FIXT11').with(dictionary('FIX50SP2')), strict)
  })

  test.each([
    [`35=D|${HEADER}|${ORDER}|`, FIX_VALID, 0],
    [`35=D|${HEADER}|${ORDER}|18=6 G|`, FIX_VALID, 0],
    [`35=D|${HEADER}|${ORDER}|18=6 ?|`, 5, 18],
    [`35=D|${HEADER}|${ORDER.replace('|54=1', '')}|`, 1, 54],
    [`35=D|${HEADER}|${ORDER.replace('54=1', '54=Z')}|`, 5, 54],
    [`35=D|${HEADER}|${ORDER.replace('38=1', '38=+1')}|`, 6, 38],
    [`35=D|${HEADER}|${ORDER.replace('.123', '.')}|`, 6, 60],
    [`35=D|${HEADER}|${ORDER}|269=0|`, 2, 269],
    [`35=D|${HEADER}|${ORDER}|999=x|`, 3, 999],
    [`35=D|${HEADER}|${ORDER}|5999=x|`, 3, 5999],
    [`35=D|49=A|56=B|52=20260130-09:15:02|${ORDER}|`, 1, 34],
    [`35=D|${HEADER}|${ORDER}|453=1|448=P|447=D|452=11|802=1|523=s|803=1|`, FIX_VALID, 0],
    [`35=D|${HEADER}|${ORDER}|453=1|448=P|447=D|452=11|802=2|523=s|803=1|`, 16, 802],
    [`35=ZZ|${HEADER}|`, 11, 35],
  ])('FIX.4.4: %s', (body, code, tag) => {
    expect(judge(fix44, 'FIX.4.4', body)).toEqual([code, tag])
  })

  test('FIXT.1.1 with FIX50SP2', () => {
    expect(judge(fixLatest, 'FIXT.1.1', `35=D|1128=9|${HEADER}|${ORDER}|`)).toEqual([FIX_VALID, 0])
    expect(judge(fixLatest, 'FIXT.1.1', `35=A|${HEADER}|98=0|108=30|1137=9|`)).toEqual([FIX_VALID, 0])
    expect(judge(fixLatest, 'FIXT.1.1', `35=A|${HEADER}|98=0|108=30|`)).toEqual([1, 1137])
  })
})
