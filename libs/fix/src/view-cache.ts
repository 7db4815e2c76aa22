/** DataViews over byte arrays met before, so that a caller with bytes only does not cost an object a message. */

const SIZE = 8
const arrays: (Uint8Array | undefined)[] = new Array(SIZE).fill(undefined)
const views: DataView[] = new Array(SIZE).fill(new DataView(new ArrayBuffer(0)))
let next = 0

/** @returns a view of the same memory with the same offsets. */
export function viewOf(bytes: Uint8Array): DataView {
  for (let i = 0; i < SIZE; i++) if (arrays[i] === bytes) return views[i]!
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  arrays[next] = bytes
  views[next] = view
  next = (next + 1) % SIZE
  return view
}
