import { publicOrigin } from '@youwen/load/rig/server'
import { createMessageIds } from '@youwen/sdk/message-ids'
import { check } from '../checker.ts'
import { outcomeOf, type Proof } from '../proof.ts'
import { startCluster } from '../rig/cluster.ts'
import { type Frame, openLine } from '../rig/line.ts'
import { startTalk } from '../rig/talk.ts'

const races = 50

export const f11: Proof = {
  id: 'F11',
  what: 'one message id sent many times at once to two nodes, again in a later conversation, and with other words',
  async run() {
    await using cluster = await startCluster({ agents: 1 })
    using talk = startTalk({ cluster, visitors: 1 })
    await talk.connected()
    const nextId = createMessageIds()
    const failures: string[] = []
    const attempts: { id: string; label: string; sender: string }[] = []
    const acks: { id: string; conversationId: string; seq: number }[] = []

    // Tabs of one visitor, half of them on each node.
    const hello = { type: 'hello', protocol: 1, site: cluster.company.siteKey, role: 'chat' }
    const first = await openLine(cluster.urls[0] as string, '/realtime/visitor', publicOrigin)
    const { token } = await first.ask(hello, 'welcome')
    const tabs = await Promise.all(
      Array.from({ length: races }, async (_, i) => {
        const tab = await openLine(cluster.urls[i % 2] as string, '/realtime/visitor', publicOrigin)
        await tab.ask({ ...hello, token }, 'welcome')
        return tab
      }),
    )
    const race = async (label: string) => {
      const id = nextId()
      attempts.push({ id, label, sender: 'tabs' })
      const frame = { type: 'send', id, body: { type: 'text', text: label } }
      const answers = await Promise.all(tabs.map((tab) => tab.ask(frame, 'ack', id)))
      acks.push(...answers.map(({ conversationId, seq }) => ({ id, conversationId, seq })))
      return { frame, answer: answers[0] as Frame }
    }

    const opening = await race('the word that opens the conversation')
    const next = await race('a word in it')
    await race('and another')

    const other = await tabs[1]?.ask(
      { ...next.frame, body: { type: 'text', text: 'other words' } },
      'refused',
      next.frame.id,
    )
    if (other?.code !== 'message.id_reused')
      failures.push(`Other words under the same id: ${other?.code ?? 'no answer'}.`)

    // Over, and the next one begun: the old ids still mean the old messages.
    first.send({ type: 'end' })
    await first.heard('conversation', ({ conversation }) => conversation.status === 'closed')
    const later = await race('the word that opens the next conversation')
    if (later.answer.conversationId === next.answer.conversationId) failures.push('The conversation did not end.')
    for (const { frame, answer } of [opening, next]) {
      for (const tab of tabs.slice(0, 4)) {
        const again = await tab.ask(frame, 'ack', frame.id)
        acks.push({ id: frame.id, conversationId: again.conversationId, seq: again.seq })
        if (again.at !== answer.at) failures.push('A repeat was answered with another moment.')
      }
    }

    for (const tab of [first, ...tabs]) tab.close()
    const stored = await talk.stored()
    return outcomeOf(check({ ...talk.journal(), attempts, acks }, stored), {
      failures,
      notes: [`${acks.length} acknowledgements of ${attempts.length} messages, each id for one position`],
    })
  },
}
