/** Schemas of the shared data, and flyweights generated from them at run time (they are not part of the project). */

import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { generateTypeScript, parseSchema, type SbeSchema } from '../src/index.ts'
import { dataPath } from './data-path.ts'

/** @param path below data/sbe; .gz is unpacked. */
export function readSchema(path: string): SbeSchema {
  const file = dataPath(`sbe/${path}`)
  const bytes = readFileSync(file)
  const xml = path.endsWith('.gz') ? gunzipSync(bytes).toString() : bytes.toString()
  return parseSchema(xml, { include: (href) => readFileSync(join(dirname(file), href), 'utf8') })
}

/** Writes generated flyweights below generated/.run, which Git ignores. @returns the index file. */
export function writeGenerated(path: string): string {
  const folder = join(import.meta.dirname, 'generated', '.run', path.replace(/\W/g, '-'))
  mkdirSync(folder, { recursive: true })
  const files = generateTypeScript(readSchema(path), {
    source: path,
    adapterName: 'Test',
    runtimeImport: '../../../../src/runtime.ts',
  })
  for (const { fileName, text } of files) writeWhole(join(folder, fileName), text)
  return join(folder, 'index.ts')
}

/** Test files run side by side: none may see half a file of another. */
function writeWhole(path: string, text: string): void {
  writeFileSync(`${path}.${process.pid}`, text)
  renameSync(`${path}.${process.pid}`, path)
}

// biome-ignore lint/suspicious/noExplicitAny: generated at run time, so the compiler knows no types of it.
export async function loadGenerated(path: string): Promise<Record<string, any>> {
  return await import(writeGenerated(path))
}

/** The bytes of a hex dump as the SBE standard prints it: pairs, a colon, the text. */
export function bytesOfDump(dump: string): Uint8Array {
  const pairs = dump.split('\n').flatMap((line) => line.split(':')[0]!.trim().split(/\s+/))
  return Uint8Array.from(pairs.filter((pair) => pair !== '').map((pair) => Number.parseInt(pair, 16)))
}
