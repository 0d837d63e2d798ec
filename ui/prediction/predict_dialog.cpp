#include "ui/prediction/predict_dialog.h"

#include "storage/db/case_record.h"
#include "storage/db/case_repository.h"
#include "storage/db/checkpoint_repository.h"
#include "storage/db/run_record.h"
#include "storage/db/run_repository.h"
#include "storage/db/split_record.h"
#include "storage/db/split_repository.h"
#include "ui/session/project_session.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

namespace tandem {
namespace {

constexpr int kNoRole = -1;

}  // namespace

PredictDialog::PredictDialog(ProjectSession& session, std::int64_t run, QWidget* parent)
    : QDialog(parent),
      m_session(session),
      m_runs(new QComboBox(this)),
      m_cases(new QComboBox(this)),
      m_maps(new QComboBox(this)),
      m_note(new QLabel(this)) {
    setObjectName("predictDialog");
    setWindowTitle(tr("Predict cases"));
    constexpr int kLeastWidth = 460;
    setMinimumWidth(kLeastWidth);
    m_runs->setObjectName("predictRun");
    m_cases->setObjectName("predictCases");
    m_maps->setObjectName("predictMaps");
    m_note->setProperty("role", "faint");
    m_note->setWordWrap(true);
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_predict = buttons->addButton(tr("&Predict"), QDialogButtonBox::AcceptRole);
    m_predict->setObjectName("predictStart");
    auto* const form = new QFormLayout;
    form->addRow(tr("&Run"), m_runs);
    form->addRow(tr("&Cases"), m_cases);
    form->addRow(tr("&Keep"), m_maps);
    auto* const rows = new QVBoxLayout(this);
    rows->addLayout(form);
    rows->addWidget(m_note);
    rows->addWidget(buttons);
    readRuns(run);
    fillCases();
    fillMaps();
    connect(m_runs, &QComboBox::currentIndexChanged, this, &PredictDialog::fillCases);
    connect(m_cases, &QComboBox::currentIndexChanged, this, &PredictDialog::check);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    check();
}

PredictionRequest PredictDialog::request() const {
    PredictionRequest request{.runId = runId()};
    const int role = m_cases->currentData().toInt();
    request.caseIds = casesOf(role == kNoRole ? std::nullopt : std::optional(static_cast<SplitRole>(role)));
    request.settings.maps = m_maps->currentData().toString().toStdString();
    return request;
}

void PredictDialog::readRuns(std::int64_t wanted) {
    const Project& project = m_session.project();
    for (const RunRecord& run : project.runs().list()) {
        if (!project.checkpoints().list(run.id).empty()) {
            const QString name = QString::fromStdString(run.name.empty() ? run.method : run.name);
            m_runs->addItem(tr("%1: %2").arg(run.id).arg(name), QVariant::fromValue<qlonglong>(run.id));
        }
    }
    const int found = m_runs->findData(QVariant::fromValue<qlonglong>(wanted));
    m_runs->setCurrentIndex(found >= 0 ? found : m_runs->count() - 1);
}

/// Test cases first: they are what a finished run is judged by.
void PredictDialog::fillCases() {
    const QVariant chosen = m_cases->currentData();
    m_cases->clear();
    const auto add = [this](const QString& title, const std::optional<SplitRole>& role) {
        m_cases->addItem(tr("%1 (%2)").arg(title).arg(casesOf(role).size()), role ? static_cast<int>(*role) : kNoRole);
    };
    add(tr("Test cases"), SplitRole::Test);
    add(tr("Validation cases"), SplitRole::Validation);
    add(tr("Unlabelled training cases"), SplitRole::TrainingUnlabelled);
    add(tr("Labelled training cases"), SplitRole::TrainingLabelled);
    add(tr("All cases of the project"), std::nullopt);
    m_cases->setCurrentIndex(std::max(0, m_cases->findData(chosen)));
    check();
}

void PredictDialog::fillMaps() {
    m_maps->addItem(tr("Label, probabilities and all reliability maps"), "all");
    m_maps->addItem(tr("Label and probabilities"), "probabilities");
    m_maps->addItem(tr("Label only (fastest)"), "label");
}

void PredictDialog::check() {
    QString obstacle;
    if (m_runs->count() == 0) {
        obstacle = tr("No run has a checkpoint yet; train one on the page Training.");
    } else if (request().caseIds.empty()) {
        obstacle = tr("The split of this run has no such cases; choose others.");
    }
    m_predict->setEnabled(obstacle.isEmpty());
    m_predict->setToolTip(obstacle);
    m_note->setText(!obstacle.isEmpty()
                        ? obstacle
                        : tr("Runs in the background with the run's best checkpoint on validation cases, or its last "
                             "where there is none. The cases that are done stay if it is cancelled."));
}

std::int64_t PredictDialog::runId() const {
    return m_runs->currentData().toLongLong();
}

std::vector<std::int64_t> PredictDialog::casesOf(const std::optional<SplitRole>& role) const {
    const Project& project = m_session.project();
    std::vector<std::int64_t> ids;
    if (!role) {
        for (const SplitCandidate& one : splitCandidates(project)) {
            ids.push_back(one.caseId);
        }
    } else if (runId() > 0) {
        if (const auto split = project.runs().get(runId()).splitId) {
            for (const SplitAssignment& one : project.splits().get(*split).assignments) {
                if (one.role == *role) {
                    ids.push_back(one.caseId);
                }
            }
        }
    }
    std::ranges::sort(ids);
    return ids;
}

}  // namespace tandem
