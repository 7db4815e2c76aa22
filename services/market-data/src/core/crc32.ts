const POLYNOMIAL = 0xedb88320
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit++) crc = (crc & 1) === 1 ? (crc >>> 1) ^ POLYNOMIAL : crc >>> 1
  return crc
})

/** CRC-32 as in gzip (RFC 1952, 8), over parts. zlib.crc32 came only with Node 22. */
export class Crc32 {
  #crc = -1

  get value(): number {
    return ~this.#crc >>> 0
  }

  reset(): void {
    this.#crc = -1
  }

  add(bytes: Uint8Array, start: number, end: number): void {
    let crc = this.#crc
    for (let i = start; i < end; i++) crc = TABLE[(crc ^ bytes[i]!) & 0xff]! ^ (crc >>> 8)
    this.#crc = crc
  }
}
