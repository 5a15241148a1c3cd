import { signal } from '@preact/signals'
import { Fragment } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { jsx } from 'preact/jsx-runtime'
import type { Parts } from './later.ts'
import script from './later.ts?worker&url'

declare global {
  interface Window {
    youwenLater: {
      readonly preact: object
      arrived(parts: Parts): void
    }
  }
}

const parts = signal<Parts | null>(null)
let isAsked = false

/** A classic script, because old browsers lack `import()`. What cannot be loaded now is tried again when next asked for. */
export function ask() {
  if (isAsked) return
  isAsked = true
  window.youwenLater = {
    preact: { jsx, Fragment, useEffect, useLayoutEffect, useRef, useState },
    arrived(found) {
      parts.value = found
      // The list has grown, and stays at its end as after any other change of size.
      setTimeout(() => window.dispatchEvent(new Event('resize')))
    },
  }
  const element = document.createElement('script')
  element.src = script
  element.onerror = () => {
    isAsked = false
  }
  document.head.appendChild(element)
}

interface Props {
  readonly children: (parts: Parts) => preact.ComponentChild
  /** Until somebody else asks: it is no reason to load anything. */
  readonly isPatient?: boolean
}

/** Draws with what is loaded when it is first needed. */
export function Later({ children, isPatient }: Props) {
  useEffect(() => {
    if (!isPatient) ask()
  })
  return parts.value && children(parts.value)
}
