import { useMutation } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { Hand } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { api } from '../../../platform/api.ts'
import { describe } from '../../../platform/failure.ts'
import { useMay } from '../../../platform/me.ts'

/** D4.3: from watching to answering oneself. */
export function TakeOver({ conversationId, colleague }: { conversationId: string; colleague: string }) {
  const { t } = useTranslation()
  const { message, modal } = App.useApp()
  const mayServe = useMay('conversation.serve')
  const mayTake = useMay('conversation.transfer_any')
  const take = useMutation({
    mutationFn: () => api.conversation.takeOver({ conversationId }),
    onError: (error) => void message.error(describe(error)),
  })
  if (!mayServe || !mayTake) return null
  const ask = () =>
    modal.confirm({
      title: t('conversation.takeOver.title', { name: colleague }),
      content: t('conversation.takeOver.hint'),
      okText: t('conversation.takeOver.do'),
      onOk: () =>
        take.mutateAsync().then(
          () => undefined,
          () => undefined,
        ),
    })
  return (
    <Button icon={<Hand size={15} />} loading={take.isPending} onClick={ask}>
      {t('conversation.takeOver.do')}
    </Button>
  )
}
