import { describe, expect, it } from 'vitest'
import { ChannelUri, ChannelUriBuilder } from '../src/index.ts'

describe('building channels', () => {
  it('writes the official names in the order they were set', () => {
    const channel = new ChannelUriBuilder('udp')
      .set({ endpoint: '239.1.2.3:40456', networkInterface: 'localhost', ttl: 4, flowControl: 'tagged,g:7' })
      .set({ termLength: '64k', isReliable: false, controlMode: undefined } as never)
      .build()
    expect(channel).toBe(
      'aeron:udp?endpoint=239.1.2.3:40456|interface=localhost|ttl=4|fc=tagged,g:7|term-length=64k|reliable=false',
    )
  })

  it('starts from a channel, changes and clears', () => {
    const builder = new ChannelUriBuilder('aeron:udp?endpoint=a:1|mtu=1408|alias=x')
    expect(builder.set({ mtu: 8192 }).clear('alias').spy().build()).toBe('aeron-spy:aeron:udp?endpoint=a:1|mtu=8192')
    const positioned = new ChannelUriBuilder('ipc').initialPosition(65_536 * 5 + 64, 2_147_483_646, 65_536).build()
    expect(ChannelUri.parse(positioned).get('term-id')).toBe('-2147483645')
    expect(positioned).toBe('aeron:ipc?init-term-id=2147483646|term-id=-2147483645|term-offset=64|term-length=65536')
  })

  it.each([
    [{ termLength: 65_537 }, /power of two/],
    [{ mtu: 33 }, /multiple of 32/],
    [{ mtu: '64k' }, /multiple of 32/],
    [{ ttl: 256 }, /0 to 255/],
    [{ maxResend: 0 }, /1 to 256/],
    [{ sessionId: 2 ** 31 }, /integer/],
    [{ sessionId: 'x' }, /integer/],
    [{ linger: 'soon' }, /duration/],
    [{ receiverWindow: '1t' }, /size/],
    [{ endpoint: 'a:1|mtu=64' }, /contain/],
    [{ alias: '' }, /empty/],
  ])('refuses %j', (params, reason) => {
    expect(() => new ChannelUriBuilder('udp').set(params)).toThrow(reason)
  })

  it('refuses a channel no driver would take', () => {
    expect(() => new ChannelUriBuilder('udp').build()).toThrow(/endpoint/)
    expect(() => new ChannelUriBuilder('udp').set({ endpoint: 'a:1', controlMode: 'dynamic' }).build()).toThrow(
      /control/,
    )
    expect(new ChannelUriBuilder('udp').set({ controlMode: 'manual' }).build()).toBe('aeron:udp?control-mode=manual')
    expect(() => new ChannelUriBuilder('ipx')).toThrow(/aeron/)
    expect(() => new ChannelUriBuilder('ipc').initialPosition(33, 0, 65_536)).toThrow(/multiple of 32/)
  })
})
