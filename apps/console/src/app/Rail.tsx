import { useMutation } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import type { ChosenState } from '@youwen/contract'
import { App, Dropdown, type MenuProps } from 'antd'
import {
  Activity,
  Bot,
  CalendarCheck,
  Languages,
  LayoutGrid,
  LogOut,
  type LucideIcon,
  MessagesSquare,
  MoonStar,
  Radar,
  Settings,
  Ticket,
  UserRound,
} from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { arrange, unreadOf } from '../features/conversation/list/order.ts'
import { useStandIn } from '../features/robot/use-stand-in.ts'
import { StateDot } from '../features/team/StateDot.tsx'
import { useTicketNotices } from '../features/ticket/notices.ts'
import { api } from '../platform/api.ts'
import { useMayUse } from '../platform/apps.ts'
import { describe } from '../platform/failure.ts'
import { useLive } from '../platform/live.ts'
import { useMay, useMe } from '../platform/me.ts'
import { preferences, usePreferences } from '../platform/preferences.ts'
import { narrowPx, useWidth } from '../platform/width.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Logo } from '../ui/Logo.tsx'
import { Mentions } from './Mentions.tsx'
import { NoticeBell } from './NoticeBell.tsx'
import styles from './Rail.module.css'

const chosenStates: readonly ChosenState[] = ['online', 'busy', 'away', 'invisible']

/** The 56 px at the left edge (below, on a phone): where to go, and who and how I am. */
export function Rail({ onLogOut }: { onLogOut: () => void }) {
  const { t } = useTranslation()
  const mayView = useMay('visitor.view')
  const mayTicket = useMayUse('ticket')
  const mayBook = useMayUse('appointment')
  const notices = useTicketNotices().data?.unread ?? 0
  const mayMonitor = useMayUse('monitor')
  const inbox = useLive((state) => state.inbox)
  const { waiting, mine, robot } = arrange(inbox.values())
  const unread = [...waiting, ...mine, ...robot].reduce((sum, conversation) => sum + unreadOf(conversation), 0)
  return (
    <nav className={styles.rail} aria-label={t('app.navigation')}>
      <span className={styles.logo}>
        <Logo size={32} />
      </span>
      <Item to="/desk/{-$conversationId}" icon={MessagesSquare} label={t('app.desk')} count={unread} />
      <Mentions />
      {mayView && <Item to="/visitors" icon={Radar} label={t('app.visitors')} />}
      {mayTicket && <Item to="/tickets/{-$ticketId}" icon={Ticket} label={t('ticket.many')} count={notices} />}
      {mayBook && <Item to="/appointments/{-$appointmentId}" icon={CalendarCheck} label={t('appointment.short')} />}
      {mayMonitor && <Item to="/monitor" icon={Activity} label={t('app.monitor')} />}
      <span className={styles.space} />
      <NoticeBell />
      <Item to="/apps" icon={LayoutGrid} label={t('apps.title')} />
      <Item to="/settings" icon={Settings} label={t('app.settings')} />
      <MyMenu onLogOut={onLogOut} />
    </nav>
  )
}

interface ItemProps {
  readonly to:
    | '/desk/{-$conversationId}'
    | '/visitors'
    | '/monitor'
    | '/tickets/{-$ticketId}'
    | '/appointments/{-$appointmentId}'
    | '/apps'
    | '/settings'
  readonly icon: LucideIcon
  readonly label: string
  readonly count?: number
}

/** What an address leaves out is taken from the one that is shown; where one thing is shown at a time, this leads to its list. */
const list = { conversationId: undefined, ticketId: undefined }

function Item({ to, icon: Icon, label, count = 0 }: ItemProps) {
  const isNarrow = useWidth() < narrowPx
  return (
    <Link to={to} params={isNarrow ? list : {}} className={styles.item} activeProps={{ 'data-active': true }}>
      <Icon size={20} strokeWidth={1.9} />
      <span>{label}</span>
      {count > 0 && <b className="num">{count > 99 ? '99+' : count}</b>}
    </Link>
  )
}

