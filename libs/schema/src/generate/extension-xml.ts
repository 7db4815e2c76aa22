/**
 * Our extension of FIX50SP2 in QuickFIX's format: what the bus messages have that the standard has not, or uses in its
 * own way.
 */

import type { FieldDefinition, FieldUse, GroupDefinition, MessageDefinition } from '../catalogue/index.ts'
import { ENUMERATIONS } from '../enumerations/index.ts'

/** Values of String fields of the standard that we add to. */
const ADDED_VALUES: Readonly<Record<number, readonly (readonly [string, string])[]>> = {
  707: [
    ['RPNL', 'REALIZED_PROFIT_AND_LOSS'],
    ['UPNL', 'UNREALIZED_PROFIT_AND_LOSS'],
    ['FEES', 'FEES'],
    ['TOTL', 'TOTAL_PROFIT_AND_LOSS'],
  ],
}

export function extensionXml(messages: readonly MessageDefinition[]): string {
  const fields = new Map<number, FieldDefinition>()
  const collect = (uses: readonly FieldUse[]): void => {
    for (const use of uses) {
      fields.set(use.field.tag, use.field)
      if (use.group) collect(use.group.fields)
    }
  }
  for (const message of messages) collect(message.fields)
  const rows = [...fields.values()].sort((a, b) => a.tag - b.tag)
  return `<!-- Generated from libs/schema/src/catalogue by src/generate/main.ts. Do not edit. -->
<!-- Lay it over FIX50SP2.xml and FIXT11.xml. -->
<fix type='FIX' major='5' minor='0' servicepack='2'>
 <header />
 <messages>
${messages.map(messageXml).join('\n')}
 </messages>
 <trailer />
 <components />
 <fields>
${rows.map(fieldXml).join('\n')}
 </fields>
</fix>
`
}

function messageXml(message: MessageDefinition): string {
  return `  <message name='${message.name}' msgtype='${message.msgType}' msgcat='app'>
${membersXml(message.fields, 3)}
  </message>`
}

function membersXml(uses: readonly FieldUse[], depth: number): string {
  const indent = ' '.repeat(depth)
  return uses
    .map((use) => {
      const attributes = `name='${use.field.name}' required='${use.required ? 'Y' : 'N'}'`
      if (use.group === undefined) return `${indent}<field ${attributes} />`
      const members = membersXml((use.group as GroupDefinition).fields, depth + 1)
      return `${indent}<group ${attributes}>\n${members}\n${indent}</group>`
    })
    .join('\n')
}

function fieldXml(field: FieldDefinition): string {
  const enumeration = ENUMERATIONS.find((candidate) => candidate.tag === field.tag && candidate.dictionary === '')
  const values = enumeration
    ? Object.entries(enumeration.values).map(([name, value]) => [String(value), name] as const)
    : (ADDED_VALUES[field.tag] ?? [])
  const start = `  <field number='${field.tag}' name='${field.name}' type='${field.fixType}'`
  if (values.length === 0) return `${start} />`
  const rows = values.map(([value, name]) => `   <value enum='${value}' description='${name}' />`)
  return `${start}>\n${rows.join('\n')}\n  </field>`
}
