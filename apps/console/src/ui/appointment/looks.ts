import { looksSheet } from '@youwen/contract/appointment-looks'

/** Whatever draws a card imports this: then `data-look` has colours. */
const sheet = document.createElement('style')
sheet.textContent = looksSheet()
document.head.appendChild(sheet)
