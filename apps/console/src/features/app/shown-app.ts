import type { AppName } from '@youwen/contract'
import type { LucideIcon } from 'lucide-react'

/** An app as the console knows it: where it is, and by what words it is found. */
export interface ShownApp {
  readonly app: AppName
  readonly icon: LucideIcon
  readonly name: string
  readonly about: string
  readonly words: string
  readonly open: () => void
}
