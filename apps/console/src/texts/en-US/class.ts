import type { classTexts as zh } from '../zh-CN/class.ts'

export const classTexts: typeof zh & { removeBelowHint_one: string } = {
  title: 'Classes of conversations',
  hint: 'Classify conversations, and reports count them by class. Classes can stand below each other; a conversation can have several.',
  classify: 'Classify',
  classifyNamed: 'What was “{{name}}” about?',
  beforeClose: 'Classify before you end it',
  closeNow: 'Classify and end',
  find: 'Find a class',
  noneFound: 'No class about “{{words}}”',
  none: 'There are no classes yet',
  noneHint:
    'A supervisor or administrator can define them under Settings → Classes of conversations: sales, service, complaint.',
  add: 'Add a class',
  addBelow: 'Add one below “{{name}}”',
  edit: 'Edit class',
  name: 'Name',
  example: 'For example: service',
  colour: 'Colour',
  parent: 'Stands below',
  noParent: 'At the top',
  required: 'A conversation must be classified before it is ended',
  requiredHint: 'An agent who ends a conversation without a class is asked for one. Visitors can always end theirs.',
  removeTitle: 'Remove the class “{{name}}”?',
  removeHint: 'It cannot be chosen any more. Conversations and reports keep it.',
  removeBelowHint_one:
    'The class below it goes too. They cannot be chosen any more; conversations and reports keep them.',
  removeBelowHint_other:
    'The {{count}} classes below it go too. They cannot be chosen any more; conversations and reports keep them.',
  dragHint: 'Drag to change order and level.',
  emptyHint: 'Begin with a few large ones and divide them below, such as “service / refund”.',
}
