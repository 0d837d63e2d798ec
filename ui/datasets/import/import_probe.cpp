#include "ui/datasets/import/import_probe.h"

#include "core/base/error.h"
#include "storage/db/case_repository.h"
#include "storage/db/label_repository.h"
#include "storage/db/project.h"
#include "storage/import/import_checks.h"

#include <utility>

namespace tandem {
namespace {

CheckedCase check(const Project& project, const PlannedCase& planned, std::size_t row, const LabelScheme& scheme,
                  const ImportOptions& options, const std::stop_token& stop) {
    CheckedCase checked{.row = row};
    try {
        const IdentifiedCase identified = identify(planned, stop);
        checked.isKnown = !project.cases().withImageHash(identified.images.front().contentHash).empty();
        ExaminedCase examined = examineCase(planned, identified, scheme, options, stop);
        checked.record = std::move(examined.record);
        checked.labelValues = std::move(examined.labelValues);
    } catch (const Error& error) {
        if (error.code() == ErrorCode::Cancelled || error.code() == ErrorCode::OutOfMemory) {
            throw;
        }
        checked.record.findings = planned.findings;
        checked.record.findings.push_back({FindingSeverity::Refusal, error.what(),
                                           ImportProbe::tr("Check that the file can be read.").toStdString()});
    }
    return checked;
}

/// Ends the job without destroying it while it emits.
template <class JobType>
JobType* released(std::unique_ptr<JobType>& job, QObject* owner) {
    JobType* const ended = job.release();
    ended->setParent(owner);
    ended->deleteLater();
    return ended;
}

}  // namespace

ImportProbe::ImportProbe(std::filesystem::path project, std::vector<std::filesystem::path> inputs, QObject* parent)
    : QObject(parent), m_project(std::move(project)), m_inputs(std::move(inputs)) {}

ImportProbe::~ImportProbe() = default;

void ImportProbe::look(const ImportOptions& options) {
    m_options = options;
    m_mustLookAgain = m_planning || m_checking;
    if (m_mustLookAgain) {
        cancelJobs();  // and the one that ends starts anew
    } else {
        startPlanning();
    }
}

void ImportProbe::stop() {
    m_mustLookAgain = false;
    cancelJobs();
}

void ImportProbe::cancelJobs() {
    if (m_planning) {
        m_planning->cancel();
    }
    if (m_checking) {
        m_checking->cancel();
    }
}

bool ImportProbe::startedAgain() {
    if (!m_mustLookAgain) {
        return false;
    }
    m_mustLookAgain = false;
    startPlanning();
    return true;
}

void ImportProbe::startPlanning() {
    m_planning = std::make_unique<ResultJob<ImportPlan>>(
        tr("Looking for images"),
        [inputs = m_inputs, options = m_options](const Progress& progress, const std::stop_token& stop) {
            return planImport(inputs, options, progress, stop);
        });
    connect(m_planning.get(), &Job::ended, this, &ImportProbe::takePlan);
    m_planning->start();
}

void ImportProbe::takePlan() {
    ResultJob<ImportPlan>* const job = released(m_planning, this);
    if (startedAgain()) {
        return;
    }
    if (job->state() != JobState::Finished) {
        Q_EMIT ended(job->state() == JobState::Cancelled ? tr("Stopped.") : job->message());
        return;
    }
    startChecking(job->result());
    Q_EMIT planned(job->result());
}

void ImportProbe::startChecking(const ImportPlan& plan) {
    // Of its own for every check, so that nothing of a cancelled one comes in late.
    m_mailbox = std::make_shared<Mailbox>();
    m_checking = std::make_unique<Job>(
        tr("Checking the files"), [plan, options = m_options, folder = m_project, mailbox = m_mailbox](
                                      const Progress& progress, const std::stop_token& stop) {
            const Project project = Project::open(folder, ProjectAccess::ReadOnly);
            const LabelScheme scheme = project.labels().scheme();
            for (std::size_t row = 0; row < plan.cases.size(); ++row) {
                throwIfStopped(stop);
                CheckedCase checked = check(project, plan.cases[row], row, scheme, options, stop);
                {
                    const std::lock_guard lock(mailbox->mutex);
                    mailbox->cases.push_back(std::move(checked));
                }
                progress(static_cast<double>(row + 1) / static_cast<double>(plan.cases.size()), plan.cases[row].name);
            }
        });
    connect(m_checking.get(), &Job::progressed, this, [this](double fraction) {
        if (!m_mustLookAgain) {
            takeChecked();
            Q_EMIT progressed(fraction);
        }
    });
    connect(m_checking.get(), &Job::ended, this, &ImportProbe::endChecking);
    m_checking->start();
}

void ImportProbe::takeChecked() {
    std::vector<CheckedCase> cases;
    {
        const std::lock_guard lock(m_mailbox->mutex);
        cases.swap(m_mailbox->cases);
    }
    Q_EMIT checked(cases);
}

void ImportProbe::endChecking() {
    const Job* const job = released(m_checking, this);
    if (startedAgain()) {
        return;
    }
    takeChecked();
    switch (job->state()) {
        case JobState::Finished:
            Q_EMIT ended({});
            break;
        case JobState::Failed:
            Q_EMIT ended(job->message());
            break;
        default:
            Q_EMIT ended(tr("Stopped."));
            break;
    }
}

}  // namespace tandem
