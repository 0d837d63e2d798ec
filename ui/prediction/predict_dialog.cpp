#include "ui/prediction/predict_dialog.h"

#include "storage/db/case_record.h"
#include "storage/db/case_repository.h"
#include "storage/db/checkpoint_repository.h"
#include "storage/db/run_record.h"
#include "storage/db/run_repository.h"
#include "storage/db/split_record.h"
#include "storage/db/split_repository.h"
#include "ui/session/project_session.h"
#include "ui/session/run_titles.h"
#include "ui/settings/device_finder.h"
#include "ui/theme/name_box.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

namespace tandem {
namespace {

constexpr int kNoRole = -1;

}  // namespace

PredictDialog::PredictDialog(ProjectSession& session, std::int64_t run, QWidget* parent)
    : QDialog(parent),
      m_session(session),
      m_runs(new NameBox(this, 24)),
      m_checkpoints(new QComboBox(this)),
      m_cases(new QComboBox(this)),
      m_settings(new FormOf<PredictionSettings>(this)),
      m_note(new QLabel(this)) {
    setObjectName("predictDialog");
    setWindowTitle(tr("Predict cases"));
    build();
    m_settings->setSettings({.maps = "all"});
    readRuns(run);
    fillCheckpoints();
    fillCases();
    connect(m_runs, &QComboBox::currentIndexChanged, this, [this] {
        fillCheckpoints();
        fillCases();
    });
    connect(m_cases, &QComboBox::currentIndexChanged, this, &PredictDialog::check);
    connect(m_settings, &SettingsForm::changed, this, &PredictDialog::check);
    auto* const devices = new DeviceFinder(*m_settings->editor("device"), this);
    connect(devices, &DeviceFinder::failed, this, [this](const QString& sentence) {
        m_missingEngine = sentence;
        check();
    });
    devices->find();
}

void PredictDialog::build() {
    constexpr int kLeastWidth = 520;
    setMinimumWidth(kLeastWidth);
    m_runs->setObjectName("predictRun");
    m_checkpoints->setObjectName("predictCheckpoint");
    m_checkpoints->setToolTip(tr("The best one did best on validation cases, the last one has learned longest."));
    m_cases->setObjectName("predictCases");
    m_note->setProperty("role", "faint");
    m_note->setWordWrap(true);
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_predict = buttons->addButton(tr("&Predict"), QDialogButtonBox::AcceptRole);
    m_predict->setObjectName("predictStart");
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* const form = new QFormLayout;
    const std::pair<QString, QComboBox*> choices[]{
        {tr("&Run"), m_runs}, {tr("C&heckpoint"), m_checkpoints}, {tr("&Cases"), m_cases}};
    for (const auto& [title, box] : choices) {
        auto* const label = new QLabel(title, this);
        label->setFixedWidth(SettingsForm::kLabelWidth);
        label->setBuddy(box);
        form->addRow(label, box);
    }
    auto* const rows = new QVBoxLayout(this);
    rows->addLayout(form);
    rows->addWidget(m_settings);
    rows->addWidget(m_note);
    rows->addStretch();
    rows->addWidget(buttons);
}

PredictionRequest PredictDialog::request() const {
    PredictionRequest request{.runId = runId(), .settings = m_settings->settings()};
    request.checkpoint = static_cast<CheckpointKind>(m_checkpoints->currentData().toInt());
    const int role = m_cases->currentData().toInt();
    request.caseIds = casesOf(role == kNoRole ? std::nullopt : std::optional(static_cast<SplitRole>(role)));
    return request;
}

void PredictDialog::readRuns(std::int64_t wanted) {
    const Project& project = m_session.project();
    for (const RunRecord& run : project.runs().list()) {
        if (!project.checkpoints().list(run.id).empty()) {
            m_runs->addItem(runTitle(run), QVariant::fromValue<qlonglong>(run.id));
        }
    }
    const int found = m_runs->findData(QVariant::fromValue<qlonglong>(wanted));
    m_runs->setCurrentIndex(found >= 0 ? found : m_runs->count() - 1);
}

void PredictDialog::fillCheckpoints() {
    m_checkpoints->clear();
    for (const CheckpointKind kind : {CheckpointKind::Best, CheckpointKind::Last}) {
        if (const auto checkpoint = m_session.project().checkpoints().find(runId(), kind)) {
            m_checkpoints->addItem(checkpointTitle(kind, checkpoint->iteration), static_cast<int>(kind));
        }
    }
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

QString PredictDialog::obstacle() const {
    if (!m_missingEngine.isEmpty()) {
        return m_missingEngine;
    }
    if (m_runs->count() == 0) {
        return tr("No run has a checkpoint yet; train one on the page Training.");
    }
    if (request().caseIds.empty()) {
        return tr("The split of this run has no such cases; choose others.");
    }
    return m_settings->problem();
}

void PredictDialog::check() {
    const QString why = obstacle();
    m_predict->setEnabled(why.isEmpty());
    m_predict->setToolTip(why);
    // What is wrong with a setting stands at its field.
    m_note->setText(!why.isEmpty() && m_settings->isValid()
                        ? why
                        : tr("Runs in the background; the cases that are done stay if it is cancelled."));
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
