import { describe, expect, it } from 'vitest'
import { ChannelUri, parseBoolean, parseDuration, parseInt32, parseSize } from '../src/index.ts'

describe('a channel', () => {
  it.each([
    'aeron:ipc',
    'aeron:ipc?alias=orders|term-length=64k',
    'aeron:udp?endpoint=[::1]:40123|interface=127.0.0.1/24',
    'aeron-spy:aeron:udp?endpoint=224.20.30.39:40123',
  ])('is printed as it was parsed: %s', (text) => {
    expect(ChannelUri.parse(text).toString()).toBe(text)
  })

  it('gives its parts', () => {
    const uri = ChannelUri.parse('aeron-spy:aeron:udp?endpoint=h:1|tags=3,4')
    expect([uri.isSpy, uri.media, uri.get('tags'), uri.get('mtu'), uri.has('endpoint')]).toEqual([
      true,
      'udp',
      '3,4',
      undefined,
      true,
    ])
  })

  it('is built from parts', () => {
    const uri = new ChannelUri('ipc').with('mtu', 1408).with('sparse', true).without('mtu')
    expect(uri.toString()).toBe('aeron:ipc?sparse=true')
    const start = new ChannelUri('ipc').withInitialPosition(5 * 65_536 + 64, 2_147_483_646, 65_536)
    expect(start.toString()).toBe(
      'aeron:ipc?init-term-id=2147483646|term-id=-2147483645|term-offset=64|term-length=65536',
    )
  })

  it.each(['', 'ipc', 'aeron', 'aeron:tcp', 'aeron:ipc:x', 'aeron:udp?endpoint', 'aeron:udp?=x', 'aeron:ipc?a=1||b=2'])(
    'is refused when it is none: "%s"',
    (text) => {
      expect(() => ChannelUri.parse(text)).toThrow()
    },
  )
})

describe('values', () => {
  it('have units', () => {
    expect(['7', '64k', '2M', '1g'].map((text) => parseSize('x', text))).toEqual([7, 65_536, 2_097_152, 1_073_741_824])
    const durations = ['5', '5ns', '5us', '5ms', '5s'].map((text) => parseDuration('x', text))
    expect(durations).toEqual([5, 5, 5e3, 5e6, 5e9])
    expect([parseBoolean('x', 'true'), parseBoolean('x', 'false'), parseInt32('x', '-2147483648')]).toEqual([
      true,
      false,
      -(2 ** 31),
    ])
  })

  it('are refused with their name', () => {
    for (const text of ['', '-1', '1kb', 'x', '1.5']) expect(() => parseSize('mtu', text)).toThrow('mtu')
    for (const text of ['', '1m', '-1s']) expect(() => parseDuration('linger', text)).toThrow('linger')
    for (const text of ['TRUE', '1', '']) expect(() => parseBoolean('eos', text)).toThrow('eos')
    for (const text of ['2147483648', '1.0', '', '0x10']) expect(() => parseInt32('term-id', text)).toThrow('term-id')
  })
})
