/**
 * A thin, ordered view of an XML document: elements with local names, attributes as text, and their path for error
 * messages.
 */

import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { SchemaError } from './schema-error.ts'

export class XmlElement {
  readonly name: string
  readonly path: string
  readonly text: string
  readonly children: readonly XmlElement[]
  readonly #attributes: Readonly<Record<string, string>>

  constructor(node: OrderedNode, parentPath: string) {
    const tag = Object.keys(node).find((key) => key !== ':@') ?? ''
    const content = node[tag] as OrderedNode[]
    this.name = localNameOf(tag)
    this.#attributes = (node[':@'] ?? {}) as Record<string, string>
    const label = this.#attributes['name'] ?? this.#attributes['href']
    this.path = (parentPath === '' ? '' : `${parentPath}/`) + this.name + (label === undefined ? '' : `[${label}]`)
    this.text = content
      .map((child) => (child['#text'] as string | undefined) ?? '')
      .join('')
      .trim()
    this.children = content.filter((child) => !('#text' in child)).map((child) => new XmlElement(child, this.path))
  }

  /** @returns the attribute's text, or undefined. */
  get(name: string): string | undefined {
    return this.#attributes[name]
  }

  require(name: string): string {
    const value = this.#attributes[name]
    if (value === undefined || value === '') this.refuse(`attribute "${name}" is missing`)
    return value
  }

  /** A non-negative integer attribute. */
  integer(name: string, max: number, fallback?: number): number {
    const text = this.#attributes[name]
    if (text === undefined && fallback !== undefined) return fallback
    const value = /^\s*\d+\s*$/.test(this.require(name)) ? Number(text) : Number.NaN
    if (!(value <= max)) this.refuse(`attribute "${name}" is "${text}", expected an integer in 0..${max}`)
    return value
  }

  refuse(problem: string): never {
    throw new SchemaError(this.path, problem)
  }
}

type OrderedNode = { readonly [tag: string]: unknown }

/** @returns the root element. @throws SchemaError when the text is not well-formed XML. */
export function parseXml(xml: string): XmlElement {
  const valid = XMLValidator.validate(xml)
  if (valid !== true) throw new SchemaError(`line ${valid.err.line}`, `not well-formed XML: ${valid.err.msg}`)
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseTagValue: false,
    parseAttributeValue: false,
    ignoreDeclaration: true,
    ignorePiTags: true,
  })
  const root = (parser.parse(xml) as OrderedNode[]).find((node) => !('#text' in node))
  if (root === undefined) throw new SchemaError('document', 'no root element')
  return new XmlElement(root, '')
}

function localNameOf(tag: string): string {
  return tag.slice(tag.indexOf(':') + 1)
}
