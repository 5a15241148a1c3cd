import type { MessageBody } from '@youwen/contract'
import { Link2 } from 'lucide-react'
import { useFileUrls } from '../../../platform/file-urls.ts'
import styles from './CardBubble.module.css'

type Card = Extract<MessageBody, { type: 'card' }>

/** A link that looks like something. Where it leads stands on it. */
export function CardBubble({ body }: { body: Card }) {
  return (
    <a className={styles.card} href={safe(body.url)} target="_blank" rel="noopener noreferrer nofollow">
      {body.image && <Picture image={body.image} />}
      <span className={styles.words}>
        <b>{body.title}</b>
        {body.text !== '' && (
          <span className={styles.text} dir="auto">
            {body.text}
          </span>
        )}
        <span className={styles.host}>
          <Link2 size={12} />
          {hostOf(body.url)}
        </span>
      </span>
    </a>
  )
}

function Picture({ image }: { image: NonNullable<Card['image']> }) {
  const urls = useFileUrls(image.fileId)
  if (urls === null) return null
  return (
    <span className={styles.picture}>
      {urls?.previewUrl && <img src={urls.previewUrl} alt="" loading="lazy" draggable={false} />}
    </span>
  )
}

/** The server lets only http and https through; what is not from it (a message on its way) is held to the same. */
const safe = (url: string) => (/^https?:\/\//i.test(url) ? url : undefined)
const hostOf = (url: string) => (URL.canParse(url) ? new URL(url).host : url)
