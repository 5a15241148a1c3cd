import type { Chat } from '../chat.ts'

/** What the robot offers: who chooses one says it. */
export const Choices = ({ chat, choices = [] }: { chat: Chat; choices: readonly string[] | undefined }) => (
  <>
    {choices.map((choice) => (
      <button
        key={choice}
        type="button"
        class="choice"
        onClick={() => {
          chat.isAtEnd.value = true
          chat.client.sendText(choice)
        }}
      >
        {choice}
      </button>
    ))}
  </>
)
