/** What is done later, by name. */
export const tasks = {
  notify: 'notify-absent-agent',
  send: 'send-webpush',
  notifyVisitor: 'notify-absent-visitor',
  sendToVisitor: 'send-visitor-webpush',
} as const
