/** Recordings made of a few lines, and the folder they live in for one test file. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll } from 'vitest'

export const START_MS = Date.UTC(2026, 0, 30, 23, 59, 59)

let dir = ''
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'reflex-recording-'))
})
afterAll(() => rmSync(dir, { recursive: true }))

/** A folder for the running test file. */
export function tempDir(): string {
  return dir
}

/** Writes a recording. Lines are `[ms since the start, JSON]`. */
export function recording(files: Record<string, readonly (readonly [number, unknown])[]>): string {
  const folder = mkdtempSync(join(dir, 'run-'))
  for (const [name, lines] of Object.entries(files)) {
    const text = lines.map(
      ([ms, json]) => `${START_MS + ms}000001 ${typeof json === 'string' ? json : JSON.stringify(json)}\n`,
    )
    writeFileSync(join(folder, name), name.endsWith('.gz') ? gzipSync(text.join('')) : text.join(''))
  }
  return folder
}

export type Levels = readonly (readonly [string, string])[]

export const spot = (U: number, u: number, b: Levels = [], a: Levels = [], s = 'BTCUSDT') => ({
  stream: `${s.toLowerCase()}@depth@100ms`,
  data: { e: 'depthUpdate', E: START_MS, s, U, u, b, a },
})
export const usdm = (U: number, u: number, pu: number, b: Levels = [], a: Levels = []) => ({
  stream: 'ethusdt@depth@0ms',
  data: { e: 'depthUpdate', E: START_MS, T: START_MS, s: 'ETHUSDT', U, u, pu, b, a },
})
export const snapshot = (lastUpdateId: number, bids: Levels, asks: Levels) => ({ lastUpdateId, bids, asks })
export const ticker = (u: number, b: string, B: string, a: string, A: string) => ({
  stream: 'btcusdt@bookTicker',
  data: { u, s: 'BTCUSDT', b, B, a, A },
})
export const trade = (t: number, p: string, q: string, m: boolean) => ({
  stream: 'btcusdt@trade',
  data: { e: 'trade', E: START_MS, s: 'BTCUSDT', t, p, q, T: START_MS, m },
})
export const BOOK = [[['100.10', '1.5']], [['100.30', '2.25']]] as const
