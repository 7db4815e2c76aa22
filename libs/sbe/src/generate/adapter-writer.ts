/** Writes the adapter: one decoder for each message of the schema, one switch on the template id, one listener. */

import type { Context } from './context.ts'
import { camelCase, pascalCase } from './names.ts'

export function writeAdapter(context: Context, name: string): string[] {
  const messages = context.schema.messages.map((message) => pascalCase(message.name))
  const header = `${context.names.of(context.schema.header)}Decoder`
  return [
    '',
    '/** Returned by `dispatch` for a message of another schema. */',
    'export const UNKNOWN_SCHEMA = -1',
    '/** Returned by `dispatch` for a template id that the schema does not have (a newer version may). */',
    'export const UNKNOWN_TEMPLATE = -2',
    '/** Returned by `dispatchChecked` for a message that does not end where it should. */',
    'export const INCOMPLETE_MESSAGE = -3',
    '',
    '/** Is told each message. A decoder is valid only during the call. */',
    `export interface ${name}Listener {`,
    ...messages.map((message) => `  on${message}(decoder: ${message}Decoder): void`),
    '}',
    '',
    `export class ${name}Adapter {`,
    `  readonly #header = new ${header}()`,
    ...messages.map((message) => `  readonly #${camelCase(message)} = new ${message}Decoder()`),
    `  readonly #listener: ${name}Listener`,
    '',
    `  constructor(listener: ${name}Listener) {`,
    '    this.#listener = listener',
    '  }',
    '',
    '  /** Decodes the message at `offset`. @returns its template id, UNKNOWN_SCHEMA or UNKNOWN_TEMPLATE. */',
    '  dispatch(view: DataView, offset: number): number {',
    '    const header = this.#header.wrap(view, offset)',
    `    if (header.schemaId() !== ${context.schema.id}) return UNKNOWN_SCHEMA`,
    '    const templateId = header.templateId()',
    `    const body = offset + ${header}.ENCODED_LENGTH`,
    '    switch (templateId) {',
    ...context.schema.messages.flatMap((message) => {
      const pascal = pascalCase(message.name)
      const decoder = `this.#${camelCase(pascal)}`
      return [
        `      case ${message.id}:`,
        `        this.#listener.on${pascal}(${decoder}.wrap(view, body, header.blockLength(), header.version()))`,
        '        return templateId',
      ]
    }),
    '      default:',
    '        return UNKNOWN_TEMPLATE',
    '    }',
    '  }',
    '',
    '  /** As `dispatch`, for bytes from outside: what does not end at or before `end` is an INCOMPLETE_MESSAGE. */',
    '  dispatchChecked(view: DataView, offset: number, end: number): number {',
    `    if (offset + ${header}.ENCODED_LENGTH > end) return INCOMPLETE_MESSAGE`,
    '    const header = this.#header.wrap(view, offset)',
    `    if (header.schemaId() !== ${context.schema.id}) return UNKNOWN_SCHEMA`,
    '    if (lengthAt(header.templateId(), view, offset, end) < 0) return INCOMPLETE_MESSAGE',
    '    return this.dispatch(view, offset)',
    '  }',
    '}',
    '',
    '/** 0 for a template id that the schema does not have. */',
    'function lengthAt(templateId: number, view: DataView, offset: number, end: number): number {',
    '  switch (templateId) {',
    ...context.schema.messages.flatMap((message) => [
      `    case ${message.id}:`,
      `      return ${pascalCase(message.name)}Decoder.lengthAt(view, offset, end)`,
    ]),
    '    default:',
    '      return 0',
    '  }',
    '}',
  ]
}
