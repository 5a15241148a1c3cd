/** D5.2: asking visitors whether they would like to talk. */
export const invite = {
  title: 'Invite “{{name}}”',
  ask: 'Invite to chat',
  openByItself: 'Open the chat',
  askHint: 'A box on the page asks the visitor, who can accept or decline. It goes away after 2 minutes.',
  openByItselfHint: 'The chat on the visitor’s page opens by itself with your first words in it.',
  text: 'Invitation',
  send: 'Send invitation',
  force: 'Open chat',
  sent: 'Invitation sent',
  forced: 'The chat was opened',
  usual: {
    help: 'Hello, can I help you with anything?',
    price: 'Hello, there is an offer on what you are looking at. Shall I tell you more?',
    hurry: 'Hello, somebody is free right now and can answer at once.',
  },
}
