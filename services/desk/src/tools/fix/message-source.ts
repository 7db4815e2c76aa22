/** Where `reflex fix print` and `reflex fix send` read messages from: standard input, files, folders of journals. */

import { createReadStream, existsSync, statSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { ReflexError } from '@reflex/base'
import { type JournalHandler, JournalReader, NodeStorage } from '@reflex/journal'
import { type CutMessage, damageOf, MessageCutter } from './message-cutter.ts'

const SEGMENT_NAME = /^(.*)-\d{16}\.journal$/
/** Records of session journals, by stream id (SessionStore). */
const RECEIVED = 1
const REFUSED = 5
const SENT = 2
const BATCH = 256

/**
 * @param paths files, segments of a journal, or folders with journals; none or `-` is standard input.
 * @throws ReflexError REFLEX_USAGE when there is no such file or a folder holds no journal.
 */
export async function* messagesOf(paths: readonly string[]): AsyncGenerator<CutMessage> {
  for (const path of paths.length === 0 ? ['-'] : paths) {
    if (path !== '-' && !existsSync(path)) throw new ReflexError('REFLEX_USAGE', `there is no file or folder ${path}`)
    if (path === '-') yield* fromStream(process.stdin)
    else if (statSync(path).isDirectory()) yield* fromFolder(path)
    else if (SEGMENT_NAME.test(basename(path)))
      yield* fromJournal(dirname(path), SEGMENT_NAME.exec(basename(path))![1]!)
    else yield* fromStream(createReadStream(path))
  }
}

/** Names of the journals in a folder. */
export function journalNames(dir: string): string[] {
  const names = new NodeStorage().list(dir).flatMap((name) => SEGMENT_NAME.exec(name)?.[1] ?? [])
  return [...new Set(names)]
}

async function* fromStream(stream: AsyncIterable<Buffer | string>): AsyncGenerator<CutMessage> {
  const cutter = new MessageCutter()
  for await (const chunk of stream) {
    yield* cutter.push(typeof chunk === 'string' ? chunk : chunk.toString('latin1'), false)
  }
  yield* cutter.push('', true)
}

async function* fromFolder(dir: string): AsyncGenerator<CutMessage> {
  const names = journalNames(dir)
  if (names.length === 0) throw new ReflexError('REFLEX_USAGE', `there is no journal in the folder ${dir}`)
  for (const name of names) yield* fromJournal(dir, name)
}

/** Every record that is a FIX message; others are numbers of the session, or not FIX. */
async function* fromJournal(dir: string, name: string): AsyncGenerator<CutMessage> {
  const reader = new JournalReader({ storage: new NodeStorage(), dir, name })
  const found: CutMessage[] = []
  const onRecord: JournalHandler['onRecord'] = (_index, nowNs, streamId, bytes, offset, length) => {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset + offset, length).toString('latin1')
    if (!text.startsWith('8=FIX')) return
    const direction = streamId === RECEIVED || streamId === REFUSED ? 'in' : streamId === SENT ? 'out' : ''
    found.push({ text, prefix: '', direction, atMs: reader.sessionEpochMs + nowNs / 1e6, damage: damageOf(text) })
  }
  try {
    while (reader.poll({ onRecord }, BATCH) > 0) {
      yield* found
      found.length = 0
    }
  } finally {
    reader.close()
  }
}
