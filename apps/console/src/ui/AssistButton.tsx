import { App, Button } from 'antd'
import { Sparkles } from 'lucide-react'
import { useState } from 'react'
import { describe } from '../platform/failure.ts'

interface Props {
  readonly label: string
  /** Asks the model and shows what came back. What goes wrong is said by the button. */
  readonly onAsk: () => Promise<void>
}

/** Asks a language model for something that somebody reads over before it counts. */
export function AssistButton({ label, onAsk }: Props) {
  const { message } = App.useApp()
  const [isBusy, setIsBusy] = useState(false)

  async function ask() {
    setIsBusy(true)
    try {
      await onAsk()
    } catch (error) {
      void message.warning(describe(error))
    } finally {
      setIsBusy(false)
    }
  }

  return (
    <Button size="small" type="text" icon={<Sparkles size={14} />} loading={isBusy} onClick={() => void ask()}>
      {label}
    </Button>
  )
}
