import { Radio } from 'antd'
import styles from './ChoiceCards.module.css'

interface Props<Value extends string> {
  readonly choices: readonly { readonly value: Value; readonly title: string; readonly hint: string }[]
  /** These two come from the form that it stands in. */
  readonly value?: Value
  readonly onChange?: (value: Value) => void
}

/** A few ways to go, each with a word on what it means, of which one is taken. */
export const ChoiceCards = <Value extends string>({ choices, value, onChange }: Props<Value>) => (
  <Radio.Group className={styles.cards} value={value} onChange={({ target }) => onChange?.(target.value as Value)}>
    {choices.map((choice) => (
      <Radio key={choice.value} value={choice.value} className={styles.card}>
        <b>{choice.title}</b>
        <small>{choice.hint}</small>
      </Radio>
    ))}
  </Radio.Group>
)
