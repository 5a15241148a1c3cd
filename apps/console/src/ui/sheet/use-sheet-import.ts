import { uploadFile } from '@youwen/sdk/api'
import { App } from 'antd'
import { useState } from 'react'
import { api } from '../../platform/api.ts'
import { describe } from '../../platform/failure.ts'
import { textFor } from '../../platform/i18n.ts'

export interface SheetWork<Plan> {
  readonly preview: (sheetFileId: string) => Promise<Plan>
  readonly carryOut: (sheetFileId: string) => Promise<Plan>
  readonly onDone: (plan: Plan) => void
}

interface Checked<Plan> {
  readonly name: string
  readonly fileId: string
  readonly plan: Plan
}

/** A spreadsheet is uploaded, what it would change is asked, and only then it is imported, whole. */
export function useSheetImport<Plan>({ preview, carryOut, onDone }: SheetWork<Plan>) {
  const { message } = App.useApp()
  const [checked, setChecked] = useState<Checked<Plan>>()
  const [isBusy, setIsBusy] = useState(false)

  async function busily(work: () => Promise<void>) {
    setIsBusy(true)
    try {
      await work()
    } catch (error) {
      // An upload's failure is no answer of the API.
      const code = error instanceof Error && 'code' in error ? String(error.code) : ''
      void message.error(code.startsWith('upload.') ? textFor(`error.${code}`, '') : describe(error))
    } finally {
      setIsBusy(false)
    }
  }

  return {
    checked,
    isBusy,
    forget: () => setChecked(undefined),
    check: (file: File) =>
      void busily(async () => {
        const { fileId } = await uploadFile(api, file, 'sheet').done
        setChecked({ name: file.name, fileId, plan: await preview(fileId) })
      }),
    importNow: (of: Checked<Plan>) =>
      void busily(async () => {
        try {
          onDone(await carryOut(of.fileId))
        } catch (error) {
          // What is there is something else by now: what is wrong is said anew.
          setChecked({ ...of, plan: await preview(of.fileId) })
          throw error
        }
      }),
  }
}
