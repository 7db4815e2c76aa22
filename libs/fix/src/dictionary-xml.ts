/** Reads dictionaries in QuickFIX's XML format, so that a session can be given any venue's file. Start-up only. */

import { XMLParser } from 'fast-xml-parser'
import { FixDictionary, type FixField, type FixLayout, type FixMember } from './dictionary.ts'

const TAG_MAX = 65_535

/** fast-xml-parser with preserveOrder: one key is the element name, ':@' holds the attributes. */
type XmlNode = Record<string, unknown>

interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly Element[]
}

export class DictionaryError extends Error {
  override readonly name = 'DictionaryError'
}

/**
 * @param xml text of the file. @throws DictionaryError when it is no QuickFIX dictionary or refers to what it does not
 * define.
 */
export function loadDictionary(xml: string): FixDictionary {
  const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '', preserveOrder: true })
  let nodes: XmlNode[]
  try {
    nodes = parser.parse(xml) as XmlNode[]
  } catch (error) {
    throw new DictionaryError('not XML', { cause: error })
  }
  const root = nodes.map(elementOf).find((element) => element.name === 'fix')
  if (root === undefined) throw new DictionaryError('no <fix> element')
  const section = (name: string): readonly Element[] =>
    root.children.find((child) => child.name === name)?.children ?? []
  const loader = new Loader(section('fields'), section('components'))
  const { type = 'FIX', major = '', minor = '', servicepack = '0' } = root.attributes
  const version = `${type}.${major}.${minor}${servicepack === '0' ? '' : `SP${servicepack}`}`
  const dictionary = new FixDictionary(version, loader.members(section('header')), loader.members(section('trailer')))
  for (const field of loader.fields.values()) dictionary.addField(field)
  for (const message of section('messages')) {
    const { name = '', msgtype = '', msgcat = 'app' } = message.attributes
    dictionary.messages.set(msgtype, {
      name,
      msgType: msgtype,
      isAdmin: msgcat === 'admin',
      members: loader.members(message.children),
    })
  }
  return dictionary
}

class Loader {
  readonly fields = new Map<string, FixField>()
  readonly #components: Map<string, Element>
  /** Components being expanded: one inside itself is an error of the file. */
  readonly #open = new Set<string>()

  constructor(fields: readonly Element[], components: readonly Element[]) {
    for (const element of fields) {
      const { name = '', number = '', type = 'STRING' } = element.attributes
      const tag = Number(number)
      if (!Number.isInteger(tag) || tag < 1 || tag > TAG_MAX || name === '')
        throw new DictionaryError(`bad field ${name} ${number}`)
      const values = new Map<string, string>()
      for (const value of element.children)
        values.set(value.attributes['enum'] ?? '', value.attributes['description'] ?? '')
      const allowsOtherValues = /^(y|true)$/i.test(element.attributes['allowOtherValues'] ?? '')
      this.fields.set(name, { tag, name, type: type.toUpperCase(), values, allowsOtherValues })
    }
    this.#components = new Map(components.map((element) => [element.attributes['name'] ?? '', element]))
  }

  members(elements: readonly Element[]): Map<number, FixMember> {
    const members = new Map<number, FixMember>()
    this.#collect(elements, true, members)
    return members
  }

  /** @param isRequired whether the component around is required: an optional one makes its members optional. */
  #collect(elements: readonly Element[], isRequired: boolean, into: Map<number, FixMember>): void {
    for (const element of elements) {
      const name = element.attributes['name'] ?? ''
      const required = isRequired && element.attributes['required'] === 'Y'
      if (element.name === 'component') this.#collectComponent(name, required, into)
      else if (element.name === 'field' || element.name === 'group') {
        const field = this.fields.get(name)
        if (field === undefined) throw new DictionaryError(`undefined field ${name}`)
        const group = element.name === 'group' ? this.#group(name, element.children) : undefined
        into.set(field.tag, { field, required, group })
      }
    }
  }

  #collectComponent(name: string, required: boolean, into: Map<number, FixMember>): void {
    const component = this.#components.get(name)
    if (component === undefined) throw new DictionaryError(`undefined component ${name}`)
    if (this.#open.has(name)) throw new DictionaryError(`component ${name} inside itself`)
    this.#open.add(name)
    this.#collect(component.children, required, into)
    this.#open.delete(name)
  }

  #group(name: string, children: readonly Element[]): FixLayout {
    return { name, msgType: '', isAdmin: false, members: this.members(children) }
  }
}

function elementOf(node: XmlNode): Element {
  const name = Object.keys(node).find((key) => key !== ':@') ?? ''
  const children = Array.isArray(node[name]) ? (node[name] as XmlNode[]).filter((child) => !('#text' in child)) : []
  return { name, attributes: (node[':@'] ?? {}) as Record<string, string>, children: children.map(elementOf) }
}
