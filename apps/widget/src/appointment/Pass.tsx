import './looks.ts'
import { linesOf, type Shown } from './card.ts'
import { pathOf, squaresOf } from './qr.ts'

/** The card: what one shows when one comes. */
export function Pass({ shown }: { shown: Shown }) {
  const { card, when, words, url } = shown
  const isOver = card.state === 'cancelled' || card.state === 'no_show'
  return (
    <article class={isOver ? 'pass pass-full over' : 'pass pass-full'} data-look={card.style}>
      <div class="pass-head">
        <p class="pass-company">{card.company}</p>
        <h1 class="pass-title">{card.title}</h1>
        <p class="pass-when">
          <time class="pass-time" dateTime={card.at}>
            {when.time}
          </time>
          <span class="pass-day">
            <b>{when.date}</b>
            <span>
              {when.weekday} {when.zone}
            </span>
          </span>
        </p>
        <p class="pass-where">{card.place}</p>
        {card.state !== 'made' && <strong class="stamp">{words.state[card.state]}</strong>}
      </div>
      <div class="pass-stub">
        <dl class="pass-lines">
          {linesOf(shown).map(({ name, text }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
        <div class="pass-code">
          <Code url={url} label={words.qr} />
          <p>
            <small>{words.number}</small>
            <b class="pass-mono">{card.number}</b>
            {card.state === 'made' && <small>{words.show}</small>}
          </p>
        </div>
      </div>
    </article>
  )
}

function Code({ url, label }: { url: string; label: string }) {
  const squares = squaresOf(url)
  return (
    <svg
      class="code"
      role="img"
      aria-label={label}
      viewBox={`-2 -2 ${squares.length + 4} ${squares.length + 4}`}
      shape-rendering="crispEdges"
    >
      <path d={pathOf(squares)} />
    </svg>
  )
}
