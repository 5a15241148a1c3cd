/** What is done later, by name. */
export const tasks = { send: 'send-sms' } as const
