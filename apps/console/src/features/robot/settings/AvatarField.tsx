import type { RobotSettings } from '@youwen/contract'
import { uploadFile } from '@youwen/sdk/api'
import { App, Button } from 'antd'
import { Bot, Upload } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../../platform/api.ts'
import { textFor } from '../../../platform/i18n.ts'
import styles from './AvatarField.module.css'

interface Props {
  readonly settings: RobotSettings
  // Given by the form.
  readonly value?: string | null
  readonly onChange?: (fileId: string | null) => void
}

/** The robot's face: one of its own, or the picture of a robot. */
export function AvatarField({ settings, value = null, onChange }: Props) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const input = useRef<HTMLInputElement>(null)
  const [isBusy, setIsBusy] = useState(false)
  const [chosen, setChosen] = useState<{ fileId: string; url: string }>()
  useEffect(() => () => (chosen ? URL.revokeObjectURL(chosen.url) : undefined), [chosen])
  const shown =
    value === null
      ? null
      : value === chosen?.fileId
        ? chosen.url
        : value === settings.avatarFileId
          ? settings.avatarUrl
          : null

  async function take(file: File) {
    setIsBusy(true)
    try {
      const { fileId } = await uploadFile(api, file, 'avatar').done
      setChosen({ fileId, url: URL.createObjectURL(file) })
      onChange?.(fileId)
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : ''
      void message.error(textFor(`error.${code}`, t('error.upload.network')))
    } finally {
      setIsBusy(false)
    }
  }

  return (
    <div className={styles.field}>
      <span className={styles.face}>{shown ? <img src={shown} alt="" /> : <Bot size={30} aria-hidden="true" />}</span>
      <Button icon={<Upload size={15} />} loading={isBusy} onClick={() => input.current?.click()}>
        {t('app.fileField.image')}
      </Button>
      {value !== null && (
        <Button type="text" onClick={() => onChange?.(null)}>
          {t('robot.set.noAvatar')}
        </Button>
      )}
      <input
        ref={input}
        hidden
        type="file"
        accept="image/png,image/jpeg,image/gif,image/webp"
        aria-label={t('robot.set.avatar')}
        onChange={(event) => {
          const [file] = event.target.files ?? []
          if (file) void take(file)
          event.target.value = ''
        }}
      />
    </div>
  )
}
