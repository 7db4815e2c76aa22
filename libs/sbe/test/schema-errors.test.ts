/** Invalid schemas are refused with the place and the reason. Each row breaks the feature schema in one way. */

import { expect, test } from 'vitest'
import { parseSchema, SchemaError } from '../src/index.ts'
import { featureXml } from './generate-fixtures.ts'

const message = 'messageSchema/message[Everything]'

test.each([
  ['<sbe:messageSchema', '<sbe:other', 'line 28', "Expected closing tag 'sbe:other'"],
  [' id="900"', '', 'messageSchema', 'attribute "id" is missing'],
  [' id="900"', ' id="70000"', 'messageSchema', 'attribute "id" is "70000", expected an integer in 0..65535'],
  ['littleEndian', 'middleEndian', 'messageSchema', 'unknown byteOrder "middleEndian"'],
  ['name="messageHeader"', 'name="header"', 'messageSchema', 'unknown type "messageHeader"'],
  [
    '<type name="templateId" primitiveType="uint16"/>',
    '',
    'messageSchema',
    'type "messageHeader" needs a member "templateId"',
  ],
  [
    'primitiveType="uint8" length="4"',
    'primitiveType="uint9" length="4"',
    'messageSchema/types/type[Bytes4]',
    'unknown primitiveType "uint9"',
  ],
  [
    'name="aChar" id="1" type="char"',
    'name="aChar" id="1" type="chart"',
    `${message}/field[aChar]`,
    'unknown type "chart"',
  ],
  ['name="aChar"', 'name="a char"', `${message}/field[a char]`, '"a char" is not a valid name'],
  ['name="aChar"', 'name="anInt8"', `${message}/field[anInt8]`, 'exists already'],
  [
    'offset="48"',
    'offset="40"',
    `${message}/field[code]`,
    'offset 40 overlaps what stands before it, which ends at 43',
  ],
  ['blockLength="160"', 'blockLength="100"', message, 'blockLength 100 is less than the'],
  [
    'presence="optional"/>\n    <field name="aFloat"',
    'presence="maybe"/>\n    <field name="aFloat"',
    `${message}/field[aUint64]`,
    'unknown presence "maybe"',
  ],
  [
    'sinceVersion="3"/>\n    <group name="outer"',
    'sinceVersion="4"/>\n    <group name="outer"',
    `${message}/field[lateNested]`,
    "sinceVersion 4 is above the schema's version 3",
  ],
  [
    'valueRef="Letter.Zulu"',
    'valueRef="Letter.Yankee"',
    `${message}/field[fixed]`,
    'the enumeration has no such value',
  ],
  ['valueRef="Letter.Zulu"', 'valueRef="Side.BID"', `${message}/field[fixed]`, 'is of another type than the field'],
  ['valueRef="Letter.Zulu"', '', `${message}/field[fixed]`, 'a constant field needs a valueRef or a constant type'],
  [
    'nullValue="-9007199254740991"',
    'nullValue="none"',
    'messageSchema/types/type[OptionalTicks]',
    'nullValue "none" is not a valid int64',
  ],
  [
    '>1</validValue>\n    </enum>\n    <enum name="Letter"',
    '>0</validValue>\n    </enum>\n    <enum name="Letter"',
    'messageSchema/types/enum[Side]/validValue[OFFER]',
    'duplicate name or value',
  ],
  [
    '>1</validValue>\n    </enum>\n    <enum name="Letter"',
    '>256</validValue>\n    </enum>\n    <enum name="Letter"',
    'messageSchema/types/enum[Side]/validValue[OFFER]',
    '"256" is not a valid uint8',
  ],
  [
    'encodingType="char"',
    'encodingType="double"',
    'messageSchema/types/enum[Letter]',
    'an enumeration cannot be encoded as double',
  ],
  ['>7</choice>', '>8</choice>', 'messageSchema/types/set[Small]/choice[last]', 'bit "8" is outside 0..7'],
  [
    '<ref name="amount" type="Decimal" offset="4"/>',
    '<ref name="amount" type="Nested"/>',
    'messageSchema/types/composite[Nested]/ref[amount]',
    'type "Nested" contains itself',
  ],
  [
    'presence="constant">-3<',
    'presence="constant"><',
    'messageSchema/types/composite[Decimal]/type[exponent]',
    'a constant needs a value',
  ],
  [
    'presence="constant">-3<',
    'presence="constant">-300<',
    'messageSchema/types/composite[Decimal]/type[exponent]',
    'constant "-300" is not a valid int8',
  ],
  [
    '<group name="later" id="40"',
    '<group name="later" dimensionType="Decimal" id="40"',
    `${message}/group[later]`,
    'type "Decimal" needs a member "blockLength"',
  ],
  [
    '<data name="text" id="50" type="varText"/>',
    '<data name="text" id="50" type="Side"/>',
    `${message}/data[text]`,
    'type "Side" is not a composite',
  ],
  [
    '<data name="text" id="50" type="varText"/>',
    '<data name="text" id="50" type="varText"/><field name="z" id="99" type="char"/>',
    `${message}/field[z]`,
    'fields stand before groups and data',
  ],
  [
    '<data name="label"',
    '<unknown name="label"',
    `${message}/group[outer]/unknown[label]`,
    'unknown element, expected field, group or data',
  ],
  ['name="Empty" id="2"', 'name="Empty" id="1"', 'messageSchema/message[Empty]', 'message id 1 is used twice'],
  ['name="Empty" id="2"', 'name="Everything" id="2"', message, 'a message of this name exists already'],
  ['<types>', '<include href="x.xml"/><types>', 'messageSchema/include[x.xml]', 'includes are not available here'],
])('%j becomes %j', (text, replacement, path, problem) => {
  expect(featureXml.includes(text)).toBe(true)
  const broken = featureXml.replace(text, replacement)
  let error: unknown
  try {
    parseSchema(broken)
  } catch (caught) {
    error = caught
  }
  expect(error).toBeInstanceOf(SchemaError)
  expect((error as SchemaError).message).toContain(problem)
  if (!path.startsWith('line')) expect((error as SchemaError).path).toBe(path)
})

test('an include may declare types and nothing else', () => {
  const [before = '', types = '', after = ''] = featureXml.split(/(<types>[\s\S]*<\/types>)/)
  const including = `${before}<include href="types.xml"/>${after}`
  expect(parseSchema(including, { include: () => types }).messages.length).toBe(2)
  expect(() => parseSchema(including, { include: () => '<other/>' })).toThrow('must hold a types element')
})
