/** docs/reference/configuration.md from the zod schemas of the desk file and of each service's section. */

import * as schemaPackage from '@reflex/schema'
import { type JsonSchema, schemaRows } from './json-schema-rows.ts'
import { generatedNote, table } from './markdown.ts'
import { loadServiceModules, type ServiceModule } from './service-modules.ts'

const INTRODUCTION = `One JSON file describes the desk: instruments, venues, accounts, limits, strategies and
one section
for each service under \`services\`. Give it with \`--config\`; without it the built-in simulated
firm is used. Every key is checked at start: an unknown key, a wrong type or a value out of range is
refused with its path and what was expected, exit code 2. Units are part of the names.`

interface ZodLike {
  safeParse(value: unknown): unknown
  toJSONSchema(options: { io: 'input'; unrepresentable: 'any' }): unknown
}

function isZod(value: unknown): value is ZodLike {
  if (typeof value !== 'object' || value === null) return false
  return 'safeParse' in value && 'toJSONSchema' in value
}

function toJson(schema: ZodLike): JsonSchema {
  return schema.toJSONSchema({ io: 'input', unrepresentable: 'any' }) as JsonSchema
}

/** The schema of a service's section: the exported zod object with the most rows, so that parts may be exported too. */
function sectionSchema(module: ServiceModule): JsonSchema | undefined {
  const schemas = Object.values(module.exports).filter(isZod).map(toJson)
  return schemas.sort((a, b) => schemaRows(b, '').length - schemaRows(a, '').length)[0]
}

function section(title: string, schema: JsonSchema): string {
  const rows = schemaRows(schema, '').map((row) => [
    `\`${row.key}\``,
    row.type,
    row.default,
    row.range,
    row.description,
  ])
  return `## ${title}\n\n${table(['key', 'type', 'default', 'range', 'meaning'], rows)}\n`
}

function deskSchema(): JsonSchema | undefined {
  const named = Object.entries(schemaPackage as Record<string, unknown>).find(([name]) =>
    /^deskConfigSchema$/i.test(name),
  )
  return named !== undefined && isZod(named[1]) ? toJson(named[1]) : undefined
}

export async function configurationPage(): Promise<string> {
  const desk = deskSchema()
  const services = await loadServiceModules('config.ts')
  const sections = [
    ...(desk === undefined ? [] : [section('The desk', desk)]),
    ...services.flatMap((module) => {
      const schema = sectionSchema(module)
      return schema === undefined ? [] : [section(`services.${module.service}`, schema)]
    }),
  ]
  const note = generatedNote('the zod schemas of libs/schema and of src/config.ts of each service')
  return `${note}\n# Configuration\n\n${INTRODUCTION}\n\n${sections.join('\n')}`
}
