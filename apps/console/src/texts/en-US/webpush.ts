export const webpush = {
  title: 'When no page is open',
  hint: 'The system notifies you while the desk is closed; a click leads to the conversation. It ends when you log out.',
  isOn: 'Notify me on this device',
  isOnHint: 'Notifications are encrypted: only your browser can read them.',
  kinds: 'Of what',
  kind: {
    received: 'Conversations given to me',
    message: 'New messages of visitors',
    transfer: 'Transfers',
    mention: 'Notes that mention me',
  },
  devices: 'Devices that are notified',
  current: 'This device',
  added: 'Since {{at}}',
  lastSent: 'Last notified {{at}}',
  never: 'Not notified yet',
  remove: 'Notify no more',
  removed: 'This device is notified no more',
  try: 'Try it',
  tried: 'Sent: it appears in a moment',
  unsupported: 'This browser cannot do it. On an iPhone, add the desk to the home screen first and open it there.',
  unavailable:
    'The push service of the browser was not reached; nothing was switched on. Check the network and try again.',
  unknownDevice: 'Unknown device',
  showsText: 'Show what was said',
  showsTextHint:
    'For the whole company, and for visitors who want to know of answers. When off, notifications say who wrote and not what, on lock screens too.',
}
