import type { CardSaved } from '../modules/card/index.ts'
import type { ActiveConversation, Conversations } from '../modules/conversation/index.ts'
import type {
  PageDescribed,
  PageLeft,
  PageOpened,
  VisitorCameBack,
  VisitorEvent,
  VisitorLeft,
  VisitorRenamed,
} from '../modules/visitor/index.ts'
import { createBatchedRead } from '../platform/batches/index.ts'
import type { Events } from '../platform/events/index.ts'

/** Tells the desk what the visitor of a conversation is looking at, whether he is still there, and what he is called. */
export function createVisitorFeed({
  events,
  conversations,
}: {
  events: Pick<Events, 'on'>
  conversations: Pick<Conversations, 'currentOfVisitors' | 'latestOfVisitors' | 'get' | 'aboutVisitor'>
}) {
  // When a line breaks, thousands leave in the same moment.
  const currentOf = createBatchedRead((companyId, visitorIds: readonly string[]) =>
    conversations.currentOfVisitors(companyId, visitorIds),
  )

  async function current({ companyId, visitorId }: VisitorEvent): Promise<ActiveConversation | undefined> {
    const conversationId = await currentOf(companyId, visitorId)
    return conversationId ? conversations.get(companyId, conversationId) : undefined
  }

  const onPage = async (event: PageOpened | PageLeft | PageDescribed) => {
    const conversation = await current(event)
    if (!conversation) return
    const { conversationId } = conversation
    const { visitId, page } = event
    conversations.aboutVisitor(conversation, { type: 'page', conversationId, visitId, page })
  }
  const onPresence = async (event: VisitorCameBack | VisitorLeft, isVisitorOnline: boolean) => {
    const conversation = await current(event)
    if (!conversation) return
    const { conversationId } = conversation
    conversations.aboutVisitor(conversation, { type: 'presence', conversationId, isVisitorOnline })
  }

  events.on<VisitorRenamed>('visitor.renamed', async ({ companyId, visitorId, name }) => {
    for (const conversation of await conversations.latestOfVisitors(companyId, [visitorId])) {
      const { conversationId } = conversation
      conversations.aboutVisitor(conversation, { type: 'visitor_name', conversationId, name })
    }
  })
  events.on<CardSaved>('card.saved', async ({ companyId, visitorIds, isMerge }) => {
    for (const conversation of await conversations.latestOfVisitors(companyId, visitorIds)) {
      const { conversationId, visitorId } = conversation
      conversations.aboutVisitor(conversation, { type: 'card', conversationId, visitorId, isMerge })
    }
  })
  events.on<PageOpened>('visitor.page_opened', onPage)
  events.on<PageLeft>('visitor.page_left', onPage)
  events.on<PageDescribed>('visitor.page_described', onPage)
  events.on<VisitorCameBack>('visitor.came_back', (event) => onPresence(event, true))
  events.on<VisitorLeft>('visitor.left', (event) => onPresence(event, false))
}
