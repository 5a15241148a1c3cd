import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { QualityRules } from '@youwen/contract'
import { asksAnything, neverGiven, qualityLevels } from '@youwen/contract/quality-of'
import { Alert, App, Form } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, queries } from '../../../platform/api.ts'
import { FailureState } from '../../../ui/FailureState.tsx'
import { Page } from '../../../ui/Page.tsx'
import { SaveBar, useChanged } from '../../../ui/SaveBar.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { useSaving } from '../../../ui/use-saving.ts'
import { LevelFields } from './LevelFields.tsx'
import { QualityPreview } from './QualityPreview.tsx'

/** What the company takes for a plain, a good and an excellent conversation (A10). */
export function QualityPage() {
  const { t } = useTranslation()
  const rules = useQuery(queries.quality.rules.queryOptions())
  return (
    <Page title={t('quality.title')} hint={t('quality.hint')}>
      {rules.isPending && <Skeleton rows={8} />}
      {rules.isError && <FailureState error={rules.error} onRetry={() => void rules.refetch()} />}
      {rules.data && <RulesForm saved={rules.data} />}
    </Page>
  )
}

function RulesForm({ saved }: { saved: QualityRules }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const cache = useQueryClient()
  const [form] = Form.useForm<QualityRules>()
  const { isBusy, saving } = useSaving(form)
  const changed = useChanged(form, saved)
  // Nothing stands in the form before it is drawn.
  const watched: Partial<QualityRules> | undefined = Form.useWatch([], form)
  const rules: QualityRules = { ...saved, ...watched }
  const isWhole = qualityLevels.every((level) => asksAnything(rules[level]))
  const hidden = isWhole ? neverGiven(rules) : []

  async function save(next: QualityRules) {
    if (!isWhole) return void message.error(t('quality.needsOne'))
    await saving(async () => {
      cache.setQueryData(queries.quality.rules.queryKey(), await api.quality.save(next))
      void cache.invalidateQueries({ queryKey: queries.quality.preview.key() })
      void message.success(t('app.saved'))
    })
  }

  return (
    <Form<QualityRules> form={form} layout="vertical" initialValues={saved} onFinish={save} requiredMark={false}>
      {qualityLevels.map((level) => (
        <LevelFields key={level} level={level} conditions={rules[level]} />
      ))}
      {hidden.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={t('quality.neverGiven', {
            levels: hidden.map((level) => t(`quality.name.${level}`)).join(t('filter.comma')),
          })}
          style={{ marginBottom: 16 }}
        />
      )}
      <QualityPreview rules={isWhole ? rules : saved} isChanged={changed && isWhole} />
      <SaveBar isShown={changed} isBusy={isBusy} onSave={() => form.submit()} onReset={() => form.resetFields()} />
    </Form>
  )
}
