/** Pages under docs/protocol/: tables before code. */

import type { FieldUse, MessageDefinition } from '../catalogue/index.ts'
import type { StreamDefinition } from '../streams.ts'
import { camelCase } from './names.ts'

const NOTE = '<!-- Generated from libs/schema/src/catalogue by src/generate/main.ts. Do not edit. -->\n'

export function indexPage(streams: readonly StreamDefinition[]): string {
  const rows = streams.map((stream) => {
    const name = stream.encoding === 'fix' ? `[${stream.name}](${stream.name}.md)` : stream.name
    const parties = `${stream.writers.join(', ')} | ${stream.readers.join(', ')}`
    return `| ${stream.id} | ${name} | ${stream.encoding.toUpperCase()} | ${parties} | ${stream.description} |`
  })
  return `${NOTE}
# Streams

Every message between services travels on one of these. FIX streams carry complete FIX 5.0 SP2 messages
(\`8=FIXT.1.1|9=|35=|1128=9|49=service|56=BUS|34=|52=|...|10=\`), SBE streams carry FIX Simple Binary Encoding. Venue
sessions: [venues](venues.md). Our own fields are 10000 to 19999; the QuickFIX-format dictionary of what we add is
\`libs/schema/dictionary/FIX50SP2-INTERNAL.xml\`.

| id | stream | encoding | writers | readers | content |
| ---: | --- | --- | --- | --- | --- |
${rows.join('\n')}
`
}

export function streamPage(stream: StreamDefinition, messages: readonly MessageDefinition[]): string {
  const own = messages.filter((message) => message.streams.includes(stream.key))
  return `${NOTE}
# Stream ${stream.id}: ${stream.name}

${stream.description}

Writers: ${stream.writers.join(', ')}. Readers: ${stream.readers.join(', ')}.

${own.map(messageSection).join('\n')}`
}

export function venuePage(messages: readonly MessageDefinition[]): string {
  const own = messages.filter((message) => message.kind === 'venue')
  return `${NOTE}
# Venue sessions

Application messages between ems and venues. The FIX session adds header and trailer. No field of ours (10000 to 19999)
exists here: the encoders do not know them. Time stamps have milliseconds in FIX.4.2, microseconds in FIX.4.4,
nanoseconds in FIX50SP2.

${own.map(messageSection).join('\n')}`
}

function messageSection(message: MessageDefinition): string {
  const codec = camelCase(message.name)
  return `## ${message.msgType} ${message.name}

${message.description}

Written by ${message.writers.join(', ')}; read by ${message.readers.join(', ')}. Encoder \`${codec}Encoder\`, decoder
\`${codec}\`.

| tag | field | type | required | unit | meaning |
| ---: | --- | --- | --- | --- | --- |
${message.fields.flatMap((use) => rows(use, '')).join('\n')}
`
}

function rows(use: FieldUse, indent: string): string[] {
  const { tag, name, fixType } = use.field
  const required = use.required ? 'yes' : ''
  const row = `| ${tag} | ${indent}${name} | ${fixType} | ${required} | ${use.unit} | ${use.description} |`
  return use.group ? [row, ...use.group.fields.flatMap((inner) => rows(inner, `${indent}- `))] : [row]
}
