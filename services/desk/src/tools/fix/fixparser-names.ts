import { createRequire } from 'node:module'
import { ReflexError } from '@reflex/base'

/** Names of fields, values and messages; undefined where one has none. */
export interface FieldNames {
  fieldName(tag: number): string | undefined
  valueName(tag: number, value: string): string | undefined
  messageName(msgType: string): string | undefined
}

/** The part of fixparser 2.9.5 used here; the package has no types of its own. */
interface ParsedField {
  readonly tag: number
  readonly name?: string
  readonly enumeration?: { readonly description?: string; readonly name?: string } | null
}

interface Parser {
  parse(text: string): { readonly data: readonly ParsedField[]; readonly messageType?: string; description?: string }[]
}

/**
 * The names that fixparser 2.9.5 knows (FIX.5.0SP2), asked field by field and kept.
 * @throws ReflexError REFLEX_USAGE where the package is not installed.
 */
export async function fixparserNames(): Promise<FieldNames> {
  let parser: Parser
  try {
    const module = createRequire(import.meta.url)('fixparser') as { default: new () => Parser }
    parser = new module.default()
  } catch {
    throw new ReflexError('REFLEX_USAGE', 'fixparser is not installed here: npm install fixparser@2.9.5')
  }
  const cache = new Map<string, ParsedField | undefined>()
  const ask = (tag: number, value: string): ParsedField | undefined => {
    const key = `${tag}=${value}`
    if (!cache.has(key)) cache.set(key, askFor(parser, tag, value))
    return cache.get(key)
  }
  return {
    fieldName: (tag) => ask(tag, '0')?.name ?? undefined,
    valueName: (tag, value) => ask(tag, value)?.enumeration?.description?.trim(),
    messageName: (type) => parser.parse(message(`35=${type}`))[0]?.description,
  }
}

function askFor(parser: Parser, tag: number, value: string): ParsedField | undefined {
  return parser.parse(message(`35=D|${tag}=${value}`))[0]?.data.findLast((field) => field.tag === tag)
}

function message(body: string): string {
  const text = `8=FIXT.1.1|9=${body.length + 1}|${body}|10=000|`
  return text.replaceAll('|', '\x01')
}
