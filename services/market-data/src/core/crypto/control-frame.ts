/** Frames of our own between those of a venue: what happened to the connection. */

import { jsonKey } from './json-tape.ts'

export const CONTROL_CONNECTED = 1
export const CONTROL_DISCONNECTED = 2
export const CONTROL_FRAMES = {
  connected: jsonKey('{"reflex":"connected"}'),
  disconnected: jsonKey('{"reflex":"disconnected"}'),
} as const

/** @returns CONTROL_*, 0 for a frame of the venue. */
export function controlOf(bytes: Uint8Array, offset: number, length: number): number {
  if (isFrame(bytes, offset, length, CONTROL_FRAMES.connected)) return CONTROL_CONNECTED
  return isFrame(bytes, offset, length, CONTROL_FRAMES.disconnected) ? CONTROL_DISCONNECTED : 0
}

function isFrame(bytes: Uint8Array, offset: number, length: number, frame: Uint8Array): boolean {
  if (length !== frame.length) return false
  for (let i = 0; i < length; i++) if (bytes[offset + i] !== frame[i]) return false
  return true
}
