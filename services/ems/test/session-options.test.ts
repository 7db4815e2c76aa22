import { Prng } from '@reflex/base'
import { expect, test } from 'vitest'
import { emsConfigSchema } from '../src/config.ts'
import { EmsWorld } from './ems-world.ts'

test('an option of a venue session that makes no sense is named, and nothing starts', () => {
  const sessions = { XALT: { options: { heartBtIntSeconds: -1, colour: 'red' } } }
  const start = (ems: object) => () => new EmsWorld('FIX.4.4', new Prng(1), ems).start()
  expect(start({ sessions })).toThrow(/services\.ems\.sessions\.XALT\.options\.heartBtIntSeconds.*colour/s)
  expect(start({ sessions: { XALT: { tls: { caFile: '/nowhere' } } } })).toThrow('/nowhere cannot be read')
  expect(() => emsConfigSchema.parse({ sessions: { XALT: { tls: { ca: 'x' } } } })).toThrow('ca')
})
