/** Opening hours: the week of each schedule, the calendar that comes of it, and the holidays. */
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Modal from '@cloudscape-design/components/modal';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { HolidaysPane } from '@/pages/owner/hours/HolidaysPane';
import { type CalendarDay, MonthCalendar } from '@/pages/owner/hours/MonthCalendar';
import { todayIn, written } from '@/pages/owner/hours/month';
import { NewSchedule } from '@/pages/owner/hours/NewSchedule';
import { SchedulePane } from '@/pages/owner/hours/SchedulePane';
import { type Setup, useSetup } from '@/setup/setup';
import { Loaded } from '@/states/Loaded';

export default function HoursPage() {
  const { t } = useTranslation('owner');
  const setup = useSetup();
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={t('hours.about')}>
          {t('hours.title')}
        </Header>
      }
    >
      <Loaded query={setup}>{(loaded) => <Schedules setup={loaded} />}</Loaded>
    </ContentLayout>
  );
}

function Schedules({ setup }: { setup: Setup }) {
  const { t } = useTranslation('owner');
  const names = setup.schedules.map(({ name }) => name);
  const [wanted, setWanted] = useState('');
  const [tab, setTab] = useState('week');
  const [isCreating, setCreating] = useState(false);
  const [day, setDay] = useState<CalendarDay | null>(null);
  const shown = names.includes(wanted) ? wanted : (names[0] ?? '');
  const [begin, setBegin] = useState(() => todayIn(setup.timezone, new Date()));
  return (
    <SpaceBetween size="l">
      <Container>
        <SpaceBetween direction="horizontal" size="m" alignItems="end">
          <FormField label={t('hours.schedule')}>
            <Select
              options={names.map((value) => ({ value, label: value }))}
              selectedOption={{ value: shown, label: shown }}
              onChange={({ detail }) => setWanted(detail.selectedOption.value ?? '')}
            />
          </FormField>
          <Button iconName="add-plus" onClick={() => setCreating(true)}>
            {t('hours.new')}
          </Button>
        </SpaceBetween>
      </Container>
      <Tabs
        variant="container"
        activeTabId={tab}
        onChange={({ detail }) => setTab(detail.activeTabId)}
        // What was begun on one tab stays while another one is looked at.
        tabs={[
          {
            id: 'week',
            label: t('hours.tab.week'),
            contentRenderStrategy: 'lazy',
            content: (
              <SpaceBetween size="m">
                <Alert type="info">{t('hours.wall', { zone: setup.timezone })}</Alert>
                {shown !== '' && (
                  <SchedulePane
                    key={shown}
                    schedule={shown}
                    setup={setup}
                    deleted={() => setWanted('')}
                  />
                )}
              </SpaceBetween>
            ),
          },
          {
            id: 'calendar',
            label: t('hours.tab.calendar'),
            content: (
              <MonthCalendar
                schedule={shown}
                timezone={setup.timezone}
                choose={(chosen) => {
                  setDay(chosen);
                  setBegin(chosen.day);
                }}
              />
            ),
          },
          {
            id: 'holidays',
            label: t('hours.tab.holidays'),
            contentRenderStrategy: 'lazy',
            content: <HolidaysPane setup={setup} today={begin} />,
          },
        ]}
      />
      {isCreating && (
        <NewSchedule
          created={(name) => {
            setCreating(false);
            setWanted(name);
          }}
          close={() => setCreating(false)}
        />
      )}
      {day !== null && <ChosenDay day={day} goTo={setTab} close={() => setDay(null)} />}
    </SpaceBetween>
  );
}

interface ChosenDayProps {
  day: CalendarDay;
  goTo: (tab: string) => void;
  close: () => void;
}

function ChosenDay({ day, goTo, close }: ChosenDayProps) {
  const { t, i18n } = useTranslation('owner');
  const lead = (tab: string) => () => {
    goTo(tab);
    close();
  };
  return (
    <Modal
      visible
      header={written(day.day, i18n.language, { dateStyle: 'full' })}
      onDismiss={close}
    >
      <SpaceBetween size="m">
        <span>
          {day.slots.length === 0 ? t('hours.closed') : day.slots.join(', ')}
          {day.occasion !== '' && ` — ${day.occasion}`}
        </span>
        <SpaceBetween direction="horizontal" size="xs">
          <Button onClick={lead('week')}>{t('hours.changeWeek')}</Button>
          <Button onClick={lead('holidays')}>{t('hours.changeHolidays')}</Button>
        </SpaceBetween>
      </SpaceBetween>
    </Modal>
  );
}
