import { Button, Popover, Tooltip } from 'antd'
import { ShoppingBag } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'

const ProductPicker = lazy(() => import('./ProductPicker.tsx').then((module) => ({ default: module.ProductPicker })))

/** Beside the box: look for a product and send it (D2.4). */
export function ProductTool() {
  const { t } = useTranslation()
  const [isOpen, setIsOpen] = useState(false)
  return (
    <Popover
      open={isOpen}
      onOpenChange={setIsOpen}
      trigger="click"
      placement="topLeft"
      destroyOnHidden
      content={
        <Suspense fallback={<div style={{ width: 340, height: 380 }} />}>
          <ProductPicker onSent={() => setIsOpen(false)} />
        </Suspense>
      }
    >
      <Tooltip title={isOpen ? '' : t('catalog.tool')} mouseEnterDelay={0.4}>
        <Button type="text" icon={<ShoppingBag size={18} />} aria-label={t('catalog.tool')} />
      </Tooltip>
    </Popover>
  )
}
