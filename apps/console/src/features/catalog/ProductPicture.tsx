import { useQuery } from '@tanstack/react-query'
import type { Product } from '@youwen/contract'
import { Package } from 'lucide-react'
import { useFileUrls } from '../../platform/file-urls.ts'
import styles from './Product.module.css'
import { pictureOptions } from './use-send.ts'

/** Loaded through our server; no other one learns that somebody looks at it. */
export function ProductPicture({ product: { productId, hasPicture }, isLarge = false }: Props) {
  const { data } = useQuery({ ...pictureOptions(productId), enabled: hasPicture })
  return (
    <span className={styles.picture} data-large={isLarge}>
      {data?.file ? <Loaded fileId={data.file.fileId} /> : <Package size={isLarge ? 26 : 18} />}
    </span>
  )
}

interface Props {
  readonly product: Product
  readonly isLarge?: boolean
}

function Loaded({ fileId }: { fileId: string }) {
  const urls = useFileUrls(fileId)
  return urls?.thumbnailUrl ? <img src={urls.thumbnailUrl} alt="" draggable={false} /> : null
}
