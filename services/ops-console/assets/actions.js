/** The operator's actions: a dialog that wants a name and a reason, and the request with the token. */

import { number } from './format.js'
import { byId, setText } from './table.js'

const TOKEN_KEY = 'reflex-console-token'
const ACTOR_KEY = 'reflex-console-actor'
const TOAST_MS = 6000

const ACTIONS = {
  kill: {
    title: 'Stop all trading?',
    text: 'Halts the firm and cancels every open order at once. Trading stays off until somebody releases it.',
    ok: 'KILL: halt and cancel',
    cls: 'kill',
  },
  'cancel-all': {
    title: 'Cancel all open orders?',
    text: 'Every open order is cancelled now. Strategies go on quoting: use KILL to stop them.',
    ok: 'Cancel all orders',
  },
  release: {
    title: 'Release the halt?',
    text: 'Gateway and ems accept new orders again and strategies resume quoting. Make sure that the cause is gone.',
    ok: 'Release: resume trading',
  },
  parameter: {
    title: 'Change a parameter',
    text: 'The strategy applies it at once, if it is within the bounds.',
    ok: 'Change',
  },
}

/** Takes the token out of the address, where others could read it, and keeps it for this tab. */
function takeToken() {
  const url = new URL(location.href)
  const given = url.searchParams.get('token')
  if (given !== null) {
    sessionStorage.setItem(TOKEN_KEY, given)
    url.searchParams.delete('token')
    history.replaceState(null, '', url)
  }
  return sessionStorage.getItem(TOKEN_KEY)
}

export class Actions {
  #token = takeToken()
  #kind = 'kill'
  #parameters = []
  #toastTimer

  constructor() {
    for (const kind of ['kill', 'release', 'cancel-all']) byId(kind).onclick = () => this.#open(kind)
    byId('change').onclick = () => this.#open('parameter')
    byId('dialog-cancel').onclick = () => byId('dialog').close()
    byId('f-parameter').onchange = () => this.#showBounds()
    byId('form').onsubmit = (event) => {
      event.preventDefault()
      this.#submit()
    }
    byId('f-actor').value = localStorage.getItem(ACTOR_KEY) ?? ''
    if (this.#token === null) {
      for (const id of ['kill', 'release', 'cancel-all', 'change']) {
        byId(id).title = 'Read-only: open the page with the address that the console printed at its start (?token=…)'
      }
    }
  }

  get isReadOnly() {
    return this.#token === null
  }

  /** @param isStopped something is halted or restricted. @param parameters as they stand. */
  update(isStopped, parameters) {
    byId('kill').disabled = this.isReadOnly
    byId('cancel-all').disabled = this.isReadOnly
    byId('release').disabled = this.isReadOnly || !isStopped
    byId('change').disabled = this.isReadOnly || parameters.length === 0
    this.#parameters = parameters
  }

  #open(kind) {
    const { title, text, ok, cls } = ACTIONS[kind]
    this.#kind = kind
    setText(byId('dialog-title'), title)
    setText(byId('dialog-text'), text)
    setText(byId('dialog-ok'), ok)
    setText(byId('dialog-error'), '')
    byId('dialog-ok').className = cls ?? ''
    byId('f-reason').value = ''
    byId('parameter-fields').hidden = kind !== 'parameter'
    byId('f-value').required = kind === 'parameter'
    if (kind === 'parameter') this.#listParameters()
    byId('dialog').showModal()
    byId(byId('f-actor').value === '' ? 'f-actor' : 'f-reason').focus()
  }

  #listParameters() {
    const options = this.#parameters.map((parameter, i) => {
      const place = parameter.symbol === null ? 'all' : `${parameter.symbol}@${parameter.market}`
      return new Option(`${parameter.strategy} ${place} ${parameter.name}`, String(i))
    })
    byId('f-parameter').replaceChildren(...options)
    this.#showBounds()
  }

  #showBounds() {
    const parameter = this.#parameters[Number(byId('f-parameter').value)]
    byId('f-value').value = parameter?.value ?? ''
    setText(
      byId('f-bounds'),
      parameter ? `now ${number(parameter.value)}, from ${number(parameter.min)} to ${number(parameter.max)}` : '',
    )
  }

  #body() {
    const body = { actor: byId('f-actor').value, reason: byId('f-reason').value }
    if (this.#kind !== 'parameter') return body
    const { strategy, symbol, market, name } = this.#parameters[Number(byId('f-parameter').value)]
    return { ...body, strategy, symbol: symbol ?? '', market: market ?? '', name, value: byId('f-value').value.trim() }
  }

  async #submit() {
    localStorage.setItem(ACTOR_KEY, byId('f-actor').value)
    byId('dialog-ok').disabled = true
    try {
      const response = await fetch(`/api/${this.#kind}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json' },
        body: JSON.stringify(this.#body()),
      })
      const answer = await response.json()
      if (!response.ok) throw new Error(answer.error ?? response.statusText)
      byId('dialog').close()
      this.#toast(
        `${this.#kind} sent (${answer.id})${answer.audited ? '' : '; the audit record could not be written'}`,
        !answer.audited,
      )
    } catch (error) {
      setText(byId('dialog-error'), `Not sent: ${error.message}`)
    } finally {
      byId('dialog-ok').disabled = false
    }
  }

  #toast(text, isBad) {
    const toast = byId('toast')
    setText(toast, text)
    toast.className = isBad ? 'toast bad' : 'toast'
    toast.hidden = false
    clearTimeout(this.#toastTimer)
    this.#toastTimer = setTimeout(() => {
      toast.hidden = true
    }, TOAST_MS)
  }
}
