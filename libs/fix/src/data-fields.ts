/**
 * Fields whose value may hold SOH, each with the field in front of it that gives its length: RawData(96) after
 * RawDataLength(95) and so on. The pairs are those of FIX.4.2, FIX.4.4, FIXT.1.1 and FIX Latest (EP280).
 */

import type { FixDictionary, FixField, FixMember } from './dictionary.ts'

const PAIRS: readonly (readonly [data: number, length: number])[] = [
  [89, 93],
  [91, 90],
  [96, 95],
  [213, 212],
  [349, 348],
  [351, 350],
  [353, 352],
  [355, 354],
  [357, 356],
  [359, 358],
  [361, 360],
  [363, 362],
  [365, 364],
  [446, 445],
  [619, 618],
  [622, 621],
  [1185, 1184],
  [1278, 1277],
  [1281, 1280],
  [1283, 1282],
  [1398, 1397],
  [1402, 1401],
  [1404, 1403],
  [1469, 1468],
  [1527, 1525],
  [1579, 1578],
  [1621, 1620],
  [1665, 1664],
  [1697, 1678],
  [1734, 1733],
  [1872, 1871],
  [1875, 1874],
  [2073, 2072],
  [2075, 2074],
  [2112, 2111],
  [2180, 2179],
  [2288, 2287],
  [2352, 2351],
  [2371, 2372],
  [2482, 2481],
  [2493, 2494],
  [2521, 2522],
  [2638, 2637],
  [2652, 2651],
  [2666, 2665],
  [2716, 2715],
  [2719, 2718],
  [2722, 2721],
  [2798, 2797],
  [2801, 2802],
  [2808, 2809],
  [2814, 2815],
  [40005, 40004],
  [40009, 40008],
  [40979, 40978],
  [40981, 40980],
  [40983, 40982],
  [40985, 40984],
  [40987, 40986],
  [40989, 40988],
  [41084, 41083],
  [41102, 41101],
  [41108, 41107],
  [41257, 41256],
  [41321, 41320],
  [41325, 41324],
  [41459, 41458],
  [41477, 41476],
  [41483, 41482],
  [41654, 41653],
  [41711, 41710],
  [41807, 41806],
  [41812, 41811],
  [41874, 41873],
  [41970, 41969],
  [42026, 42025],
  [42172, 42171],
  [42452, 42451],
  [42486, 43110],
  [42653, 42652],
  [42684, 43109],
  [42948, 42947],
  [42982, 43111],
]

/** The length tag of a data tag; 0 for all other tags. */
export const LENGTH_TAG_OF_DATA = new Uint16Array(65_536)
for (const [data, length] of PAIRS) LENGTH_TAG_OF_DATA[data] = length

const DATA_TYPES = ['DATA', 'XMLDATA']
const LENGTH_TYPES = ['LENGTH', 'INT']

/**
 * The table of a dictionary: the standard pairs and the data fields it defines beside them. A data field's length is
 * the member in front of it in any message, else the field called like it with Len or Length behind, else the tag below
 * it. @returns LENGTH_TAG_OF_DATA itself when there is nothing to add.
 */
export function lengthTagsOf(dictionary: FixDictionary): Uint16Array {
  const own = [...dictionary.fields.values()].filter(
    ({ tag, type }) => DATA_TYPES.includes(type) && LENGTH_TAG_OF_DATA[tag] === 0,
  )
  if (own.length === 0) return LENGTH_TAG_OF_DATA
  const before = new Map<number, number>()
  collectBefore(dictionary.header, before)
  collectBefore(dictionary.trailer, before)
  for (const layout of dictionary.messages.values()) collectBefore(layout.members, before)
  const table = LENGTH_TAG_OF_DATA.slice()
  for (const { tag, name } of own) {
    const named = dictionary.fieldsByName.get(`${name}Len`) ?? dictionary.fieldsByName.get(`${name}Length`)
    const below = dictionary.fields.get(tag - 1)
    table[tag] = before.get(tag) ?? named?.tag ?? (isLength(below) ? tag - 1 : 0)
  }
  return table
}

/** Notes the length field in front of each data field. */
function collectBefore(members: ReadonlyMap<number, FixMember>, before: Map<number, number>): void {
  let previous: FixField | undefined
  for (const { field, group } of members.values()) {
    if (DATA_TYPES.includes(field.type) && isLength(previous)) before.set(field.tag, previous.tag)
    if (group !== undefined) collectBefore(group.members, before)
    previous = field
  }
}

function isLength(field: FixField | undefined): field is FixField {
  return field !== undefined && LENGTH_TYPES.includes(field.type)
}
