import type { SensitiveWord } from '@youwen/contract'
import { App, Button, Switch, Table, type TableColumnsType } from 'antd'
import { ShieldAlert, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { FailureState } from '../../../ui/FailureState.tsx'
import { MoreButton } from '../../../ui/Paged.tsx'
import { ActionSelect } from '../ActionSelect.tsx'
import { ChosenBar } from './ChosenBar.tsx'
import type { Words } from './use-words.ts'

const named = 5

/** The words of one list; what is changed in a row works at once. */
export function WordTable({ words, isNarrowed }: { words: Words; isNarrowed: boolean }) {
  const { t } = useTranslation()
  const { modal } = App.useApp()
  const [chosen, setChosen] = useState<string[]>([])
  const shown = words.items.filter(({ wordId }) => chosen.includes(wordId))

  function remove(which: readonly SensitiveWord[]) {
    const names = which.slice(0, named).map(({ word }) => word)
    modal.confirm({
      title: t('sensitive.removeAsk', { count: which.length }),
      content: t('sensitive.removeHint', {
        words: names.join(t('sensitive.comma')) + (which.length > named ? '…' : ''),
      }),
      okText: t('sensitive.remove'),
      okButtonProps: { danger: true },
      onOk: async () => {
        await words.remove(which.map(({ wordId }) => wordId))
        setChosen([])
      },
    })
  }

  const columns: TableColumnsType<SensitiveWord> = [
    {
      title: t('sensitive.words'),
      render: (_, { word, isOn }) => <span style={isOn ? undefined : { color: 'var(--text-3)' }}>{word}</span>,
    },
    {
      title: t('sensitive.does'),
      width: 200,
      render: (_, { wordId, word, action }) => (
        <ActionSelect
          isBare
          label={`${t('sensitive.does')} ${word}`}
          value={action}
          onChange={(next) => words.change({ wordIds: [wordId], action: next })}
        />
      ),
    },
    {
      title: t('sensitive.state'),
      width: 90,
      render: (_, { wordId, word, isOn }) => (
        <Switch
          size="small"
          checked={isOn}
          aria-label={`${t('sensitive.state')} ${word}`}
          onChange={(next) => words.change({ wordIds: [wordId], isOn: next })}
        />
      ),
    },
    {
      width: 60,
      align: 'right',
      render: (_, word) => (
        <Button
          type="text"
          size="small"
          icon={<Trash2 size={15} />}
          aria-label={t('sensitive.removeOne', { word: word.word })}
          onClick={() => remove([word])}
        />
      ),
    },
  ]

  if (words.isError) return <FailureState error={words.error} onRetry={words.retry} />
  return (
    <>
      {shown.length > 0 && (
        <ChosenBar
          count={shown.length}
          onChange={(change) => words.change({ wordIds: shown.map(({ wordId }) => wordId), ...change })}
          onRemove={() => remove(shown)}
          onDone={() => setChosen([])}
        />
      )}
      <Table
        size="middle"
        rowKey="wordId"
        columns={columns}
        dataSource={words.items}
        loading={words.isPending}
        pagination={false}
        rowSelection={{ selectedRowKeys: chosen, onChange: (keys) => setChosen(keys.map(String)) }}
        scroll={{ x: 560 }}
        locale={{
          emptyText: (
            <EmptyState
              icon={<ShieldAlert size={24} />}
              title={t(isNarrowed ? 'sensitive.noneFound' : 'sensitive.none')}
              hint={t(isNarrowed ? 'sensitive.noneFoundHint' : 'sensitive.noneHint')}
            />
          ),
        }}
      />
      <MoreButton of={words} />
    </>
  )
}
