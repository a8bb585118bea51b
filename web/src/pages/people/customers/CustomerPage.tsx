import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useTranslation } from 'react-i18next';
import { answered, answeredWithVersion } from '@/api/client';
import { useFieldErrors } from '@/editing/expected';
import { useEdited } from '@/editing/useEdited';
import { Asking } from '@/pages/people/asking/Asking';
import { Card } from '@/pages/people/customers/Card';
import { CustomerFields } from '@/pages/people/customers/CustomerFields';
import { CUSTOMERS, type Customer } from '@/pages/people/customers/customer';
import { Merging } from '@/pages/people/customers/Merging';
import { EditPage } from '@/pages/people/editing/EditPage';
import { useParam } from '@/pages/people/editing/useParam';
import { useRole } from '@/pages/people/parts/useRole';
import { useSession } from '@/session/session';

export default function CustomerPage() {
  const { t } = useTranslation('people');
  const { t: common } = useTranslation();
  const { api } = useSession();
  const { leads } = useRole();
  const id = useParam('id');
  const path = { customer_id: id };
  const edited = useEdited<Customer>({
    queryKey: [...CUSTOMERS, id],
    load: () => answeredWithVersion(api.GET('/v1/customers/{customer_id}', { params: { path } })),
    save: async ({ id: _, ...body }, etag) => {
      await answered(
        api.PUT('/v1/customers/{customer_id}', {
          params: { path, header: { 'If-Match': etag } },
          body,
        }),
      );
      return undefined;
    },
    alsoShownIn: [CUSTOMERS],
  });
  const errorOf = useFieldErrors(edited.error);
  const saved = edited.query.data;
  const name = saved?.body.name ?? '…';
  const facts = (each: Customer) => [
    { label: t('personName'), text: each.name },
    { label: t('customers.greetAs'), text: each.greet_as },
    { label: t('customers.company'), text: each.company },
    { label: t('email'), text: each.email },
    { label: t('customers.numbers'), text: each.numbers.join(', ') },
    { label: t('customers.tier'), text: each.tier },
    { label: t('language'), text: each.language ?? '' },
    { label: t('customers.manager'), text: each.account_manager ?? '' },
    { label: t('queue'), text: each.queue ?? '' },
    { label: t('tags'), text: each.tags.join(', ') },
    { label: t('customers.optOuts'), text: each.opt_outs.map((one) => t(`optOuts.${one}`)).join() },
    { label: t('customers.address'), text: each.address },
    { label: t('customers.notes'), text: each.notes },
    ...Object.entries(each.attributes).map(([label, text]) => ({ label, text })),
  ];
  return (
    <EditPage
      edited={edited}
      title={name}
      above={{ text: t('customers.title'), href: '/customers' }}
      first={<Card id={id} />}
      header={<Header variant="h2">{t('customers.details')}</Header>}
      facts={facts}
      fields={(customer, change) => (
        <CustomerFields
          customer={customer}
          change={(changed) => change({ ...customer, ...changed })}
          errorOf={errorOf}
        />
      )}
      actions={
        leads &&
        saved !== undefined && (
          <SpaceBetween direction="horizontal" size="xs">
            <Merging customer={saved.body} />
            <Asking
              text={common('delete')}
              question={t('customers.remove', { name })}
              act={() =>
                answered(
                  api.DELETE('/v1/customers/{customer_id}', {
                    params: { path, header: { 'If-Match': saved.etag } },
                  }),
                )
              }
              shownIn={CUSTOMERS}
              then="/customers"
            >
              {t('customers.removeText')}
            </Asking>
          </SpaceBetween>
        )
      }
    />
  );
}
