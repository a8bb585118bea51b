import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import { useFieldErrors } from '@/editing/expected';
import { CustomerFields } from '@/pages/people/customers/CustomerFields';
import { CUSTOMERS, NEW_CUSTOMER } from '@/pages/people/customers/customer';
import { NewForm } from '@/pages/people/making/NewForm';
import { useNew } from '@/pages/people/making/useNew';
import { useSession } from '@/session/session';

export default function NewCustomerPage() {
  const { t } = useTranslation('people');
  const { api } = useSession();
  const made = useNew({
    empty: NEW_CUSTOMER,
    make: async (body) => {
      const { id } = await answered(api.POST('/v1/customers', { body: { ...body, id: null } }));
      return { href: `/customers/${encodeURIComponent(id)}` };
    },
    shownIn: CUSTOMERS,
  });
  const errorOf = useFieldErrors(made.error);
  return (
    <NewForm
      made={made}
      title={t('customers.new')}
      above={{ text: t('customers.title'), href: '/customers' }}
      text={t('customers.create')}
    >
      <CustomerFields
        customer={made.value}
        change={(changed) => made.change({ ...made.value, ...changed })}
        errorOf={errorOf}
      />
    </NewForm>
  );
}
