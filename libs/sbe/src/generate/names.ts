/** How names of a schema become names of TypeScript. */

import type { CompositeType, EnumType, SbeSchema, SbeType, SetType } from '../ir.ts'

/** Members that every flyweight has of its own; a field of such a name gets a trailing underscore. */
const RESERVED = new Set([
  'wrap',
  'wrapAndApplyHeader',
  'offset',
  'limit',
  'encodedLength',
  'actingVersion',
  'count',
  'next',
  'hasNext',
  'resetCountToIndex',
  'constructor',
])

/** `NoMDEntries` -> [No, MD, Entries]; `MONTH_YEAR` -> [MONTH, YEAR]. */
export function wordsOf(name: string): string[] {
  return name.match(/[A-Z]+(?![a-z])[0-9]*|[A-Z]?[a-z]+[0-9]*|[0-9]+/g) ?? [name]
}

/**
 * Name of a class or type. A name in one case with underscores is put together from its words, any other keeps its
 * spelling.
 */
export function pascalCase(name: string): string {
  if (!name.includes('_')) return name.charAt(0).toUpperCase() + name.slice(1)
  return name
    .split('_')
    .map((part) => (part === part.toUpperCase() ? part.charAt(0) + part.slice(1).toLowerCase() : pascalCase(part)))
    .join('')
}

/** Name of a method: `ClOrdID` -> clOrdID, `MDEntryPx` -> mdEntryPx, `EC` -> ec. */
export function camelCase(name: string): string {
  const pascal = pascalCase(name)
  const leading = /^[A-Z]+(?=[A-Z][a-z]|[0-9]|$)|^[A-Z]/.exec(pascal)?.[0] ?? ''
  return leading.toLowerCase() + pascal.slice(leading.length)
}

export function accessorName(name: string): string {
  const camel = camelCase(name)
  return RESERVED.has(camel) ? `${camel}_` : camel
}

export function constantName(...names: string[]): string {
  return names.flatMap(wordsOf).join('_').toUpperCase()
}

export function kebabCase(name: string): string {
  return wordsOf(name).join('-').toLowerCase()
}

export type NamedType = CompositeType | EnumType | SetType

/**
 * Gives every enumeration, set and composite of a schema a class name; an inner type whose name is taken is prefixed
 * with its owner's.
 */
export class TypeNames {
  readonly #names = new Map<SbeType, string>()
  readonly #taken = new Set<string>()

  constructor(schema: SbeSchema) {
    for (const type of schema.types) if (type.kind !== 'encoded') this.#add(type, pascalCase(type.name))
    for (const type of schema.types) if (type.kind === 'composite') this.#addMembers(type)
  }

  of(type: SbeType): string {
    return this.#names.get(type) ?? pascalCase(type.name)
  }

  /** All named types in order of declaration, inner ones after their owners. */
  all(): NamedType[] {
    return [...this.#names.keys()] as NamedType[]
  }

  #addMembers(owner: CompositeType): void {
    for (const { type } of owner.members) {
      if (type.kind === 'encoded' || this.#names.has(type)) continue
      const plain = pascalCase(type.name)
      this.#add(type, this.#taken.has(plain) ? this.of(owner) + plain : plain)
      if (type.kind === 'composite') this.#addMembers(type)
    }
  }

  #add(type: SbeType, name: string): void {
    this.#names.set(type, name)
    this.#taken.add(name)
  }
}
