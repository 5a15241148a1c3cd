/** As addresses are told apart by ip2region, without 省 and 市. */
export const provinces: readonly string[] =
  '北京 上海 天津 重庆 广东 浙江 江苏 山东 河南 四川 湖北 湖南 福建 安徽 河北 陕西 江西 辽宁 广西 云南 山西 贵州 黑龙江 吉林 内蒙古 新疆 甘肃 海南 宁夏 青海 西藏 香港 澳门 台湾'.split(
    ' ',
  )
