import type { CardField, CardValue } from '@youwen/contract'
import { places } from '@youwen/contract/places'
import { AutoComplete, Input, Select } from 'antd'
import { textOf } from './edits.ts'

interface Props {
  readonly id: string
  readonly field: CardField
  readonly value: CardValue | null
  readonly isDisabled: boolean
  readonly isWrong: boolean
  readonly onChange: (value: CardValue | null) => void
}

const regions = [...places].flatMap(([province, cities]) => [province, ...cities.map((city) => `${province} ${city}`)])
const regionOptions = regions.map((value) => ({ value }))
const keyboards = { number: 'decimal', phone: 'tel', qq: 'numeric', email: 'email' } as const

/** One field of the form, by its kind. A phone is shown as people read it until somebody types in it. */
export function FieldInput({ id, field, value, isDisabled, isWrong, onChange }: Props) {
  const text = textOf(field, value)
  const shared = { id, disabled: isDisabled, variant: 'filled', status: isWrong ? 'error' : '' } as const
  const options = field.options.map((option) => ({ value: option, label: option }))
  switch (field.kind) {
    case 'select':
      return (
        <Select
          {...shared}
          allowClear
          value={text || undefined}
          options={options}
          onChange={(chosen: string | undefined) => onChange(chosen ?? null)}
        />
      )
    case 'multi_select':
      return (
        <Select
          {...shared}
          mode="multiple"
          value={Array.isArray(value) ? value : []}
          options={options}
          onChange={(chosen: string[]) => onChange(chosen)}
        />
      )
    case 'region':
      return (
        <AutoComplete
          {...shared}
          value={text}
          options={regionOptions}
          showSearch={{ filterOption: (typed, option) => typed !== '' && matches(option?.value ?? '', typed) }}
          onChange={(typed: string) => onChange(typed)}
        />
      )
    case 'long_text':
      return (
        <Input.TextArea
          {...shared}
          value={text}
          maxLength={2_000}
          autoSize={{ minRows: 2, maxRows: 8 }}
          onChange={(event) => onChange(event.target.value)}
        />
      )
    case 'date':
      return <Input {...shared} type="date" value={text} onChange={(event) => onChange(event.target.value)} />
    case 'text':
    case 'number':
    case 'phone':
    case 'email':
    case 'wechat':
    case 'qq':
      return (
        <Input
          {...shared}
          value={text}
          maxLength={field.kind === 'text' ? 60 : 100}
          autoComplete="off"
          inputMode={field.kind in keyboards ? keyboards[field.kind as keyof typeof keyboards] : 'text'}
          onChange={(event) => onChange(event.target.value)}
        />
      )
    default:
      return field.kind satisfies never
  }
}

/** 杭州 and 浙江杭州 both find 浙江 杭州. */
const matches = (option: string, typed: string) => option.replace(' ', '').includes(typed.replace(/[\s省市]/g, ''))
