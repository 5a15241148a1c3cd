import { Button, Input } from 'antd'
import { Delete } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './Calculator.module.css'
import { calculate } from './calculate.ts'

const keys = ['(', ')', '%', '÷', '7', '8', '9', '×', '4', '5', '6', '-', '1', '2', '3', '+', '0', '.']

/** A price, quickly: typed or clicked; Enter puts the result where the cursor was. */
export function Calculator({ onInsert }: { onInsert: (result: string) => void }) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const result = calculate(text)
  const insert = () => result !== undefined && onInsert(String(result))
  return (
    <div className={styles.calculator}>
      <Input
        autoFocus
        value={text}
        maxLength={100}
        placeholder="2999 × 2 × 88%"
        aria-label={t('conversation.calculator.label')}
        onChange={(event) => setText(event.target.value)}
        onPressEnter={insert}
      />
      <output className={`${styles.result} num`}>{result === undefined ? '\u00a0' : `= ${result}`}</output>
      <div className={styles.keys}>
        {keys.map((key) => (
          <button key={key} type="button" onClick={() => setText(text + key)}>
            {key}
          </button>
        ))}
        <button type="button" aria-label={t('conversation.calculator.back')} onClick={() => setText(text.slice(0, -1))}>
          <Delete size={15} />
        </button>
        <button type="button" onClick={() => setText('')} aria-label={t('conversation.calculator.clear')}>
          C
        </button>
      </div>
      <Button block type="primary" disabled={result === undefined} onClick={insert}>
        {t('conversation.calculator.insert')}
      </Button>
    </div>
  )
}
