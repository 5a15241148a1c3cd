import type { Device, DeviceInfo } from '@youwen/contract'
import Bowser from 'bowser'
import { knownApps } from './apps.ts'

/** Longer ones are cut: nothing useful follows, and patterns must not be fed at length by strangers. */
const maxUserAgentLength = 512

const major = (version: string | undefined) => version?.split('.')[0] ?? ''
const named = (name: string | undefined, version: string) => [name ?? '', version].filter(Boolean).join(' ')

/** A Mac's screen is never upright; an iPad that asks for desktop pages says it is a Mac, but its screen tells. */
function isUpright(screen: string): boolean {
  const [width, height] = screen.split('x').map(Number)
  return width !== undefined && height !== undefined && width < height
}

function recogniseBrowser(userAgent: string, known: Bowser.Parser.ParsedResult | null) {
  for (const { app, browser, pattern } of knownApps) {
    const match = pattern.exec(userAgent)
    if (match) return { app, browser: named(browser, major(match[1])) }
  }
  return { app: null, browser: named(known?.browser.name?.replace(/^Microsoft /, ''), major(known?.browser.version)) }
}

function recogniseSystem(userAgent: string, known: Bowser.Parser.ParsedResult | null, screen: string) {
  const harmony = /\b(?:OpenHarmony|HarmonyOS)[ /]?(\d+)?/i.exec(userAgent)
  if (harmony) return named('HarmonyOS', harmony[1] ?? '')
  const { name, version } = known?.os ?? {}
  switch (name) {
    // Browsers have frozen these two: later versions cannot be told from the user agent.
    case 'macOS':
      return isUpright(screen) ? 'iPadOS' : 'macOS'
    case 'Windows':
      return version === 'NT 10.0' ? 'Windows 10/11' : named('Windows', known?.os.versionName ?? '')
    case undefined:
      return ''
    default:
      return named(name, major(version))
  }
}

function recogniseTerminal(userAgent: string, known: Bowser.Parser.ParsedResult | null, os: string) {
  if (os === 'iPadOS' || /\biPad\b|\bTablet\b/i.test(userAgent)) return 'tablet'
  if (/\bAndroid\b/.test(userAgent) && !/\bMobile\b/i.test(userAgent)) return 'tablet'
  if (/\bMobile\b|\bPhone\b|\bAndroid\b/i.test(userAgent)) return 'mobile'
  const type = known?.platform.type
  return type === 'mobile' || type === 'tablet' ? type : 'desktop'
}

/** What a visitor sits in front of, from the user agent and what the page measured. Never empty-handed, never throws. */
export function recogniseDevice(userAgent: string, info: DeviceInfo): Device {
  const text = userAgent.slice(0, maxUserAgentLength)
  const known = text ? Bowser.parse(text) : null
  const os = recogniseSystem(text, known, info.screen)
  return { terminal: recogniseTerminal(text, known, os), os, ...recogniseBrowser(text, known), ...info }
}
