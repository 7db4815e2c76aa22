/**
 * jspurefix as a peer of the codec bench. It is no dependency of ours (130 packages, 131 MB): it is taken from a cache
 * folder, into which REFLEX_BENCH_PEERS=install puts it with npm. Its install script is not run: the QuickFIX
 * dictionaries it is used with here need none.
 */

import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { join } from 'node:path'

const VERSION = '5.11.4'

/** Folder of peers that are only measured against. */
export const PEERS_DIR = process.env['REFLEX_PEERS'] ?? join(homedir(), '.cache/reflex/peers')

interface View {
  getTyped(tag: number): unknown
  toObject(): object | null
}

interface Parser {
  on(event: 'msg', listener: (type: string, view: View) => void): void
  parseBuffer(bytes: Buffer): void
}

interface Encoder {
  reset(): void
  encodeSet(message: object, set: unknown): void
  trim(): Buffer
}

export interface JsPureFix {
  /** Parses one message and reads fields. @returns something that depends on all of them. */
  read(bytes: Buffer, tags: readonly number[]): number
  /** @returns a function that writes this message anew: fields, but neither BodyLength nor CheckSum. */
  encoderOf(bytes: Buffer, message: string): () => number
}

/** @returns the peer, or a sentence that says why it is not here. */
export async function loadJsPureFix(): Promise<JsPureFix | string> {
  const folder = join(PEERS_DIR, 'node_modules/jspurefix')
  if (!existsSync(folder) && process.env['REFLEX_BENCH_PEERS'] === 'install') install()
  if (!existsSync(folder)) return `not installed in ${PEERS_DIR}: REFLEX_BENCH_PEERS=install puts it there`
  const load = createRequire(join(folder, 'package.json'))
  load('reflect-metadata')
  const { SessionContainer } = load('./dist/runtime')
  const { DITokens } = load('./dist/runtime/di-tokens')
  const { makeSessionScope } = load('./dist/runtime/session-scope')
  const { DefinitionFactory } = load('./dist/util')
  const { AsciiParser, AsciiEncoder } = load('./dist/buffer/ascii')
  const { ElasticBuffer } = load('./dist/buffer')
  const system = new SessionContainer()
  system.registerGlobal('error')
  const container = await system.makeSystem(load('./data/session/test-qf44-initiator.json'))
  const config = container.resolve(DITokens.IJsFixConfig)
  config.definitions = await new DefinitionFactory().getDefinitions(join(folder, 'data/FIX44.xml'))
  config.delimiter = 1
  const scope = makeSessionScope(config)
  const buffer = scope.sessionContainer.resolve(DITokens.ParseBuffer)
  const lengthMax = scope.sessionContainer.resolve(DITokens.maxMessageLen)
  const parser: Parser = new AsciiParser(scope, null, buffer, lengthMax)
  let last: View | undefined
  let wanted: readonly number[] = []
  let sum = 0
  parser.on('msg', (_type, view) => {
    last = view
    for (const tag of wanted) sum += String(view.getTyped(tag)).length
  })
  const read = (bytes: Buffer, tags: readonly number[]): number => {
    wanted = tags
    sum = 0
    parser.parseBuffer(bytes)
    return sum
  }
  const encoderOf = (bytes: Buffer, message: string): (() => number) => {
    read(bytes, [])
    const parsed = last?.toObject()
    if (parsed === undefined || parsed === null) throw new Error('jspurefix read no message')
    const encoder: Encoder = new AsciiEncoder(new ElasticBuffer(4096), config.definitions)
    const definition = config.definitions.message.get(message)
    return () => {
      encoder.reset()
      encoder.encodeSet(parsed, definition)
      return encoder.trim().length
    }
  }
  return { read, encoderOf }
}

function install(): void {
  mkdirSync(PEERS_DIR, { recursive: true })
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  execFileSync('npm', ['install', '--prefix', PEERS_DIR, ...quiet, `jspurefix@${VERSION}`], { stdio: 'ignore' })
}
