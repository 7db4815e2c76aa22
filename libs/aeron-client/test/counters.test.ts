import { ManualClock } from '@reflex/base'
import { describe, expect, it } from 'vitest'
import { CountersReader } from '../src/index.ts'
import {
  AtomicBuffer,
  appendToLabel,
  CountersManager,
  MAX_LABEL_LENGTH,
  Position,
  RECORD_ALLOCATED,
  RECORD_RECLAIMED,
} from '../src/internal.ts'

const COUNT = 4

function counters() {
  const clock = new ManualClock()
  const metadata = AtomicBuffer.allocate(COUNT * 512)
  const values = AtomicBuffer.allocate(COUNT * 128)
  const manager = new CountersManager(metadata, values, clock, 1000)
  return { clock, metadata, values, manager, reader: new CountersReader(metadata, values) }
}

describe('counters', () => {
  it('are laid out as the official ones', () => {
    const { manager, metadata, values } = counters()
    manager.allocate({ typeId: 0, label: 'first' })
    const key = new Uint8Array([1, 2, 3])
    const spec = { typeId: 1001, label: 'second', key, registrationId: 77, ownerId: -1, referenceId: 5 }
    const id = manager.allocate({ ...spec, initialValue: 2 ** 40 })
    expect(id).toBe(1)
    expect([metadata.getInt(512), metadata.getInt(516)]).toEqual([RECORD_ALLOCATED, 1001])
    expect(metadata.longs[520 / 8]).toBe(0x7fff_ffff_ffff_ffffn)
    expect([...metadata.bytes.subarray(528, 532)]).toEqual([1, 2, 3, 0])
    expect([metadata.getInt(640), metadata.getString(640)]).toEqual([6, 'second'])
    expect([0, 8, 16, 24].map((offset) => values.getLong(128 + offset))).toEqual([2 ** 40, 77, -1, 5])
  })

  it('are freed, rest, and are used again; readers stop at the first never used', () => {
    const { manager, reader, clock, metadata } = counters()
    const ids = ['a', 'b', 'c'].map((label) => manager.allocate({ typeId: 1, label }))
    manager.free(ids[1]!)
    manager.free(ids[1]!)
    const labels: string[] = []
    reader.forEach((_id, _type, label) => {
      labels.push(label)
    })
    expect(labels).toEqual(['a', 'c'])
    expect(reader.getCounterState(ids[1]!)).toBe(RECORD_RECLAIMED)
    expect(metadata.getLong(512 + 8)).toBe(1000)
    expect(manager.allocate({ typeId: 1, label: 'd' })).toBe(3)
    expect(() => manager.allocate({ typeId: 1, label: 'e' })).toThrow('no room for more than 4 counters')
    clock.advance(1e9)
    expect(manager.allocate({ typeId: 1, label: 'e' })).toBe(1)
    expect(reader.getCounterValue(1)).toBe(0)
  })

  it('are found by type and registration id', () => {
    const { manager, reader } = counters()
    manager.allocate({ typeId: 1, label: 'a', registrationId: 10 })
    manager.allocate({ typeId: 2, label: 'b', registrationId: 10 })
    expect(reader.findByTypeIdAndRegistrationId(2, 10)).toBe(1)
    expect(reader.findByTypeIdAndRegistrationId(2, 11)).toBe(-1)
    manager.free(1)
    expect(reader.findByTypeIdAndRegistrationId(2, 10)).toBe(-1)
  })

  it('keep labels within their room', () => {
    const { manager, reader, metadata } = counters()
    const id = manager.allocate({ typeId: 1, label: 'x'.repeat(1000) })
    expect(reader.getCounterLabel(id)).toHaveLength(MAX_LABEL_LENGTH)
    const other = manager.allocate({ typeId: 1, label: 'y' })
    appendToLabel(metadata, other, ' more')
    expect(reader.getCounterLabel(other)).toBe('y more')
    appendToLabel(metadata, other, 'z'.repeat(1000))
    expect(reader.getCounterLabel(other)).toHaveLength(MAX_LABEL_LENGTH)
  })

  it('hold positions beyond 32 bits and negative values', () => {
    const { manager, values } = counters()
    const position = new Position(values, manager.allocate({ typeId: 1, label: 'a' }))
    for (const value of [0, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 53 - 1, -1, -(2 ** 40)]) {
      position.setOrdered(value)
      expect([position.get(), position.getVolatile(), Number(values.longs[0])]).toEqual([value, value, value])
      expect(position.getLowVolatile()).toBe(value | 0)
    }
    expect(position.proposeMaxOrdered(5)).toBe(true)
    expect(position.proposeMaxOrdered(5)).toBe(false)
  })
})
