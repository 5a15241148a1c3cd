import type { OptionalApp, Permission } from '@youwen/contract'

export type SettingsGroup = 'me' | 'company' | 'service' | 'smart' | 'team' | 'security'
export type SettingsPath =
  | '/settings/profile'
  | '/settings/security'
  | '/settings/notices'
  | '/settings/company'
  | '/settings/sites'
  | '/settings/card-fields'
  | '/settings/classes'
  | '/settings/quality'
  | '/settings/transfer'
  | '/settings/phrases'
  | '/settings/robot'
  | '/settings/agents'
  | '/settings/groups'
  | '/settings/roles'
  | '/settings/logins'
  | '/settings/operations'
  | '/settings/ticket-types'
  | '/settings/appointment-templates'
  | '/settings/appointment-sms'
  | '/settings/rating'
  | '/settings/catalog'
  | '/settings/assistant'
  | '/settings/sms'
  | '/settings/blocked'
  | '/settings/sensitive'
  | '/settings/sensitive-hits'
  | '/settings/announcements'

export interface SettingsEntry {
  readonly path: SettingsPath
  readonly group: SettingsGroup
  /** Key of its name in the dictionaries. */
  readonly name:
    | 'team.profile'
    | 'security.sessions.title'
    | 'app.notices.title'
    | 'company.profile'
    | 'company.sites'
    | 'card.fields'
    | 'class.title'
    | 'quality.title'
    | 'transfer.title'
    | 'phrase.title'
    | 'robot.title'
    | 'team.agents'
    | 'team.groups'
    | 'team.roles'
    | 'security.log.logins'
    | 'security.log.operations'
    | 'ticket.types.title'
    | 'appointment.templates.title'
    | 'appointment.pushes.title'
    | 'rating.title'
    | 'catalog.title'
    | 'assistant.title'
    | 'sms.title'
    | 'shield.blocked'
    | 'sensitive.title'
    | 'sensitive.hits.title'
    | 'notice.announcements.title'
  /** What somebody may type who looks for it: pinyin, its initials, other words. */
  readonly words: string
  readonly needs?: Permission
  /** The optional app that it is a setting of. */
  readonly app?: OptionalApp
}

