#include "ui/window/jobs_panel.h"

#include "ui/jobs/job_list.h"
#include "ui/window/job_delegate.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QListView>
#include <QPushButton>
#include <QVBoxLayout>

namespace tandem {

JobsPanel::JobsPanel(JobList& jobs, QWidget* parent)
    : QWidget(parent),
      m_jobs(jobs),
      m_list(new QListView(this)),
      m_cancel(new QPushButton(this)),
      m_clear(new QPushButton(this)) {
    m_list->setObjectName("jobs");
    m_list->setModel(&jobs);
    m_list->setItemDelegate(new JobDelegate(m_list));
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_cancel->setObjectName("cancelJob");
    m_clear->setObjectName("clearJobs");
    auto* const buttons = new QHBoxLayout;
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_clear);
    buttons->addStretch();
    auto* const layout = new QVBoxLayout(this);
    layout->addWidget(m_list);
    layout->addLayout(buttons);
    connect(m_cancel, &QPushButton::clicked, this, &JobsPanel::cancelChosen);
    connect(m_clear, &QPushButton::clicked, &jobs, &JobList::clearEnded);
    connect(&jobs, &JobList::changed, this, &JobsPanel::refresh);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &JobsPanel::refresh);
    retranslate();
    refresh();
}

void JobsPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
    QWidget::changeEvent(event);
}

void JobsPanel::refresh() {
    const QModelIndex chosen = m_list->currentIndex();
    const bool canCancel = chosen.isValid() && !m_jobs.at(chosen.row())->hasEnded();
    m_cancel->setEnabled(canCancel);
    m_cancel->setToolTip(canCancel ? QString() : tr("Choose a job that runs or waits."));
    const bool hasEnded = m_jobs.activeCount() < m_jobs.rowCount();
    m_clear->setEnabled(hasEnded);
    m_clear->setToolTip(hasEnded ? QString() : tr("No job has ended yet."));
}

void JobsPanel::cancelChosen() {
    if (const QModelIndex chosen = m_list->currentIndex(); chosen.isValid()) {
        m_jobs.at(chosen.row())->cancel();
    }
}

void JobsPanel::retranslate() {
    m_cancel->setText(tr("Cancel job"));
    m_clear->setText(tr("Clear ended"));
}

}  // namespace tandem
