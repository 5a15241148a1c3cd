import { useQuery } from '@tanstack/react-query'
import type { AddCardField, CardField } from '@youwen/contract'
import { cardFieldKinds } from '@youwen/contract/card-kinds'
import { Button, Drawer, Form, Input, Select, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, queries } from '../../platform/api.ts'
import { textFor } from '../../platform/i18n.ts'
import { useMay } from '../../platform/me.ts'
import { useWidth } from '../../platform/width.ts'
import { useSaving } from '../../ui/use-saving.ts'
import { fieldName } from './field-name.ts'

interface Props {
  readonly field: CardField | undefined
  readonly onClose: () => void
  readonly onSaved: () => void
}

export function FieldDrawer({ field, onClose, onSaved }: Props) {
  const { t } = useTranslation()
  const width = useWidth()
  const mayViewTeam = useMay('team.view')
  const roles = useQuery(queries.team.roles.queryOptions({ enabled: mayViewTeam }))
  const [form] = Form.useForm<AddCardField>()
  const { isBusy, saving } = useSaving(form)
  const kind = Form.useWatch('kind', form) ?? field?.kind ?? 'text'
  const hasOptions = kind === 'select' || kind === 'multi_select'
  const mayBeUnique = !hasOptions && kind !== 'long_text' && field?.builtIn !== 'name'

  async function save(given: AddCardField) {
    const request = {
      name: given.name ?? '',
      options: hasOptions ? (given.options ?? []) : [],
      isRequired: given.isRequired ?? false,
      isUnique: mayBeUnique && (given.isUnique ?? false),
      roleIds: given.roleIds ?? [],
      isEnabled: field?.isEnabled ?? true,
    }
    await saving(async () => {
      if (field) await api.card.saveField({ ...request, fieldId: field.fieldId })
      else await api.card.addField({ ...request, kind: given.kind })
      onSaved()
    })
  }

  return (
    <Drawer
      open
      size={Math.min(440, width)}
      title={field ? t('app.editNamed', { name: fieldName(field, t) }) : t('card.addField')}
      onClose={onClose}
      extra={
        <Button type="primary" loading={isBusy} onClick={() => form.submit()}>
          {t('app.save')}
        </Button>
      }
    >
      <Form<AddCardField>
        form={form}
        layout="vertical"
        initialValues={field ?? { kind: 'text', options: [], roleIds: [], isRequired: false, isUnique: false }}
        onFinish={save}
      >
        <Form.Item
          name="name"
          label={t('card.fieldName')}
          {...(field?.builtIn
            ? { extra: t('card.builtInNameHint', { name: t(`card.builtIn.${field.builtIn}`) }) }
            : { rules: [{ required: true, message: t('app.needed') }] })}
        >
          <Input maxLength={20} autoFocus placeholder={field?.builtIn ? t(`card.builtIn.${field.builtIn}`) : ''} />
        </Form.Item>
        <Form.Item name="kind" label={t('card.fieldKind')} extra={field ? undefined : t('card.kindStays')}>
          <Select
            disabled={field !== undefined}
            options={cardFieldKinds.map((value) => ({ value, label: t(`card.kind.${value}`) }))}
          />
        </Form.Item>
        {hasOptions && (
          <Form.Item
            name="options"
            label={t('card.options')}
            extra={t('card.optionsHint')}
            rules={[{ required: true, message: t('app.needed') }]}
          >
            <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[',', '，', '、', '\n']} />
          </Form.Item>
        )}
        <Form.Item name="isRequired" label={t('card.required')} extra={t('card.requiredHint')} valuePropName="checked">
          <Switch />
        </Form.Item>
        {mayBeUnique && (
          <Form.Item name="isUnique" label={t('card.unique')} extra={t('card.uniqueHint')} valuePropName="checked">
            <Switch />
          </Form.Item>
        )}
        <Form.Item name="roleIds" label={t('card.whoSees')} extra={t('card.whoSeesHint')}>
          <Select
            mode="multiple"
            optionFilterProp="label"
            placeholder={t('card.everybody')}
            options={roles.data
              ?.filter(({ builtIn }) => builtIn !== 'owner')
              .map((role) => ({
                value: role.roleId,
                label: role.builtIn ? textFor(`team.builtIn.${role.builtIn}`, role.name) : role.name,
              }))}
          />
        </Form.Item>
      </Form>
    </Drawer>
  )
}
