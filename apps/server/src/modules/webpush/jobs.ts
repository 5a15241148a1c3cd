/** What is done later, by name. */
export const tasks = { notify: 'notify-absent-agent', send: 'send-webpush' } as const
