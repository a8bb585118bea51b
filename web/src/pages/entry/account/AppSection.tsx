/** An authenticator app: its secret is shown once, and counts when a code of it came back. */
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { QRCodeSVG } from 'qrcode.react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { answered } from '@/api/client';
import { useFieldErrors } from '@/editing/expected';
import { CodeField, isCode } from '@/pages/entry/CodeField';
import type { Me } from '@/session/me';
import { useSession } from '@/session/session';
import { ProblemAlert } from '@/states/ProblemAlert';

export function AppSection({ me }: { me: Me }) {
  const { t } = useTranslation('entry');
  const session = useSession();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [code, setCode] = useState('');
  const isFirst = me.needs_mfa && !me.has_mfa;
  const beginning = useMutation({ mutationFn: () => answered(session.api.POST('/v1/mfa')) });
  const confirming = useMutation({
    mutationFn: async () => {
      await answered(session.api.POST('/v1/mfa/confirm', { body: { code } }));
      // The token in use does not know of the app yet.
      await session.renew();
      await queries.invalidateQueries();
    },
    onSuccess: () => {
      beginning.reset();
      setCode('');
      if (isFirst) {
        void navigate('/setup');
      }
    },
  });
  const errors = useFieldErrors(confirming.error);
  const app = beginning.data;
  return (
    <Container
      header={
        <Header variant="h2" description={t('app.about')}>
          {t('app.title')}
        </Header>
      }
    >
      <SpaceBetween size="m">
        {confirming.isSuccess && <Alert type="success">{t('app.done')}</Alert>}
        <ProblemAlert
          error={beginning.error ?? (errors('code') === undefined ? confirming.error : null)}
        />
        {app === undefined ? (
          <Button
            variant={isFirst ? 'primary' : 'normal'}
            loading={beginning.isPending}
            onClick={() => beginning.mutate()}
          >
            {t(me.has_mfa ? 'app.another' : 'app.begin')}
          </Button>
        ) : (
          <SpaceBetween size="m">
            <Box>{t('app.scan')}</Box>
            <QRCodeSVG value={app.uri} size={200} marginSize={4} title={t('app.qr')} />
            <Box>
              {t('app.orType')}{' '}
              <CopyToClipboard
                variant="inline"
                textToCopy={app.secret}
                copyButtonAriaLabel={t('app.copy')}
                copySuccessText={t('app.copied')}
                copyErrorText={t('app.notCopied')}
              />
            </Box>
            <form
              onSubmit={(event) => {
                event.preventDefault();
                if (isCode(code) && !confirming.isPending) {
                  confirming.mutate();
                }
              }}
            >
              <SpaceBetween size="m">
                <CodeField
                  label={t('app.code')}
                  code={code}
                  change={setCode}
                  error={errors('code')}
                />
                <Button
                  variant="primary"
                  formAction="submit"
                  loading={confirming.isPending}
                  disabled={!isCode(code)}
                >
                  {t('app.confirm')}
                </Button>
              </SpaceBetween>
            </form>
          </SpaceBetween>
        )}
      </SpaceBetween>
    </Container>
  );
}
