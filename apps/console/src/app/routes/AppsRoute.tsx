import { AppsPage } from '../../features/app/AppsPage.tsx'
import { useAppPlaces } from '../use-app-places.ts'

export const AppsRoute = () => <AppsPage shown={useAppPlaces()} />
