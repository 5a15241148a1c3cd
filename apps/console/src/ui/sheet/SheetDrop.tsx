import { Button } from 'antd'
import { FileSpreadsheet } from 'lucide-react'
import { useRef, useState } from 'react'
import styles from './Sheet.module.css'

interface Props {
  readonly label: string
  readonly hint: string
  readonly template: { readonly label: string; readonly save: () => void } | undefined
  readonly onFile: (file: File) => void
}

/** Where a spreadsheet is chosen or dropped, with an empty one to begin from. */
export function SheetDrop({ label, hint, template, onFile }: Props) {
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setIsOver] = useState(false)
  return (
    <>
      <button
        type="button"
        className={styles.drop}
        data-over={isOver}
        onClick={() => input.current?.click()}
        onDragOver={(event) => {
          event.preventDefault()
          setIsOver(true)
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={(event) => {
          event.preventDefault()
          setIsOver(false)
          const [file] = event.dataTransfer.files
          if (file) onFile(file)
        }}
      >
        <FileSpreadsheet size={28} />
        {label}
      </button>
      <input
        ref={input}
        hidden
        type="file"
        aria-label={label}
        accept=".xlsx,.csv,text/csv"
        onChange={(event) => {
          const [file] = event.target.files ?? []
          if (file) onFile(file)
          event.target.value = ''
        }}
      />
      <p className={styles.hint}>{hint}</p>
      {template && (
        <Button type="link" size="small" className={styles.template} onClick={template.save}>
          {template.label}
        </Button>
      )}
    </>
  )
}
