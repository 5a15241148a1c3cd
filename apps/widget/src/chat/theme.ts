import { onAccent } from '../colour.ts'

/** The style's accent as CSS variables; the rest of the palette is in `ui/base.css`, light and dark. */
export function applyAccent(accent: string, root: HTMLElement = document.documentElement): void {
  const { ground, ink } = onAccent(accent)
  root.style.setProperty('--accent', ground)
  root.style.setProperty('--on-accent', ink)
}
