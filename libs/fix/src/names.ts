/** Names of fields, values and messages from the generated table. Edge only. */

import { FIELD_NAMES, MESSAGE_NAMES, VALUE_NAMES } from './generated/names.ts'

const fields = new Map<number, string>()
const values = new Map<string, string>()
const messages = new Map<string, string>()

/** The table is text, one `key=name` a word: it is unpacked on first use. */
function unpack(): void {
  for (const word of FIELD_NAMES.split(' '))
    fields.set(Number(word.slice(0, word.indexOf('='))), word.slice(word.indexOf('=') + 1))
  for (const word of MESSAGE_NAMES.split(' '))
    messages.set(word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1))
  for (const row of VALUE_NAMES) {
    const [tag, ...words] = row.split(' ')
    for (const word of words)
      values.set(`${tag}=${word.slice(0, word.indexOf('='))}`, word.slice(word.indexOf('=') + 1))
  }
}

export function fieldName(tag: number): string | undefined {
  if (fields.size === 0) unpack()
  return fields.get(tag)
}

export function valueName(tag: number, value: string): string | undefined {
  if (fields.size === 0) unpack()
  return values.get(`${tag}=${value}`)
}

export function messageName(msgType: string): string | undefined {
  if (fields.size === 0) unpack()
  return messages.get(msgType)
}
