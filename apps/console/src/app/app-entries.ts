import type { AppName } from '@youwen/contract'
import {
  Activity,
  Bell,
  BellRing,
  BookText,
  Bot,
  CalendarCheck,
  ClipboardList,
  Contact,
  Globe,
  type LucideIcon,
  MessagesSquare,
  Radar,
  ShieldBan,
  ShoppingBag,
  Sparkles,
  Star,
  Tags,
  Ticket,
  UsersRound,
} from 'lucide-react'

/** Where an app is. The addresses are those of the router, without what varies. */
export interface AppPlace {
  readonly app: AppName
  readonly icon: LucideIcon
  readonly to:
    | '/desk/{-$conversationId}'
    | '/visitors'
    | '/tickets/{-$ticketId}'
    | '/appointments/{-$appointmentId}'
    | '/monitor'
    | '/notices'
    | '/settings/phrases'
    | '/settings/card-fields'
    | '/settings/classes'
    | '/settings/rating'
    | '/settings/catalog'
    | '/settings/assistant'
    | '/settings/robot'
    | '/settings/blocked'
    | '/settings/agents'
    | '/settings/sites'
    | '/settings/operations'
  /** What somebody may type who looks for it: pinyin, its initials, other words. */
  readonly words: string
}

/** Every app that has an entry, in the order of the day's work. */
export const appPlaces: readonly AppPlace[] = [
  { app: 'desk', icon: MessagesSquare, to: '/desk/{-$conversationId}', words: 'duihua dh 接待 会话 chat desk' },
  { app: 'visitor', icon: Radar, to: '/visitors', words: 'fangke fk 在线 visitors' },
  { app: 'ticket', icon: Ticket, to: '/tickets/{-$ticketId}', words: 'gongdan gd 任务 tickets tasks' },
  {
    app: 'appointment',
    icon: CalendarCheck,
    to: '/appointments/{-$appointmentId}',
    words: 'yuyue yy 挂号 到访 排期 appointments booking',
  },
  { app: 'monitor', icon: Activity, to: '/monitor', words: 'jiankong jk 实时 monitor' },
  { app: 'invite', icon: BellRing, to: '/visitors', words: 'yaoqing yq invite' },
  { app: 'phrase', icon: BookText, to: '/settings/phrases', words: 'changyongyu cyy 话术 快捷 phrases' },
  { app: 'notice', icon: Bell, to: '/notices', words: 'xiaoxi xx gonggao gg 公告 news' },
  { app: 'card', icon: Contact, to: '/settings/card-fields', words: 'mingpian mp 客户 字段 card fields' },
  { app: 'class', icon: Tags, to: '/settings/classes', words: 'guilei gl 标签 分类 tags' },
  { app: 'rating', icon: Star, to: '/settings/rating', words: 'pingjia pj 满意度 stars' },
  { app: 'catalog', icon: ShoppingBag, to: '/settings/catalog', words: 'shangpin sp dingdan dd products orders' },
  { app: 'robot', icon: Bot, to: '/settings/robot', words: 'jiqiren jqr 知识库 自动回复 机器人 robot' },
  { app: 'assistant', icon: Sparkles, to: '/settings/assistant', words: 'zhinengzhushou zs ai 大模型 翻译 llm' },
  { app: 'shield', icon: ShieldBan, to: '/settings/blocked', words: 'pingbi pb 黑名单 block' },
  { app: 'team', icon: UsersRound, to: '/settings/agents', words: 'kefu kf 账号 权限 agents' },
  { app: 'site', icon: Globe, to: '/settings/sites', words: 'zhandian zd 网站 代码 snippet' },
  { app: 'log', icon: ClipboardList, to: '/settings/operations', words: 'rizhi rz 审计 audit' },
]

const prefixes = appPlaces.map(({ app, to }) => [app, to.replace(/\/\{.*$/, '')] as const)

/** Which app an address belongs to: of several at one place the first. */
export const appAt = (pathname: string): AppName | undefined =>
  prefixes.find(([, prefix]) => pathname === prefix || pathname.startsWith(`${prefix}/`))?.[0]
