import type { ChangePiece, Changes } from '@youwen/contract'
import styles from './ChangeLines.module.css'

/** What a version brought: the changelog's pieces, drawn as text. */
export const ChangeLines = ({ changes }: { changes: Changes }) => (
  <ul className={styles.lines}>
    {changes.map((line, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: lines have no names and do not move
      <li key={index}>
        {line.map((piece, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: as above
          <Piece key={at} piece={piece} />
        ))}
      </li>
    ))}
  </ul>
)

function Piece({ piece: { kind, text } }: { piece: ChangePiece }) {
  if (kind === 'strong') return <b>{text}</b>
  if (kind === 'code') return <code>{text}</code>
  return text
}
