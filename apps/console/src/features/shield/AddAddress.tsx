import { useMutation } from '@tanstack/react-query'
import { App, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../platform/api.ts'
import { describe } from '../../platform/failure.ts'
import styles from './BlockDialog.module.css'

/** An address that is known from elsewhere, until it is lifted. */
export function AddAddress({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [address, setAddress] = useState('')
  const [reason, setReason] = useState('')
  const add = useMutation({
    mutationFn: () =>
      api.shield.block({ target: { kind: 'address', address: address.trim() }, minutes: null, reason: reason.trim() }),
    onSuccess: () => {
      onDone()
      onClose()
    },
    onError: (error) => void message.error(describe(error)),
  })
  return (
    <Modal
      open
      centered
      title={t('shield.addAddress')}
      okText={t('shield.block')}
      okButtonProps={{ danger: true, disabled: address.trim().length < 2, loading: add.isPending }}
      onOk={() => add.mutate()}
      onCancel={onClose}
      width={440}
    >
      <p className={styles.hint}>{t('shield.addAddressHint')}</p>
      <div className={styles.field}>
        <label htmlFor="block-address">IP</label>
        <Input
          id="block-address"
          autoFocus
          maxLength={50}
          placeholder="203.0.113.0/24"
          value={address}
          onChange={(event) => setAddress(event.target.value)}
        />
      </div>
      <div className={styles.field}>
        <label htmlFor="block-why">{t('shield.reason')}</label>
        <Input id="block-why" maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />
      </div>
    </Modal>
  )
}
