import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import { useTranslation } from 'react-i18next';

interface MoveMenuProps<T extends string> {
  label: string;
  moves: readonly { to: T; text: string }[];
  move: (to: T) => void;
}

/** The states to which something may go; nothing where there is none. */
export function MoveMenu<T extends string>({ label, moves, move }: MoveMenuProps<T>) {
  const { t } = useTranslation('desk');
  return moves.length === 0 ? null : (
    <ButtonDropdown
      variant="inline-icon"
      ariaLabel={label}
      expandToViewport
      items={[{ text: t('moveTo'), items: moves.map(({ to, text }) => ({ id: to, text })) }]}
      onItemClick={({ detail }) => {
        const chosen = moves.find(({ to }) => to === detail.id);
        if (chosen !== undefined) {
          move(chosen.to);
        }
      }}
    />
  );
}
