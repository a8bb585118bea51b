/** Signing up in four steps: the business, what it begins with, oneself, the code of the mail. */
import Wizard from '@cloudscape-design/components/wizard';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { answered } from '@/api/client';
import { startAnew } from '@/api/queries';
import { useFieldErrors } from '@/editing/expected';
import { isLanguage } from '@/i18n';
import { isCode } from '@/pages/entry/CodeField';
import { flawOf } from '@/pages/entry/password';
import { BusinessStep } from '@/pages/entry/signup/BusinessStep';
import { CodeStep } from '@/pages/entry/signup/CodeStep';
import { PersonStep } from '@/pages/entry/signup/PersonStep';
import { PreviewStep } from '@/pages/entry/signup/PreviewStep';
import { isComplete, newWish, STEPS, stepOf } from '@/pages/entry/signup/wish';
import { useSession } from '@/session/session';
import { Loaded } from '@/states/Loaded';
import { ProblemSentence } from '@/states/ProblemSentence';
import { useUnsavedWarning } from '@/states/unsaved';

const CODE_STEP = STEPS.indexOf('code');

export default function SignUpPage() {
  const { t, i18n } = useTranslation('entry');
  const session = useSession();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [wish, setWish] = useState(() =>
    newWish(isLanguage(i18n.language) ? i18n.language : 'en', navigator.languages),
  );
  const [step, setStep] = useState(0);
  const [isIncomplete, setIncomplete] = useState(false);
  const [code, setCode] = useState('');
  const [password, setPassword] = useState('');
  const inForce = useQuery({
    queryKey: ['agreements'],
    queryFn: () => answered(session.api.GET('/v1/agreements')),
  });
  const email = wish.email.trim();

  const signingUp = useMutation({
    mutationFn: (accepted: { terms: string; privacy: string }) =>
      answered(
        session.api.POST('/v1/sign-up', {
          body: {
            email,
            name: wish.name.trim(),
            business_name: wish.business_name.trim(),
            country: wish.country,
            language: wish.language,
            timezone: wish.timezone.trim() === '' ? null : wish.timezone.trim(),
            template: wish.template,
            accepted,
          },
        }),
      ),
    onSuccess: () => setStep(CODE_STEP),
    onError: (error) => setStep(STEPS.indexOf(stepOf(error))),
  });
  const confirming = useMutation({
    mutationFn: async () => {
      await answered(session.api.POST('/v1/sign-up/confirm', { body: { email, code, password } }));
      return session.signIn(email, password);
    },
    onSuccess: (reply) => {
      startAnew(queries);
      const signIn = `/sign-in?email=${encodeURIComponent(email)}&to=%2Faccount`;
      void navigate(reply.kind === 'tokens' ? '/account' : signIn, { replace: true });
    },
  });
  useUnsavedWarning(wish.business_name !== '' && !confirming.isSuccess && !confirming.isPending);

  const errors = useFieldErrors(signingUp.error);
  const codeErrors = useFieldErrors(confirming.error);
  const go = (to: number) => {
    const name = STEPS[step] ?? 'business';
    const isBack = to < step;
    setIncomplete(!isBack && !isComplete(name, wish));
    if (isBack) {
      setStep(to);
    } else if (isComplete(name, wish) && to < CODE_STEP) {
      setStep(to);
    } else if (isComplete(name, wish) && inForce.data !== undefined) {
      signingUp.mutate(inForce.data);
    }
  };
  const refused = signingUp.error !== null && <ProblemSentence error={signingUp.error} />;
  const given = { wish, change: setWish, errors, isIncomplete };
  return (
    <Loaded query={inForce}>
      {(versions) => (
        <Wizard
          activeStepIndex={step}
          isLoadingNextStep={signingUp.isPending || confirming.isPending}
          submitButtonText={t('signUp.finish')}
          i18nStrings={{
            stepNumberLabel: (number) => t('signUp.step', { number }),
            collapsedStepsLabel: (number, count) => t('signUp.stepOf', { number, count }),
            navigationAriaLabel: t('signUp.steps'),
          }}
          onNavigate={({ detail }) => go(detail.requestedStepIndex)}
          onCancel={() => void navigate('/')}
          onSubmit={() =>
            isCode(code) && flawOf(password) === null ? confirming.mutate() : setIncomplete(true)
          }
          steps={[
            {
              title: t('signUp.business.title'),
              description: t('signUp.business.about'),
              content: <BusinessStep {...given} />,
              errorText: refused,
            },
            {
              title: t('signUp.preview.title'),
              description: t('signUp.preview.about'),
              content: <PreviewStep wish={wish} />,
            },
            {
              title: t('signUp.person.title'),
              content: <PersonStep {...given} versions={versions} />,
              errorText: refused,
            },
            {
              title: t('signUp.code.title'),
              description: t('signUp.code.about', { email }),
              errorText:
                confirming.error === null ? undefined : (
                  <ProblemSentence error={confirming.error} />
                ),
              content: (
                <CodeStep
                  email={email}
                  code={code}
                  changeCode={setCode}
                  password={password}
                  changePassword={setPassword}
                  errors={codeErrors}
                />
              ),
            },
          ]}
        />
      )}
    </Loaded>
  );
}
