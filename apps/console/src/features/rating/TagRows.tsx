import { Button, Form, Input, Select } from 'antd'
import { Plus, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import styles from './TagRows.module.css'

const levels = [1, 2, 3, 4, 5] as const
const most = 30

/** The reasons a visitor can tick, with the stars that each goes with. */
export function TagRows() {
  const { t } = useTranslation()
  return (
    <Form.List name="tags">
      {(fields, { add, remove }) => (
        <>
          {fields.length === 0 && <p className={styles.none}>{t('rating.noTags')}</p>}
          {fields.map(({ key, name }) => (
            <div key={key} className={styles.row}>
              <Form.Item
                name={[name, 'text', 'zh-CN']}
                dependencies={[['tags', name, 'text', 'en-US']]}
                rules={[
                  ({ getFieldValue }) => ({
                    validator: (_, value: string) =>
                      value?.trim() || getFieldValue(['tags', name, 'text', 'en-US'])?.trim()
                        ? Promise.resolve()
                        : Promise.reject(new Error(t('rating.needsText'))),
                  }),
                ]}
              >
                <Input maxLength={12} placeholder={t('rating.tagZh')} aria-label={t('rating.tagZh')} />
              </Form.Item>
              <Form.Item name={[name, 'text', 'en-US']}>
                <Input maxLength={30} placeholder={t('rating.tagEn')} aria-label={t('rating.tagEn')} />
              </Form.Item>
              <Form.Item
                name={[name, 'stars']}
                rules={[{ required: true, type: 'array', min: 1, message: t('rating.needsStars') }]}
              >
                <Select
                  mode="multiple"
                  showSearch={false}
                  maxTagCount="responsive"
                  placeholder={t('rating.tagStars')}
                  aria-label={t('rating.tagStars')}
                  options={levels.map((value) => ({ value, label: `${value} ★` }))}
                />
              </Form.Item>
              <Button
                type="text"
                danger
                icon={<Trash2 size={15} />}
                aria-label={t('app.remove')}
                onClick={() => remove(name)}
              />
            </div>
          ))}
          {fields.length < most && (
            <Button
              type="dashed"
              icon={<Plus size={15} />}
              onClick={() => add({ text: { 'zh-CN': '', 'en-US': '' }, stars: [1, 2] })}
            >
              {t('rating.addTag')}
            </Button>
          )}
        </>
      )}
    </Form.List>
  )
}
