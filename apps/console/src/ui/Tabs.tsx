import styles from './Tabs.module.css'

interface Props<Name extends string> {
  readonly label: string
  readonly tabs: readonly { readonly name: Name; readonly title: string }[]
  readonly chosen: Name
  readonly onChoose: (name: Name) => void
}

/** A row of tabs; arrow keys move between them. */
export function Tabs<Name extends string>({ label, tabs, chosen, onChoose }: Props<Name>) {
  const at = tabs.findIndex(({ name }) => name === chosen)
  return (
    <div
      className={styles.tabs}
      role="tablist"
      aria-label={label}
      onKeyDown={(event) => {
        const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
        const next = step === undefined ? undefined : tabs[(at + step + tabs.length) % tabs.length]
        if (!next) return
        onChoose(next.name)
        event.currentTarget.querySelectorAll('button')[tabs.indexOf(next)]?.focus()
      }}
    >
      {tabs.map(({ name, title }) => (
        <button
          key={name}
          type="button"
          role="tab"
          aria-selected={name === chosen}
          tabIndex={name === chosen ? 0 : -1}
          className={styles.tab}
          onClick={() => onChoose(name)}
        >
          {title}
        </button>
      ))}
    </div>
  )
}
