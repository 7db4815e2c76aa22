import { HeapMemoryMapper } from '@aeron/client'
import type { ReflexError } from '@reflex/base'
import { describe, expect, it } from 'vitest'
import { concludeMediaDriverContext, type MediaDriverContext, PARAMETERS, printContext } from '../src/index.ts'

const conclude = (env: NodeJS.ProcessEnv, context: MediaDriverContext = {}) =>
  concludeMediaDriverContext({ mapper: new HeapMemoryMapper(), env, ...context })

function refusal(env: NodeJS.ProcessEnv, context: MediaDriverContext = {}): string {
  try {
    conclude(env, context)
  } catch (error) {
    expect((error as ReflexError).code).toBe('REFLEX_CONFIG_INVALID')
    return (error as ReflexError).message
  }
  throw new Error('not refused')
}

describe('the configuration of the driver', () => {
  it('has the official defaults', () => {
    const context = conclude({ USER: 'trader' })
    expect(context).toMatchObject({
      aeronDir: '/dev/shm/aeron-trader',
      ipcTermBufferLength: 64 * 1024 * 1024,
      termBufferLength: 16 * 1024 * 1024,
      mtuLength: 1408,
      clientLivenessTimeoutNs: 10e9,
      publicationUnblockTimeoutNs: 15e9,
      timerIntervalNs: 1e9,
      untetheredLingerTimeoutNs: 0,
    })
    expect(Object.isFrozen(context)).toBe(true)
  })

  it('takes what the environment says, and what is passed over it', () => {
    const env = {
      AERON_DIR: '/dev/shm/x',
      AERON_IPC_TERM_BUFFER_LENGTH: '128k',
      AERON_CLIENT_LIVENESS_TIMEOUT: '2s',
      AERON_DRIVER_TIMEOUT: '5000',
      AERON_DIR_DELETE_ON_SHUTDOWN: 'true',
      AERON_THREADING_MODE: 'DEDICATED',
      AERON_PUBLICATION_RESERVED_SESSION_ID_LOW: '-10',
    }
    expect(conclude(env, { ipcTermBufferLength: 65_536, threadingMode: 'INVOKER' })).toMatchObject({
      aeronDir: '/dev/shm/x',
      ipcTermBufferLength: 65_536,
      clientLivenessTimeoutNs: 2e9,
      driverTimeoutMs: 5000,
      dirDeleteOnShutdown: true,
      threadingMode: 'INVOKER',
      publicationReservedSessionIdLow: -10,
    })
    expect(conclude(env).threadingMode).toBe('SHARED')
  })

  it('names what is out of range or does not fit together', () => {
    expect(refusal({ AERON_TERM_BUFFER_LENGTH: '100k' })).toContain('AERON_TERM_BUFFER_LENGTH) must be a power of two')
    expect(refusal({ AERON_TERM_BUFFER_LENGTH: 'big' })).toContain('AERON_TERM_BUFFER_LENGTH is not a size: big')
    expect(refusal({ AERON_MTU_LENGTH: '100' })).toContain('multiples of 32')
    expect(refusal({}, { timerIntervalNs: 5 })).toContain('timerIntervalNs')
    expect(refusal({}, { clientLivenessTimeoutNs: 20e9 })).toContain('publicationUnblockTimeoutNs')
    expect(refusal({ AERON_CONDUCTOR_BUFFER_LENGTH: '3m' })).toContain('power of two plus 768')
  })

  it('is printed in full', () => {
    const text = printContext(conclude({}))
    for (const name of Object.keys(PARAMETERS)) expect(text).toContain(`${name}=`)
    expect(text).toContain('aeronDir=')
  })
})
