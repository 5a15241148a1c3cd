import { Drawer } from 'antd'
import type { ReactNode } from 'react'

interface Props {
  readonly title: string
  readonly width: number
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A pane that lies over the others where there is no room beside them. */
export const SidePanel = ({ title, width, isOpen, onClose, children }: Props) => (
  <Drawer open={isOpen} onClose={onClose} size={width} title={title} styles={{ body: { padding: 0 } }}>
    {children}
  </Drawer>
)
