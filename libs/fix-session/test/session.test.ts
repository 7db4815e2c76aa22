import { describe, expect, test } from 'vitest'
import { NOT_LOGGED_ON } from '../src/index.ts'
import { SessionHarness } from './session-harness.ts'

const AT = '49=US|52=20260105-09:00:00.000|56=PEER|'
const ORDER = '11=A1|55=X|54=1|38=5|40=1|60=20260105-09:00:00|'

describe('logon', () => {
  test('an acceptor answers with the heartbeat interval of its peer', () => {
    const harness = new SessionHarness()
    expect(harness.connect()).toEqual([])
    expect(harness.receive('35=A|34=1|98=0|108=17|')).toEqual([`35=A|34=1|${AT}98=0|108=17|`, 'up: logged on'])
    expect(harness.send(`35=8|${ORDER}`)).toBe(2)
    expect(harness.events()).toEqual([`35=8|34=2|${AT}${ORDER}`])
  })

  test('an initiator asks and waits for the answer', () => {
    const harness = new SessionHarness({ logonFields: '553=me|554=secret', heartBtIntSeconds: 20 }, true)
    expect(harness.connect()).toEqual([`35=A|34=1|${AT}98=0|108=20|553=me|554=secret|`])
    expect(harness.send(`35=D|${ORDER}`)).toBe(NOT_LOGGED_ON)
    expect(harness.receive('35=A|34=1|98=0|108=20|')).toEqual(['up: logged on'])
    expect(harness.send(`35=D|${ORDER}`)).toBe(2)
  })

  test('whole bytes, FIXT.1.1 with microseconds', () => {
    const harness = new SessionHarness({ beginString: 'FIXT.1.1', timeDigits: 6 }, true)
    harness.session.onConnected(harness.nowNs)
    const first = harness.events()
    expect(first).toEqual(['35=A|34=1|49=US|52=20260105-09:00:00.000000|56=PEER|98=0|108=30|1137=9|'])
    const stored: string[] = []
    harness.store.readOutbound(1, 1, {
      onStored: (_seq, _ns, bytes, offset, length) =>
        stored.push(
          Buffer.from(bytes.subarray(offset, offset + length))
            .toString('latin1')
            .replaceAll('\x01', '|'),
        ),
    })
    expect(stored).toEqual([`8=FIXT.1.1|9=71|${first[0]}10=220|`])
  })

  test.each([
    ['35=A|34=1|49=WHO|98=0|108=30|', 'CompID problem'],
    ['35=A|34=1|56=WHO|98=0|108=30|', 'CompID problem'],
    ['35=A|34=1|52=20260105-08:57:59|98=0|108=30|', 'SendingTime accuracy problem'],
    ['35=A|34=1|52=yesterday|98=0|108=30|', 'Incorrect data format for value'],
    ['35=A|34=1|98=0|', 'no valid HeartBtInt'],
    ['35=A|34=1|98=1|108=30|', 'EncryptMethod is not 0'],
    ['35=A|34=|98=0|108=30|', 'bad field 34'],
    ['35=0|34=1|', '35=0 before logon'],
  ])('refused without an answer: %s', (logon, reason) => {
    const harness = new SessionHarness()
    harness.connect()
    expect(harness.receive(logon)).toEqual([`disconnect: ${reason}`])
    expect(harness.store.nextOut).toBe(1)
  })

  test('an initiator is told why it was refused, and gives up in time', () => {
    const harness = new SessionHarness({}, true)
    harness.connect()
    expect(harness.receive('35=5|34=1|58=no such user|')).toEqual(['disconnect: 35=5 before logon no such user'])
    harness.connect()
    expect(harness.tick(9)).toEqual([])
    expect(harness.tick(1)).toEqual(['disconnect: no logon in time'])
  })

  test('resets: ours, the peer’s, and in the middle of a session', () => {
    const ours = new SessionHarness({ resetOnLogon: true }, true)
    ours.connect()
    ours.receive('35=A|34=1|98=0|108=30|141=Y|')
    ours.send(`35=D|${ORDER}`)
    ours.session.onDisconnected(ours.nowNs, 'cable')
    ours.events()
    expect(ours.connect()).toEqual([`35=A|34=1|${AT}98=0|108=30|141=Y|`])
    expect(ours.receive('35=A|34=1|98=0|108=30|141=Y|')).toEqual(['up: logged on'])

    const harness = SessionHarness.loggedOn()
    harness.send(`35=8|${ORDER}`)
    harness.events()
    expect(harness.receive('35=A|34=1|98=0|108=30|141=Y|')).toEqual([`35=A|34=1|${AT}98=0|108=30|141=Y|`])
    expect([harness.store.nextIn, harness.store.nextOut, harness.store.epoch]).toEqual([2, 2, 1])
  })
})

