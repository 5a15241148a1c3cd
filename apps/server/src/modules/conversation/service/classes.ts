import { type ClassTree, type ConversationClass, maxClassDepth, maxClasses, type SaveClass } from '@youwen/contract'
import { v7 as uuidv7 } from 'uuid'
import type { Db, Tx } from '../../../platform/db/index.ts'
import { notFound, Refusal } from '../../../platform/errors.ts'
import type { ClassesChanged } from '../events.ts'
import * as store from '../store/class.ts'

const nameTaken = () =>
  new Refusal('conflict', 'class.name_taken', 'There is a class of this name already at this place.', {
    fields: [{ path: 'name', code: 'class.name_taken', title: 'This name is taken.' }],
  })

/** The company's tree of classes, as those who may define it change it. */
export function createClasses({ db }: { db: Db }) {
  const tree = (companyId: string): Promise<ClassTree> =>
    db.company(companyId, (tx) => store.loadClasses(tx, companyId))

  /** Reads the tree, lets it be changed, and tells everybody what it is now. */
  const change = <T>(companyId: string, work: (tx: Tx, offered: ConversationClass[]) => Promise<T>): Promise<T> =>
    db.company(companyId, async (tx) => {
      await store.lockClasses(tx, companyId)
      const { classes } = await store.loadClasses(tx, companyId)
      const result = await work(
        tx,
        classes.filter(({ isRemoved }) => !isRemoved),
      )
      await store.markTreeChanged(tx, companyId)
      tx.announce({ type: 'class.changed', companyId } satisfies ClassesChanged)
      return result
    })

  const get = (offered: readonly ConversationClass[], classId: string): ConversationClass => {
    const found = offered.find((one) => one.classId === classId)
    if (!found) throw notFound('class')
    return found
  }
  const checkName = (siblings: readonly ConversationClass[], name: string) => {
    if (siblings.some((one) => one.name.toLowerCase() === name.toLowerCase())) throw nameTaken()
  }

  /** Those that are offered, each with the names above it, in the order of the tree. */
  async function paths(companyId: string): Promise<{ classId: string; path: string }[]> {
    const { classes } = await tree(companyId)
    const offered = classes.filter(({ isRemoved }) => !isRemoved)
    const below = (parentClassId: string | null, above: string): { classId: string; path: string }[] =>
      offered
        .filter((one) => one.parentClassId === parentClassId)
        .sort((one, other) => one.position - other.position)
        .flatMap(({ classId, name }) => [{ classId, path: above + name }, ...below(classId, `${above}${name} / `)])
    return below(null, '')
  }

  return {
    paths,
    tree,

    add: (companyId: string, { name, colour, parentClassId }: SaveClass): Promise<ConversationClass> =>
      change(companyId, async (tx, offered) => {
        if (offered.length >= maxClasses)
          throw new Refusal('conflict', 'class.too_many', 'There are as many classes as may be.')
        if (parentClassId !== null) get(offered, parentClassId)
        checkDepth(depthOf(offered, parentClassId) + 1)
        const siblings = childrenOf(offered, parentClassId)
        checkName(siblings, name)
        const position = Math.max(-1, ...siblings.map((one) => one.position)) + 1
        const added = { classId: uuidv7(), parentClassId, name, colour, position, isRemoved: false }
        await store.insertClass(tx, companyId, added)
        return added
      }),

    save: (companyId: string, { classId, name, colour }: Omit<SaveClass, 'parentClassId'> & { classId: string }) =>
      change(companyId, async (tx, offered): Promise<ConversationClass> => {
        const known = get(offered, classId)
        checkName(
          childrenOf(offered, known.parentClassId).filter((one) => one.classId !== classId),
          name,
        )
        const changed = { ...known, name, colour }
        await store.updateClasses(tx, companyId, [changed])
        return changed
      }),

    /** To the `position`th place below the parent, counted without itself. */
    move: (
      companyId: string,
      { classId, parentClassId, position }: { classId: string; parentClassId: string | null; position: number },
    ) =>
      change(companyId, async (tx, offered): Promise<ClassTree> => {
        const known = get(offered, classId)
        if (parentClassId !== null) get(offered, parentClassId)
        const below = withBelow(offered, classId)
        if (parentClassId !== null && below.has(parentClassId)) {
          throw new Refusal('conflict', 'class.circle', 'A class cannot stand below itself.')
        }
        const height = Math.max(...[...below].map((id) => depthOf(offered, id))) - depthOf(offered, classId)
        checkDepth(depthOf(offered, parentClassId) + 1 + height)
        const siblings = childrenOf(offered, parentClassId).filter((one) => one.classId !== classId)
        checkName(siblings, known.name)
        const placed = siblings.toSpliced(position, 0, { ...known, parentClassId })
        await store.updateClasses(
          tx,
          companyId,
          placed.map((one, index) => ({ ...one, position: index })),
        )
        return store.loadClasses(tx, companyId)
      }),

    remove: (companyId: string, classId: string): Promise<void> =>
      change(companyId, async (tx, offered) => {
        get(offered, classId)
        await store.removeClasses(tx, companyId, [...withBelow(offered, classId)])
      }),

    require: (companyId: string, isRequired: boolean): Promise<ClassTree> =>
      change(companyId, async (tx) => {
        await store.setRequired(tx, companyId, isRequired)
        return store.loadClasses(tx, companyId)
      }),
  }
}
export type Classes = ReturnType<typeof createClasses>

const childrenOf = (offered: readonly ConversationClass[], parentClassId: string | null) =>
  offered.filter((one) => one.parentClassId === parentClassId)

/** 1 at the top; 0 for what is above it. */
function depthOf(offered: readonly ConversationClass[], classId: string | null): number {
  let depth = 0
  for (let id = classId; id !== null; depth++) id = offered.find((one) => one.classId === id)?.parentClassId ?? null
  return depth
}

function withBelow(offered: readonly ConversationClass[], classId: string): Set<string> {
  const found = new Set([classId])
  // A set that is added to while it is walked through is walked to its new end.
  for (const id of found) for (const child of childrenOf(offered, id)) found.add(child.classId)
  return found
}

function checkDepth(depth: number) {
  if (depth > maxClassDepth) {
    throw new Refusal('conflict', 'class.too_deep', `A tree of classes has at most ${maxClassDepth} levels.`)
  }
}
