/** The places of MDP 3.0 fields against CME's own schema file. */

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSchema } from '@reflex/sbe'
import { expect, test } from 'vitest'
import {
  MDP3_BOOK,
  MDP3_DEFINITIONS,
  MDP3_ENTRY,
  MDP3_LAYOUTS,
  MDP3_SNAPSHOT,
  MDP3_SNAPSHOT_ENTRY,
  MDP3_SNAPSHOTS,
  MDP3_TRADE,
} from '../src/core/feeds/cme/mdp3-layout.ts'

const DATA = process.env['REFLEX_DATA'] ?? join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'data')
const SCHEMA = join(DATA, 'cme-mdp3', 'templates_FixBinary.v8.xml')

test.skipIf(!existsSync(SCHEMA))('offsets are those of the schema, version 8', () => {
  const { messages } = parseSchema(readFileSync(SCHEMA, 'utf8'))
  let compared = 0
  for (const message of messages) {
    const [group] = message.groups
    const root = (name: string) => message.fields.find((field) => field.name === name)?.offset
    const entry = (name: string) => group?.fields.find((field) => field.name === name)?.offset
    const layout = MDP3_LAYOUTS[message.id]
    if (layout !== undefined) {
      expect([entry('SecurityID'), entry('RptSeq')], message.name).toEqual([layout.security, layout.rptSeq])
      expect(root('MatchEventIndicator')).toBe(8)
      compared++
    }
    if (layout?.kind === MDP3_BOOK) {
      const { PRICE, SIZE, LEVEL, ACTION, TYPE } = MDP3_ENTRY
      const names = ['MDEntryPx', 'MDEntrySize', 'MDPriceLevel', 'MDUpdateAction', 'MDEntryType']
      expect(names.map(entry)).toEqual([PRICE, SIZE, LEVEL, ACTION, TYPE])
    }
    if (layout?.kind === MDP3_TRADE) {
      const { PRICE, SIZE, AGGRESSOR, TRADE_ACTION } = MDP3_ENTRY
      const names = ['MDEntryPx', 'MDEntrySize', 'AggressorSide', 'MDUpdateAction']
      expect(names.map(entry)).toEqual([PRICE, SIZE, AGGRESSOR, TRADE_ACTION])
    }
    if (MDP3_SNAPSHOTS.includes(message.id)) {
      const { PRICE, SIZE, LEVEL, TYPE } = MDP3_SNAPSHOT_ENTRY
      expect([root('SecurityID'), root('RptSeq')]).toEqual([MDP3_SNAPSHOT.SECURITY, MDP3_SNAPSHOT.RPT_SEQ])
      expect(['MDEntryPx', 'MDEntrySize', 'MDPriceLevel', 'MDEntryType'].map(entry)).toEqual([PRICE, SIZE, LEVEL, TYPE])
      compared++
    }
    const definition = MDP3_DEFINITIONS[message.id]
    if (definition !== undefined) {
      expect([root('Symbol'), root('SecurityID')]).toEqual([definition.symbol, definition.security])
      compared++
    }
  }
  expect(compared).toBeGreaterThanOrEqual(9)
})
