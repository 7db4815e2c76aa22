/** MsgType(35) as a small integer: its characters, first one highest. 'D' is 68, 'AE' is 65 * 256 + 69. */

/** @param text one to three characters. */
export function packMsgType(text: string): number {
  let packed = 0
  for (let i = 0; i < text.length; i++) packed = (packed << 8) | text.charCodeAt(i)
  return packed
}

/** @returns 0 when longer than three characters. */
export function packMsgTypeBytes(bytes: Uint8Array, offset: number, length: number): number {
  if (length === 1) return bytes[offset]!
  if (length > 3) return 0
  let packed = 0
  for (let i = 0; i < length; i++) packed = (packed << 8) | bytes[offset + i]!
  return packed
}

/** For the edge: allocates. */
export function msgTypeText(packed: number): string {
  let text = ''
  for (let rest = packed; rest > 0; rest >>= 8) text = String.fromCharCode(rest & 0xff) + text
  return text
}
