import {
  venueBusinessMessageReject42Encoder,
  venueBusinessMessageReject44Encoder,
  venueBusinessMessageReject50Encoder,
  venueExecutionReport42Encoder,
  venueExecutionReport44Encoder,
  venueExecutionReport50Encoder,
  venueOrderCancelReject42Encoder,
  venueOrderCancelReject44Encoder,
  venueOrderCancelReject50Encoder,
  venueOrderMassCancelReport44Encoder,
  venueOrderMassCancelReport50Encoder,
} from '@reflex/schema'

/** The words of each FIX version. */
const FIX42 = {
  isFix42: true,
  report: venueExecutionReport42Encoder,
  cancelReject: venueOrderCancelReject42Encoder,
  businessReject: venueBusinessMessageReject42Encoder,
  massReport: undefined,
} as const
const FIX44 = {
  isFix42: false,
  report: venueExecutionReport44Encoder,
  cancelReject: venueOrderCancelReject44Encoder,
  businessReject: venueBusinessMessageReject44Encoder,
  massReport: venueOrderMassCancelReport44Encoder,
} as const
const FIX50 = {
  isFix42: false,
  report: venueExecutionReport50Encoder,
  cancelReject: venueOrderCancelReject50Encoder,
  businessReject: venueBusinessMessageReject50Encoder,
  massReport: venueOrderMassCancelReport50Encoder,
} as const

export const DIALECTS = { 'FIX.4.2': FIX42, 'FIX.4.4': FIX44, 'FIXT.1.1': FIX50 } as const

export type BeginString = keyof typeof DIALECTS
export type Dialect = (typeof DIALECTS)[BeginString]
export type ReportEncoder = Dialect['report']
