import type { ClassTree } from '@youwen/contract'
import { classNodes } from '../../../platform/classes.ts'

interface Drop {
  readonly moved: string
  readonly onto: string
  /** -1: before it, 1: behind it, null: into it. */
  readonly index: number | null
}

/** Where a class comes to stand that was dropped there; its place is counted without itself. */
export function placeAfterDrop(
  tree: ClassTree,
  { moved, onto, index }: Drop,
): { classId: string; parentClassId: string | null; position: number } | undefined {
  if (moved === onto) return undefined
  if (index === null) return { classId: moved, parentClassId: onto, position: 0 }
  const target = tree.classes.find(({ classId }) => classId === onto)
  if (!target) return undefined
  const siblings = classNodes(tree, target.parentClassId).filter(({ classId }) => classId !== moved)
  const at = siblings.findIndex(({ classId }) => classId === onto)
  return { classId: moved, parentClassId: target.parentClassId, position: index < 0 ? at : at + 1 }
}
