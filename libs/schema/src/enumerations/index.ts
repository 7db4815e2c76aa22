/** All enumerations, and the table that ties them to their fields. */

import {
  INSTRUMENT_SCOPE_OPERATOR,
  LIST_UPDATE_ACTION,
  MASS_ACTION_REASON,
  MASS_ACTION_RESPONSE,
  MASS_ACTION_SCOPE,
  MASS_ACTION_TYPE,
  MASS_CANCEL_REQUEST_TYPE,
  MASS_CANCEL_RESPONSE,
  MASS_STATUS_REQ_TYPE,
  PARTY_ACTION_REJECT_REASON,
  PARTY_ACTION_RESPONSE,
  PARTY_ACTION_TYPE,
  PARTY_ID_SOURCE,
  PARTY_ROLE,
  POS_REQ_RESULT,
  POS_REQ_TYPE,
  RISK_LIMIT_ACTION,
  RISK_LIMIT_REQUEST_TYPE,
  RISK_LIMIT_TYPE,
  SETTL_PRICE_TYPE,
  TRD_REG_TIMESTAMP_TYPE,
} from './control.ts'
import {
  CXL_REJ_REASON,
  CXL_REJ_RESPONSE_TO,
  EXEC_INST,
  EXEC_RESTATEMENT_REASON,
  EXEC_TRANS_TYPE,
  EXEC_TYPE,
  HANDL_INST,
  LAST_LIQUIDITY_IND,
  MISC_FEE_TYPE,
  ORD_REJ_REASON,
  ORD_STATUS,
  ORD_TYPE,
  POSITION_EFFECT,
  SIDE,
  TIME_IN_FORCE,
} from './orders.ts'
import { HEALTH_STATE, PARAMETER_ACTION, RISK_ACTION, TCA_KIND, VENUE_METRIC } from './own.ts'
import {
  APPL_REPORT_TYPE,
  APPL_REQ_TYPE,
  BUSINESS_REJECT_REASON,
  MD_STATISTIC_INTERVAL_TYPE,
  MD_STATISTIC_SCOPE,
  MD_STATISTIC_SCOPE_TYPE,
  MD_STATISTIC_TYPE,
  MD_STATISTIC_VALUE_TYPE,
  NETWORK_STATUS_RESPONSE_TYPE,
  NEWS_CATEGORY,
  SESSION_REJECT_REASON,
  STATUS_VALUE,
  URGENCY,
} from './service.ts'

export * from './control.ts'
export * from './orders.ts'
export * from './own.ts'
export * from './service.ts'

export interface Enumeration {
  readonly tag: number
  readonly kind: 'char' | 'int'
  /** Dictionary that has the values; '' for fields of our own. */
  readonly dictionary: string
  readonly values: Readonly<Record<string, number>>
}

