import type { SendBody, StoredFile } from '@youwen/contract'
import type { AgentClient } from '@youwen/sdk/agent'

/** Sends whatever a message can be. `file` is what the file that the body names is. */
export function sendBody(client: AgentClient, conversationId: string, body: SendBody, file?: StoredFile | null): void {
  switch (body.type) {
    case 'text':
      return void client.sendText(conversationId, body.text)
    case 'note':
      return void client.sendNote(conversationId, body.text, body.mentions)
    case 'card':
      return void client.sendCard(conversationId, { ...body, image: file ?? null })
    case 'voice':
      return void (file && client.sendVoice(conversationId, file, body))
    case 'image':
    case 'file':
      return void (file && client.sendFile(conversationId, file))
    case 'appointment':
      // Only its own dialog knows what its card says (`sendAppointment`).
      return
    default:
      body satisfies never
  }
}