export const settingsEntries: readonly SettingsEntry[] = [
  {
    path: '/settings/profile',
    group: 'me',
    name: 'team.profile',
    words: 'gerenziliao grzl 昵称 头像 nickname avatar profile',
  },
  {
    path: '/settings/security',
    group: 'me',
    name: 'security.sessions.title',
    words: 'mima denglushebei mm dlsb 修改密码 会话 password sessions devices',
  },
  {
    path: '/settings/notices',
    group: 'me',
    name: 'app.notices.title',
    words:
      'tongzhi shengyin xiaoxitixing tuisong tz ts 推送 push 声音 桌面通知 主题 语言 深色 发送方式 sound notification theme language dark',
  },
  {
    path: '/settings/company',
    group: 'company',
    name: 'company.profile',
    words: 'gongsiziliao gszl 时区 联系人 company time zone contact',
  },
  {
    path: '/settings/sites',
    group: 'company',
    name: 'company.sites',
    words: 'zhandian fengge daima zd fg dm 生成代码 域名 挂件 网站 widget snippet code domain style',
  },
  {
    path: '/settings/catalog',
    group: 'company',
    name: 'catalog.title',
    app: 'catalog',
    words: 'shangpin dingdan spydd 商城 优惠券 柠檬爱美 接口 密钥 导入 products orders coupons shop erp catalog',
    needs: 'catalog.manage',
  },
  {
    path: '/settings/sms',
    group: 'company',
    name: 'sms.title',
    words: 'duanxin dx 阿里云 腾讯云 签名 模板 回执 预约通知 提醒 手机 sms text messages aliyun tencent signature',
    needs: 'sms.manage',
  },
  {
    path: '/settings/announcements',
    group: 'company',
    name: 'notice.announcements.title',
    words: 'gongsigonggao gsgg gonggao gg 通知 横幅 已读 announcements banner news',
    needs: 'notice.manage',
  },
  {
    path: '/settings/phrases',
    group: 'service',
    name: 'phrase.title',
    words: 'changyongyu cyy 快捷回复 话术 快捷语 导入 导出 phrases canned responses templates',
  },
  {
    path: '/settings/card-fields',
    group: 'service',
    name: 'card.fields',
    words: 'mingpianziduan mpzd 自定义字段 客户资料 必填 唯一 card fields custom contact',
    needs: 'card.manage',
  },
  {
    path: '/settings/classes',
    group: 'service',
    name: 'class.title',
    words: 'duihuaguilei fenlei dhgl gl fl 分类 标签 必须归类 classes classify tags',
    needs: 'class.manage',
  },
  {
    path: '/settings/quality',
    group: 'service',
    name: 'quality.title',
    words: 'duihuazhiliang dhzl zhiliang zl 有效对话 有效性 等级 一般 较好 极佳 quality valid level',
    needs: 'company.manage',
  },
  {
    path: '/settings/transfer',
    group: 'service',
    name: 'transfer.title',
    words: 'zhuanjie zj 转接确认 接受 超时 时限 hand over transfer accept timeout',
    needs: 'company.manage',
  },
  {
    path: '/settings/rating',
    group: 'service',
    name: 'rating.title',
    words: 'fuwupingjia pj 满意度 评分 邀请评价 星级 差评 rating stars survey satisfaction',
    needs: 'rating.manage',
    app: 'rating',
  },
  {
    path: '/settings/ticket-types',
    group: 'service',
    name: 'ticket.types.title',
    words: 'gongdanleixing gdlx 工单 优先级 时限 ticket types priority due',
    needs: 'ticket.manage',
    app: 'ticket',
  },
  {
    path: '/settings/appointment-templates',
    group: 'service',
    name: 'appointment.templates.title',
    words: 'yuyuemuban yymb yuyue yy 预约卡 挂号 风格 appointment templates booking card style',
    needs: 'appointment.manage',
    app: 'appointment',
  },
  {
    path: '/settings/appointment-sms',
    group: 'service',
    name: 'appointment.pushes.title',
    words: 'yuyueduanxin yydx yuyue yy 推送 提醒 短信模板 变量 appointment sms reminder push',
    needs: 'appointment.manage',
    app: 'appointment',
  },
  {
    path: '/settings/robot',
    group: 'smart',
    name: 'robot.title',
    words: 'jiqiren zhishiku jqr zsk 机器人 知识库 托管 自动回答 问答 同义词 robot bot knowledge faq answers',
    needs: 'robot.manage',
  },
  {
    path: '/settings/assistant',
    group: 'smart',
    name: 'assistant.title',
    words: 'zhinengzhushou zs ai 大模型 翻译 建议回复 摘要 机器人 assistant llm model translate copilot openai',
    needs: 'assistant.manage',
  },
  {
    path: '/settings/agents',
    group: 'team',
    name: 'team.agents',
    words: 'kefu zhanghao kf zh 客服 账号 接待上限 重置密码 强制下线 agents accounts capacity',
    needs: 'team.view',
  },
  {
    path: '/settings/groups',
    group: 'team',
    name: 'team.groups',
    words: 'fenzu fz 部门 组长 groups',
    needs: 'team.view',
  },
  {
    path: '/settings/roles',
    group: 'team',
    name: 'team.roles',
    words: 'juese quanxian js qx 权限 数据范围 roles permissions',
    needs: 'team.view',
  },
  {
    path: '/settings/blocked',
    group: 'security',
    name: 'shield.blocked',
    words: 'pingbi heimingdan pb hmd 屏蔽 拉黑 黑名单 封禁 block ban ip blacklist',
    needs: 'shield.manage',
  },
  {
    path: '/settings/sensitive',
    group: 'security',
    name: 'sensitive.title',
    words: 'minganci guanzhuci mgc gzc 违禁词 关注词 屏蔽词 过滤 sensitive forbidden banned words mask block',
    needs: 'sensitive.manage',
  },
  {
    path: '/settings/sensitive-hits',
    group: 'security',
    name: 'sensitive.hits.title',
    words: 'mingancijilu mgcjl jl 违禁 质检 命中 sensitive hits review',
    needs: 'sensitive.review',
  },
  {
    path: '/settings/logins',
    group: 'security',
    name: 'security.log.logins',
    words: 'denglurizhi dlrz 登录记录 login log',
    needs: 'security.audit',
  },
  {
    path: '/settings/operations',
    group: 'security',
    name: 'security.log.operations',
    words: 'caozuorizhi czrz 审计 operation audit log',
    needs: 'security.audit',
  },
]

/** Those that this agent may open, of apps that his company uses. */
export const entriesFor = (permissions: readonly Permission[], isOn: (app: OptionalApp) => boolean) =>
  settingsEntries.filter(
    ({ needs, app }) => (needs === undefined || permissions.includes(needs)) && (app === undefined || isOn(app)),
  )

/** The entry whose page, or a page below it, an address names. */
export const entryAt = (pathname: string) =>
  settingsEntries.find(({ path }) => pathname === path || pathname.startsWith(`${path}/`))

/** Entries that fit every typed word, by name or by what else they are called. */
export function findEntries(
  entries: readonly SettingsEntry[],
  typed: string,
  nameOf: (entry: SettingsEntry) => string,
): SettingsEntry[] {
  const wanted = typed.trim().toLowerCase().split(/\s+/).filter(Boolean)
  return entries.filter((entry) => {
    const text = `${nameOf(entry)} ${entry.words}`.toLowerCase()
    return wanted.every((word) => text.includes(word))
  })
}