describe('sequence', () => {
  test('a gap is asked for once, what came early waits, all is delivered once and in order', () => {
    const harness = SessionHarness.loggedOn()
    harness.events()
    expect(harness.receive('35=D|34=4|11=c|')).toEqual([`35=2|34=2|${AT}7=2|16=0|`])
    expect(harness.receive('35=D|34=5|11=d|')).toEqual([])
    expect(harness.session.hasGap).toBe(true)
    expect(harness.receive('35=D|34=2|43=Y|122=20260105-09:00:00|11=a|')).toEqual(['deliver 2 35=D|11=a|'])
    const filled = harness.receive('35=D|34=3|43=Y|122=20260105-09:00:00|11=b|')
    expect(filled).toEqual(['deliver 3 35=D|11=b|', 'deliver 4 35=D|11=c|', 'deliver 5 35=D|11=d|'])
    expect(harness.receive('35=D|34=4|43=Y|122=20260105-09:00:00|11=c|')).toEqual([])
    expect(harness.receive('35=D|34=5|43=Y|122=20260105-09:00:00|11=d|')).toEqual([])
    expect(harness.session.hasGap).toBe(false)
    expect(harness.receive('35=D|34=6|11=e|')).toEqual(['deliver 6 35=D|11=e|'])
  })

  test('a gap whose answer stalls is asked for again', () => {
    const harness = SessionHarness.loggedOn()
    harness.receive('35=D|34=4|11=c|')
    harness.seconds += 28
    harness.receive('35=0|34=5|')
    expect(harness.tick(1)).toEqual([])
    expect(harness.tick(1).join()).toContain('7=2|16=0|')
  })

  test('too low is the end', () => {
    const harness = SessionHarness.loggedOn()
    harness.receive('35=0|34=2|')
    expect(harness.receive('35=D|34=2|11=a|')).toEqual([
      `35=5|34=2|${AT}58=MsgSeqNum too low, expecting 3 but received 2|`,
      'disconnect: MsgSeqNum too low, expecting 3 but received 2',
      'down: MsgSeqNum too low, expecting 3 but received 2',
    ])
  })

  test('gap fills and resets move on', () => {
    const harness = SessionHarness.loggedOn()
    harness.receive('35=4|34=2|123=Y|36=10|')
    expect(harness.store.nextIn).toBe(10)
    harness.receive('35=4|34=99|36=20|')
    expect(harness.store.nextIn).toBe(20)
    expect(harness.receive('35=4|34=1|36=5|').at(-1)).toContain(
      '45=1|58=Value is incorrect (out of range) for this tag|',
    )
    expect(harness.receive('35=4|34=20|123=Y|36=3|').at(-1)).toContain('371=36|')
    expect(harness.store.nextIn).toBe(21)
  })

  test('a message before the logon of a new connection finds nothing of the old one', () => {
    const harness = SessionHarness.loggedOn()
    harness.receive('35=D|34=9|11=early|')
    harness.session.onDisconnected(harness.nowNs, 'cable')
    harness.events()
    harness.connect()
    const lines = harness.receive('35=A|34=10|98=0|108=30|')
    expect(lines.map((line) => line.slice(0, 10))).toEqual(['35=A|34=3|', 'up: logged', '35=2|34=4|'])
    expect(harness.receive('35=4|34=2|43=Y|122=20260105-09:00:00|123=Y|36=11|')).toEqual([])
    expect(harness.store.nextIn).toBe(11)
  })
})

