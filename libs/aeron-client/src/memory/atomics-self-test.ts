import { ReflexError } from '@reflex/base'

/**
 * The language promises atomicity between agents for shared buffers only. V8 compiles Atomics on mapped memory to the
 * same machine instructions; this checks at start that they are accepted and do what they say, and that the host is
 * little-endian. (That they are atomic between processes is proven by the stress tests, not here.)
 */
export function testAtomics(buffer: ArrayBuffer): void {
  const ints = new Int32Array(buffer, 0, 2)
  const longs = new BigInt64Array(buffer, 8, 1)
  const view = new DataView(buffer)
  Atomics.store(ints, 0, -7)
  const added = Atomics.add(ints, 0, 5)
  const exchanged = Atomics.compareExchange(ints, 0, -2, 0x01020304)
  Atomics.store(longs, 0, 0x1_ffff_fffen)
  const longBefore = Atomics.add(longs, 0, 3n)
  const longExchanged = Atomics.compareExchange(longs, 0, 0x2_0000_0001n, -1n)
  const isGood =
    added === -7 &&
    exchanged === -2 &&
    Atomics.load(ints, 0) === 0x01020304 &&
    view.getInt32(0, true) === 0x01020304 &&
    new Uint8Array(buffer)[0] === 4 &&
    longBefore === 0x1_ffff_fffen &&
    longExchanged === 0x2_0000_0001n &&
    Atomics.load(longs, 0) === -1n
  if (!isGood)
    throw new ReflexError(
      'REFLEX_UNSUPPORTED_PLATFORM',
      'atomic operations on mapped memory do not work on this machine',
    )
}
