/** Around the fields of something that is edited: saving it, and all that can come of that. */
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import LiveRegion from '@cloudscape-design/components/live-region';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Refused } from '@/editing/Refused';
import type { Edited } from '@/editing/useEdited';
import { type Fact, Version } from '@/editing/Version';
import { JobProgress } from '@/jobs/JobProgress';
import { Conflict } from '@/states/Conflict';
import { Loaded } from '@/states/Loaded';

interface EditedFormProps<T> {
  edited: Edited<T>;
  /** What two versions are compared by. */
  facts: (value: T) => readonly Fact[];
  /** Beside the button that saves. */
  actions?: ReactNode;
  children: (value: T, change: (value: T) => void) => ReactNode;
}

export function EditedForm<T>({ edited, facts, actions, children }: EditedFormProps<T>) {
  const { t } = useTranslation();
  const { value, theirs } = edited;
  return (
    <Loaded query={edited.query}>
      {() =>
        value !== undefined && (
          <SpaceBetween size="l">
            {children(value, edited.change)}
            <Refused error={edited.error} />
            <Box float="right">
              <SpaceBetween direction="horizontal" size="xs" alignItems="center">
                <LiveRegion>
                  {edited.isSaved && <StatusIndicator>{t('saved')}</StatusIndicator>}
                </LiveRegion>
                {actions}
                <Button variant="link" disabled={!edited.isChanged} onClick={edited.discard}>
                  {t('cancel')}
                </Button>
                <Button
                  variant="primary"
                  disabled={!edited.isChanged}
                  loading={edited.isSaving}
                  onClick={edited.save}
                >
                  {t('save')}
                </Button>
              </SpaceBetween>
            </Box>
            {edited.job !== null && <JobProgress job={edited.job} />}
            {theirs !== null && (
              <Conflict
                mine={<Version facts={facts(value)} other={facts(theirs.body)} />}
                theirs={<Version facts={facts(theirs.body)} other={facts(value)} />}
                keepMine={edited.keepMine}
                takeTheirs={edited.takeTheirs}
              />
            )}
          </SpaceBetween>
        )
      }
    </Loaded>
  );
}