describe('resend', () => {
  function busy(): SessionHarness {
    const harness = SessionHarness.loggedOn()
    harness.send(`35=8|${ORDER}`)
    harness.receive('35=1|34=2|112=T|')
    harness.receive('35=1|34=3|112=T|')
    harness.seconds += 60
    harness.send('35=8|97=Y|11=late|')
    harness.events()
    return harness
  }
  const dup = (seq: number, type: string, now: string, orig: string, rest: string) => {
    const [flag, body] = rest.startsWith('97=') ? ['97=Y|', rest.slice(5)] : ['', rest]
    return `35=${type}|34=${seq}|43=Y|49=US|52=20260105-${now}|56=PEER|${flag}122=20260105-${orig}|${body}`
  }

  test('application messages again, one gap fill for each run of the session’s own', () => {
    const harness = busy()
    const now = '09:01:00.000'
    expect(harness.receive('35=2|34=4|7=1|16=0|')).toEqual([
      dup(1, '4', now, now, '36=2|123=Y|'),
      dup(2, '8', now, '09:00:00.000', ORDER),
      dup(3, '4', now, now, '36=5|123=Y|'),
      dup(5, '8', now, now, '97=Y|11=late|'),
    ])
    expect(harness.receive('35=2|34=5|7=2|16=3|')).toEqual([
      dup(2, '8', now, '09:00:00.000', ORDER),
      dup(3, '4', now, now, '36=4|123=Y|'),
    ])
    expect(harness.store.nextOut).toBe(6)
  })

  test('a second resend carries the first time', () => {
    const harness = busy()
    harness.receive('35=2|34=4|7=2|16=2|')
    harness.seconds += 5
    expect(harness.receive('35=2|34=5|7=2|16=2|')).toEqual([dup(2, '8', '09:01:05.000', '09:00:00.000', ORDER)])
  })

  test('old messages are filled when a limit says so', () => {
    const harness = SessionHarness.loggedOn({ resendAgeMaxSeconds: 30 })
    harness.send(`35=8|${ORDER}`)
    harness.seconds += 60
    harness.send('35=8|11=new|')
    harness.events()
    expect(harness.receive('35=2|34=2|7=1|16=0|').map((line) => line.slice(0, 11))).toEqual([
      '35=4|34=1|4',
      '35=8|34=3|4',
    ])
  })

  test('of numbers never used is refused', () => {
    const harness = SessionHarness.loggedOn()
    harness.events()
    expect(harness.receive('35=2|34=2|7=2|16=0|')[0]).toContain(
      '58=Value is incorrect (out of range) for this tag|371=7|372=2|373=5|',
    )
  })

  test('789: each side sends what the other misses without being asked', () => {
    const options = { nextExpectedMsgSeqNum: true }
    const harness = SessionHarness.loggedOn(options)
    harness.send(`35=8|${ORDER}`)
    harness.session.onDisconnected(harness.nowNs, 'cable')
    harness.events()
    harness.connect()
    expect(harness.receive('35=A|34=5|98=0|108=30|789=2|')).toEqual([
      `35=A|34=3|${AT}98=0|108=30|789=2|`,
      'up: logged on',
      dup(2, '8', '09:00:00.000', '09:00:00.000', ORDER),
      dup(3, '4', '09:00:00.000', '09:00:00.000', '36=4|123=Y|'),
    ])
    harness.receive('35=D|34=2|43=Y|122=20260105-09:00:00|11=a|')
    harness.receive('35=4|34=3|43=Y|122=20260105-09:00:00|123=Y|36=5|')
    expect(harness.store.nextIn).toBe(6)
    harness.session.onDisconnected(harness.nowNs, 'cable')
    harness.events()
    harness.connect()
    expect(harness.receive('35=A|34=6|98=0|108=30|789=9|')[0]).toContain(
      '58=Tag 789 (NextExpectedMsgSeqNum) is higher than expected. Expected 4, Received 9',
    )
  })
})
