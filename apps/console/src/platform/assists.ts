import { useQuery } from '@tanstack/react-query'
import type { AssistantTask } from '@youwen/contract'
import { queries } from './api.ts'

/** Whether the company lets a language model help with this; false until that is known. */
export function useAssists(task: AssistantTask): boolean {
  const tasks = useQuery(queries.assistant.tasks.queryOptions({ staleTime: 5 * 60_000 }))
  return tasks.data?.includes(task) ?? false
}
