import { Button } from 'antd'
import { preferences, usePreferences } from '../../platform/preferences.ts'

/** Language, before anybody is in. */
export function DoorFooter() {
  const { locale } = usePreferences()
  return (
    <>
      {(['zh-CN', 'en-US'] as const).map((each) => (
        <Button
          key={each}
          type="text"
          size="small"
          aria-pressed={each === locale}
          onClick={() => preferences.set({ locale: each })}
          style={each === locale ? { fontWeight: 600 } : { color: 'var(--text-3)' }}
        >
          {each === 'zh-CN' ? '简体中文' : 'English'}
        </Button>
      ))}
    </>
  )
}
