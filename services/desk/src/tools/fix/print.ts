import { FixFrame, FixValidator, fieldName, lengthTagsOf, messageName, valueName } from '@reflex/fix'
import { printJson } from '../../commands/command.ts'
import { readDictionary } from './dictionary-file.ts'
import { type FieldNames, fixparserNames } from './fixparser-names.ts'
import type { CutMessage } from './message-cutter.ts'
import { type MessageFilter, OrderChains, passes } from './message-filter.ts'
import { messagesOf } from './message-source.ts'

export interface PrintOptions extends MessageFilter {
  readonly paths: readonly string[]
  /** Names of this dictionary first; two files for FIXT.1.1. */
  readonly dictionary: readonly string[]
  /** `reflex`: the names of the package; `fixparser`: those of fixparser 2.9.5; `none`: numbers as on the wire. */
  readonly names: 'reflex' | 'fixparser' | 'none'
  readonly soh: boolean
  readonly order: string | undefined
  readonly validate: boolean
  readonly body: boolean
  readonly json: boolean
}

const FIELDS_MAX = 2048
const TAG = { MSG_TYPE: 35, SENDER: 49, TARGET: 56, SEQ: 34 } as const
const STRICT = { allowUserDefined: false, allowUnknownFields: false }

/** Prints the messages that pass. @returns how many were shown and how many of them are damaged. */
export async function runPrint(options: PrintOptions): Promise<{ shown: number; damaged: number }> {
  const printer = new MessagePrinter(options, await namesOf(options))
  const frame = printer.frame
  const chains = new OrderChains()
  // An order's later messages may tie an earlier one to it: everything is read before anything is shown.
  const kept: CutMessage[] = []
  const counts = { shown: 0, damaged: 0 }
  const show = (message: CutMessage): void => {
    counts.shown++
    if (message.damage !== '') counts.damaged++
    printer.print(message)
  }
  for await (const message of messagesOf(options.paths)) {
    printer.wrap(message)
    if (options.order === undefined) {
      if (passes(frame, options)) show(message)
    } else {
      chains.add(frame)
      if (passes(frame, options)) kept.push(message)
    }
  }
  for (const message of kept) {
    printer.wrap(message)
    if (chains.isOf(frame, options.order!)) show(message)
  }
  return counts
}

async function namesOf(options: PrintOptions): Promise<FieldNames> {
  const standard = options.names === 'fixparser' ? await fixparserNames() : { fieldName, valueName, messageName }
  const dictionaries = options.dictionary.map(readDictionary)
  const first = <T>(ask: (names: FieldNames) => T | undefined): T | undefined =>
    [...dictionaries, standard].map(ask).find((name) => name !== undefined)
  return {
    fieldName: (tag) => first((names) => names.fieldName(tag)),
    valueName: (tag, value) => first((names) => names.valueName(tag, value)),
    messageName: (type) => first((names) => names.messageName(type)),
  }
}

class MessagePrinter {
  readonly frame = new FixFrame(undefined, FIELDS_MAX)
  readonly #options: PrintOptions
  readonly #names: FieldNames
  readonly #validator: FixValidator | undefined
  #status = 0

  constructor(options: PrintOptions, names: FieldNames) {
    this.#options = options
    this.#names = names
    const [first, ...others] = options.dictionary.map(readDictionary)
    const dictionary = others.reduce((all, other) => all?.with(other), first)
    if (dictionary !== undefined) this.frame.lengthTagOfData = lengthTagsOf(dictionary)
    this.#validator = dictionary === undefined || !options.validate ? undefined : new FixValidator(dictionary, STRICT)
  }

  wrap(message: CutMessage): void {
    const bytes = Buffer.from(message.text, 'latin1')
    this.#status = this.frame.wrap(bytes, 0, bytes.length)
  }

  /** Prints the message wrapped last. */
  print(message: CutMessage): void {
    const problem = [message.damage, this.#verdict()].filter((text) => text !== '').join('; ')
    if (this.#options.json) return this.#printJson(message, problem)
    const at = Number.isNaN(message.atMs) ? '' : new Date(message.atMs).toISOString()
    const head = [message.prefix, at, message.direction].filter((text) => text !== '').join(' ')
    const delimiter = this.#options.soh ? '\x01' : '|'
    const fields = this.#slots().map((slot) => this.#fieldText(slot) + delimiter)
    const note = problem === '' ? '' : `   !! ${problem}`
    process.stdout.write(`${head === '' ? '' : `${head} `}${fields.join('')}${note}\n`)
  }

  #printJson(message: CutMessage, problem: string): void {
    const { frame } = this
    const type = frame.text(TAG.MSG_TYPE)
    printJson({
      ...(Number.isNaN(message.atMs) ? {} : { at: new Date(message.atMs).toISOString() }),
      ...(message.direction === '' ? {} : { direction: message.direction }),
      ...(message.prefix === '' ? {} : { prefix: message.prefix }),
      ...{ msgType: type, message: this.#names.messageName(type) },
      ...{ sender: frame.text(TAG.SENDER), target: frame.text(TAG.TARGET), seqNum: frame.int(TAG.SEQ) },
      ...(problem === '' ? {} : { problem }),
      fields: this.#slots().map((slot) => {
        const tag = frame.tags[slot]!
        const value = frame.textAt(slot)
        return { tag, name: this.#names.fieldName(tag), value, meaning: this.#meaningOf(tag, value) }
      }),
    })
  }

  #slots(): number[] {
    const { frame } = this
    const slots = Array.from({ length: frame.fieldCount }, (_, slot) => slot)
    if (!this.#options.body) return slots
    const { bodySlot, bodyEndSlot } = frame
    return slots.filter((slot) => frame.tags[slot] === TAG.MSG_TYPE || (slot >= bodySlot && slot < bodyEndSlot))
  }

  #fieldText(slot: number): string {
    const tag = this.frame.tags[slot]!
    const value = this.frame.textAt(slot)
    if (this.#options.names === 'none') return `${tag}=${value}`
    const name = this.#names.fieldName(tag)
    const meaning = this.#meaningOf(tag, value)
    return `${name === undefined ? tag : `${name}(${tag})`}=${value}${meaning === undefined ? '' : `(${meaning})`}`
  }

  #meaningOf(tag: number, value: string): string | undefined {
    return tag === TAG.MSG_TYPE ? this.#names.messageName(value) : this.#names.valueName(tag, value)
  }

  /** What a session with this dictionary would reject the message for. */
  #verdict(): string {
    const reason = this.#validator?.validate(this.frame, this.#status) ?? -1
    return reason < 0 ? '' : `SessionRejectReason ${reason}, RefTagID ${this.#validator!.refTag}`
  }
}
