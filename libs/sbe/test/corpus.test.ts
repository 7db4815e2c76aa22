/** Schemas of others: all parse to the sizes their authors state, and what is generated from them compiles. */

import { execFileSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Block } from '../src/index.ts'
import { dataPath } from './data-path.ts'
import { readSchema, writeGenerated } from './vectors.ts'

const names = [
  'basic-group',
  'basic',
  'basic-types',
  'basic-variable-length',
  'block-length',
  'composite-elements',
  'composite-offsets',
  'embedded-length-and-count',
  'encoding-types',
  'extension',
  'group-with-data',
  'nested-group',
]
const schemas = [
  ...names.map((name) => `schema-corpus/${name}-schema.xml`),
  'schema-corpus/example-bigendian-test-schema.xml',
  'schema-corpus/fixed-sized-primitive-array-types.xml',
  'schema-corpus/message-block-length-test.xml',
  'reference-car/example-schema.xml',
  'fix-standard/Examples.xml',
  'binance/stream_1_0.xml',
  'binance/spot_3_2.xml.gz',
  'ilink3/ilinkbinary.v5.xml.gz',
]

function message(path: string, name: string): Block {
  return readSchema(path).messages.find((candidate) => candidate.name === name)!
}

describe.skipIf(!existsSync(dataPath('sbe')))('schemas of others', () => {
  test('block lengths: computed, or as stated', () => {
    const path = 'schema-corpus/block-length-schema.xml'
    expect(readSchema(path).messages.map((each) => each.blockLength)).toEqual([8, 64, 64, 64])
    expect(message(path, 'Message1').groups[0]!.blockLength).toBe(12)
    expect(message(path, 'Message3').groups[0]!.blockLength).toBe(16)
  })

  test('offsets: of members of composites, of fields', () => {
    const path = 'schema-corpus/composite-offsets-schema.xml'
    const { header } = readSchema(path)
    expect(header.members.map((member) => member.offset)).toEqual([0, 4, 8, 10])
    expect(header.size).toBe(12)
    expect(message(path, 'TestMessage1').groups[0]!.dimension.size).toBe(8)
    expect(message(path, 'TestMessage2').fields.map((field) => field.offset)).toEqual([0, 8, 24])
    expect(message('schema-corpus/basic-types-schema.xml', 'Message1WithOffsets').blockLength).toBe(144)
  })

  test('versions come from the field or its type, whichever is later', () => {
    const fields = message('schema-corpus/extension-schema.xml', 'TestMessage2').fields
    expect(fields.map((field) => field.sinceVersion)).toEqual([0, 1, 2, 3, 4, 6])
  })

  test('composites hold enumerations, sets and composites', () => {
    const type = message('schema-corpus/composite-elements-schema.xml', 'Msg').fields[0]!.type
    expect(
      type.kind === 'composite' && type.members.map((member) => [member.name, member.offset, member.type.size]),
    ).toEqual([
      ['enumOne', 0, 1],
      ['zeroth', 1, 1],
      ['setOne', 2, 4],
      ['inner', 6, 16],
    ])
  })

  test('every block of iLink 3 is as long as CME says', () => {
    const { messages } = readSchema('ilink3/ilinkbinary.v5.xml.gz')
    expect(messages.length).toBe(48)
    for (const each of messages) {
      const last = each.fields.filter((field) => field.presence !== 'constant').at(-1)
      if (last !== undefined) expect(last.offset + last.type.size).toBe(each.blockLength)
    }
  })

  test('what is generated from all of them compiles under our settings', () => {
    const indexes = schemas.map(writeGenerated)
    const config = join(import.meta.dirname, 'generated', '.run', 'tsconfig.json')
    const root = join(import.meta.dirname, '..', '..', '..')
    writeFileSync(config, JSON.stringify({ extends: join(root, 'tsconfig.base.json'), files: indexes }))
    expect(run(join(root, 'node_modules', '.bin', 'tsc'), ['--noEmit', '-p', config])).toBe('')
  })
})

/** @returns what the command says: nothing when all is well. */
function run(command: string, parameters: string[]): string {
  try {
    return execFileSync(command, parameters, { encoding: 'utf8' })
  } catch (error) {
    return (error as { stdout: string }).stdout
  }
}
