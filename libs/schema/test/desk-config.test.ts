import { fileURLToPath } from 'node:url'
import { decimalE8, ReflexError } from '@reflex/base'
import { describe, expect, test } from 'vitest'
import { Instruments, loadDeskConfig, NO_INSTRUMENT, parseDeskConfig, sessionEpochMsOfDesk } from '../src/index.ts'

const desk = loadDeskConfig(fileURLToPath(new URL('../../../config/desk.json', import.meta.url)))
const ascii = (text: string): Uint8Array => Buffer.from(text, 'latin1')

describe('desk configuration', () => {
  test('the default desk has three venues and six instruments', () => {
    expect(desk.venues.map((venue) => venue.name)).toEqual(['XALP', 'XBET', 'XPRP'])
    expect(desk.instruments).toHaveLength(6)
  })

  test('every problem is named with its key', () => {
    const broken = structuredClone(desk) as unknown as {
      instruments: { venue: string; tickSize: string }[]
      strategies: unknown[]
    }
    broken.instruments[0]!.venue = 'XNOT'
    broken.instruments[1]!.tickSize = '0'
    expect(() => parseDeskConfig(broken, 'desk.json')).toThrow(ReflexError)
    expect(() => parseDeskConfig(broken, 'desk.json')).toThrow(/instruments\.1\.tickSize: must be above 0/)
    broken.instruments[1]!.tickSize = '0.01'
    expect(() => parseDeskConfig(broken, 'desk.json')).toThrow(/instruments\.0\.venue: no venue 'XNOT'/)
  })

  test('a missing file is named', () => {
    expect(() => loadDeskConfig('/nowhere/desk.json')).toThrow('cannot read /nowhere/desk.json')
  })

  test('the session epoch is midnight UTC', () => {
    expect(sessionEpochMsOfDesk(desk, Date.UTC(2026, 0, 30, 9, 15))).toBe(Date.UTC(2026, 0, 30))
    expect(sessionEpochMsOfDesk({ ...desk, sessionEpoch: '2026-02-01' }, 0)).toBe(Date.UTC(2026, 1, 1))
  })
})

describe('instruments', () => {
  const instruments = new Instruments(desk)

  test('are found by symbol and venue', () => {
    const find = (symbol: string, venue: string): number =>
      instruments.find(ascii(symbol), 0, symbol.length, ascii(venue), 0, venue.length)
    expect(find('BTC-USD', 'XALP')).toBe(1)
    expect(find('BTC-USD', 'XBET')).toBe(3)
    expect(find('BTC-PERP', 'XPRP')).toBe(5)
    expect(find('BTC-PERP', 'XALP')).toBe(NO_INSTRUMENT)
    expect(find('DOGE', 'XALP')).toBe(NO_INSTRUMENT)
    expect(instruments.find(ascii('BTC-USD'), 0, 7, ascii(''), -1, 0)).toBe(NO_INSTRUMENT)
    expect(instruments.findAtVenue(2, ascii('ETH-USD'), 0, 7)).toBe(4)
    expect(instruments.findVenue(ascii('XPRP'), 0, 4)).toBe(3)
    expect(instruments.nameOf(6)).toBe('ETH-PERP@XPRP')
  })

  test('convert prices and quantities exactly or say NaN', () => {
    const index = instruments.indexOf(5)
    expect(instruments.ticksOf(index, decimalE8('60000.5'))).toBe(120_001)
    expect(instruments.ticksOf(index, decimalE8('60000.25'))).toBeNaN()
    expect(instruments.priceE8Of(index, 120_001)).toBe(decimalE8('60000.5'))
    expect(instruments.lotsOf(index, decimalE8('0.002'))).toBe(2)
    expect(instruments.lotsOf(index, decimalE8('0.0005'))).toBeNaN()
    expect(instruments.lotsOf(index, Number.NaN)).toBeNaN()
    expect(instruments.indexOf(77)).toBe(-1)
  })

  test('share the number of their underlying', () => {
    expect([...instruments.underlyings]).toEqual([0, 1, 0, 1, 0, 1])
  })
})
