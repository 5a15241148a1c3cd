import { z } from 'zod'

/** All ids are UUIDs; those a client may choose (messages) are version 7, so that they sort by time. */
export const Id = z.uuid()
export const MessageId = z.uuidv7()

/** Which company a person means when he logs in: short, stable, chosen at creation. */
export const CompanyCode = z.string().regex(/^[a-z0-9][a-z0-9-]{1,30}$/)
/** What a customer's page carries: `<company code>.<random>`. Public; it names a site and grants nothing. */
export const SiteKey = z.string().regex(/^[a-z0-9][a-z0-9-]{1,30}\.[a-z0-9]{12}$/)

export type CompanyId = string
export type SiteId = string
export type StyleId = string
export type AgentId = string
export type GroupId = string
export type RoleId = string
export type SessionId = string
export type VisitorId = string
export type VisitId = string
export type ConversationId = string
export type MessageId = string
export type FileId = string

/** Marks that turn the reading direction: in a name they would turn the words that stand beside it, so it has none. */
export const withoutTurningMarks = (text: string) => text.replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
/** What somebody or something is called, or has to say in one line. */
export const line = (maxLength: number) => z.string().overwrite(withoutTurningMarks).trim().max(maxLength)

/** Moments travel as ISO 8601 in UTC with milliseconds. */
export const Moment = z.iso.datetime()

/** One page of a longer list. `next` is opaque; null means that this was the last page. */
export const pageOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() })
export const PageRequest = z.object({
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
