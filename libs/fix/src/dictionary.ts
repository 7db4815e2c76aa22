/**
 * A FIX dictionary in memory: fields with their values, messages and groups with their members. Plain data;
 * loadDictionary makes it.
 */

export interface FixField {
  readonly tag: number
  readonly name: string
  /** Upper case, as in the dictionary: INT, PRICE, UTCTIMESTAMP ... */
  readonly type: string
  /** Enumerated values: value -> description. Empty: any value (several code sets are missing in the files). */
  readonly values: ReadonlyMap<string, string>
  /** The values are names of some only: others are valid too. Default false. */
  readonly allowsOtherValues?: boolean
}

export interface FixMember {
  readonly field: FixField
  readonly required: boolean
  /** Set when the field counts the entries of a group. */
  readonly group: FixLayout | undefined
}

/** What a message, a group entry, the header or the trailer holds, in order, components expanded. */
export interface FixLayout {
  readonly name: string
  /** '' for groups, header and trailer. */
  readonly msgType: string
  /** Session messages (msgcat admin). */
  readonly isAdmin: boolean
  readonly members: ReadonlyMap<number, FixMember>
}

export class FixDictionary {
  /** 'FIX.4.4', 'FIXT.1.1', 'FIX.5.0SP2'. */
  readonly version: string
  readonly fields = new Map<number, FixField>()
  readonly fieldsByName = new Map<string, FixField>()
  /** By MsgType. */
  readonly messages = new Map<string, FixLayout>()
  readonly header: Map<number, FixMember>
  readonly trailer: Map<number, FixMember>

  constructor(version: string, header: Map<number, FixMember>, trailer: Map<number, FixMember>) {
    this.version = version
    this.header = header
    this.trailer = trailer
  }

  addField(field: FixField): void {
    this.fields.set(field.tag, field)
    this.fieldsByName.set(field.name, field)
  }

  fieldName(tag: number): string | undefined {
    return this.fields.get(tag)?.name
  }

  valueName(tag: number, value: string): string | undefined {
    return this.fields.get(tag)?.values.get(value)
  }

  messageName(msgType: string): string | undefined {
    return this.messages.get(msgType)?.name
  }

  /**
   * This dictionary with another laid over it: FIXT.1.1 + FIX.5.0SP2, or a standard + an extension. Messages of the
   * same type get the members of both; header and trailer come from the one that has them.
   */
  with(other: FixDictionary): FixDictionary {
    const merged = new FixDictionary(
      this.version,
      new Map([...this.header, ...other.header]),
      new Map([...this.trailer, ...other.trailer]),
    )
    for (const field of this.fields.values()) merged.addField(field)
    for (const field of other.fields.values()) {
      const known = merged.fields.get(field.tag)
      merged.addField(known ? { ...known, values: new Map([...known.values, ...field.values]) } : field)
    }
    for (const [msgType, layout] of this.messages) merged.messages.set(msgType, layout)
    for (const [msgType, layout] of other.messages)
      merged.messages.set(msgType, mergeLayouts(merged.messages.get(msgType), layout))
    return merged
  }
}

function mergeLayouts(known: FixLayout | undefined, added: FixLayout): FixLayout {
  if (known === undefined) return added
  const members = new Map(known.members)
  for (const [tag, member] of added.members) {
    const old = members.get(tag)
    if (old === undefined) members.set(tag, member)
    else if (old.group && member.group) members.set(tag, { ...old, group: mergeLayouts(old.group, member.group) })
    else members.set(tag, { ...old, required: old.required || member.required })
  }
  return { ...known, members }
}
