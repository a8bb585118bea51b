/** From when till when, as one types it: 9, 930, 9:30. */
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useTranslation } from 'react-i18next';
import { endsOf, type SlotProblem, tidied } from '@/setup/slots';

interface SlotFieldsProps {
  /** The name of the day, for who cannot see where the slot stands. */
  day: string;
  slot: string;
  problem: SlotProblem | null;
  /** What the API said of it. */
  refused: string | undefined;
  change: (slot: string) => void;
  remove: () => void;
}

export function SlotFields({ day, slot, problem, refused, change, remove }: SlotFieldsProps) {
  const { t } = useTranslation('owner');
  const [from, to] = endsOf(slot);
  const isMissing = from === '' || to === '';
  return (
    <FormField
      stretch
      errorText={problem !== null && !isMissing ? t(`hours.problem.${problem}`) : refused}
    >
      <SpaceBetween direction="horizontal" size="xs" alignItems="center">
        <Time
          label={t('hours.from', { day })}
          value={from}
          change={(value) => change(`${value}-${to}`)}
        />
        <span aria-hidden>–</span>
        <Time
          label={t('hours.to', { day })}
          value={to}
          change={(value) => change(`${from}-${value}`)}
        />
        <Button
          iconName="remove"
          variant="icon"
          ariaLabel={t('hours.removeSlot', { day, slot })}
          onClick={remove}
        />
      </SpaceBetween>
    </FormField>
  );
}

interface TimeProps {
  label: string;
  value: string;
  change: (value: string) => void;
}

function Time({ label, value, change }: TimeProps) {
  return (
    <div className="slot-time">
      <Input
        ariaLabel={label}
        value={value}
        placeholder="09:00"
        onChange={({ detail }) => change(detail.value.replace(/-/g, ''))}
        onBlur={() => tidied(value) !== value && change(tidied(value))}
      />
    </div>
  );
}
