import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { MemoryStorage, NO_FILE, NodeStorage, type Storage } from '../src/index.ts'
import { bytesOf } from './recorder.ts'

const root = mkdtempSync(join(tmpdir(), 'reflex-storage-'))
afterAll(() => rmSync(root, { recursive: true }))

const storages: [string, Storage, string][] = [
  ['memory', new MemoryStorage(), '/data'],
  ['node', new NodeStorage(), join(root, 'data')],
]

describe.each(storages)('%s storage', (_name, storage, dir) => {
  test('appends, reads, lists, renames, cuts and removes', () => {
    expect(storage.list(dir)).toEqual([])
    storage.mkdir(dir)
    expect(storage.size(`${dir}/b`)).toBe(NO_FILE)
    const file = storage.openAppend(`${dir}/b`)
    file.append(bytesOf('..hello..'), 2, 5)
    file.append(bytesOf(' world'), 0, 6)
    file.sync()
    expect(file.size).toBe(11)
    file.close()
    storage.openAppend(`${dir}/a`).close()
    expect(storage.list(dir)).toEqual(['a', 'b'])
    const reader = storage.openRead(`${dir}/b`)
    const target = new Uint8Array(20)
    expect(reader.size()).toBe(11)
    expect(reader.readAt(6, target, 1, 19)).toBe(5)
    expect(Buffer.from(target).toString('latin1', 1, 6)).toBe('world')
    expect(reader.readAt(11, target, 0, 20)).toBe(0)
    reader.close()
    storage.truncate(`${dir}/b`, 4)
    storage.rename(`${dir}/b`, `${dir}/a`)
    storage.syncDir(dir)
    expect(storage.list(dir)).toEqual(['a'])
    expect(Buffer.from(storage.readAll(`${dir}/a`)).toString()).toBe('hell')
    storage.remove(`${dir}/a`)
    storage.remove(`${dir}/a`)
    expect(() => storage.openRead(`${dir}/a`)).toThrow()
  })

  test('locks a folder once', () => {
    const lock = storage.lock(dir)
    expect(() => storage.lock(dir)).toThrow(expect.objectContaining({ code: 'REFLEX_DATA_DIR_IN_USE' }))
    lock.release()
    storage.lock(dir).release()
  })
})

test('a lock outlives a release but not its process', async () => {
  const dir = join(root, 'locked')
  const storage = new NodeStorage()
  const child = spawn(process.execPath, [
    '--conditions=source',
    '--import=tsx',
    join(import.meta.dirname, 'lock-holder.ts'),
    dir,
  ])
  await once(child.stdout, 'data')
  expect(() => storage.lock(dir)).toThrow(`the data directory ${dir} is in use by process ${child.pid}`)
  child.kill('SIGKILL')
  await once(child, 'exit')
  storage.lock(dir).release()
  writeFileSync(join(dir, 'reflex.lock'), `${process.pid} 12 another-boot 1\n`)
  storage.lock(dir).release()
})

test('memory: a crash frees locks and kills open files, power loss takes what was not synced', () => {
  const storage = new MemoryStorage()
  storage.lock('a/b')
  const file = storage.openAppend('a/b/f')
  const other = storage.openAppend('ab/f')
  file.append(bytesOf('synced'), 0, 6)
  file.sync()
  file.append(bytesOf('not'), 0, 3)
  storage.crash('a')
  expect(() => file.append(bytesOf('x'), 0, 1)).toThrow('closed')
  other.append(bytesOf('x'), 0, 1)
  expect(storage.size('a/b/f')).toBe(9)
  storage.powerLoss('a')
  expect(storage.size('a/b/f')).toBe(6)
  storage.lock('a/b')
})
