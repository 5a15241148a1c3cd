/** D5.2: asking visitors whether they would like to talk. */
export const invite = {
  title: '邀请「{{name}}」',
  ask: '邀请对话',
  openByItself: '直接打开对话',
  askHint: '访客页面上会出现邀请框，可以接受或拒绝。2 分钟内没有回应自动收起。',
  openByItselfHint: '访客页面上的聊天窗口会自动打开，并显示您的第一句话。',
  text: '邀请语',
  send: '发出邀请',
  force: '打开对话',
  sent: '邀请已发出',
  forced: '已为访客打开对话',
  usual: {
    help: '您好，请问有什么可以帮您？',
    price: '您好，正在看的商品今天有优惠，需要为您介绍一下吗？',
    hurry: '您好，现在有客服空闲，可以马上为您解答。',
  },
}
