import { describe, expect, test } from 'vitest'
import { fieldName, messageName, printFix, valueName } from '../src/index.ts'
import { bytesOf, message } from './fix-folder.ts'

const order = message('FIX.4.4', '35=D|49=A|56=B|34=1|52=20260130-09:15:02|11=x|54=1|40=2|10001=20260130-09:15:02|')

describe('printFix', () => {
  test('plain, with another delimiter, with names', () => {
    expect(printFix(order, 0, order.length)).toBe(Buffer.from(order).toString('latin1').replaceAll('\x01', '|'))
    expect(printFix(order, 0, order.length, { delimiter: ' ', bodyOnly: true })).toBe(
      '35=D 11=x 54=1 40=2 10001=20260130-09:15:02 ',
    )
    expect(printFix(order, 0, order.length, { names: true, bodyOnly: true })).toBe(
      'MsgType(35)=D(NewOrderSingle)|ClOrdID(11)=x|Side(54)=1(BUY)|OrdType(40)=2(LIMIT)|' +
        'IngestTime(10001)=20260130-09:15:02|',
    )
  })

  test('shows what is no message as it is', () => {
    const bytes = bytesOf('no message')
    expect(printFix(bytes, 0, bytes.length)).toBe('no message')
    const broken = bytesOf('35=D|x=1|11=a|')
    expect(printFix(broken, 0, broken.length)).toBe('35=D|0=1|11=a|')
  })

  test('names need no dictionary', () => {
    expect([fieldName(768), fieldName(10000), fieldName(4999)]).toEqual(['NoTrdRegTimestamps', 'CauseID', undefined])
    expect([messageName('8'), messageName('UT'), messageName('BY')]).toEqual([
      'ExecutionReport',
      'TcaMeasurement',
      'ApplicationMessageReport',
    ])
    expect([valueName(150, 'F'), valueName(39, '2'), valueName(10212, '5')]).toEqual(['TRADE', 'FILLED', 'HALT'])
  })
})
