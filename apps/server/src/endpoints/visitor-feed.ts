import type { ActiveConversation, Conversations } from '../modules/conversation/index.ts'
import type { PageLeft, PageOpened, VisitorCameBack, VisitorEvent, VisitorLeft } from '../modules/visitor/index.ts'
import type { Events } from '../platform/events/index.ts'

/** Tells the desk what the visitor of a conversation in progress is looking at, and whether he is still there. */
export function createVisitorFeed({
  events,
  conversations,
}: {
  events: Pick<Events, 'on'>
  conversations: Pick<Conversations, 'currentOfVisitors' | 'get' | 'aboutVisitor'>
}) {
  async function current({ companyId, visitorId }: VisitorEvent): Promise<ActiveConversation | undefined> {
    const conversationId = (await conversations.currentOfVisitors(companyId, [visitorId])).get(visitorId)
    return conversationId ? conversations.get(companyId, conversationId) : undefined
  }

  const onPage = async (event: PageOpened | PageLeft) => {
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

  events.on<PageOpened>('visitor.page_opened', onPage)
  events.on<PageLeft>('visitor.page_left', onPage)
  events.on<VisitorCameBack>('visitor.came_back', (event) => onPresence(event, true))
  events.on<VisitorLeft>('visitor.left', (event) => onPresence(event, false))
}
