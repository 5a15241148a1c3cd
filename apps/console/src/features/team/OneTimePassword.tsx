import { Modal, Typography } from 'antd'
import { useTranslation } from 'react-i18next'

/** Shown once: the server keeps only its hash. */
export function OneTimePassword({ name, password, onClose }: { name: string; password: string; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Modal
      open
      centered
      title={t('team.oneTimeTitle', { name })}
      onCancel={onClose}
      onOk={onClose}
      okText={t('team.oneTimeDone')}
      cancelButtonProps={{ style: { display: 'none' } }}
      mask={{ closable: false }}
    >
      <p>{t('team.oneTimeHint')}</p>
      <Typography.Paragraph copyable code style={{ margin: '16px 0 0', fontSize: 18 }}>
        {password}
      </Typography.Paragraph>
    </Modal>
  )
}
