/** Under which the list of what was sent is kept, whatever it is filtered by. */
export const recordsKey = ['paged', 'sms-records']
