import Checkbox from '@cloudscape-design/components/checkbox';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useTranslation } from 'react-i18next';
import type { FieldErrors } from '@/editing/expected';
import { Texts } from '@/editing/Texts';
import type { Code } from '@/pages/people/codes/code';
import { Line } from '@/pages/people/parts/Line';
import { QueuesFor } from '@/pages/people/parts/QueuesFor';
import { written } from '@/pages/people/parts/written';
import { useTenant } from '@/session/me';

interface CodeFieldsProps {
  code: Code;
  change: (code: Code) => void;
  errorOf: FieldErrors;
}

export function CodeFields({ code, change, errorOf }: CodeFieldsProps) {
  const { t } = useTranslation('people');
  const languages = useTenant().data?.languages ?? [];
  return (
    <SpaceBetween size="l">
      <Texts
        label={t('title')}
        texts={code.title}
        languages={languages}
        oneLine
        errorOf={(language) => errorOf(`title.${language}`) ?? errorOf('title')}
        change={(title) => change({ ...code, title: written(title) })}
      />
      <ColumnLayout columns={2}>
        <Line
          label={t('codes.group')}
          hint={t('codes.groupHint')}
          value={code.group}
          error={errorOf('group')}
          change={(group) => change({ ...code, group })}
        />
        <QueuesFor
          queues={code.queues}
          error={errorOf('queues')}
          change={(queues) => change({ ...code, queues })}
        />
      </ColumnLayout>
      <Checkbox
        checked={code.active}
        description={t('codes.activeHint')}
        onChange={({ detail }) => change({ ...code, active: detail.checked })}
      >
        {t('active')}
      </Checkbox>
    </SpaceBetween>
  );
}
