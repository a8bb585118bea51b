import { useTranslation } from 'react-i18next';
import { Choice } from '@/editing/Choice';
import { rolesToGive } from '@/pages/people/members/roles';
import { useRole } from '@/pages/people/parts/useRole';
import type { Role } from '@/shell/page';

interface RoleChoiceProps {
  role: Role;
  change: (role: Role) => void;
  error?: string | undefined;
}

/** A role, with what it lets somebody do. */
export function RoleChoice({ role, change, error }: RoleChoiceProps) {
  const { t } = useTranslation('people');
  const given = rolesToGive(useRole().role);
  return (
    <Choice
      label={t('role')}
      value={role}
      options={given.map((value) => ({
        value,
        label: t(`roles.${value}`),
        description: t(`mayDo.${value}`),
      }))}
      error={error}
      change={(value) => {
        const chosen = given.find((each) => each === value);
        if (chosen !== undefined) {
          change(chosen);
        }
      }}
    />
  );
}
