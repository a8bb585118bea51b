/** What the contact was about, kept here until it is with the centre. */
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Multiselect from '@cloudscape-design/components/multiselect';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Textarea from '@cloudscape-design/components/textarea';
import { useTranslation } from 'react-i18next';
import { useAct } from '@/pages/agent/acting';
import { useCodeOptions } from '@/pages/agent/contact/codes';
import { useSaveWrapUp } from '@/pages/agent/contact/saveWrapUp';
import { useShortcuts } from '@/pages/agent/shortcuts/useShortcuts';
import { useTelephone } from '@/pages/agent/telephone/context';
import type { Contact } from '@/pages/agent/telephone/port';
import { hasDraft, type Kept } from '@/pages/agent/workbench/kept';
import type { Workbench } from '@/pages/agent/workbench/workbench';
import { Conflict } from '@/states/Conflict';

interface WrapUpProps {
  kept: Kept;
  /** null is that the telephone does not have it any more. */
  contact: Contact | null;
  workbench: Workbench;
}

export function WrapUp({ kept, contact, workbench }: WrapUpProps) {
  const { t } = useTranslation('agent');
  const telephone = useTelephone();
  const act = useAct();
  const codes = useCodeOptions(kept.queue);
  const { save, isSaving, theirs, decide } = useSaveWrapUp(workbench);
  const isOver = kept.endedMs !== null;
  const change = (what: Partial<Kept>) => {
    workbench.change(kept.id, { ...what, isSaved: false });
  };
  const finish = async () => {
    if (contact !== null) {
      await telephone.clear(kept.id);
    }
    workbench.drop(kept.id);
  };
  const saveAndFinish = () =>
    void act(async () => {
      if (await save(kept)) {
        await finish();
      }
    });
  useShortcuts(isOver ? { wrapUp: saveAndFinish } : {});
  return (
    <SpaceBetween size="s">
      {isOver && contact === null && <Box color="text-body-secondary">{t('wrapUp.gone')}</Box>}
      <FormField label={t('wrapUp.codes')}>
        <Multiselect
          options={codes.options}
          selectedOptions={kept.codes.map((id) => codes.optionOf(id))}
          statusType={codes.status}
          filteringType="auto"
          placeholder={t('wrapUp.choose')}
          empty={t('wrapUp.noCodes')}
          deselectAriaLabel={({ label }) => t('wrapUp.remove', { what: label ?? '' })}
          onChange={({ detail }) =>
            change({ codes: detail.selectedOptions.map(({ value }) => value ?? '') })
          }
        />
      </FormField>
      <FormField label={t('wrapUp.note')}>
        <Textarea
          value={kept.note}
          rows={3}
          onChange={({ detail }) => change({ note: detail.value })}
        />
      </FormField>
      <SpaceBetween direction="horizontal" size="xs" alignItems="center">
        {isOver ? (
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="primary" loading={isSaving} onClick={saveAndFinish}>
              {t('wrapUp.saveAndFinish')}
            </Button>
            <Button onClick={() => void act(finish)}>{t('wrapUp.dismiss')}</Button>
          </SpaceBetween>
        ) : (
          <Button
            loading={isSaving}
            disabled={!hasDraft(kept)}
            onClick={() => void act(() => save(kept))}
          >
            {t('wrapUp.save')}
          </Button>
        )}
        <span aria-live="polite">
          {kept.isSaved && <StatusIndicator>{t('wrapUp.saved')}</StatusIndicator>}
          {hasDraft(kept) && <Box color="text-body-secondary">{t('wrapUp.kept')}</Box>}
        </span>
      </SpaceBetween>
      {theirs !== null && (
        <Conflict
          mine={<Written codes={kept.codes} note={kept.note} labelOf={codes.labelOf} />}
          theirs={<Written codes={theirs.codes} note={theirs.note} labelOf={codes.labelOf} />}
          keepMine={() => decide('mine')}
          takeTheirs={() => decide('theirs')}
        />
      )}
    </SpaceBetween>
  );
}

interface WrittenProps {
  codes: readonly string[];
  note: string;
  labelOf: (id: string) => string;
}

function Written({ codes, note, labelOf }: WrittenProps) {
  return (
    <>
      <Box>{codes.map(labelOf).join(', ')}</Box>
      <Box>{note}</Box>
    </>
  );
}
