import sheet from './later.css?url'
import * as parts from './parts.ts'

export type Parts = typeof parts

// Unstyled they would jump: they are there when their styles are.
const link = document.createElement('link')
link.rel = 'stylesheet'
link.href = sheet
link.onload = link.onerror = () => window.youwenLater.arrived(parts)
document.head.appendChild(link)
