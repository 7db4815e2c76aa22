/**
 * Captured payloads of a live venue: every byte is accounted for, and generated flyweights read what the dynamic
 * decoder reads.
 */

import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type DecodedMessage, DynamicDecoder } from '../src/index.ts'
import { dataPath } from './data-path.ts'
import { loadGenerated, readSchema } from './vectors.ts'

const folder = dataPath('sbe/binance')
const spot = 'binance/spot_3_2.xml.gz'

function viewOf(name: string): DataView {
  const bytes = readFileSync(`${folder}/${name}.sbe`)
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
}

function decode(view: DataView): DecodedMessage {
  const message = new DynamicDecoder(readSchema(spot)).decode(view)
  expect(message.length).toBe(view.byteLength)
  return message
}

describe.skipIf(!existsSync(folder))('Binance spot payloads', () => {
  test('an execution report', async () => {
    const view = viewOf('execution_report_event_1')
    const { fields, ...header } = decode(view)
    expect([header.templateId, header.blockLength, header.schemaId, header.version]).toEqual([603, 281, 3, 2])
    expect(fields).toMatchObject({
      orderId: 12_345_678,
      orderListId: null,
      price: 6_000_000_000_000,
      priceExponent: -8,
      side: 'Buy',
      timeInForce: 'Gtc',
      symbol: 'BTCUSDT',
      clientOrderId: 'O-20200101-000000-000-000-0',
    })
    const { ExecutionReportEventDecoder } = await loadGenerated(spot)
    expect(ExecutionReportEventDecoder.lengthAt(view, 0, view.byteLength)).toBe(view.byteLength)
    const report = new ExecutionReportEventDecoder().wrapAndApplyHeader(view, 0)
    expect([report.orderId(), report.price(), report.eventTime()]).toEqual([12_345_678, 6e12, 1.7e15])
    expect(report.orderListId()).toBe(ExecutionReportEventDecoder.ORDER_LIST_ID_NULL)
    expect([report.symbol(), report.clientOrderId(), report.origClientOrderId()]).toEqual([
      'BTCUSDT',
      fields['clientOrderId'],
      '',
    ])
    expect([report.commissionAsset(), report.rejectReason(), report.counterSymbol()]).toEqual(['', '', ''])
    expect(report.limit()).toBe(view.byteLength)
  })

  test('account balances: a group whose entries end in a text', async () => {
    const view = viewOf('outbound_account_position_event_1')
    const balances = decode(view).fields['balances']
    expect(balances).toEqual([
      { exponent: -8, free: 100_000_000, locked: 0, asset: 'BTC' },
      { exponent: -8, free: 28, locked: 0, asset: 'BNB' },
      { exponent: -8, free: 5_000_000_000_000, locked: 0, asset: 'USDT' },
    ])
    const { OutboundAccountPositionEventDecoder } = await loadGenerated(spot)
    const entries = new OutboundAccountPositionEventDecoder().wrapAndApplyHeader(view, 0).balances()
    const assets: string[] = []
    while (entries.hasNext()) {
      entries.next()
      expect(entries.assetLength()).toBeGreaterThan(2)
      assets.push(entries.asset())
    }
    expect(assets).toEqual(['BTC', 'BNB', 'USDT'])
  })

  test('a response with a message inside', () => {
    const response = decode(viewOf('web_socket_response_1'))
    expect([response.templateId, response.fields['id'], response.fields['status']]).toEqual([50, 'ws-place', 200])
    const inner = response.fields['result'] as Uint8Array
    const order = new DynamicDecoder(readSchema(spot)).decode(
      new DataView(inner.buffer, inner.byteOffset, inner.length),
    )
    expect([order.length, order.name]).toEqual([inner.length, 'NewOrderFullResponse'])
    expect(order.fields).toMatchObject({ symbol: 'BTCUSDT' })
  })
})
