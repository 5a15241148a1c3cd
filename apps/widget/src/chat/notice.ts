/** A line that the chat window shows for a moment. */
export interface Notice {
  readonly text: string
  readonly isError: boolean
}
