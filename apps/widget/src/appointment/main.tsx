import '../chat/compat.ts'
import './pass.css'
import './page.css'
import { render } from 'preact'
import { chooseLocale } from '../chat/words.ts'
import { Page } from './Page.tsx'

const locale = chooseLocale(undefined, undefined, navigator.language)
document.documentElement.lang = locale
const root = document.getElementById('page') as HTMLElement
root.textContent = ''
render(<Page token={location.pathname.split('/').pop() || ''} locale={locale} />, root)
