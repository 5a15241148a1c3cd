import { z } from 'zod'
import { Id, Moment, PageRequest, pageOf } from './ids.ts'
import { route } from './route.ts'

/** Who is kept out: one visitor wherever he comes from, or everybody who comes from an address or a range of them. */
export const BlockTarget = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('visitor'), visitorId: Id }),
  z.object({
    kind: z.literal('address'),
    address: z
      .string()
      .trim()
      .min(2)
      .max(50)
      .describe('`203.0.113.7`, `203.0.113.0/24`, `2001:db8::/48`. How wide a range may be depends on the role.'),
  }),
])
export type BlockTarget = z.infer<typeof BlockTarget>

export const SaveBlock = z.object({
  target: BlockTarget,
  minutes: z
    .int()
    .min(1)
    .max(10 * 366 * 24 * 60)
    .nullable()
    .describe('For how long from now; null: until somebody lifts it.'),
  reason: z.string().trim().max(200).default('').describe('For colleagues; the visitor never sees it.'),
})
export type SaveBlock = z.infer<typeof SaveBlock>

export const Block = z.object({
  blockId: Id,
  target: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('visitor'),
      visitorId: Id,
      visitorName: z.string().describe('What he is called: by his name, else by region, site and style (D2.1).'),
    }),
    z.object({ kind: z.literal('address'), address: z.string().describe('In its shortest form.') }),
  ]),
  reason: z.string(),
  agentId: Id,
  createdAt: Moment,
  until: Moment.nullable(),
})
export type Block = z.infer<typeof Block>

/** What somebody who is kept out reads in place of the chat. */
const noticeText = z.string().trim().min(1).max(200)
export const BlockNotice = z.object({ 'zh-CN': noticeText, 'en-US': noticeText })
export type BlockNotice = z.infer<typeof BlockNotice>

const tag = 'shield'
const manage = { access: 'shield.manage', tag } as const

export const shield = {
  block: route('POST', '/blocks', {
    access: 'shield.block',
    audit: 'shield.blocked',
    title: 'Keep a visitor, an address or a range of addresses out; open connections end at once',
    tag,
  })
    .input(SaveBlock)
    .output(Block),
  blocks: route('GET', '/blocks', { ...manage, audit: null, title: 'Who is kept out now, latest first' })
    .input(PageRequest)
    .output(pageOf(Block)),
  unblock: route('DELETE', '/blocks/{blockId}', { ...manage, audit: 'shield.unblocked', title: 'Lift a block' }).input(
    z.object({ blockId: Id }),
  ),
  notice: route('GET', '/blocks/notice', {
    ...manage,
    audit: null,
    title: 'What somebody who is kept out reads',
  }).output(BlockNotice),
  saveNotice: route('PUT', '/blocks/notice', {
    ...manage,
    audit: 'shield.notice_saved',
    title: 'Change what somebody who is kept out reads',
  })
    .input(BlockNotice)
    .output(BlockNotice),
}
