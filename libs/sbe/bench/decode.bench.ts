/**
 * An incremental update with one entry (63 bytes with header, all ten fields), beside the reference Java codec on the
 * same messages: `npx tsx --conditions=source libs/sbe/bench/decode.bench.ts [operations]`.
 */

import { join } from 'node:path'
import { type BenchRun, measure, peerAbsent, sizeOf } from '@reflex/base/measure'
import { ACTION_CHANGE, ENTRY_TYPE_BID } from '../test/generated/book-feed/enums.ts'
import { IncrementalDecoder, IncrementalEncoder } from '../test/generated/book-feed/incremental.ts'
import { measureJavaCodec } from './java-codec.ts'

const MESSAGES = 1024
const SLOT = 64
const PEER = 'SBE Java codec'

/** Writes message i of the run. */
function encode(encoder: IncrementalEncoder, view: DataView, i: number): void {
  encoder
    .wrapAndApplyHeader(view, i * SLOT)
    .transactTime(1_700_000_000 + i)
    .eventIndicator(128)
  encoder
    .entriesCount(1)
    .next()
    .price(6_000_000 + i)
    .size(i + 1)
    .securityId(i & 255)
    .rptSeq(i)
    .orders(3)
    .level(1)
    .action(ACTION_CHANGE)
    .entryType(ENTRY_TYPE_BID)
}

export function runSbeEncodeBench(operations: number): BenchRun {
  const view = new DataView(new ArrayBuffer(MESSAGES * SLOT))
  const encoder = new IncrementalEncoder()
  return (onOperation) => {
    for (let i = 0; i < operations; i++) {
      encode(encoder, view, i & (MESSAGES - 1))
      onOperation?.()
    }
    return view.getInt32(8, true) ^ view.getInt32(SLOT + 22, true)
  }
}

export function runSbeDecodeBench(operations: number): BenchRun {
  const view = new DataView(new ArrayBuffer(MESSAGES * SLOT))
  const encoder = new IncrementalEncoder()
  for (let i = 0; i < MESSAGES; i++) encode(encoder, view, i)
  const decoder = new IncrementalDecoder()
  return (onOperation) => {
    let hash = 0
    for (let i = 0; i < operations; i++) {
      decoder.wrapAndApplyHeader(view, (i & (MESSAGES - 1)) * SLOT)
      let sum = decoder.transactTime() + decoder.eventIndicator()
      const entries = decoder.entries()
      while (entries.hasNext()) {
        entries.next()
        sum += entries.price() + entries.size() + entries.securityId() + entries.rptSeq() + entries.orders()
        sum += entries.level() + entries.action() + entries.entryType()
      }
      hash = (Math.imul(hash, 31) + sum) | 0
      onOperation?.()
    }
    return hash
  }
}

if (process.argv[1] === import.meta.filename) {
  const operations = sizeOf(1_000_000)
  const inputs = '63 bytes, 10 fields, one entry'
  const shared = { inputs, operations, rounds: 9, clock: 'cpu' as const }
  const java = measureJavaCodec(join(import.meta.dirname, '..', 'test', 'schema', 'book-feed.xml'), operations)
  const peer = typeof java === 'number' ? { peer: { name: PEER, nsPerOperation: java } } : {}
  measure({ ...shared, ...peer, name: 'SBE update decode' }, runSbeDecodeBench(operations))
  measure({ ...shared, name: 'SBE update encode' }, runSbeEncodeBench(operations))
  if (typeof java === 'string') peerAbsent('SBE update decode', PEER, java)
}
