import { useNavigate } from '@tanstack/react-router'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { arrange } from '../features/conversation/list/order.ts'
import { nameOf } from '../features/conversation/name.ts'
import { useIsAppOn } from '../platform/apps.ts'
import { type Command, keysOf, useAllCommands } from '../platform/commands.ts'
import { useLive } from '../platform/live.ts'
import { useMe } from '../platform/me.ts'
import { preferences } from '../platform/preferences.ts'
import styles from './PaletteDialog.module.css'
import { entriesFor } from './settings-entries.ts'
import { useAppPlaces } from './use-app-places.ts'

interface Choice extends Command {
  readonly kind: 'command' | 'conversation' | 'place'
  /** Further words that find it. */
  readonly words?: string
}

const most = 50

export function PaletteDialog({ onClose, onLogOut }: { onClose: () => void; onLogOut: () => void }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { permissions } = useMe()
  const commands = useAllCommands()
  const places = useAppPlaces()
  const isOn = useIsAppOn()
  const inbox = useLive((state) => state.inbox)
  const dialog = useRef<HTMLDialogElement>(null)
  const [words, setWords] = useState('')
  const [at, setAt] = useState(0)

  useEffect(() => dialog.current?.showModal(), [])

  const choices = useMemo(() => {
    const { waiting, mine } = arrange(inbox.values())
    const all: Choice[] = [
      ...commands.filter(({ id }) => id !== 'palette').map((command) => ({ ...command, kind: 'command' as const })),
      ...[...waiting, ...mine].map((conversation) => ({
        kind: 'conversation' as const,
        id: conversation.conversationId,
        title: nameOf(conversation),
        words: conversation.lastMessage?.text ?? '',
        run: () =>
          void navigate({
            to: '/desk/{-$conversationId}',
            params: { conversationId: conversation.conversationId },
          }),
      })),
      ...places
        // Settings are found by their own names, below.
        .filter(({ app, to }) => isOn(app) && !to.startsWith('/settings'))
        .map(({ app, name, words, about, open }) => ({
          kind: 'place' as const,
          id: `app-${app}`,
          title: name,
          words: `${words} ${about}`,
          run: open,
        })),
      ...entriesFor(permissions, isOn).map((entry) => ({
        kind: 'place' as const,
        id: entry.path,
        title: t(entry.name),
        words: entry.words,
        run: () => void navigate({ to: entry.path }),
      })),
      {
        kind: 'place',
        id: 'apps',
        title: t('apps.title'),
        words: 'yingyong yy apps',
        run: () => void navigate({ to: '/apps' }),
      },
      ...(['light', 'dark', 'system'] as const).map((theme) => ({
        kind: 'command' as const,
        id: `theme-${theme}`,
        title: `${t('app.theme')}: ${t(`app.themes.${theme}`)}`,
        run: () => preferences.set({ theme }),
      })),
      { kind: 'command', id: 'out', title: t('app.logOut'), run: onLogOut },
    ]
    const wanted = words.trim().toLowerCase().split(/\s+/).filter(Boolean)
    return all
      .filter((choice) => {
        const text = `${choice.title} ${choice.words ?? ''}`.toLowerCase()
        return wanted.every((word) => text.includes(word))
      })
      .slice(0, most)
  }, [commands, inbox, isOn, navigate, onLogOut, permissions, places, t, words])

  const chosen = choices[Math.min(at, choices.length - 1)]
  const list = useRef<HTMLDivElement>(null)
  // In braces: what newer browsers answer to this is a promise, and no clean-up.
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever another line is chosen
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [at])

  function run(choice: Choice | undefined) {
    if (!choice) return
    onClose()
    choice.run()
  }

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-label={t('app.palette.title')}
      onClose={onClose}
      onClick={(event) => event.target === event.currentTarget && onClose()}
    >
      <div className={styles.box}>
        <input
          className={styles.input}
          autoFocus
          placeholder={t('app.palette.placeholder')}
          aria-label={t('app.palette.placeholder')}
          value={words}
          onChange={(event) => {
            setWords(event.target.value)
            setAt(0)
          }}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return
            const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
            if (step !== undefined) {
              event.preventDefault()
              setAt((value) => Math.min(choices.length - 1, Math.max(0, value + step)))
            }
            if (event.key === 'Enter') run(chosen)
          }}
        />
        <div ref={list} className={styles.list} role="listbox" aria-label={t('app.palette.title')}>
          {choices.map((choice, index) => (
            <button
              key={`${choice.kind}-${choice.id}`}
              type="button"
              role="option"
              aria-selected={choice === chosen}
              className={styles.choice}
              onMouseMove={() => setAt(index)}
              onClick={() => run(choice)}
            >
              <span className={styles.kind}>{t(`app.palette.${choice.kind}`)}</span>
              <span className={styles.title}>{choice.title}</span>
              {choice.keys && <kbd>{keysOf(choice.keys)}</kbd>}
            </button>
          ))}
          {choices.length === 0 && <p className={styles.none}>{t('app.palette.none')}</p>}
        </div>
      </div>
    </dialog>
  )
}
