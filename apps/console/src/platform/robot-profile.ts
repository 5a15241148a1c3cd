import { useQuery } from '@tanstack/react-query'
import type { RobotProfile } from '@youwen/contract'
import { queries } from './api.ts'

/** What the robot is called and looks like; undefined until that is known. */
export const useRobotProfile = (): RobotProfile | undefined =>
  useQuery(queries.robot.profile.queryOptions({ staleTime: 300_000 })).data
