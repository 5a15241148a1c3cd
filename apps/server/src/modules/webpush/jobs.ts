/** What is done later, by name. */
export const tasks = {
  notify: 'notify-absent-agent',
  remind: 'remind-absent-agent-of-appointment',
  send: 'send-webpush',
  notifyVisitor: 'notify-absent-visitor',
  sendToVisitor: 'send-visitor-webpush',
} as const
