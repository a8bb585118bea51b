import Badge from '@cloudscape-design/components/badge';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import type { components } from '@/api/schema';
import { languageName } from '@/i18n/names';
import { EditPrompt } from '@/pages/owner/prompts/EditPrompt';
import { usePromptName } from '@/pages/owner/prompts/usePromptName';
import { useSession } from '@/session/session';
import { codesOf, type Setup } from '@/setup/setup';
import { Loaded } from '@/states/Loaded';

type Prompt = components['schemas']['PromptView'];

export function PromptList({ setup }: { setup: Setup }) {
  const { t, i18n } = useTranslation('owner');
  const { api } = useSession();
  const nameOf = usePromptName();
  const [filter, setFilter] = useState('');
  const [open, setOpen] = useState<string | null>(null);
  const prompts = useQuery({
    queryKey: ['prompts'],
    queryFn: () => answered(api.GET('/v1/prompts')),
  });
  const [language] = codesOf(setup);
  const said = (prompt: Prompt) =>
    prompt.own[language ?? ''] ?? prompt.built_in[language ?? ''] ?? '';
  const matches = (prompt: Prompt) =>
    [nameOf(prompt.key), ...Object.values(prompt.built_in), ...Object.values(prompt.own)]
      .join(' ')
      .toLocaleLowerCase(i18n.language)
      .includes(filter.toLocaleLowerCase(i18n.language));
  return (
    <Loaded query={prompts}>
      {({ items }) => (
        <>
          <Table
            variant="embedded"
            wrapLines
            header={
              <Header variant="h2" counter={`(${items.length})`}>
                {t('prompts.list')}
              </Header>
            }
            filter={
              <TextFilter
                filteringText={filter}
                filteringAriaLabel={t('prompts.find')}
                filteringPlaceholder={t('prompts.find')}
                onChange={({ detail }) => setFilter(detail.filteringText)}
              />
            }
            items={items.filter(matches)}
            trackBy="key"
            empty={t('prompts.none')}
            columnDefinitions={[
              {
                id: 'name',
                header: t('prompts.when'),
                isRowHeader: true,
                cell: (prompt) => (
                  <SpaceBetween direction="horizontal" size="xs">
                    <span>{nameOf(prompt.key)}</span>
                    {Object.keys(prompt.own).length > 0 && (
                      <Badge color="blue">{t('prompts.own')}</Badge>
                    )}
                  </SpaceBetween>
                ),
              },
              {
                id: 'text',
                header: t('prompts.text', {
                  language: languageName(language ?? '', i18n.language),
                }),
                cell: said,
              },
              {
                id: 'edit',
                header: t('actions'),
                cell: (prompt) => (
                  <Button
                    variant="icon"
                    iconName="edit"
                    ariaLabel={t('prompts.edit', { name: nameOf(prompt.key) })}
                    onClick={() => setOpen(prompt.key)}
                  />
                ),
              },
            ]}
          />
          {open !== null && (
            <EditPrompt key={open} prompt={open} setup={setup} close={() => setOpen(null)} />
          )}
        </>
      )}
    </Loaded>
  );
}
