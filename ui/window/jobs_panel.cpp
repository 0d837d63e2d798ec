#include "ui/window/jobs_panel.h"

#include "ui/jobs/job_list.h"
#include "ui/theme/allow.h"
#include "ui/theme/table_look.h"
#include "ui/theme/translated.h"
#include "ui/window/event_log_model.h"
#include "ui/window/job_delegate.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace tandem {

JobsPanel::JobsPanel(JobList& jobs, QWidget* parent)
    : QWidget(parent), m_jobs(jobs), m_log(new EventLogModel(this)), m_tabs(new QTabWidget(this)) {
    m_tabs->setObjectName("jobsTabs");
    m_tabs->addTab(makeQueue(), {});
    m_tabs->addTab(makeLog(), {});
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 4, 0, 0);
    layout->addWidget(m_tabs);
    connect(m_stop, &QPushButton::clicked, this, &JobsPanel::stopChosen);
    connect(m_up, &QToolButton::clicked, this, [this] { moveChosen(-1); });
    connect(m_down, &QToolButton::clicked, this, [this] { moveChosen(1); });
    connect(m_clear, &QPushButton::clicked, &jobs, &JobList::clearEnded);
    connect(&jobs, &JobList::changed, this, &JobsPanel::refresh);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &JobsPanel::refresh);
    keepTranslated(*this, [this] { retranslate(); });
}

QWidget* JobsPanel::makeQueue() {
    auto* const queue = new QWidget(m_tabs);
    m_list = new QListView(queue);
    m_list->setObjectName("jobs");
    m_list->setModel(&m_jobs);
    m_list->setItemDelegate(new JobDelegate(m_list));
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_noJobs = new QLabel(queue);
    m_noJobs->setProperty("role", "faint");
    m_noJobs->setWordWrap(true);
    m_noJobs->setAlignment(Qt::AlignTop);
    m_noJobs->setContentsMargins(8, 6, 8, 6);
    m_stop = new QPushButton(queue);
    m_stop->setObjectName("cancelJob");
    m_up = new QToolButton(queue);
    m_up->setObjectName("moveJobUp");
    m_up->setArrowType(Qt::UpArrow);
    m_down = new QToolButton(queue);
    m_down->setObjectName("moveJobDown");
    m_down->setArrowType(Qt::DownArrow);
    m_clear = new QPushButton(queue);
    m_clear->setObjectName("clearJobs");
    auto* const buttons = new QHBoxLayout;
    buttons->addWidget(m_stop);
    buttons->addWidget(m_clear);
    buttons->addStretch();
    auto* const arrows = new QVBoxLayout;
    arrows->addWidget(m_up);
    arrows->addWidget(m_down);
    arrows->addStretch();
    auto* const jobs = new QHBoxLayout;
    jobs->addWidget(m_list, 1);
    jobs->addLayout(arrows);
    auto* const layout = new QVBoxLayout(queue);
    constexpr int kMargin = 2;  // beside the pages every point counts
    layout->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    layout->addWidget(m_noJobs, 1);
    layout->addLayout(jobs, 1);
    layout->addLayout(buttons);
    return queue;
}

QWidget* JobsPanel::makeLog() {
    m_events = new QTableView(m_tabs);
    m_events->setObjectName("eventLog");
    m_events->setModel(m_log);
    showAsList(*m_events);
    m_events->setColumnWidth(EventLogModel::Time, 150);
    m_events->setColumnWidth(EventLogModel::Kind, 70);
    return m_events;
}

void JobsPanel::refresh() {
    const QModelIndex chosen = m_list->currentIndex();
    const bool canStop = chosen.isValid() && !m_jobs.at(chosen.row())->hasEnded();
    allow(*m_stop, canStop ? QString() : tr("Choose a job that runs or waits."), {});
    const QString cannotMove = tr("Choose a job that waits, with another that waits before or after it.");
    const bool canRise = m_jobs.canMove(chosen.row(), -1);
    m_up->setEnabled(canRise);
    m_up->setToolTip(canRise ? tr("Starts before the one above it") : cannotMove);
    const bool canSink = m_jobs.canMove(chosen.row(), 1);
    m_down->setEnabled(canSink);
    m_down->setToolTip(canSink ? tr("Starts after the one below it") : cannotMove);
    allow(*m_clear, m_jobs.activeCount() < m_jobs.rowCount() ? QString() : tr("No job has ended yet."), {});
    for (QWidget* const one :
         {static_cast<QWidget*>(m_list), static_cast<QWidget*>(m_up), static_cast<QWidget*>(m_down)}) {
        one->setVisible(m_jobs.rowCount() > 0);
    }
    m_noJobs->setVisible(m_jobs.rowCount() == 0);
}

void JobsPanel::stopChosen() {
    if (const QModelIndex chosen = m_list->currentIndex(); chosen.isValid()) {
        m_jobs.at(chosen.row())->cancel();
    }
}

void JobsPanel::moveChosen(int step) {
    m_jobs.move(m_list->currentIndex().row(), step);
    refresh();
}

void JobsPanel::retranslate() {
    m_tabs->setTabText(0, tr("Queue"));
    m_tabs->setTabText(1, tr("Log"));
    m_list->setAccessibleName(tr("Jobs"));
    m_events->setAccessibleName(tr("Log of the project"));
    m_noJobs->setText(
        tr("No jobs. What takes longer, such as an import or a training, appears here with its progress."));
    m_stop->setText(tr("Stop job"));
    m_up->setAccessibleName(tr("Move up"));
    m_down->setAccessibleName(tr("Move down"));
    m_clear->setText(tr("Clear ended"));
    m_log->retranslate();
    refresh();
}

}  // namespace tandem
