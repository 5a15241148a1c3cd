import type { SensitiveAction } from '@youwen/contract'
import { sensitiveActions } from '@youwen/contract/limits'
import { Select } from 'antd'
import { ActionMark } from './ActionMark.tsx'

interface Props {
  readonly label: string
  readonly value: SensitiveAction
  readonly onChange: (action: SensitiveAction) => void
  readonly isBare?: boolean
}

/** One of the actions, without a frame in a table. */
export const ActionSelect = ({ label, value, onChange, isBare = false }: Props) => (
  <Select<SensitiveAction>
    aria-label={label}
    variant={isBare ? 'borderless' : 'outlined'}
    popupMatchSelectWidth={false}
    value={value}
    onChange={onChange}
    // Without a frame it stands where its column does.
    style={isBare ? { width: '100%', marginInlineStart: -12 } : { width: '100%' }}
    options={sensitiveActions.map((action) => ({ value: action, label: <ActionMark action={action} /> }))}
  />
)
