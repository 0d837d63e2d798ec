#include "ui/prediction/predict_dialog.h"

#include "storage/db/case_record.h"
#include "storage/db/case_repository.h"
#include "storage/db/checkpoint_repository.h"
#include "storage/db/run_record.h"
#include "storage/db/run_repository.h"
#include "storage/db/split_record.h"
#include "storage/db/split_repository.h"
#include "ui/prediction/case_checklist.h"
#include "ui/session/project_session.h"
#include "ui/session/run_choice.h"
#include "ui/settings/device_finder.h"
#include "ui/settings/engines_dialog.h"
#include "ui/theme/breakable.h"
#include "ui/theme/dialogs.h"
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

constexpr int kNoRole = -1;  ///< all cases of the project
constexpr int kTicked = -2;

}  // namespace

PredictDialog::PredictDialog(ProjectSession& session, std::int64_t run, QWidget* parent,
                             const std::vector<std::int64_t>& chosen)
    : QDialog(parent),
      m_session(session),
      m_runs(new NameBox(this, 24)),
      m_checkpoints(new QComboBox(this)),
      m_cases(new QComboBox(this)),
      m_all(session.project().cases().list()),
      m_asked(chosen),
      m_list(new CaseChecklist(m_all, {chosen.begin(), chosen.end()}, this)),
      m_settings(new FormOf<PredictionSettings>(this)),
      m_note(new QLabel(this)) {
    setObjectName("predictDialog");
    setWindowTitle(tr("Predict cases"));
    build();
    m_settings->setSettings({.maps = KeptMaps::All});
    offerRuns(*m_runs, session.project(), run);
    offerCheckpoints(*m_checkpoints, session.project(), runId());
    fillCases();
    if (!chosen.empty()) {
        m_cases->setCurrentIndex(m_cases->findData(kTicked));
    }
    check();
    connect(m_list, &CaseChecklist::ticksChanged, this, [this] {
        nameTicked();
        check();
    });
    connect(m_runs, &QComboBox::currentIndexChanged, this, [this] {
        offerCheckpoints(*m_checkpoints, m_session.project(), runId());
        fillCases();
    });
    connect(m_cases, &QComboBox::currentIndexChanged, this, &PredictDialog::check);
    connect(m_settings, &SettingsForm::changed, this, &PredictDialog::check);
    auto* const devices = new DeviceFinder(*m_settings->editor("device"), this);
    connect(devices, &DeviceFinder::gpuWanted, this,
            [this, &session] { openDialog(*new EnginesDialog(session.jobs(), this)); });
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
    m_list->setObjectName("predictCaseList");
    m_note->setObjectName("predictNote");
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
        label->setMinimumHeight(box->sizeHint().height());
        form->addRow(label, box);
    }
    form->addRow(QString(), m_list);
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
    request.caseIds = chosenCases();
    return request;
}

std::vector<std::int64_t> PredictDialog::chosenCases() const {
    const int role = m_cases->currentData().toInt();
    if (role == kTicked) {
        return m_list->ticked();
    }
    return casesOf(role == kNoRole ? std::nullopt : std::optional(static_cast<SplitRole>(role)));
}

void PredictDialog::nameTicked() {
    m_cases->setItemText(m_cases->findData(kTicked), tr("Chosen cases (%1)").arg(m_list->ticked().size()));
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
    m_cases->addItem(QString(), kTicked);
    nameTicked();
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
    if (chosenCases().empty()) {
        return m_cases->currentData().toInt() == kTicked
                   ? tr("Tick at least one case.")
                   : tr("The split of this run has no such cases; choose others.");
    }
    return m_settings->problem();
}

void PredictDialog::check() {
    const QString why = obstacle();
    m_predict->setEnabled(why.isEmpty());
    m_predict->setToolTip(why);
    // What is wrong with a setting stands at its field.
    const QString note = !why.isEmpty() && m_settings->isValid()
                             ? why
                             : tr("Runs in the background; the cases that are done stay if it is stopped.");
    const QString without = leftOut();
    m_note->setText(breakable(without.isEmpty() ? note : without + '\n' + note));
    m_list->setVisible(m_cases->currentData().toInt() == kTicked);
}

QString PredictDialog::leftOut() const {
    constexpr int kMostNames = 5;
    const int role = m_cases->currentData().toInt();
    QStringList names;
    for (const CaseRecord& record : m_all) {
        const bool isMeant =
            role == kNoRole || (role == kTicked && std::ranges::find(m_asked, record.id) != m_asked.end());
        if (isMeant && record.state == CaseState::Excluded) {
            names.append(QString::fromStdString(record.name));
        }
    }
    if (names.isEmpty()) {
        return {};
    }
    const auto more = static_cast<int>(names.size()) - kMostNames;
    return more <= 0 ? tr("Left out, as they are excluded: %1.").arg(names.join(QStringLiteral(", ")))
                     : tr("Left out, as they are excluded: %1 and %n more.", nullptr, more)
                           .arg(names.first(kMostNames).join(QStringLiteral(", ")));
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
