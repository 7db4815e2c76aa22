import { type FixDictionary, type FixFrame, FixValidator, type FixValidatorOptions, lengthTagsOf } from '@reflex/fix'
import { isAdmin, type MessageValidator } from './codes.ts'

/**
 * Validation by dictionary for one session. With FIXT.1.1 there are two: the session's own messages know only the
 * fields of the transport dictionary, the others have its header and trailer and the fields of the application version.
 */
export class DictionaryValidator implements MessageValidator {
  refTag = 0
  readonly lengthTagOfData: Uint16Array
  readonly #session: FixValidator
  readonly #application: FixValidator

  /** @param application the dictionary of the application version, where it is another file (FIXT.1.1). */
  constructor(session: FixDictionary, application: FixDictionary | undefined, options: FixValidatorOptions) {
    const both = application === undefined ? session : session.with(application)
    this.lengthTagOfData = lengthTagsOf(both)
    this.#session = new FixValidator(session, options)
    this.#application = application === undefined ? this.#session : new FixValidator(both, options)
  }

  validate(frame: FixFrame): number {
    const validator = isAdmin(frame.msgType) ? this.#session : this.#application
    const reason = validator.validate(frame)
    this.refTag = validator.refTag
    return reason
  }
}
