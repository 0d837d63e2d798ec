#include "ui/training/new_run_panel.h"

#include "core/base/error.h"
#include "core/settings/preset.h"
#include "storage/db/project.h"
#include "storage/db/run_record.h"
#include "storage/db/split_repository.h"
#include "storage/training/pinned_case.h"
#include "storage/training/training_estimate.h"
#include "ui/session/leak_words.h"
#include "ui/session/project_session.h"
#include "ui/settings/device_finder.h"
#include "ui/theme/allow.h"
#include "ui/theme/breakable.h"
#include "ui/training/estimate_text.h"
#include "ui/training/pinned_choice.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QStyle>
#include <QTabWidget>
#include <QVBoxLayout>
#include <algorithm>
#include <map>
#include <utility>

namespace tandem {
namespace {

QScrollArea* scrolled(QWidget* form, QWidget* parent) {
    auto* const area = new QScrollArea(parent);
    auto* const inside = new QWidget(area);
    auto* const rows = new QVBoxLayout(inside);
    rows->setContentsMargins(2, 8, 8, 2);
    rows->addWidget(form);
    rows->addStretch();
    area->setWidget(inside);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    return area;
}

/// Of a split in the list: what is said of the patients whose cases it divides.
constexpr int kLeaksRole = Qt::UserRole + 1;

bool needTheSame(const TrainingRequest& a, const TrainingRequest& b) {
    return a.training == b.training && a.preparation == b.preparation && a.splitId == b.splitId &&
           a.pinnedCase == b.pinnedCase;
}

}  // namespace

NewRunPanel::NewRunPanel(ProjectSession& session, QWidget* parent) : QWidget(parent), m_session(session) {
    setObjectName("newRunPanel");
    auto* const rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 6, 0);
    buildHead(*rows);
    m_training = new FormOf<TrainingSettings>(this);
    m_training->setObjectName("trainingForm");
    m_preparation = new FormOf<PreparationSettings>(this);
    m_preparation->setObjectName("preparationForm");
    m_devices = new DeviceFinder(*m_training->editor("device"), this);
    m_tabs = new QTabWidget(this);
    m_tabs->addTab(scrolled(m_training, m_tabs), {});
    m_tabs->addTab(scrolled(m_preparation, m_tabs), {});
    rows->addWidget(m_tabs, 1);
    buildFoot(*rows);
    connectParts();
    retranslate();
    reloadSplits();
    applyPreset();
}

void NewRunPanel::connectParts() {
    connect(m_preset, &QComboBox::currentIndexChanged, this, &NewRunPanel::applyPreset);
    connect(m_split, &QComboBox::currentIndexChanged, this, &NewRunPanel::reloadPinned);
    connect(m_pinned, &QComboBox::currentIndexChanged, this, &NewRunPanel::noteChange);
    connect(m_training, &SettingsForm::changed, this, &NewRunPanel::noteChange);
    connect(m_preparation, &SettingsForm::changed, this, &NewRunPanel::noteChange);
    connect(m_devices, &DeviceFinder::failed, this, &NewRunPanel::noteMissingEngine);
    connect(&m_session, &ProjectSession::splitsChanged, this, &NewRunPanel::reloadSplits);
    connect(&m_session, &ProjectSession::casesChanged, this, &NewRunPanel::reloadSplits);
    connect(m_startButton, &QPushButton::clicked, this, &NewRunPanel::start);
    connect(m_estimateButton, &QPushButton::clicked, this, [this] {
        m_estimated = request();
        Q_EMIT estimateRequested(*m_estimated);
    });
}

void NewRunPanel::retranslate() {
    m_heading->setText(tr("New run"));
    m_devices->retranslate();
    const std::pair<QWidget*, QString> labels[]{
        {m_preset, tr("Prese&t")}, {m_split, tr("Sp&lit")}, {m_name, tr("&Name")}, {m_pinned, tr("&Watch")}};
    for (const auto& [field, text] : labels) {
        qobject_cast<QLabel*>(m_head->labelForField(field))->setText(text);
    }
    for (int index = 0; index < m_preset->count(); ++index) {
        const Preset& one = presetNamed(m_preset->itemData(index).toString().toStdString());
        m_preset->setItemText(index, QCoreApplication::translate("Preset", one.title.c_str()));
    }
    m_name->setPlaceholderText(tr("optional"));
    m_pinned->setToolTip(
        tr("A case that is predicted at each validation: its prediction, uncertainty, similarity and teaching weight\n"
           "appear beside the curves while it trains, and stay as a timeline."));
    m_estimateButton->setText(tr("&Estimate needs"));
    m_startButton->setText(tr("&Start training"));
    describePreset();
    refresh();
}

void NewRunPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        m_estimated.reset();
        m_estimate->hide();
        retranslate();
        reloadSplits();
    }
}

void NewRunPanel::applyPreset() {
    const Preset& preset = presetNamed(m_preset->currentData().toString().toStdString());
    m_clonedRun = 0;
    describePreset();
    m_training->setSettings(preset.training);
    m_preparation->setSettings(preset.preparation);
}

void NewRunPanel::describePreset() {
    const Preset& preset = presetNamed(m_preset->currentData().toString().toStdString());
    m_presetDescription->setText(m_clonedRun > 0 ? tr("Settings of run %1").arg(m_clonedRun)
                                                 : QCoreApplication::translate("Preset", preset.description.c_str()));
}

void NewRunPanel::tell(const Error& error) {
    Q_EMIT m_session.failed(QString::fromUtf8(error.what()), QString::fromStdString(error.detail()));
}

void NewRunPanel::reloadSplits() {
    const QVariant kept = m_split->currentData();
    std::vector<SplitRecord> splits;
    std::map<std::int64_t, QString> leaks;
    try {
        splits = m_session.project().splits().list();
        for (const SplitRecord& one : splits) {
            leaks[one.id] = leaksText(m_session.project().splits().leaks(one.id));
        }
    } catch (const Error& error) {
        return tell(error);
    }
    {
        const QSignalBlocker silent(m_split);
        m_split->clear();
        for (const SplitRecord& one : splits) {
            const auto count = [&](SplitRole role) {
                return static_cast<int>(std::ranges::count(one.assignments, role, &SplitAssignment::role));
            };
            const QStringList parts{tr("%n labelled", nullptr, count(SplitRole::TrainingLabelled)),
                                    tr("%n unlabelled", nullptr, count(SplitRole::TrainingUnlabelled)),
                                    tr("%n validation", nullptr, count(SplitRole::Validation)),
                                    tr("%n test", nullptr, count(SplitRole::Test))};
            m_split->addItem(QString::fromStdString(one.name), QVariant::fromValue(one.id));
            m_split->setItemData(m_split->count() - 1, parts.join(", "), Qt::ToolTipRole);
            m_split->setItemData(m_split->count() - 1, leaks[one.id], kLeaksRole);
        }
        const int index = m_split->findData(kept);
        m_split->setCurrentIndex(index >= 0 ? index : m_split->count() - 1);
    }
    reloadPinned();
}

void NewRunPanel::reloadPinned() {
    const QVariant split = m_split->currentData();
    try {
        m_pinned->showSplit(m_session.project(),
                            split.isValid() ? std::optional(split.value<std::int64_t>()) : std::nullopt);
    } catch (const Error& error) {
        tell(error);
    }
    noteChange();
}

void NewRunPanel::noteChange() {
    if (m_estimated && !needTheSame(*m_estimated, request())) {
        // What was estimated is no longer asked for.
        m_estimated.reset();
        m_estimate->hide();
    }
    refresh();
}

void NewRunPanel::refresh() {
    m_splitDescription->setText(m_split->count() == 0 ? tr("There is no split yet; make one on the page Datasets.")
                                                      : m_split->currentData(Qt::ToolTipRole).toString());
    const QString leaks = m_split->currentData(kLeaksRole).toString();
    m_leaks->setText(breakable("⚠ " + leaks));
    m_leaks->setVisible(!leaks.isEmpty());
    const QString reason = whyNot();
    allow(*m_startButton, reason, tr("Adds the run to the queue"));
    allow(*m_estimateButton, m_isEstimating ? tr("An estimate is being made") : reason,
          tr("Memory, disk and time. Prepares the cases if need be, which the run then finds\n"
             "prepared, and trains a few iterations to measure them"));
    m_tabs->setTabText(0, m_training->isValid() ? tr("Training") : tr("Training ⚠"));
    m_tabs->setTabText(1, m_preparation->isValid() ? tr("Preparation") : tr("Preparation ⚠"));
}

