#include "ui/train_on/train_on_dialog.h"

#include "storage/db/project.h"
#include "ui/session/project_session.h"
#include "ui/session/run_choice.h"
#include "ui/settings/setting_editor.h"
#include "ui/settings/setting_words.h"
#include "ui/settings/settings_form.h"
#include "ui/theme/allow.h"
#include "ui/theme/breakable.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>
#include <algorithm>
#include <array>

namespace tandem {
namespace {

/// What of the settings is asked; the rest is the run's.
constexpr std::array kAsked{"iterations", "learning-rate", "ramp-iterations"};

QLabel* rowLabel(const QString& title, QWidget& buddy, QWidget* parent) {
    auto* const label = new QLabel(title, parent);
    label->setFixedWidth(SettingsForm::kLabelWidth);
    label->setWordWrap(true);
    label->setBuddy(&buddy);
    return label;
}

}  // namespace

TrainOnDialog::TrainOnDialog(ProjectSession& session, std::int64_t run, QWidget* parent)
    : QDialog(parent),
      m_runId(run),
      m_offered(casesToTrainOn(session.project(), run)),
      m_settings(fineTuning(session.project(), run)),
      m_cases(new QListWidget(this)),
      m_acceptsLeak(new QCheckBox(tr("Let in cases that validated or tested; they &judge no more"), this)),
      m_addsUnlabelled(new QCheckBox(tr("Learn, too, from cases without a label that are &not in the split"), this)),
      m_checkpoints(new QComboBox(this)),
      m_note(new QLabel(this)) {
    setObjectName("trainOnDialog");
    setWindowTitle(tr("Train on from run %1").arg(run));
    build();
    offerCheckpoints(*m_checkpoints, session.project(), run);
    m_checkpoints->setCurrentIndex(std::max(0, m_checkpoints->findData(static_cast<int>(CheckpointKind::Last))));
    fillCases();
    allowLeaks();
    connect(m_acceptsLeak, &QCheckBox::toggled, this, &TrainOnDialog::allowLeaks);
    connect(m_cases, &QListWidget::itemChanged, this, &TrainOnDialog::check);
}

void TrainOnDialog::build() {
    constexpr int kLeastWidth = 520;
    setMinimumWidth(kLeastWidth);
    m_cases->setObjectName("trainOnCases");
    m_cases->setAccessibleName(tr("Cases that come in with their label"));
    m_cases->setTextElideMode(Qt::ElideMiddle);
    m_cases->setUniformItemSizes(true);
    m_acceptsLeak->setObjectName("trainOnAcceptLeak");
    m_addsUnlabelled->setObjectName("trainOnUnlabelled");
    m_checkpoints->setObjectName("trainOnCheckpoint");
    m_checkpoints->setToolTip(
        tr("The last one as a rule: the best one was chosen on the validation cases on which before and after are "
           "compared."));
    m_note->setObjectName("trainOnNote");
    m_note->setProperty("role", "faint");
    m_note->setWordWrap(true);
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_start = buttons->addButton(tr("&Train on"), QDialogButtonBox::AcceptRole);
    m_start->setObjectName("trainOnStart");
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* const form = new QFormLayout;
    form->addRow(rowLabel(tr("&Cases that come in"), *m_cases, this), m_cases);
    form->addRow(QString(), m_acceptsLeak);
    form->addRow(QString(), m_addsUnlabelled);
    form->addRow(rowLabel(tr("C&heckpoint"), *m_checkpoints, this), m_checkpoints);
    for (const char* const key : kAsked) {
        addEditor(*form, key);
    }
    auto* const rows = new QVBoxLayout(this);
    rows->addLayout(form, 1);
    rows->addWidget(m_note);
    rows->addWidget(buttons);
}

void TrainOnDialog::addEditor(QFormLayout& form, const std::string& key) {
    const auto field = std::ranges::find(TrainingSettings::fields(), key, &Field<TrainingSettings>::key);
    auto* const editor = new SettingEditor(*field, field->get(m_settings), this);
    editor->setValue(field->get(m_settings));
    editor->retranslate();
    editor->setUsed(!field->isUsed || field->isUsed(m_settings));
    connect(editor, &SettingEditor::changed, this, &TrainOnDialog::check);
    form.addRow(rowLabel(titleOf(*field), *editor, this), editor);
    m_editors.push_back(editor);
}

void TrainOnDialog::fillCases() {
    constexpr int kRoomAroundText = 10;  // for the box
    const auto words = [](const ComingCase& one) {
        const QString name = QString::fromStdString(one.name);
        switch (one.origin) {
            case LabelOrigin::Accepted:
                return tr("%1: an accepted prediction").arg(name);
            case LabelOrigin::Corrected:
                return tr("%1: corrected by hand").arg(name);
            case LabelOrigin::Given:
                break;
        }
        return one.role ? tr("%1: has a label that the run did not see").arg(name)
                        : tr("%1: has a label and is not in the split").arg(name);
    };
    for (const ComingCase& one : m_offered) {
        auto* const item = new QListWidgetItem(words(one), m_cases);
        item->setSizeHint({0, fontMetrics().height() + kRoomAroundText});
        item->setToolTip(one.leak.empty() ? item->text() : QString::fromStdString(one.leak));
        item->setCheckState(one.isNew && one.leak.empty() ? Qt::Checked : Qt::Unchecked);
    }
    // Names and what is told of them stand in one line where the screen has room for it.
    constexpr int kMostWidth = 640;
    constexpr int kRoomBesideText = 60;  // for the box and a bar
    int width = 0;
    for (const ComingCase& one : m_offered) {
        width = std::max(width, fontMetrics().horizontalAdvance(words(one)) + kRoomBesideText);
    }
    m_cases->setMinimumWidth(std::min(width, kMostWidth));
    const bool hasLeak = std::ranges::any_of(m_offered, [](const ComingCase& one) { return !one.leak.empty(); });
    m_acceptsLeak->setVisible(hasLeak);
}

void TrainOnDialog::allowLeaks() {
    {
        const QSignalBlocker blocker(m_cases);
        for (std::size_t row = 0; row < m_offered.size(); ++row) {
            if (m_offered[row].leak.empty()) {
                continue;
            }
            QListWidgetItem* const item = m_cases->item(static_cast<int>(row));
            const bool isLetIn = m_acceptsLeak->isChecked();
            item->setFlags(isLetIn ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable
                                   : Qt::NoItemFlags);
            item->setCheckState(isLetIn && item->checkState() == Qt::Checked ? Qt::Checked : Qt::Unchecked);
        }
    }
    check();
}

std::vector<std::int64_t> TrainOnDialog::ticked() const {
    std::vector<std::int64_t> ids;
    for (std::size_t row = 0; row < m_offered.size(); ++row) {
        if (m_cases->item(static_cast<int>(row))->checkState() == Qt::Checked) {
            ids.push_back(m_offered[row].caseId);
        }
    }
    return ids;
}

TrainOnRequest TrainOnDialog::request() const {
    TrainOnRequest request{.runId = m_runId,
                           .caseIds = ticked(),
                           .addsUnlabelled = m_addsUnlabelled->isChecked(),
                           .checkpoint = static_cast<CheckpointKind>(m_checkpoints->currentData().toInt()),
                           .training = m_settings,
                           .name = {},
                           .acceptsLeak = m_acceptsLeak->isChecked()};
    for (const SettingEditor* const editor : m_editors) {
        const auto field =
            std::ranges::find(TrainingSettings::fields(), editor->field().key, &Field<TrainingSettings>::key);
        if (editor->value()) {
            field->set(request.training, *editor->value());
        }
    }
    return request;
}

QString TrainOnDialog::obstacle() const {
    if (m_offered.empty()) {
        return tr("No case has a label that the run did not see; accept or correct a prediction first.");
    }
    if (ticked().empty()) {
        return tr("Tick at least one case.");
    }
    for (const SettingEditor* const editor : m_editors) {
        if (!editor->error().isEmpty()) {
            return editor->error();
        }
    }
    return {};
}

void TrainOnDialog::check() {
    const QString why = obstacle();
    allow(*m_start, why, tr("Makes a split and a run, which trains on the page Training"));
    // Of all that leaks, the first: its sentence says why it cannot be ticked.
    const auto leak = std::ranges::find_if(m_offered, [](const ComingCase& one) { return !one.leak.empty(); });
    QStringList lines;
    if (leak != m_offered.end() && !m_acceptsLeak->isChecked()) {
        lines << QString::fromStdString(leak->leak);
    }
    lines << (!why.isEmpty() ? why
                             : tr("The other cases stay what they are in a new split, and the Dice before and after is "
                                  "compared on the same validation cases."));
    m_note->setText(breakable(lines.join('\n')));
}

}  // namespace tandem
