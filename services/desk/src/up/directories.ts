import { existsSync } from 'node:fs'
import { userInfo } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Where the driver of `reflex up` lives and where `reflex stat` and `reflex tail` look for it. */
export function defaultAeronDir(): string {
  const base = existsSync('/dev/shm') ? '/dev/shm' : (process.env['TMPDIR'] ?? '/tmp')
  return join(base, `reflex-${userName()}`)
}

/** The desk that ships with the project. */
export function defaultConfigPath(): string {
  return resolve(dirname(fileURLToPath(import.meta.url)), '../../../../config/desk.json')
}

/** A new folder for the durable state of one run, below the current folder. */
export function newRunDir(nowMs: number): string {
  const stamp = new Date(nowMs).toISOString().replaceAll(/[-:]/g, '').slice(0, 15)
  return resolve('data/runs', `${stamp}-${process.pid}`)
}

function userName(): string {
  try {
    return userInfo().username
  } catch {
    return 'default'
  }
}
