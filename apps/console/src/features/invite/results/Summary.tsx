import type { InviteFigures } from '@youwen/contract'
import { useTranslation } from 'react-i18next'
import { BoardFigures } from '../../../ui/BoardPage.tsx'
import { rate } from './rate.ts'

/** All invitations of the period in a few figures, from sending to a phone. */
export function Summary({ total }: { total: InviteFigures }) {
  const { t } = useTranslation()
  const { asked, seen, accepted, refused, ignored, forced, opened, conversations, valid, phones } = total
  const figures = [
    { name: t('invite.asked'), value: asked, more: t('invite.ofSeen', { rate: rate(seen, asked) }) },
    { name: t('invite.acceptRate'), value: rate(accepted, asked), more: t('invite.acceptedOf', { count: accepted }) },
    { name: t('invite.refused'), value: refused, more: rate(refused, asked) },
    { name: t('invite.ignored'), value: ignored, more: rate(ignored, asked) },
    { name: t('invite.openedByItself'), value: forced, more: t('invite.ofOpened', { rate: rate(opened, forced) }) },
    { name: t('invite.conversations'), value: conversations, more: rate(conversations, asked + forced) },
    { name: t('invite.valid'), value: valid, more: rate(valid, conversations) },
    { name: t('invite.phones'), value: phones, more: rate(phones, conversations) },
  ]
  return <BoardFigures figures={figures.map(({ more, ...figure }) => ({ ...figure, ...(more !== '–' && { more }) }))} />
}
