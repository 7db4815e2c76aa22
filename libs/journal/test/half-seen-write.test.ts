import { expect, test } from 'vitest'
import { Journal, JournalReader, MemoryStorage, type ReadFile, type Storage } from '../src/index.ts'

/**
 * A disk whose first look at a byte shows what stood there before the writer came: the race of a reader with a live
 * writer.
 */
class LateStorage extends MemoryStorage {
  lateAt = -1

  override openRead(path: string): ReadFile {
    const file = super.openRead(path)
    return {
      size: () => file.size(),
      close: () => file.close(),
      readAt: (position, target, offset, length) => {
        const count = file.readAt(position, target, offset, length)
        const at = this.lateAt - position
        if (this.lateAt >= 0 && at >= 0 && at < count) {
          target[offset + at]! ^= 0xff
          this.lateAt = -1
        }
        return count
      },
    }
  }
}

function texts(storage: Storage): string[] {
  const seen: string[] = []
  const reader = new JournalReader({ storage, dir: 'd', name: 'j' })
  reader.readAll({
    onRecord: (_index, _now, _stream, bytes, offset, length) =>
      void seen.push(Buffer.from(bytes.subarray(offset, offset + length)).toString()),
  })
  reader.close()
  return seen
}

test('a record seen half written is read again, not called corrupt', () => {
  const storage = new LateStorage()
  const journal = new Journal({ storage, dir: 'd', name: 'j', sessionEpochMs: 0 })
  const records = ['alpha', 'beta', 'gamma', 'delta']
  for (const text of records) journal.append(1, 7, Buffer.from(text), 0, text.length)
  journal.close()
  const size = storage.size(`d/${storage.list('d')[0]}`)
  for (let at = 64; at < size; at++) {
    storage.lateAt = at
    expect(texts(storage), `byte ${at}`).toEqual(records)
  }
})