function MyMenu({ onLogOut }: { onLogOut: () => void }) {
  const { t } = useTranslation()
  const { message, modal } = App.useApp()
  const navigate = useNavigate()
  const me = useMe()
  const { theme, locale } = usePreferences()
  const state = useLive((live) => (live.connection.status === 'open' ? live.state : 'offline'))
  const isServing = useLive((live) =>
    [...live.inbox.values()].some(({ agentId, status }) => agentId === me.agentId && status === 'open'),
  )
  const standIn = useStandIn()
  const choose = useMutation({
    mutationFn: (next: ChosenState) => api.team.setState({ state: next }),
    onError: (error) => void message.error(describe(error)),
  })

  const logOut = () =>
    isServing
      ? modal.confirm({
          title: t('app.logOutTitle'),
          content: t('app.logOutHint'),
          okText: t('app.logOut'),
          onOk: onLogOut,
        })
      : onLogOut()

  const items: MenuProps['items'] = [
    {
      key: 'me',
      disabled: true,
      label: (
        <span className={styles.me}>
          <b>{me.name}</b>
          <small>
            {me.companyName} · {me.account}
          </small>
        </span>
      ),
    },
    { type: 'divider' },
    ...chosenStates.map((each) => ({
      key: `state-${each}`,
      label: (
        <span className={styles.state}>
          <StateDot state={each} />
          {t(`team.state.${each}`)}
          <small>{t(`team.stateHint.${each}`)}</small>
        </span>
      ),
      onClick: () => choose.mutate(each),
    })),
    ...(standIn.isOffered
      ? [
          { type: 'divider' as const },
          {
            key: 'stand-in',
            icon: <Bot size={15} />,
            label: (
              <span className={styles.state}>
                {t('robot.standIn')}
                <small>{t(standIn.isOn ? 'robot.standInOn' : 'robot.standInHint')}</small>
              </span>
            ),
            onClick: () => standIn.set(!standIn.isOn),
          },
        ]
      : []),
    { type: 'divider' },
    {
      key: 'profile',
      icon: <UserRound size={15} />,
      label: t('team.profile'),
      onClick: () => void navigate({ to: '/settings/profile' }),
    },
    {
      key: 'theme',
      icon: <MoonStar size={15} />,
      label: t('app.theme'),
      children: (['light', 'dark', 'system'] as const).map((each) => ({
        key: `theme-${each}`,
        label: t(`app.themes.${each}`),
        onClick: () => preferences.set({ theme: each }),
      })),
    },
    {
      key: 'locale',
      icon: <Languages size={15} />,
      label: locale === 'zh-CN' ? '语言 / Language' : 'Language / 语言',
      children: [
        { key: 'locale-zh-CN', label: '简体中文', onClick: () => preferences.set({ locale: 'zh-CN' }) },
        { key: 'locale-en-US', label: 'English', onClick: () => preferences.set({ locale: 'en-US' }) },
      ],
    },
    { type: 'divider' },
    { key: 'out', icon: <LogOut size={15} />, label: t('app.logOut'), onClick: logOut },
  ]

  return (
    <Dropdown
      trigger={['click']}
      placement="topLeft"
      menu={{
        items,
        selectable: true,
        selectedKeys: [`state-${state}`, ...(standIn.isOn ? ['stand-in'] : []), `theme-${theme}`, `locale-${locale}`],
      }}
    >
      <button
        type="button"
        className={styles.avatar}
        aria-label={t('app.myMenu', { state: t(`team.state.${state}`) })}
        title={`${me.name} · ${t(`team.state.${state}`)}`}
      >
        <Avatar id={me.agentId} name={me.name} url={me.avatarUrl} size={34} state={state} />
        {standIn.isOn && <Bot size={14} className={styles.robot} aria-label={t('robot.standInOn')} />}
      </button>
    </Dropdown>
  )
}
