import { SessionTime } from '@reflex/base'
import { describe, expect, test } from 'vitest'
import { fixSessionConfig, SessionSchedule } from '../src/index.ts'
import { EndpointPair } from './endpoint-pair.ts'
import { SessionHarness } from './session-harness.ts'

const parties = { beginString: 'FIX.4.4', senderCompId: 'US', targetCompId: 'PEER' } as const

/** Windows as ISO times, one from each instant given. */
function windows(schedule: object, ...instants: string[]): string[] {
  const epochMs = Date.UTC(2026, 0, 1)
  const config = fixSessionConfig.parse({ ...parties, schedule }).schedule!
  const found = new SessionSchedule(config, new SessionTime(epochMs))
  const iso = (ns: number): string => new Date(epochMs + ns / 1e6).toISOString().slice(0, 16)
  return instants.map((instant) => {
    const nowNs = (Date.parse(`${instant}Z`) - epochMs) * 1e6
    return `${found.isOpen(nowNs) ? 'open' : 'shut'} ${iso(found.startNs(nowNs))} ${iso(found.endNs(nowNs))}`
  })
}

describe('windows of a schedule', () => {
  test('each day, in a time zone, over its change of clocks', () => {
    const schedule = {
      timeZone: 'America/New_York',
      start: '09:30',
      end: '16:00',
      days: ['mon', 'tue', 'wed', 'thu', 'fri'],
    }
    expect(
      windows(schedule, '2026-03-06T14:30', '2026-03-06T21:00', '2026-03-09T13:29:59', '2026-03-09T13:30'),
    ).toEqual([
      'open 2026-03-06T14:30 2026-03-06T21:00',
      'shut 2026-03-09T13:30 2026-03-09T20:00',
      'shut 2026-03-09T13:30 2026-03-09T20:00',
      'open 2026-03-09T13:30 2026-03-09T20:00',
    ])
  })

  test('over midnight, and around the clock', () => {
    expect(
      windows({ start: '22:00:00', end: '21:00:00' }, '2026-01-05T03:00', '2026-01-05T21:30', '2026-01-04T23:00'),
    ).toEqual([
      'open 2026-01-04T22:00 2026-01-05T21:00',
      'shut 2026-01-05T22:00 2026-01-06T21:00',
      'open 2026-01-04T22:00 2026-01-05T21:00',
    ])
    const clock = { timeZone: 'America/Chicago', start: '17:00', end: '17:00' }
    expect(windows(clock, '2026-11-01T12:00', '2026-11-01T23:00')).toEqual([
      'open 2026-10-31T22:00 2026-11-01T23:00',
      'open 2026-11-01T23:00 2026-11-02T23:00',
    ])
  })

  test('once a week', () => {
    const week = { timeZone: 'Europe/London', start: '22:00', end: '21:45', startDay: 'sun', endDay: 'fri' }
    expect(windows(week, '2026-03-27T12:00', '2026-03-28T12:00', '2026-03-30T00:00')).toEqual([
      'open 2026-03-22T22:00 2026-03-27T21:45',
      'shut 2026-03-29T21:00 2026-04-03T20:45',
      'open 2026-03-29T21:00 2026-04-03T20:45',
    ])
  })

  test('that make no sense are refused', () => {
    const parse = (schedule: object) => () => fixSessionConfig.parse({ ...parties, schedule })
    expect(parse({ start: '25:00', end: '10:00' })).toThrow('HH:MM')
    expect(parse({ timeZone: 'Mars/Olympus', start: '09:00', end: '10:00' })).toThrow('no such time zone')
    expect(parse({ start: '09:00', end: '10:00', startDay: 'mon' })).toThrow('go together')
  })
})

describe('a session with a schedule', () => {
  test('lets nobody in outside of it', () => {
    const harness = new SessionHarness({ schedule: { start: '10:00', end: '11:00' } })
    harness.connect()
    expect(harness.receive('35=A|34=1|98=0|108=30|')).toEqual(['disconnect: outside session time'])
    expect(harness.failures).toEqual(['outside session time'])
  })

  test('logs out at its end, dials again at its begin, and both numbers are 1 then', () => {
    const pair = new EndpointPair({
      schedule: { start: '08:00', end: '09:00:10' },
      reconnectMaxSeconds: 1,
      heartBtIntSeconds: 300,
    })
    pair.run(2)
    pair.send(true, 'a')
    pair.run(20)
    expect(pair.acceptorApp.received).toEqual(['a'])
    expect(pair.initiatorApp.states).toEqual(['1 logged on', '0 logout: end of session time'])
    expect(pair.initiator.store(0).nextOut).toBe(4)
    pair.killAcceptor()
    pair.clock.advance(23 * 3600e9 - 60e9)
    pair.run(30)
    expect(pair.initiator.isLoggedOn(0)).toBe(false)
    pair.run(60)
    expect(pair.initiator.isLoggedOn(0)).toBe(true)
    expect([pair.initiator.store(0).nextOut, pair.acceptor.store(0).nextOut]).toEqual([2, 2])
  })

  test('keeps its numbers within a window, also after a kill', () => {
    const pair = new EndpointPair({ schedule: { start: '08:00', end: '17:00' } })
    pair.run(2)
    pair.send(true, 'a')
    pair.run(1)
    pair.killInitiator()
    pair.run(3)
    expect(pair.initiator.isLoggedOn(0)).toBe(true)
    expect(pair.initiator.store(0).nextOut).toBe(4)
  })
})
