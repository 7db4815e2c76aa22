import { AtomicBuffer } from '@aeron/client/internal'
import { expect, it } from 'vitest'
import { isValidSetup } from '../src/media/frame-validation.ts'
import {
  SETUP_ACTIVE_TERM_ID_OFFSET,
  SETUP_INITIAL_TERM_ID_OFFSET,
  SETUP_MTU_OFFSET,
  SETUP_TERM_LENGTH_OFFSET,
  SETUP_TERM_OFFSET_OFFSET,
} from '../src/media/protocol.ts'

function setup(initialTermId: number, activeTermId: number, termLength = 65_536, termOffset = 0, mtu = 1408) {
  const buffer = AtomicBuffer.allocate(64)
  buffer.putInt(SETUP_INITIAL_TERM_ID_OFFSET, initialTermId)
  buffer.putInt(SETUP_ACTIVE_TERM_ID_OFFSET, activeTermId)
  buffer.putInt(SETUP_TERM_LENGTH_OFFSET, termLength)
  buffer.putInt(SETUP_TERM_OFFSET_OFFSET, termOffset)
  buffer.putInt(SETUP_MTU_OFFSET, mtu)
  return buffer
}

it.each([
  ['the first term', setup(7, 7), true],
  ['a later term', setup(7, 1_000_000), true],
  ['a term id that has wrapped', setup(2_147_483_647, -2_147_483_648), true],
  ['a term before the first one', setup(100, 99), false],
  ['a position beyond what a number holds', setup(0, 2_147_483_647, 1 << 30), false],
  ['a term length that is no power of two', setup(0, 0, 65_537), false],
  ['an offset beyond the term', setup(0, 0, 65_536, 65_536), false],
  ['an mtu off the frame grid', setup(0, 0, 65_536, 0, 1400), false],
])('a setup of %s', (_what, buffer, isValid) => {
  expect(isValidSetup(buffer)).toBe(isValid)
})
