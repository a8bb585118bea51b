import Button from '@cloudscape-design/components/button';
import Flashbar from '@cloudscape-design/components/flashbar';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import { useRinging } from '@/shell/ringing';

const PAGE = '/agent';

/** Says on every other page that somebody rings on the agent's. */
export function RingingBanner() {
  const { t } = useTranslation('navigation');
  const sentence = useRinging();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  return sentence === null || pathname === PAGE ? null : (
    <Flashbar
      items={[
        {
          id: 'ringing',
          type: 'info',
          content: sentence,
          ariaRole: 'alert',
          action: <Button onClick={() => void navigate(PAGE)}>{t('agent')}</Button>,
        },
      ]}
    />
  );
}
