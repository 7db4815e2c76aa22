import { packMsgTypeBytes } from '@reflex/fix'
import { nextField } from './message-scan.ts'
import type { SessionLink } from './session-link.ts'

/** '35='. */
const TYPE_OFFSET = 3

/** Which sessions of a port get a copy of what another one is sent. */
export class DropCopies {
  /** Receivers by the index of the session that is copied. */
  readonly #receivers: readonly (readonly SessionLink[])[]
  readonly #types = new Map<SessionLink, ReadonlySet<number>>()
  readonly #isEmpty: boolean

  constructor(links: readonly SessionLink[]) {
    const receivers = links.filter((link) => link.config.dropCopyOf.length > 0)
    this.#isEmpty = receivers.length === 0
    this.#receivers = links.map((source) => receivers.filter((link) => wants(link, source)))
    for (const link of receivers) this.#types.set(link, new Set(link.config.dropCopyTypes.map(packed)))
  }

  /** @param body what `source` was sent. */
  copy(source: SessionLink, nowNs: number, body: Uint8Array, offset: number, length: number): void {
    if (this.#isEmpty) return
    const receivers = this.#receivers[source.index]!
    if (receivers.length === 0) return
    const typeLength = nextField(body, offset, offset + length) - offset - TYPE_OFFSET - 1
    const type = packMsgTypeBytes(body, offset + TYPE_OFFSET, typeLength)
    for (const link of receivers) if (this.#types.get(link)!.has(type)) link.sendStored(nowNs, body, offset, length)
  }
}

function wants(link: SessionLink, source: SessionLink): boolean {
  const { dropCopyOf } = link.config
  if (source.config.dropCopyOf.length > 0) return false
  return dropCopyOf.includes('*') || dropCopyOf.includes(source.config.targetCompId)
}

function packed(msgType: string): number {
  const bytes = Buffer.from(msgType, 'latin1')
  return packMsgTypeBytes(bytes, 0, bytes.length)
}
