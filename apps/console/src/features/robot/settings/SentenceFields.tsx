import type { Locale, RobotSentences } from '@youwen/contract'
import { Form, Input, Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { Section } from '../../../ui/Page.tsx'

const locales = ['zh-CN', 'en-US'] as const
const sentences = [
  'greeting',
  'menu',
  'toPerson',
  'person',
  'unknown',
  'busy',
  'away',
  'overdue',
  'meanwhile',
  'thanks',
] as const satisfies readonly (keyof RobotSentences)[]

interface Props {
  readonly locale: Locale
  readonly onLocale: (locale: Locale) => void
}

/** What the robot says beside answers, in each language that a visitor's chat can have. */
export function SentenceFields({ locale, onLocale }: Props) {
  const { t } = useTranslation()
  const needed = { required: true, whitespace: true, message: t('app.needed') }
  return (
    <Section title={t('robot.set.says')} hint={t('robot.set.saysHint')}>
      <Segmented<Locale>
        aria-label={t('robot.set.language')}
        value={locale}
        onChange={onLocale}
        options={[
          { value: 'zh-CN', label: '中文' },
          { value: 'en-US', label: 'English' },
        ]}
        style={{ marginBottom: 16 }}
      />
      {/* Both are there, so that what is missing in the other one is found too. */}
      {locales.map((each) => (
        <div key={each} hidden={each !== locale}>
          {sentences.map((name) => (
            <Form.Item key={name} name={['says', each, name]} label={t(`robot.says.${name}`)} rules={[needed]}>
              {name === 'toPerson' ? (
                <Input maxLength={20} style={{ width: 240 }} />
              ) : (
                <Input.TextArea maxLength={500} autoSize={{ minRows: 1, maxRows: 4 }} />
              )}
            </Form.Item>
          ))}
        </div>
      ))}
    </Section>
  )
}
