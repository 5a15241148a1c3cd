import { useQuery } from '@tanstack/react-query'
import { queries } from '../../../platform/api.ts'
import { FailureState } from '../../../ui/FailureState.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import styles from '../RobotPage.module.css'
import { SettingsForm } from './SettingsForm.tsx'

export function SettingsPane() {
  const settings = useQuery(queries.robot.settings.queryOptions())
  return (
    <div className={styles.scroll}>
      {settings.isPending && <Skeleton rows={6} />}
      {settings.isError && <FailureState error={settings.error} onRetry={() => void settings.refetch()} />}
      {settings.data && <SettingsForm settings={settings.data} />}
    </div>
  )
}