export const ENUMERATIONS: readonly Enumeration[] = [
  { tag: 54, kind: 'char', dictionary: 'FIX50SP2', values: SIDE },
  { tag: 40, kind: 'char', dictionary: 'FIX50SP2', values: ORD_TYPE },
  { tag: 59, kind: 'char', dictionary: 'FIX50SP2', values: TIME_IN_FORCE },
  { tag: 150, kind: 'char', dictionary: 'FIX50SP2', values: EXEC_TYPE },
  { tag: 39, kind: 'char', dictionary: 'FIX50SP2', values: ORD_STATUS },
  { tag: 20, kind: 'char', dictionary: 'FIX42', values: EXEC_TRANS_TYPE },
  { tag: 103, kind: 'int', dictionary: 'FIX50SP2', values: ORD_REJ_REASON },
  { tag: 102, kind: 'int', dictionary: 'FIX50SP2', values: CXL_REJ_REASON },
  { tag: 434, kind: 'char', dictionary: 'FIX50SP2', values: CXL_REJ_RESPONSE_TO },
  { tag: 378, kind: 'int', dictionary: 'FIX50SP2', values: EXEC_RESTATEMENT_REASON },
  { tag: 18, kind: 'char', dictionary: 'FIX50SP2', values: EXEC_INST },
  { tag: 21, kind: 'char', dictionary: 'FIX50SP2', values: HANDL_INST },
  { tag: 77, kind: 'char', dictionary: 'FIX50SP2', values: POSITION_EFFECT },
  { tag: 851, kind: 'int', dictionary: 'FIX50SP2', values: LAST_LIQUIDITY_IND },
  { tag: 139, kind: 'char', dictionary: 'FIX50SP2', values: MISC_FEE_TYPE },
  { tag: 1373, kind: 'int', dictionary: 'FIX50SP2', values: MASS_ACTION_TYPE },
  { tag: 1374, kind: 'int', dictionary: 'FIX50SP2', values: MASS_ACTION_SCOPE },
  { tag: 1375, kind: 'int', dictionary: 'FIX50SP2', values: MASS_ACTION_RESPONSE },
  { tag: 2675, kind: 'int', dictionary: 'FIX50SP2', values: MASS_ACTION_REASON },
  { tag: 530, kind: 'char', dictionary: 'FIX50SP2', values: MASS_CANCEL_REQUEST_TYPE },
  { tag: 531, kind: 'char', dictionary: 'FIX50SP2', values: MASS_CANCEL_RESPONSE },
  { tag: 585, kind: 'int', dictionary: 'FIX50SP2', values: MASS_STATUS_REQ_TYPE },
  { tag: 2329, kind: 'int', dictionary: 'FIX50SP2', values: PARTY_ACTION_TYPE },
  { tag: 2332, kind: 'int', dictionary: 'FIX50SP2', values: PARTY_ACTION_RESPONSE },
  { tag: 2333, kind: 'int', dictionary: 'FIX50SP2', values: PARTY_ACTION_REJECT_REASON },
  { tag: 447, kind: 'char', dictionary: 'FIX50SP2', values: PARTY_ID_SOURCE },
  { tag: 452, kind: 'int', dictionary: 'FIX50SP2', values: PARTY_ROLE },
  { tag: 770, kind: 'int', dictionary: 'FIX50SP2', values: TRD_REG_TIMESTAMP_TYPE },
  { tag: 724, kind: 'int', dictionary: 'FIX50SP2', values: POS_REQ_TYPE },
  { tag: 728, kind: 'int', dictionary: 'FIX50SP2', values: POS_REQ_RESULT },
  { tag: 731, kind: 'int', dictionary: 'FIX50SP2', values: SETTL_PRICE_TYPE },
  { tag: 1760, kind: 'int', dictionary: 'FIX50SP2', values: RISK_LIMIT_REQUEST_TYPE },
  { tag: 1530, kind: 'int', dictionary: 'FIX50SP2', values: RISK_LIMIT_TYPE },
  { tag: 1767, kind: 'int', dictionary: 'FIX50SP2', values: RISK_LIMIT_ACTION },
  { tag: 1324, kind: 'char', dictionary: 'FIX50SP2', values: LIST_UPDATE_ACTION },
  { tag: 1535, kind: 'int', dictionary: 'FIX50SP2', values: INSTRUMENT_SCOPE_OPERATOR },
  { tag: 1426, kind: 'int', dictionary: 'FIX50SP2', values: APPL_REPORT_TYPE },
  { tag: 1347, kind: 'int', dictionary: 'FIX50SP2', values: APPL_REQ_TYPE },
  { tag: 928, kind: 'int', dictionary: 'FIX50SP2', values: STATUS_VALUE },
  { tag: 937, kind: 'int', dictionary: 'FIX50SP2', values: NETWORK_STATUS_RESPONSE_TYPE },
  { tag: 61, kind: 'char', dictionary: 'FIX50SP2', values: URGENCY },
  { tag: 1473, kind: 'int', dictionary: 'FIX50SP2', values: NEWS_CATEGORY },
  { tag: 380, kind: 'int', dictionary: 'FIX50SP2', values: BUSINESS_REJECT_REASON },
  { tag: 373, kind: 'int', dictionary: 'FIXT11', values: SESSION_REJECT_REASON },
  { tag: 2456, kind: 'int', dictionary: 'FIX50SP2', values: MD_STATISTIC_TYPE },
  { tag: 2457, kind: 'int', dictionary: 'FIX50SP2', values: MD_STATISTIC_SCOPE },
  { tag: 2459, kind: 'int', dictionary: 'FIX50SP2', values: MD_STATISTIC_SCOPE_TYPE },
  { tag: 2464, kind: 'int', dictionary: 'FIX50SP2', values: MD_STATISTIC_INTERVAL_TYPE },
  { tag: 2479, kind: 'int', dictionary: 'FIX50SP2', values: MD_STATISTIC_VALUE_TYPE },
  { tag: 10212, kind: 'int', dictionary: '', values: RISK_ACTION },
  { tag: 10309, kind: 'int', dictionary: '', values: TCA_KIND },
  { tag: 10320, kind: 'int', dictionary: '', values: VENUE_METRIC },
  { tag: 10411, kind: 'int', dictionary: '', values: HEALTH_STATE },
  { tag: 10506, kind: 'int', dictionary: '', values: PARAMETER_ACTION },
]
