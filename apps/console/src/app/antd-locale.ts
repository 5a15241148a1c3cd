import type { ConfigProviderProps } from 'antd'

export type AntdLocale = NonNullable<ConfigProviderProps['locale']>

/** The words of antd's own widgets. */
export async function antdLocale(locale: 'zh-CN' | 'en-US'): Promise<AntdLocale> {
  const module = locale === 'zh-CN' ? await import('antd/locale/zh_CN') : await import('antd/locale/en_US')
  return module.default
}
