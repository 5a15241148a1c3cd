import { Form, InputNumber, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { Section } from '../../../ui/Page.tsx'

const afterWait = ['message', 'robot'] as const

/** Who asked for a person while nobody is free: how long he waits, and what he is told then. */
export function WaitFields() {
  const { t } = useTranslation()
  const limit = Form.useWatch<number | null>('waitLimitSeconds')
  return (
    <Section title={t('robot.set.wait')} hint={t('robot.set.waitHint')}>
      <Form.Item name="waitLimitSeconds" label={t('robot.set.waitLimit')} extra={t('robot.set.waitLimitHint')}>
        <InputNumber
          min={30}
          max={3_600}
          step={30}
          precision={0}
          suffix={t('robot.set.seconds')}
          placeholder={t('robot.set.noLimit')}
          style={{ width: 160 }}
        />
      </Form.Item>
      <Form.Item name="afterWait" label={t('robot.set.afterWait')}>
        <Radio.Group
          vertical
          disabled={limit == null}
          options={afterWait.map((value) => ({ value, label: t(`robot.afterWait.${value}`) }))}
        />
      </Form.Item>
    </Section>
  )
}
