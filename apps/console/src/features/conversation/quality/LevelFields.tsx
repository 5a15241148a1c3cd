import { asksAnything, type QualityConditions, type QualityLevel, qualityLimits } from '@youwen/contract/quality-of'
import { Checkbox, Form, InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'
import styles from './LevelFields.module.css'
import { QualityBars } from './QualityMark.tsx'
import { counted, sentenceOf, ticked } from './sentence.ts'

/** What one level asks for, and the same as a sentence. */
export function LevelFields({ level, conditions }: { level: QualityLevel; conditions: QualityConditions }) {
  const { t } = useTranslation()
  return (
    <fieldset className={styles.level} aria-labelledby={`quality-${level}`}>
      <header className={styles.head}>
        <QualityBars quality={level} />
        <h2 id={`quality-${level}`}>{t(`quality.name.${level}`)}</h2>
        {asksAnything(conditions) ? (
          <p>{sentenceOf(conditions, 'asks', t)}</p>
        ) : (
          <p className={styles.fault} role="alert">
            {t('quality.needsOne')}
          </p>
        )}
      </header>
      <div className={styles.fields}>
        {counted.map((name) => (
          <Form.Item
            key={name}
            name={[level, name]}
            label={t(`quality.field.${name}`)}
            // Nothing asked is an empty field, not a nought.
            getValueProps={(value: number) => ({ value: value || null })}
            normalize={(value: number | null) => value ?? 0}
          >
            <InputNumber
              min={0}
              max={name === 'minutes' ? qualityLimits.minutes : qualityLimits.messages}
              precision={0}
              prefix="≥"
              suffix={t(`quality.unit.${name}`)}
              placeholder={t('quality.any')}
              style={{ width: '100%' }}
            />
          </Form.Item>
        ))}
        <div className={styles.ticks}>
          {ticked.map((name) => (
            <Form.Item key={name} name={[level, name]} valuePropName="checked" noStyle>
              <Checkbox>{t(`quality.field.${name}`)}</Checkbox>
            </Form.Item>
          ))}
        </div>
      </div>
    </fieldset>
  )
}
