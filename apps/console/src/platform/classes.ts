import type { ClassTree, ConversationClass } from '@youwen/contract'

/** A class with those above it, the topmost first. */
export function lineageOf({ classes }: ClassTree, classId: string): ConversationClass[] {
  const line: ConversationClass[] = []
  for (let id: string | null = classId; id !== null; ) {
    const wanted: string = id
    const found = classes.find((one) => one.classId === wanted)
    if (!found || line.includes(found)) break
    line.unshift(found)
    id = found.parentClassId
  }
  return line
}

/** 售后 / 退款 */
export const pathOfClass = (tree: ClassTree, classId: string): string =>
  lineageOf(tree, classId)
    .map(({ name }) => name)
    .join(' / ')

export interface ClassNode extends ConversationClass {
  readonly depth: number
  readonly children: readonly ClassNode[]
}

/** What is offered, each below its parent, in order. */
export function classNodes(tree: ClassTree, parentClassId: string | null = null, depth = 0): ClassNode[] {
  return tree.classes
    .filter((one) => one.parentClassId === parentClassId && !one.isRemoved)
    .sort((a, b) => a.position - b.position)
    .map((one) => ({ ...one, depth, children: classNodes(tree, one.classId, depth + 1) }))
}

/** The same, line by line. */
export const classLines = (nodes: readonly ClassNode[]): ClassNode[] =>
  nodes.flatMap((node) => [node, ...classLines(node.children)])
