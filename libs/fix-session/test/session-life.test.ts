import { describe, expect, test } from 'vitest'
import { NOT_LOGGED_ON } from '../src/index.ts'
import { SessionHarness } from './session-harness.ts'

const AT = '49=US|52=20260105-09:00:00.000|56=PEER|'
const ORDER = '11=A1|55=X|54=1|38=5|40=1|60=20260105-09:00:00|'

describe('life signs', () => {
  test('heartbeat, test request, end', () => {
    const harness = SessionHarness.loggedOn()
    expect(harness.tick(29.9)).toEqual(expect.not.arrayContaining([expect.stringContaining('35=0|')]))
    expect(harness.tick(0.1)).toEqual([`35=0|34=2|49=US|52=20260105-09:00:30.000|56=PEER|`])
    expect(harness.tick(6)).toEqual(['35=1|34=3|49=US|52=20260105-09:00:36.000|56=PEER|112=TEST|'])
    expect(harness.tick(35.9)).toEqual([])
    expect(harness.tick(0.1)).toEqual(['disconnect: counterparty is silent', 'down: counterparty is silent'])
  })

  test('an answer in time, and test requests of the peer', () => {
    const harness = SessionHarness.loggedOn()
    harness.tick(36)
    harness.receive('35=0|34=2|112=TEST|')
    expect(harness.tick(30).length).toBe(1)
    expect(harness.receive('35=1|34=3|112=are you there|')).toEqual([
      '35=0|34=4|49=US|52=20260105-09:01:06.000|56=PEER|112=are you there|',
    ])
  })

  test('no heartbeats when the interval is 0', () => {
    const harness = new SessionHarness()
    harness.connect()
    harness.receive('35=A|34=1|98=0|108=0|')
    expect(harness.tick(3600)).toEqual([])
  })
})

describe('logout', () => {
  test('asked for and answered', () => {
    const harness = SessionHarness.loggedOn()
    harness.events()
    harness.session.logout(harness.nowNs, 'good night')
    expect(harness.events()).toEqual([`35=5|34=2|${AT}58=good night|`])
    expect(harness.send(`35=8|${ORDER}`)).toBe(NOT_LOGGED_ON)
    expect(harness.receive('35=D|34=2|11=last|')).toEqual(['deliver 2 35=D|11=last|'])
    expect(harness.receive('35=5|34=3|')).toEqual(['disconnect: logout', 'down: logout'])
    expect(harness.store.nextIn).toBe(4)
  })

  test('asked for and not answered', () => {
    const harness = SessionHarness.loggedOn({ logoutTimeoutSeconds: 3 })
    harness.session.logout(harness.nowNs, '')
    harness.events()
    expect(harness.tick(2)).toEqual([])
    expect(harness.tick(1)).toEqual(['disconnect: no answer to logout', 'down: no answer to logout'])
  })

  test('of the peer is answered; numbers begin anew where that is agreed', () => {
    const harness = SessionHarness.loggedOn({ resetOnLogout: true })
    harness.events()
    expect(harness.receive('35=5|34=2|58=bye|')).toEqual([
      `35=5|34=2|${AT}`,
      'disconnect: logout: bye',
      'down: logout: bye',
    ])
    expect([harness.store.nextIn, harness.store.nextOut]).toEqual([1, 1])
  })
})

describe('rejects', () => {
  test.each([
    ['35=D|34=2|11=|', '45=2|58=Tag specified without a value|371=11|372=D|373=4|'],
    ['35=D|34=2|11=a|-3=x|', '45=2|58=Invalid tag number|371=-3|372=D|373=0|'],
    ['35=D|34=2|56=|11=a|', '45=2|58=Tag specified without a value|371=56|372=D|373=4|'],
    ['35=D|34=2|49=PEER|56=US|52=|', '45=2|58=Tag specified without a value|371=52|372=D|373=4|'],
  ])('%s uses its number and is not delivered', (text, fields) => {
    const harness = SessionHarness.loggedOn()
    harness.events()
    expect(harness.receive(text)).toEqual([`35=3|34=2|${AT}${fields}`])
    expect(harness.store.nextIn).toBe(3)
  })

  test('of the peer are delivered: an order may be behind it', () => {
    expect(SessionHarness.loggedOn().receive('35=3|34=2|45=2|58=no|').at(-1)).toBe('deliver 2 35=3|')
  })

  test('wrong parties and stale times end the session', () => {
    const harness = SessionHarness.loggedOn()
    harness.events()
    expect(harness.receive('35=D|34=2|49=WHO|11=a|')).toEqual([
      `35=3|34=2|${AT}45=2|58=CompID problem|372=D|373=9|`,
      `35=5|34=3|${AT}`,
    ])
  })

  test('bytes that are no message are counted and ignored', () => {
    const harness = SessionHarness.loggedOn()
    harness.events()
    expect(harness.receiveRaw('8=FIX.4.4|9=5|34=2|35=D|10=000|')).toEqual([])
    expect(harness.session.garbledCount).toBe(1)
  })
})
