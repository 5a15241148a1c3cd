/** Texts for the contract's permission codes and the operation log's actions. */
export const permission = {
  group: {
    conversation: '对话',
    visitor: '访客',
    team: '团队',
    role: '角色',
    agent: '客服管理',
    company: '企业',
    site: '站点',
    security: '安全',
    card: '名片',
  },
  conversation: {
    serve: { title: '接待访客', hint: '接待、回复、结束和转接自己的对话。' },
    view_all: { title: '查看他人对话', hint: '在数据范围内查看其他客服的对话。' },
    transfer_any: { title: '转接他人对话', hint: '把其他客服的对话转给别人。' },
  },
  visitor: { view: { title: '查看访客', hint: '在线访客、来源、轨迹和历次访问。' } },
  team: {
    view: { title: '查看团队', hint: '看到客服、分组和角色。' },
    manage: { title: '管理团队', hint: '新增、修改客服和分组，重置密码。' },
  },
  role: { manage: { title: '管理角色', hint: '新增和修改角色的权限。' } },
  agent: { force_end: { title: '强制下线', hint: '立即结束某位客服的所有登录。' } },
  company: { manage: { title: '修改企业资料', hint: '名称、时区和联系方式。' } },
  site: { manage: { title: '管理站点与风格', hint: '允许的域名、聊天窗口外观。' } },
  security: { audit: { title: '查看安全日志', hint: '登录日志和操作日志。' } },
  card: { manage: { title: '管理名片字段', hint: '决定名片有哪些字段、谁可以看到。' } },
}

export const audit = {
  agent: {
    added: '新增客服',
    saved: '修改客服',
    password_reset: '重置密码',
    password_changed: '修改自己的密码',
    profile_saved: '修改个人资料',
    forced_end: '强制下线',
  },
  group: { added: '新增分组', saved: '修改分组', removed: '删除分组' },
  role: { added: '新增角色', saved: '修改角色', removed: '删除角色' },
  company: { saved: '修改企业资料' },
  site: { added: '新增站点', saved: '修改站点', removed: '删除站点' },
  style: { added: '新增风格', saved: '修改风格', removed: '删除风格' },
  session: { ended: '结束登录会话' },
  conversation: { transferred: '转接对话' },
  visitor: { renamed: '修改访客名称' },
  card: { saved: '修改名片', merged: '合并访客', merge_undone: '撤销合并访客' },
  card_field: { added: '新增名片字段', saved: '修改名片字段', removed: '删除名片字段', ordered: '调整名片字段顺序' },
}
