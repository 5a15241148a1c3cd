/** What the agents of the demo company work with: ready phrases and the classes of conversations. */

interface DemoPhrases {
  readonly folder: string
  readonly phrases: readonly { readonly title: string; readonly code: string; readonly text: string }[]
}

const p = (title: string, code: string, text: string) => ({ title, code, text })

export const demoPhrases: readonly DemoPhrases[] = [
  {
    folder: '接待',
    phrases: [
      p('开场', 'nh', '{访客名}您好，我是{公司名}的{客服名}，很高兴为您服务。想看哪一类家具呢？'),
      p('请稍等', 'sd', '好的，我查一下，请您稍等一两分钟。'),
      p('留电话', 'dh', '方便留个手机号吗？我把方案和报价整理好发给您，也好约时间上门量尺。'),
      p('结束语', 'jx', '感谢您的咨询！后面有任何问题随时找我，祝您生活愉快。'),
    ],
  },
  {
    folder: '售前',
    phrases: [
      p('量尺', 'lc', '上门量尺是免费的，工作日和周末都可以约，设计师会带上样板，一次大约 40 分钟。'),
      p('定制周期', 'zq', '定制款从确认图纸起 25 天左右发货，遇到节假日会顺延，我们会提前告诉您。'),
      p('材质', 'cz', '这一款是北美白橡木，表面用水性漆，甲醛释放量低于 0.03 mg/m³，检测报告可以发给您看。'),
    ],
  },
  {
    folder: '售后',
    phrases: [
      p('送装时间', 'sz', '您的订单已经排上送装，师傅会在前一天打电话和您确认上门时间。'),
      p('退换规则', 'th', '非定制商品签收后 7 天内可以退换，保持完好即可，上门取件的运费由我们承担。'),
      p('保修', 'bx', '全屋家具保修五年，五金件终身免费更换。麻烦拍一张有问题的地方发给我。'),
    ],
  },
]

export interface DemoClass {
  readonly name: string
  readonly colour: string
  readonly below: readonly string[]
}

export const demoClasses: readonly DemoClass[] = [
  { name: '意向客户', colour: '#22a559', below: ['已约量尺', '报价中', '待回访'] },
  { name: '售后', colour: '#f97316', below: ['送装', '退换', '维修'] },
  { name: '投诉', colour: '#ef4444', below: [] },
  { name: '无效咨询', colour: '#78716c', below: [] },
]
