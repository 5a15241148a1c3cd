import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Card, CardField, CardValue } from '@youwen/contract'
import { useEffect, useRef, useState } from 'react'
import { api, queries } from '../../platform/api.ts'
import { fieldErrors } from '../../platform/failure.ts'
import { useClient } from '../../platform/live.ts'
import { useDrafts } from '../../platform/use-drafts.ts'
import { afterSave, changesOf, type Edits, keepMine, onlyOf, withEdit } from './edits.ts'

/** The card of a visitor with what this agent changed and has not saved. Mounted anew for another visitor. */
export function useCard(visitorId: string) {
  const cache = useQueryClient()
  const client = useClient()
  const drafts = useDrafts<Edits>('card')
  const card = useQuery(queries.card.get.queryOptions({ input: { visitorId }, refetchOnMount: 'always' }))
  const form = useQuery(queries.card.form.queryOptions({ staleTime: 60_000 }))
  const [edits, setEdits] = useState<Edits>(() => drafts.get(visitorId) ?? {})
  const [errors, setErrors] = useState<ReadonlyMap<string, string>>(new Map())
  const latest = useRef(edits)
  latest.current = edits

  useEffect(() => drafts.set(visitorId, Object.keys(edits).length > 0 ? edits : undefined), [drafts, visitorId, edits])
  // A field may be gone since the draft was written, or be somebody else's to see.
  const fields = form.data
  useEffect(() => {
    if (fields) setEdits((now) => onlyOf(now, fields))
  }, [fields])
  useEffect(
    () =>
      client.on(
        'card',
        (event) => event.visitorId === visitorId && void cache.invalidateQueries({ queryKey: queries.card.key() }),
      ),
    [client, cache, visitorId],
  )

  const show = (saved: Card) => {
    cache.setQueryData(queries.card.get.queryKey({ input: { visitorId } }), saved)
    void cache.invalidateQueries({ queryKey: queries.card.duplicates.key() })
    void cache.invalidateQueries({ queryKey: queries.visitor.key() })
  }

  const save = useMutation({
    mutationFn: async () => {
      const sent = latest.current
      return { sent, saved: await api.card.save({ visitorId, changes: changesOf(sent) }) }
    },
    onMutate: () => setErrors(new Map()),
    onSuccess({ sent, saved }) {
      show(saved)
      setEdits((now) => afterSave(now, sent, saved))
    },
    onError(error) {
      setErrors(new Map(fieldErrors(error).map(({ name, errors: words }) => [String(name[0]), words[0] ?? ''])))
      // What stands in the way is shown beside what he wrote.
      void cache.invalidateQueries({ queryKey: queries.card.key() })
    },
  })

  return {
    card,
    form,
    edits,
    errors,
    save,
    show,
    change(field: CardField, value: CardValue | null) {
      if (!card.data) return
      const saved = card.data
      setEdits((now) => withEdit(now, saved, field, value))
      setErrors((now) => new Map([...now].filter(([fieldId]) => fieldId !== field.fieldId)))
    },
    keepMine: (fieldId: string) => card.data && setEdits(keepMine(edits, card.data, fieldId)),
    drop: (fieldId: string) => setEdits(({ [fieldId]: _, ...rest }) => rest),
    discard() {
      setEdits({})
      setErrors(new Map())
    },
  }
}
