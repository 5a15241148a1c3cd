import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Navigate,
  Outlet,
  type RouteComponent,
  redirect,
} from '@tanstack/react-router'
import { ApiError } from '@youwen/sdk/api'
import { filterOf as appointmentFilterOf } from '../features/appointment/filter.ts'
import { periodFrom } from '../features/invite/results/period.ts'
import { type ResultTab, resultTabs } from '../features/invite/results/tabs.ts'
import { filterOf } from '../features/ticket/filter.ts'
import { queries } from '../platform/api.ts'
import { Broken, NotFound, Waiting } from './Edges.tsx'
import type { EndReason } from './end-reason.ts'

/** Every address of the console. Each screen is loaded when it is first shown. */
export function createAppRouter(cache: QueryClient) {
  const me = queries.security.me.queryOptions({ staleTime: 60_000 })
  const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound })

  const login = createRoute({
    getParentRoute: () => root,
    path: '/login',
    // What is no good is undefined, not left out: the router would fill it in again from the address.
    validateSearch: (
      search,
    ): { next?: string | undefined; why?: EndReason | undefined; said?: string | undefined } => ({
      next: isOurs(search.next) ? search.next : undefined,
      why: typeof search.why === 'string' ? (search.why as EndReason) : undefined,
      said: typeof search.said === 'string' ? search.said.slice(0, 200) : undefined,
    }),
    component: lazyRouteComponent(() => import('./routes/LoginRoute.tsx'), 'LoginRoute'),
  })
  const password = createRoute({
    getParentRoute: () => root,
    path: '/password',
    component: lazyRouteComponent(() => import('./routes/PasswordRoute.tsx'), 'PasswordRoute'),
  })

  /** Everything within needs somebody who is logged in. */
  const inside = createRoute({
    getParentRoute: () => root,
    id: 'inside',
    beforeLoad: async ({ location }) => {
      try {
        const found = await cache.ensureQueryData(me)
        if (found.mustChangePassword) throw redirect({ to: '/password' })
      } catch (error) {
        if (error instanceof ApiError && error.status === 401) {
          throw redirect({ to: '/login', search: location.pathname === '/' ? {} : { next: location.href } })
        }
        if (error instanceof ApiError && error.code === 'security.password_change_required') {
          throw redirect({ to: '/password' })
        }
        throw error
      }
    },
    component: lazyRouteComponent(() => import('./Inside.tsx'), 'Inside'),
    errorComponent: Broken,
  })
  const home = createRoute({
    getParentRoute: () => inside,
    path: '/',
    component: () => <Navigate to="/desk/{-$conversationId}" params={{}} replace />,
  })
  const desk = createRoute({
    getParentRoute: () => inside,
    path: '/desk/{-$conversationId}',
    validateSearch: (search): { at?: number } => (Number.isInteger(search.at) ? { at: Number(search.at) } : {}),
    component: lazyRouteComponent(() => import('./routes/DeskRoute.tsx'), 'DeskRoute'),
  })
  const visitors = createRoute({
    getParentRoute: () => inside,
    path: '/visitors',
    component: lazyRouteComponent(() => import('./routes/VisitorsRoute.tsx'), 'VisitorsRoute'),
  })
  const invitations = createRoute({
    getParentRoute: () => inside,
    path: '/visitors/invitations',
    validateSearch: (search): { from?: string; through?: string; tab?: ResultTab } => {
      const tab = resultTabs.find((name) => name === search.tab)
      return { ...periodFrom(search), ...(tab && { tab }) }
    },
    component: lazyRouteComponent(() => import('./routes/InviteResultsRoute.tsx'), 'InviteResultsRoute'),
  })
  const monitor = createRoute({
    getParentRoute: () => inside,
    path: '/monitor',
    component: lazyRouteComponent(() => import('./routes/MonitorRoute.tsx'), 'MonitorRoute'),
  })

  const notices = createRoute({
    getParentRoute: () => inside,
    path: '/notices',
    validateSearch: (search): { id?: string } => (typeof search.id === 'string' ? { id: search.id } : {}),
    component: lazyRouteComponent(() => import('./routes/NoticesRoute.tsx'), 'NoticesRoute'),
  })
  const apps = createRoute({
    getParentRoute: () => inside,
    path: '/apps',
    component: lazyRouteComponent(() => import('./routes/AppsRoute.tsx'), 'AppsRoute'),
  })
  const tickets = createRoute({
    getParentRoute: () => inside,
    path: '/tickets/{-$ticketId}',
    validateSearch: filterOf,
    component: lazyRouteComponent(() => import('./routes/TicketsRoute.tsx'), 'TicketsRoute'),
  })
  const appointments = createRoute({
    getParentRoute: () => inside,
    path: '/appointments/{-$appointmentId}',
    validateSearch: appointmentFilterOf,
    component: lazyRouteComponent(() => import('./routes/AppointmentsRoute.tsx'), 'AppointmentsRoute'),
  })

  const settings = createRoute({
    getParentRoute: () => inside,
    path: '/settings',
    component: lazyRouteComponent(() => import('./Settings.tsx'), 'Settings'),
  })
  const page = <Path extends string>(path: Path, component: RouteComponent) =>
    createRoute({ getParentRoute: () => settings, path, component })
  const settingsPages = [
    page(
      '/',
      lazyRouteComponent(() => import('./routes/SettingsHome.tsx'), 'SettingsHome'),
    ),
    page(
      '/profile',
      lazyRouteComponent(() => import('../features/team/ProfilePage.tsx'), 'ProfilePage'),
    ),
    page(
      '/security',
      lazyRouteComponent(() => import('../features/security/SessionsPage.tsx'), 'SessionsPage'),
    ),
    page(
      '/notices',
      lazyRouteComponent(() => import('./NoticesPage.tsx'), 'NoticesPage'),
    ),
    page(
      '/company',
      lazyRouteComponent(() => import('../features/company/CompanyPage.tsx'), 'CompanyPage'),
    ),
    page(
      '/sites',
      lazyRouteComponent(() => import('./routes/SitesRoute.tsx'), 'SitesRoute'),
    ),
    page(
      '/sites/$siteId/styles/$styleId',
      lazyRouteComponent(() => import('./routes/StyleRoute.tsx'), 'StyleRoute'),
    ),
    page(
      '/card-fields',
      lazyRouteComponent(() => import('../features/card/CardFieldsPage.tsx'), 'CardFieldsPage'),
    ),
    page(
      '/ticket-types',
      lazyRouteComponent(() => import('../features/ticket/TypesPage.tsx'), 'TypesPage'),
    ),
    page(
      '/appointment-templates',
      lazyRouteComponent(() => import('../features/appointment/settings/TemplatesPage.tsx'), 'TemplatesPage'),
    ),
    page(
      '/appointment-sms',
      lazyRouteComponent(() => import('./routes/AppointmentSmsRoute.tsx'), 'AppointmentSmsRoute'),
    ),
    page(
      '/catalog',
      lazyRouteComponent(() => import('../features/catalog/settings/CatalogPage.tsx'), 'CatalogPage'),
    ),
    page(
      '/sms',
      lazyRouteComponent(() => import('../features/sms/SmsPage.tsx'), 'SmsPage'),
    ),
    page(
      '/rating',
      lazyRouteComponent(() => import('../features/rating/RatingPage.tsx'), 'RatingPage'),
    ),
    page(
      '/assistant',
      lazyRouteComponent(() => import('../features/assistant/AssistantPage.tsx'), 'AssistantPage'),
    ),
    page(
      '/classes',
      lazyRouteComponent(() => import('../features/conversation/class/ClassesPage.tsx'), 'ClassesPage'),
    ),
    page(
      '/quality',
      lazyRouteComponent(() => import('../features/conversation/quality/QualityPage.tsx'), 'QualityPage'),
    ),
    page(
      '/transfer',
      lazyRouteComponent(() => import('../features/conversation/offer/TransferPage.tsx'), 'TransferPage'),
    ),
    page(
      '/phrases',
      lazyRouteComponent(() => import('../features/phrase/PhrasesPage.tsx'), 'PhrasesPage'),
    ),
    page(
      '/announcements',
      lazyRouteComponent(() => import('../features/notice/AnnouncementsPage.tsx'), 'AnnouncementsPage'),
    ),
    page(
      '/robot',
      lazyRouteComponent(() => import('../features/robot/RobotPage.tsx'), 'RobotPage'),
    ),
    page(
      '/agents',
      lazyRouteComponent(() => import('../features/team/AgentsPage.tsx'), 'AgentsPage'),
    ),
    page(
      '/groups',
      lazyRouteComponent(() => import('../features/team/GroupsPage.tsx'), 'GroupsPage'),
    ),
    page(
      '/roles',
      lazyRouteComponent(() => import('../features/team/RolesPage.tsx'), 'RolesPage'),
    ),
    page(
      '/logins',
      lazyRouteComponent(() => import('../features/security/LoginLogPage.tsx'), 'LoginLogPage'),
    ),
    page(
      '/blocked',
      lazyRouteComponent(() => import('../features/shield/BlockedPage.tsx'), 'BlockedPage'),
    ),
    page(
      '/sensitive',
      lazyRouteComponent(() => import('../features/sensitive/SensitivePage.tsx'), 'SensitivePage'),
    ),
    page(
      '/sensitive-hits',
      lazyRouteComponent(() => import('./routes/SensitiveHitsRoute.tsx'), 'SensitiveHitsRoute'),
    ),
    page(
      '/operations',
      lazyRouteComponent(() => import('../features/security/OperationLogPage.tsx'), 'OperationLogPage'),
    ),
  ]

  return createRouter({
    routeTree: root.addChildren([
      login,
      password,
      inside.addChildren([
        home,
        desk,
        visitors,
        invitations,
        monitor,
        tickets,
        appointments,
        notices,
        apps,
        settings.addChildren(settingsPages),
      ]),
    ]),
    defaultPreload: 'intent',
    defaultPendingMs: 300,
    defaultPendingComponent: Waiting,
    defaultErrorComponent: Broken,
  })
}

/** A path of ours. `//host`, `/\host` and a tab between the slashes name another host. */
const isOurs = (path: unknown): path is string =>
  typeof path === 'string' &&
  path.startsWith('/') &&
  URL.canParse(path, location.origin) &&
  new URL(path, location.origin).origin === location.origin

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}
