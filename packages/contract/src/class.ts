import { z } from 'zod'
import { Id, line } from './ids.ts'
import { route } from './route.ts'

export const maxClasses = 500
/** A class below a class below a class …: deeper trees are not found one's way in. */
export const maxClassDepth = 4

/** What the company calls a kind of conversation (售后 / 退款): one entry of its tree. */
export const ConversationClass = z.object({
  classId: Id,
  parentClassId: Id.nullable(),
  name: z.string(),
  colour: z.string(),
  position: z.int().describe('Among those of the same parent, ascending.'),
  isRemoved: z.boolean().describe('No longer offered; what was classified so keeps its name.'),
})
export type ConversationClass = z.infer<typeof ConversationClass>

export const ClassTree = z.object({
  classes: z.array(ConversationClass),
  isRequired: z.boolean().describe('Whether a conversation must be classified before its agent ends it.'),
})
export type ClassTree = z.infer<typeof ClassTree>

export const SaveClass = z.object({
  name: line(30).min(1),
  colour: z.string().regex(/^#[0-9a-f]{6}$/),
  parentClassId: Id.nullable().default(null),
})
export type SaveClass = z.infer<typeof SaveClass>

const tag = 'class'
const manage = { access: 'class.manage', tag } as const
const ClassRef = z.object({ classId: Id })

export const conversationClass = {
  tree: route('GET', '/classes', {
    access: 'signed-in',
    audit: null,
    title: 'What conversations can be classified as',
    tag,
  }).output(ClassTree),
  add: route('POST', '/classes', { ...manage, audit: 'class.added', title: 'Add a class; the last one of its parent' })
    .input(SaveClass)
    .output(ConversationClass),
  save: route('PUT', '/classes/{classId}', { ...manage, audit: 'class.saved', title: 'Change a class' })
    .input(SaveClass.omit({ parentClassId: true }).extend({ classId: Id }))
    .output(ConversationClass),
  move: route('PUT', '/classes/{classId}/place', {
    ...manage,
    audit: 'class.moved',
    title: 'Move a class, with whatever stands below it, to another place of the tree',
  })
    .input(ClassRef.extend({ parentClassId: Id.nullable(), position: z.int().min(0).max(maxClasses) }))
    .output(ClassTree),
  remove: route('DELETE', '/classes/{classId}', {
    ...manage,
    audit: 'class.removed',
    title: 'Take a class, and whatever stands below it, off the tree; conversations keep it',
  }).input(ClassRef),
  require: route('PUT', '/classes/required', {
    ...manage,
    audit: 'class.required',
    title: 'Say whether a conversation must be classified before it is ended',
  })
    .input(z.object({ isRequired: z.boolean() }))
    .output(ClassTree),
}
