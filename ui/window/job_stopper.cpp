#include "ui/window/job_stopper.h"

#include "ui/jobs/job_list.h"
#include "ui/theme/breakable.h"
#include "ui/theme/dialogs.h"
#include "ui/theme/translated.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMessageBox>
#include <QProgressBar>
#include <QStringList>
#include <utility>

namespace tandem {

JobStopper::JobStopper(JobList& jobs, QWidget* parent) : QWidget(parent), m_jobs(jobs), m_text(new QLabel(this)) {
    setObjectName("jobStopper");
    setAttribute(Qt::WA_StyledBackground);
    m_text->setObjectName("jobStopperText");
    m_text->setWordWrap(true);
    auto* const sign = new QProgressBar(this);
    sign->setRange(0, 0);
    sign->setTextVisible(false);
    sign->setFixedWidth(160);
    auto* const layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 8, 12, 8);
    layout->addWidget(m_text, 1);
    layout->addWidget(sign);
    connect(&jobs, &JobList::changed, this, &JobStopper::look);
    connect(&jobs, &JobList::rowsInserted, this, &JobStopper::stopNew, Qt::QueuedConnection);
    keepTranslated(*this, [this] { look(); });
    hide();
}

void JobStopper::stopThen(std::function<void()> then) {
    m_then = std::move(then);
    if (m_isWaiting || m_question) {
        return;
    }
    if (m_jobs.activeCount() == 0) {
        std::exchange(m_then, nullptr)();
    } else if (m_jobs.askingCount() > 0) {
        ask();
    } else {
        stop();
    }
}

void JobStopper::ask() {
    QStringList words{
        tr("%n job(s) have not ended. Stop now? A training run keeps what it has learned and can be resumed.", nullptr,
           m_jobs.askingCount())};
    for (int row = 0; row < m_jobs.rowCount(); ++row) {
        if (const Job& job = *m_jobs.at(row); !job.hasEnded() && !job.loss().isEmpty()) {
            words.append(breakable(job.loss()));
        }
    }
    m_question = new QMessageBox(QMessageBox::Question, tr("Work is running"), words.join(QStringLiteral("\n\n")),
                                 QMessageBox::Yes | QMessageBox::Cancel, this);
    m_question->setDefaultButton(QMessageBox::Cancel);
    connect(m_question, &QDialog::finished, this, [this](int answer) {
        m_question.clear();
        if (answer == QMessageBox::Yes) {
            stop();
        } else {
            m_then = nullptr;
        }
    });
    openDialog(*m_question);
}

void JobStopper::stop() {
    setWaiting(true);
    m_jobs.cancelAll();
    look();
}

/// What has begun in spite of all ends, too; but what is lost with it, the person has not been told.
void JobStopper::stopNew() {
    if (!m_isWaiting) {
        return;
    }
    for (int row = 0; row < m_jobs.rowCount(); ++row) {
        if (const Job& job = *m_jobs.at(row); !job.hasEnded() && !job.isStopping() && !job.loss().isEmpty()) {
            setWaiting(false);
            ask();
            return;
        }
    }
    m_jobs.cancelAll();
}

void JobStopper::look() {
    if (!m_isWaiting) {
        return;
    }
    QStringList left;
    for (int row = 0; row < m_jobs.rowCount(); ++row) {
        if (!m_jobs.at(row)->hasEnded()) {
            left.append(m_jobs.at(row)->title());
        }
    }
    if (left.isEmpty()) {
        // Afterwards, as it is a job that tells.
        QMetaObject::invokeMethod(this, &JobStopper::goOn, Qt::QueuedConnection);
    } else {
        m_text->setText(breakable(tr("Waiting for the end of: %1").arg(left.join(QStringLiteral(", ")))));
    }
}

void JobStopper::goOn() {
    if (m_isWaiting && m_jobs.activeCount() == 0) {
        setWaiting(false);
        std::exchange(m_then, nullptr)();
    }
}

void JobStopper::setWaiting(bool isWaiting) {
    m_isWaiting = isWaiting;
    setVisible(isWaiting);
    Q_EMIT waitingChanged(isWaiting);
}

}  // namespace tandem
