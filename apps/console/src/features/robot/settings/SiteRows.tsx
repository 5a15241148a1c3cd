import type { RobotReceives, Site } from '@youwen/contract'
import { Form, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { SettingsFields } from './fields.ts'

const choices = ['never', 'unattended', 'first'] as const
type Exceptions = SettingsFields['sites']

/** Sites where the robot receives otherwise than in the company. */
export function SiteRows({ sites }: { sites: readonly Site[] }) {
  const { t } = useTranslation()
  return (
    <Form.Item name="sites" label={t('robot.set.sites')}>
      <Rows sites={sites} />
    </Form.Item>
  )
}

interface RowsProps {
  readonly sites: readonly Site[]
  // Given by the form.
  readonly value?: Exceptions
  readonly onChange?: (exceptions: Exceptions) => void
}

function Rows({ sites, value = [], onChange }: RowsProps) {
  const { t } = useTranslation()
  const set = (siteId: string, receives: RobotReceives | null) => {
    const others = value.filter((one) => one.siteId !== siteId)
    onChange?.(receives === null ? others : [...others, { siteId, receives }])
  }
  return (
    <div style={{ display: 'grid', gridTemplateColumns: '1fr 220px', gap: 8, alignItems: 'center' }}>
      {sites.map(({ siteId, name }) => [
        <span key={siteId}>{name}</span>,
        <Select<RobotReceives | null>
          key={`${siteId} choice`}
          aria-label={name}
          value={value.find((one) => one.siteId === siteId)?.receives ?? null}
          options={[
            { value: null, label: t('robot.receives.asCompany') },
            ...choices.map((choice) => ({ value: choice, label: t(`robot.receives.${choice}`) })),
          ]}
          onChange={(receives) => set(siteId, receives)}
        />,
      ])}
    </div>
  )
}
