import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { ApiError } from '@youwen/sdk/api'
import { App as AntdApp, ConfigProvider } from 'antd'
import { useEffect, useLayoutEffect, useState } from 'react'
import { switchLocale } from '../platform/i18n.ts'
import { usePreferences } from '../platform/preferences.ts'
import { antdThemeOf, applyTheme } from '../ui/theme.ts'
import { type AntdLocale, antdLocale } from './antd-locale.ts'
import { createAppRouter } from './router.tsx'
import { useTheme } from './use-theme.ts'

const cache = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // What the server refuses it refuses again; what did not reach it may the next time.
      retry: (count, error) => count < 2 && !(error instanceof ApiError && error.status >= 400 && error.status < 500),
      refetchOnWindowFocus: false,
    },
  },
})
const router = createAppRouter(cache)

export function App() {
  const theme = useTheme()
  const { locale } = usePreferences()
  const [widgets, setWidgets] = useState<AntdLocale>()

  useLayoutEffect(() => applyTheme(theme), [theme])
  useEffect(() => {
    let isCurrent = true
    void Promise.all([antdLocale(locale), switchLocale(locale)]).then(([next]) => isCurrent && setWidgets(next))
    return () => {
      isCurrent = false
    }
  }, [locale])

  return (
    <ConfigProvider
      theme={antdThemeOf(theme)}
      {...(widgets ? { locale: widgets } : {})}
      button={{ autoInsertSpace: false }}
    >
      <AntdApp style={{ height: '100%' }} message={{ top: 16, maxCount: 3 }}>
        <QueryClientProvider client={cache}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </AntdApp>
    </ConfigProvider>
  )
}
