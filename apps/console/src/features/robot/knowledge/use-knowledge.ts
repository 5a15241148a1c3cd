import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { RobotNode } from '@youwen/contract'
import { App } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { api, queries } from '../../../platform/api.ts'
import { describe } from '../../../platform/failure.ts'
import { byTopicOf, countIn, type Drop, placeAfterDrop } from './place.ts'

/** The tree of what the robot knows, and what is done to it as a whole. */
export function useKnowledge() {
  const { t } = useTranslation()
  const { message, modal } = App.useApp()
  const cache = useQueryClient()
  const options = queries.robot.tree.queryOptions()
  const tree = useQuery({ ...options, staleTime: 10_000 })
  const nodes = useMemo(() => tree.data ?? [], [tree.data])
  const byTopic = useMemo(() => byTopicOf(nodes), [nodes])
  const refresh = () => cache.invalidateQueries({ queryKey: options.queryKey })

  const failed = (error: unknown) => {
    void message.error(describe(error))
    // A colleague was faster: what is there now says why.
    void refresh()
  }
  return {
    tree,
    nodes,
    byTopic,
    refresh,
    move(drop: Drop) {
      const place = placeAfterDrop(nodes, drop)
      if (place) void api.robot.move({ entryId: drop.moved, place }).then(refresh, failed)
    },
    remove(node: RobotNode, onRemoved: () => void) {
      const { title, entryId, kind } = node
      const count = kind === 'topic' ? countIn(byTopic, entryId) : 0
      modal.confirm({
        title: t(kind === 'topic' ? 'robot.removeTopicTitle' : 'robot.removeTitle', { title }),
        content: count > 0 ? t('robot.removeTopicHint', { count }) : t('robot.removeHint'),
        okText: t('app.remove'),
        okButtonProps: { danger: true },
        onOk: () =>
          api.robot.remove({ entryId }).then(() => {
            onRemoved()
            return refresh()
          }, failed),
      })
    },
  }
}
