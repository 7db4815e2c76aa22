import { textOf } from '@reflex/base'
import { JournalReader, NodeStorage } from '@reflex/journal'

const RECEIVED = 1
const SENT = 2
/** What differs between a message and the same sent again: 8 and 9 in front, 43, 52, 122, 10. */
const OF_ONE_SENDING = /\|(?:9|43|52|122|10)=[^|]*(?=\|)/g
const ADMIN = /\|35=[0-5A]\|/

/** Messages of one side's journal by MsgSeqNum, without what may differ between two sendings. */
export interface SessionJournal {
  readonly received: ReadonlyMap<number, string>
  readonly sent: ReadonlyMap<number, string>
  /** Numbers that stand in the journal twice or out of order. */
  readonly problems: readonly string[]
}

/** Reads the only session in a folder. */
export function readSessionJournal(dir: string): SessionJournal {
  const storage = new NodeStorage()
  const file = storage.list(dir).find((name) => name.endsWith('.journal'))!
  const name = file.replace(/-\d{16}\.journal$/, '')
  const journal = { received: new Map<number, string>(), sent: new Map<number, string>(), problems: [] as string[] }
  const last = { [RECEIVED]: 0, [SENT]: 0 }
  new JournalReader({ storage, dir, name }).readAll({
    onRecord: (_index, _nowNs, stream, bytes, offset, length) => {
      if (stream !== RECEIVED && stream !== SENT) return
      const text = textOf(bytes, offset, length).replaceAll('\x01', '|')
      const seqNum = Number(/\|34=(\d+)\|/.exec(text)?.[1])
      if (seqNum <= last[stream]!) journal.problems.push(`${dir}: stream ${stream}, ${seqNum} after ${last[stream]}`)
      last[stream] = seqNum
      const map = stream === RECEIVED ? journal.received : journal.sent
      map.set(seqNum, text.replace(OF_ONE_SENDING, ''))
    },
  })
  return journal
}

/** Holds what one side sent against what the other received. @returns what is wrong. */
export function checkNumbers(sender: SessionJournal, receiver: SessionJournal): string[] {
  const problems = [...sender.problems]
  for (const [seqNum, text] of receiver.received) {
    const sent = sender.sent.get(seqNum)
    if (sent !== text && !isFillFor(sender, seqNum, text))
      problems.push(`${seqNum} came as ${text}, was sent as ${sent}`)
  }
  const lastReceived = Math.max(...receiver.received.keys())
  for (const [seqNum, text] of sender.sent) {
    const isMissing = seqNum <= lastReceived && !receiver.received.has(seqNum) && !ADMIN.test(text)
    if (isMissing) problems.push(`${seqNum} was sent and never came: ${text}`)
  }
  return problems.slice(0, 10)
}

/** A gap fill may stand for the session's own messages, and for nothing else. */
function isFillFor(sender: SessionJournal, seqNum: number, text: string): boolean {
  const newSeqNo = Number(/\|35=4\|.*\|36=(\d+)\|123=Y\|/.exec(text)?.[1] ?? Number.NaN)
  if (!(newSeqNo > seqNum)) return false
  for (let seq = seqNum; seq < newSeqNo; seq++) if (!ADMIN.test(sender.sent.get(seq) ?? '|35=0|')) return false
  return true
}
