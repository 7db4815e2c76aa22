import { SessionTime } from '@reflex/base'
import { FixFrame, FixGroup } from '@reflex/fix'
import { MSG_TYPE, STREAM } from '@reflex/schema'
import {
  type Column,
  decimal,
  type FixRecord,
  flag,
  groupColumn,
  integer,
  label,
  text,
  time,
} from '../loader/column.ts'

/** A table filled from one kind of FIX message on some streams. */
export interface FixTable {
  readonly name: string
  readonly msgTypes: readonly number[]
  readonly streams: readonly number[]
  readonly columns: readonly Column[]
}

const NO_FRAME = new FixFrame(new SessionTime(0), 1)
const HOP_TIME = 769
const HOP_ORIGIN = 771
const hops = new FixGroup(NO_FRAME, 768, [HOP_TIME, 770, HOP_ORIGIN])
const amounts = new FixGroup(NO_FRAME, 753, [707, 708, 1055])
const markouts = new FixGroup(NO_FRAME, 10305, [10306, 10307])

function begun(group: FixGroup): (record: FixRecord) => FixGroup {
  return ({ frame }) => {
    group.begin(frame)
    return group
  }
}

const HOP_COLUMNS: readonly Column[] = [
  groupColumn('hop_origins', 'LowCardinality(String)', begun(hops), (group) => group.text(HOP_ORIGIN)),
  groupColumn('hop_times_ns', 'Int64', begun(hops), (group, { epoch, frame }) =>
    epoch.of(group.utcNs(HOP_TIME, frame.sessionTime)),
  ),
]

const IDENTITY: readonly Column[] = [
  text('cl_ord_id', 11),
  text('orig_cl_ord_id', 41),
  label('account', 1),
  label('strategy', 10111),
  label('symbol', 55),
  label('venue', 1301),
  label('side', 54),
]

const CAUSE: readonly Column[] = [integer('cause_id', 10000), time('ingest_ns', 10001)]

export const FIX_TABLES: readonly FixTable[] = [
  {
    name: 'orders',
    msgTypes: [MSG_TYPE.NEW_ORDER_SINGLE, MSG_TYPE.ORDER_CANCEL_REPLACE_REQUEST, MSG_TYPE.ORDER_CANCEL_REQUEST],
    streams: [STREAM.ORDERS_APPROVED],
    columns: [
      label('msg_type', 35),
      ...IDENTITY,
      decimal('qty', 38),
      decimal('price', 44),
      label('ord_type', 40),
      label('time_in_force', 59),
      integer('decision_id', 10200),
      ...CAUSE,
      ...HOP_COLUMNS,
    ],
  },
  {
    name: 'order_rejects',
    msgTypes: [MSG_TYPE.EXECUTION_REPORT, MSG_TYPE.ORDER_CANCEL_REJECT],
    streams: [STREAM.ORDERS_REJECTED],
    columns: [label('msg_type', 35), ...IDENTITY, integer('ord_rej_reason', 103), text('text', 58), ...CAUSE],
  },
  {
    name: 'executions',
    msgTypes: [MSG_TYPE.EXECUTION_REPORT],
    streams: [STREAM.EXECUTIONS],
    columns: [
      integer('exec_seq', 1181),
      flag('resent', 97),
      ...IDENTITY,
      text('order_id', 37),
      text('exec_id', 17),
      label('exec_type', 150),
      label('ord_status', 39),
      decimal('qty', 38),
      decimal('price', 44),
      decimal('last_qty', 32),
      decimal('last_px', 31),
      decimal('leaves_qty', 151),
      decimal('cum_qty', 14),
      decimal('fee', 137),
      label('liquidity', 851),
      time('transact_ns', 60),
      ...CAUSE,
      ...HOP_COLUMNS,
    ],
  },
  {
    name: 'positions',
    msgTypes: [MSG_TYPE.POSITION_REPORT],
    streams: [STREAM.POSITIONS],
    columns: [
      label('account', 1),
      label('strategy', 10111),
      label('symbol', 55),
      label('venue', 1301),
      label('currency', 15),
      decimal('long_qty', 704),
      decimal('short_qty', 705),
      decimal('avg_entry_px', 10600),
      decimal('mark_px', 730),
      groupColumn('amount_types', 'LowCardinality(String)', begun(amounts), (group) => group.text(707)),
      groupColumn('amounts', 'Decimal64(8)', begun(amounts), (group) => group.text(708)),
    ],
  },
  {
    name: 'tca',
    msgTypes: [MSG_TYPE.TCA_MEASUREMENT],
    streams: [STREAM.TCA],
    columns: [
      integer('kind', 10309, 'UInt8'),
      text('exec_id', 17),
      text('cl_ord_id', 11),
      label('account', 1),
      label('strategy', 10111),
      label('symbol', 55),
      label('venue', 1301),
      label('side', 54),
      label('liquidity', 851),
      decimal('last_qty', 32),
      decimal('last_px', 31),
      decimal('arrival_mid', 10300),
      decimal('slippage_bps', 10302),
      decimal('effective_spread_bps', 10318),
      decimal('realized_spread_bps', 10311),
      decimal('price_impact_bps', 10312),
      decimal('fees_bps', 10308),
      groupColumn('markout_ms', 'UInt32', begun(markouts), (group) => group.int(10306)),
      groupColumn('markout_bps', 'Decimal64(8)', begun(markouts), (group) => group.text(10307)),
    ],
  },
  {
    name: 'controls',
    msgTypes: [
      MSG_TYPE.PARTY_ACTION_REQUEST,
      MSG_TYPE.PARTY_ACTION_REPORT,
      MSG_TYPE.ORDER_MASS_ACTION_REQUEST,
      MSG_TYPE.ORDER_MASS_ACTION_REPORT,
    ],
    streams: [STREAM.RISK_CONTROL, STREAM.OPERATOR_CONTROL, STREAM.EXECUTIONS, STREAM.ORDERS_APPROVED],
    columns: [
      label('msg_type', 35),
      label('sender', 49),
      integer('action_type', 2329),
      integer('risk_action', 10212),
      integer('affected', 533),
      time('last_cancel_ns', 10213),
      time('transact_ns', 60),
      text('text', 58),
    ],
  },
  {
    name: 'parameters',
    msgTypes: [MSG_TYPE.PARAMETER_CHANGE],
    streams: [STREAM.PARAMETERS, STREAM.OPERATOR_CONTROL],
    columns: [
      integer('action', 10506),
      label('strategy', 10111),
      label('symbol', 55),
      label('venue', 1301),
      label('name', 10500),
      decimal('old_value', 10501),
      decimal('new_value', 10502),
      label('actor', 10505),
      text('text', 58),
    ],
  },
  {
    name: 'health',
    msgTypes: [MSG_TYPE.APPLICATION_MESSAGE_REPORT],
    streams: [STREAM.HEALTH],
    columns: [label('service', 49), flag('ready', 10414), integer('service_life', 10413), label('status', 58)],
  },
]
