import script from './main.ts?worker&url'
import type { ShowRating } from './show.ts'

let loading: Promise<ShowRating> | null

/**
 * A script of its own, because few visitors are asked; a classic one, because old browsers lack `import()`. What cannot be
 * loaded now is tried again by the next invitation that is drawn.
 */
export const loadRating = (): Promise<ShowRating> =>
  (loading =
    loading ||
    new Promise((resolve) => {
      const element = document.createElement('script')
      element.src = script
      element.onload = () => resolve(window.youwenRating)
      element.onerror = () => {
        loading = null
      }
      document.head.appendChild(element)
    }))
