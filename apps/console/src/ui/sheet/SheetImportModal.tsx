import { Button, Modal, Spin } from 'antd'
import type { ReactNode } from 'react'
import { SheetDrop } from './SheetDrop.tsx'
import { type SheetWork, useSheetImport } from './use-sheet-import.ts'

interface Props<Plan> extends SheetWork<Plan> {
  readonly title: string
  readonly words: {
    readonly drop: string
    readonly hint: string
    readonly checking: string
    readonly otherFile: string
    readonly importNow: (plan: Plan) => string
  }
  /** An empty one to begin from. */
  readonly template?: { readonly label: string; readonly save: () => void }
  /** What is chosen before the file. */
  readonly children?: ReactNode
  /** Whether there is anything to do; what has a bad row is not done in any case. */
  readonly changes: (plan: Plan) => boolean
  readonly draw: (fileName: string, plan: Plan) => ReactNode
  readonly onClose: () => void
}

/** A spreadsheet is chosen, what it would change is shown, and only then it is imported, whole. */
export function SheetImportModal<Plan extends { readonly badCount: number }>(props: Props<Plan>) {
  const { title, words, template, children, changes, draw, onClose } = props
  const { checked, isBusy, forget, check, importNow } = useSheetImport<Plan>(props)
  return (
    <Modal
      open
      centered
      width={680}
      title={title}
      onCancel={onClose}
      mask={{ closable: !isBusy }}
      footer={
        checked ? (
          <>
            <Button onClick={forget} disabled={isBusy}>
              {words.otherFile}
            </Button>
            <Button
              type="primary"
              disabled={checked.plan.badCount > 0 || !changes(checked.plan)}
              loading={isBusy}
              onClick={() => importNow(checked)}
            >
              {words.importNow(checked.plan)}
            </Button>
          </>
        ) : null
      }
    >
      {checked ? (
        draw(checked.name, checked.plan)
      ) : (
        <Spin spinning={isBusy} description={words.checking}>
          {children}
          <SheetDrop label={words.drop} hint={words.hint} template={template} onFile={check} />
        </Spin>
      )}
    </Modal>
  )
}