void NewRunPanel::start() {
    if (const QString leaks = m_split->currentData(kLeaksRole).toString(); leaks.isEmpty()) {
        Q_EMIT startRequested(request());
    } else {
        askAboutLeaks(leaks);
    }
}

void NewRunPanel::askAboutLeaks(const QString& leaks) {
    auto* const question = new QMessageBox(QMessageBox::Warning, tr("A patient on both sides of the split"),
                                           tr("Train on the split \"%1\" all the same?").arg(m_split->currentText()),
                                           QMessageBox::Cancel, this);
    question->setObjectName("leakQuestion");
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setInformativeText(breakable(leaks) + '\n' + tr("A copy keeps the patient on one side."));
    QPushButton* const train = question->addButton(tr("&Train all the same"), QMessageBox::DestructiveRole);
    train->setObjectName("leakTrain");
    QPushButton* const copy = question->addButton(tr("&Copy the split"), QMessageBox::AcceptRole);
    copy->setObjectName("leakCopy");
    question->setDefaultButton(copy);
    connect(train, &QPushButton::clicked, this, [this, wanted = request()]() mutable {
        wanted.acceptsLeak = true;
        Q_EMIT startRequested(wanted);
    });
    connect(copy, &QPushButton::clicked, this, &NewRunPanel::copyUndividedSplit);
    question->open();
}

void NewRunPanel::copyUndividedSplit() {
    try {
        const SplitRepository splits = m_session.project().splits();
        const auto id = m_split->currentData().value<std::int64_t>();
        const QString wanted = tr("%1 copy").arg(QString::fromStdString(splits.get(id).name));
        const SplitRecord made = splits.copyWithPatientsTogether(id, splits.freeName(wanted.toStdString()));
        Q_EMIT m_session.splitsChanged();
        m_split->setCurrentIndex(m_split->findData(QVariant::fromValue(made.id)));
    } catch (const Error& error) {
        tell(error);
    }
}

QString NewRunPanel::whyNot() const {
    if (!m_obstacle.isEmpty()) {
        return m_obstacle;
    }
    if (m_split->count() == 0) {
        return tr("There is no split yet; make one on the page Datasets.");
    }
    return m_training->isValid() ? m_preparation->problem() : m_training->problem();
}

TrainingRequest NewRunPanel::request() const {
    return {.training = m_training->settings(),
            .preparation = m_preparation->settings(),
            .splitId = m_split->currentData().value<std::int64_t>(),
            .name = m_name->text().trimmed().toStdString(),
            .pinnedCase = m_pinned->caseId()};
}

void NewRunPanel::cloneFrom(const RunRecord& run) {
    m_training->setSettings(settingsFromJson<TrainingSettings>(run.settingsJson));
    m_preparation->setSettings(settingsFromJson<PreparationSettings>(run.preparationJson));
    const int split = m_split->findData(QVariant::fromValue(run.splitId.value_or(0)));
    m_split->setCurrentIndex(split >= 0 ? split : m_split->currentIndex());
    try {
        m_pinned->choose(pinnedCase(m_session.project(), run));
    } catch (const Error& error) {
        tell(error);
    }
    m_clonedRun = run.id;
    describePreset();
    m_name->clear();
}

void NewRunPanel::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    // Opening the engine takes a second; not before somebody looks.
    if (!std::exchange(m_wasShown, true)) {
        m_devices->find();
    }
}

void NewRunPanel::noteMissingEngine(const QString& sentence) {
    m_obstacle = sentence;
    refresh();
}

void NewRunPanel::setEstimating(bool isEstimating) {
    m_isEstimating = isEstimating;
    refresh();
}

void NewRunPanel::showEstimate(const RunEstimate& estimate) {
    if (!m_estimated) {
        return;
    }
    const bool fits = estimate.memory.fits && estimate.disk.fits();
    m_estimate->setProperty("role", fits ? "faint" : "warning");
    m_estimate->style()->unpolish(m_estimate);
    m_estimate->style()->polish(m_estimate);
    m_estimate->setText(estimateText(estimate));
    m_estimate->show();
}

}  // namespace tandem
