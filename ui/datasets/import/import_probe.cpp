#include "ui/datasets/import/import_probe.h"

#include "core/base/error.h"
#include "storage/db/case_repository.h"
#include "storage/db/project.h"
#include "storage/import/import_checks.h"
#include "storage/import/label_likeness.h"

#include <utility>

namespace tandem {
namespace {

CheckedCase check(const Project& project, const ImportPlan& plan, std::size_t row, const LabelScheme& scheme,
                  const ImportOptions& options, const std::stop_token& stop) {
    CheckedCase checked{.row = row};
    const PlannedCase& planned = plan.cases[row];
    try {
        const IdentifiedCase identified = identify(planned, stop);
        checked.isKnown = !project.cases().withImageHash(identified.images.front().contentHash).empty();
        ExaminedCase examined = examineCase(planned, identified, scheme, options, stop);
        checked.record = std::move(examined.record);
        checked.labelValues = std::move(examined.labelValues);
        if (auto suspicion = labelSuspicion(plan, row, checked.record.geometry, examined.fewImageValues, options)) {
            checked.isProbablyLabel = true;
            checked.record.findings.push_back(*std::move(suspicion));
        }
    } catch (const Error& error) {
        if (error.code() == ErrorCode::Cancelled) {
            throw;
        }
        checked.record.findings = planned.findings;
        checked.record.findings.push_back({FindingSeverity::Refusal, error.what(),
                                           ImportProbe::tr("Check that the file can be read.").toStdString()});
    }
    return checked;
}

}  // namespace

ImportProbe::ImportProbe(std::filesystem::path project, std::vector<std::filesystem::path> inputs, QObject* parent)
    : QObject(parent),
      m_project(std::move(project)),
      m_inputs(std::move(inputs)),
      m_planning([this](const ImportPlan& plan) { takePlan(plan); },
                 [this](const QString& sentence, const QString&) { Q_EMIT ended(sentence); }),
      m_checking([this](std::monostate) { endChecking({}); },
                 [this](const QString& sentence, const QString&) { endChecking(sentence); }) {
    m_planning.onProgress([this](double fraction) { Q_EMIT progressed(fraction); });
    m_checking.onProgress([this](double fraction) {
        takeChecked();
        Q_EMIT progressed(fraction);
    });
}

void ImportProbe::look(const ImportOptions& options, const LabelScheme& scheme) {
    if (scheme != m_scheme || options.labelValues != m_options.labelValues ||
        options.spacingMm != m_options.spacingMm || options.resamplesLabels != m_options.resamplesLabels ||
        options.structures != m_options.structures) {
        m_known.clear();
    }
    m_options = options;
    m_scheme = scheme;
    m_checking.forget();
    m_planning.ask(tr("Looking for images"),
                   [inputs = m_inputs, options](const Progress& progress, const std::stop_token& stop) {
                       return planImport(inputs, options, progress, stop);
                   });
}

void ImportProbe::stop() {
    const bool wasPlanning = m_planning.isBusy();
    const bool wasChecking = m_checking.isBusy();
    m_planning.forget();
    m_checking.forget();
    if (wasChecking) {
        endChecking(tr("Stopped."));
    } else if (wasPlanning) {
        Q_EMIT ended(tr("Stopped."));
    }
}

void ImportProbe::takePlan(const ImportPlan& plan) {
    m_plan = plan;
    startChecking(plan);
    Q_EMIT planned(plan);
}

void ImportProbe::startChecking(const ImportPlan& plan) {
    // Of its own for every check, so that nothing of a cancelled one comes in late.
    m_mailbox = std::make_shared<Mailbox>();
    m_checking.ask(tr("Checking the files"), [plan, options = m_options, scheme = m_scheme, known = m_known,
                                              folder = m_project, mailbox = m_mailbox](const Progress& progress,
                                                                                       const std::stop_token& stop) {
        const Project project = Project::open(folder, ProjectAccess::ReadOnly);
        for (std::size_t row = 0; row < plan.cases.size(); ++row) {
            throwIfStopped(stop);
            const auto before = known.find(plan.cases[row].images.front().path);
            const bool isKnown = before != known.end() && before->second.planned == plan.cases[row];
            CheckedCase checked = isKnown ? before->second.checked : check(project, plan, row, scheme, options, stop);
            checked.row = row;
            {
                const std::lock_guard lock(mailbox->mutex);
                mailbox->cases.push_back(std::move(checked));
            }
            progress(static_cast<double>(row + 1) / static_cast<double>(plan.cases.size()), plan.cases[row].name);
        }
        return std::monostate();
    });
}

void ImportProbe::takeChecked() {
    std::vector<CheckedCase> cases;
    {
        const std::lock_guard lock(m_mailbox->mutex);
        cases.swap(m_mailbox->cases);
    }
    for (const CheckedCase& one : cases) {
        const PlannedCase& planned = m_plan.cases[one.row];
        if (!one.isProbablyLabel) {  // which depends on the other cases, too
            m_known[planned.images.front().path] = {planned, one};
        }
    }
    Q_EMIT checked(cases);
}

void ImportProbe::endChecking(const QString& failure) {
    takeChecked();
    Q_EMIT ended(failure);
}

}  // namespace tandem
