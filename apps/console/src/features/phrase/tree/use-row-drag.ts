import type { Phrase, PhrasePlace } from '@youwen/contract'
import { type DragEvent, useState } from 'react'
import { whereOf } from './place.ts'

type Where = ReturnType<typeof whereOf>

interface Parts {
  readonly canDrop: (moved: Phrase, target: Phrase, where: Where) => PhrasePlace | undefined
  readonly onDrop: (moved: Phrase, place: PhrasePlace) => void
}

/** Dragging a row onto others: where it would come to stand is shown, and nowhere else can it be let go. */
export function useRowDrag({ canDrop, onDrop }: Parts) {
  const [moved, setMoved] = useState<Phrase>()
  const [over, setOver] = useState<{ readonly phraseId: string; readonly where: Where }>()

  const target = (event: DragEvent, phrase: Phrase) => {
    if (!moved) return undefined
    const { top, height } = event.currentTarget.getBoundingClientRect()
    const where = whereOf(event.clientY - top, height, phrase.kind === 'folder')
    const place = canDrop(moved, phrase, where)
    return place && { where, place }
  }
  const end = () => {
    setMoved(undefined)
    setOver(undefined)
  }

  return {
    dropOf: (phrase: Phrase) => (over?.phraseId === phrase.phraseId ? over.where : undefined),
    rowProps: (phrase: Phrase) => ({
      draggable: true,
      'data-dragged': moved?.phraseId === phrase.phraseId,
      onDragStart: (event: DragEvent) => {
        event.dataTransfer.effectAllowed = 'move'
        event.dataTransfer.setData('text/plain', phrase.title)
        setMoved(phrase)
      },
      onDragOver: (event: DragEvent) => {
        const found = target(event, phrase)
        if (!found) return setOver(undefined)
        event.preventDefault()
        if (over?.phraseId !== phrase.phraseId || over.where !== found.where) {
          setOver({ phraseId: phrase.phraseId, where: found.where })
        }
      },
      onDrop: (event: DragEvent) => {
        const found = target(event, phrase)
        event.preventDefault()
        if (moved && found) onDrop(moved, found.place)
        end()
      },
      onDragEnd: end,
    }),
  }
}
