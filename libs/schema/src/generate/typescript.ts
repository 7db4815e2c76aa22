/** The generated TypeScript files: name -> text. */

import { packMsgType } from '@reflex/fix'
import type { FieldUse, GroupDefinition, MessageDefinition } from '../catalogue/index.ts'
import { decoderSource, groupSource } from './decoder.ts'
import { encoderSource } from './encoder.ts'
import { kebabCase, upperCase } from './names.ts'

const BANNER = '// Generated from src/catalogue by src/generate/main.ts. Do not edit.\n'

export function typescriptFiles(messages: readonly MessageDefinition[]): Map<string, string> {
  const files = new Map<string, string>()
  files.set('groups.ts', groupsFile(messages))
  for (const message of messages) files.set(`${kebabCase(message.name)}.ts`, messageFile(message))
  files.set('msg-types.ts', msgTypesFile(messages))
  files.set('index.ts', `${BANNER}\n${[...files.keys()].map((name) => `export * from './${name}'\n`).join('')}`)
  return files
}

function messageFile(message: MessageDefinition): string {
  const body = `${encoderSource(message)}\n${decoderSource(message)}`
  const groups = message.fields.flatMap((use) => (use.group ? [`${use.group.name}Group`] : [])).sort()
  const imports = [
    "import type { AsciiTable } from '@reflex/base'",
    "import type { FixFrame } from '@reflex/fix'",
    `import type { ${message.kind === 'bus' ? 'MessageSink' : 'BodySink'} } from '../message-sink.ts'`,
    "import { MessageWriter, NO_FRAME } from '../message-writer.ts'",
    ...(body.includes('findAt(') ? ["import { findAt, internAt } from '../text-field.ts'"] : []),
    ...(groups.length > 0 ? [`import { ${groups.join(', ')} } from './groups.ts'`] : []),
  ].filter((line) => line.includes('AsciiTable }') === false || body.includes('AsciiTable'))
  return `${BANNER}\n${imports.join('\n')}\n\n${body}`
}

function groupsFile(messages: readonly MessageDefinition[]): string {
  const groups = new Map<string, GroupDefinition>()
  const add = (uses: readonly FieldUse[]): void => {
    for (const use of uses) {
      if (!use.group) continue
      add(use.group.fields)
      groups.set(use.group.name, use.group)
    }
  }
  for (const message of messages) add(message.fields)
  const imports = [
    "import type { AsciiTable } from '@reflex/base'",
    "import { type FixFrame, FixGroup } from '@reflex/fix'",
    "import { NO_FRAME } from '../message-writer.ts'",
    "import { findAt, internAt } from '../text-field.ts'",
  ]
  return `${BANNER}\n${imports.join('\n')}\n\n${[...groups.values()].map(groupSource).join('\n')}`
}

/** MSG_TYPE.NEW_ORDER_SINGLE = packMsgType('D') and so on; session messages included. */
function msgTypesFile(messages: readonly MessageDefinition[]): string {
  const types = new Map<string, string>([
    ['HEARTBEAT', '0'],
    ['TEST_REQUEST', '1'],
    ['RESEND_REQUEST', '2'],
    ['REJECT', '3'],
    ['SEQUENCE_RESET', '4'],
    ['LOGOUT', '5'],
    ['LOGON', 'A'],
  ])
  for (const message of messages) {
    const name = upperCase(message.name.replace(/^Venue/, '').replace(/\d\d$/, ''))
    if (!types.has(name)) types.set(name, message.msgType)
  }
  const rows = [...types].map(([name, text]) => `  /** ${text} */\n  ${name}: ${packMsgType(text)},\n`)
  const doc = '/** MsgType(35), packed as packMsgType does. */'
  return `${BANNER}\n${doc}\nexport const MSG_TYPE = {\n${rows.join('')}} as const\n`
}
