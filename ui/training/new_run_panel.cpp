#include "ui/training/new_run_panel.h"

#include "core/settings/preset.h"
#include "storage/db/project.h"
#include "storage/db/run_record.h"
#include "storage/db/split_repository.h"
#include "storage/training/pinned_case.h"
#include "storage/training/training_estimate.h"
#include "ui/session/changing_controls.h"
#include "ui/session/project_session.h"
#include "ui/session/read_when_seen.h"
#include "ui/settings/device_finder.h"
#include "ui/settings/engines_dialog.h"
#include "ui/theme/allow.h"
#include "ui/theme/breakable.h"
#include "ui/theme/dialogs.h"
#include "ui/theme/name_box.h"
#include "ui/theme/translated.h"
#include "ui/training/box_notice.h"
#include "ui/training/estimate_text.h"
#include "ui/training/pinned_choice.h"
#include "ui/training/proposal_offer.h"
#include "ui/training/run_table_model.h"
#include "ui/training/split_choice.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollArea>
#include <QStyle>
#include <QTabWidget>
#include <QVBoxLayout>
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

QLabel* faintLabel(const QString& objectName, QWidget* parent) {
    auto* const label = new QLabel(parent);
    label->setObjectName(objectName);
    label->setProperty("role", "faint");
    label->setWordWrap(true);
    return label;
}

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
    m_proposal = new ProposalOffer(m_session, *m_training, *m_preparation, this);
    constexpr int kBelowPreset = 2;  // and its description
    m_head->insertRow(kBelowPreset, m_proposal);
    setTabOrder(m_preset, m_proposal);
    m_devices = new DeviceFinder(*m_training->editor("device"), this);
    m_tabs = new QTabWidget(this);
    m_tabs->addTab(scrolled(m_training, m_tabs), {});
    m_tabs->addTab(scrolled(m_preparation, m_tabs), {});
    rows->addWidget(m_tabs, 1);
    buildFoot(*rows);
    connectParts();
    keepTranslated(*this, [this] {
        m_estimated.reset();
        m_estimate->hide();
        retranslate();
        m_readingSplits->noteChange();
    });
    applyPreset();
}

void NewRunPanel::buildHead(QVBoxLayout& rows) {
    m_heading = new QLabel(this);
    m_heading->setProperty("role", "heading");
    rows.addWidget(m_heading);
    m_preset = new NameBox(this);
    m_preset->setObjectName("preset");
    for (const Preset& one : presets()) {
        m_preset->addItem(QString(), QString::fromStdString(one.name));
    }
    m_preset->setCurrentIndex(m_preset->findData(QString::fromUtf8(kDataPreset)));
    m_presetDescription = faintLabel("presetDescription", this);
    m_boxNotice = new BoxNotice(this);
    m_split = new SplitChoice(this);
    m_split->setObjectName("split");
    m_splitDescription = faintLabel("splitDescription", this);
    m_leaks = faintLabel("splitLeaks", this);
    m_leaks->setProperty("role", "warning");
    m_name = new QLineEdit(this);
    m_name->setObjectName("runName");
    m_pinned = new PinnedChoice(this);
    m_pinned->setObjectName("pinnedCase");
    m_head = new QFormLayout;
    m_head->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_head->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    const auto addField = [this](QWidget* field) {
        auto* const label = new QLabel(this);
        label->setBuddy(field);
        label->setMinimumHeight(field->sizeHint().height());
        m_head->addRow(label, field);
    };
    addField(m_preset);
    m_head->addRow(m_presetDescription);
    m_head->addRow(m_boxNotice);
    addField(m_split);
    m_head->addRow(m_splitDescription);
    m_head->addRow(m_leaks);
    addField(m_name);
    addField(m_pinned);
    rows.addLayout(m_head);
}

void NewRunPanel::buildFoot(QVBoxLayout& rows) {
    m_estimate = new QLabel(this);
    m_estimate->setObjectName("estimate");
    m_estimate->setWordWrap(true);
    m_estimate->hide();
    m_estimateButton = new QPushButton(this);
    m_estimateButton->setObjectName("estimateButton");
    m_startButton = new QPushButton(this);
    m_startButton->setObjectName("startButton");
    m_startButton->setProperty("primary", true);
    noteChanging({m_estimateButton, m_startButton});
    auto* const buttons = new QHBoxLayout;
    buttons->addWidget(m_estimateButton);
    buttons->addWidget(m_startButton, 1);
    rows.addWidget(m_estimate);
    rows.addLayout(buttons);
}

void NewRunPanel::connectParts() {
    connect(m_preset, &QComboBox::currentIndexChanged, this, &NewRunPanel::applyPreset);
    connect(m_split, &QComboBox::currentIndexChanged, this, &NewRunPanel::reloadPinned);
    connect(m_pinned, &QComboBox::currentIndexChanged, this, &NewRunPanel::noteChange);
    connect(m_training, &SettingsForm::changed, this, &NewRunPanel::noteChange);
    connect(m_preparation, &SettingsForm::changed, this, &NewRunPanel::noteChange);
    connect(m_devices, &DeviceFinder::failed, this, &NewRunPanel::noteMissingEngine);
    connect(m_devices, &DeviceFinder::gpuWanted, this,
            [this] { openDialog(*new EnginesDialog(m_session.jobs(), this)); });
    m_readingSplits =
        new ReadWhenSeen(*this, m_session, ProjectPart::Splits | ProjectPart::Cases, [this] { reloadSplits(); });
    new ReadWhenSeen(*this, m_session, ProjectPart::Predictions, [this] {
        if (m_preparation->settings().crop == Crop::Prediction) {
            m_boxNotice->forget();
            refresh();
        }
    });
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

void NewRunPanel::applyPreset() {
    const Preset& preset = presetNamed(m_preset->currentData().toString().toStdString());
    m_clonedRun = 0;
    m_proposal->forget();
    describePreset();
    m_training->setSettings(preset.training);
    m_preparation->setSettings(preset.preparation);
}

void NewRunPanel::describePreset() {
    const Preset& preset = presetNamed(m_preset->currentData().toString().toStdString());
    m_presetDescription->setText(m_clonedRun > 0 ? tr("Settings of run %1").arg(m_clonedRun) + m_cloneNotices
                                                 : QCoreApplication::translate("Preset", preset.description.c_str()));
    m_proposal->setVisible(preset.name == kDataPreset && m_clonedRun == 0);
}

void NewRunPanel::reloadSplits() {
    m_boxNotice->forget();
    if (m_session.attempt([this] { m_split->read(m_session.project()); })) {
        reloadPinned();
    }
}

void NewRunPanel::reloadPinned() {
    m_session.attempt([this] { m_pinned->showSplit(m_session.project(), m_split->splitId()); });
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
                                                      : m_split->roles());
    const QString leaks = m_split->leaks();
    m_leaks->setText(breakable("⚠ " + leaks));
    m_leaks->setVisible(!leaks.isEmpty());
    m_session.attempt([this] {
        m_boxNotice->showFor(m_session.project(), m_split->splitId().value_or(0), m_preparation->settings(),
                             m_training->settings().usesUnlabelled());
    });
    const QString reason = whyNot();
    allow(*m_startButton, reason, tr("Adds the run to the queue"));
    allow(*m_estimateButton, m_isEstimating ? tr("An estimate is being made") : reason,
          tr("Memory, disk and time. Prepares the cases if need be, which the run then finds\n"
             "prepared, and trains a few iterations to measure them"));
    m_tabs->setTabText(0, m_training->isValid() ? tr("Training") : tr("Training ⚠"));
    m_tabs->setTabText(1, m_preparation->isValid() ? tr("Preparation") : tr("Preparation ⚠"));
}

void NewRunPanel::start() {
    if (const QString leaks = m_split->leaks(); leaks.isEmpty()) {
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
    openDialog(*question);
}

void NewRunPanel::copyUndividedSplit() {
    m_session.attempt([this] {
        const SplitRepository splits = m_session.project().splits();
        const std::int64_t id = m_split->splitId().value();
        const QString wanted = tr("%1 copy").arg(QString::fromStdString(splits.get(id).name));
        const SplitRecord made = splits.copyWithPatientsTogether(id, splits.freeName(wanted.toStdString()));
        Q_EMIT m_session.splitsChanged();
        m_split->choose(made.id);
    });
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
            .splitId = m_split->splitId().value_or(0),
            .name = m_name->text().trimmed().toStdString(),
            .pinnedCase = m_pinned->caseId(),
            .proposal = m_proposal->values()};
}

void NewRunPanel::cloneFrom(const RunRecord& run) {
    m_training->setSettings(storedSettings<TrainingSettings>(run.settingsJson).values);
    m_preparation->setSettings(storedSettings<PreparationSettings>(run.preparationJson).values);
    m_split->choose(run.splitId.value_or(0));
    m_session.attempt([&] { m_pinned->choose(pinnedCase(m_session.project(), run)); });
    m_clonedRun = run.id;
    m_proposal->forget();
    const QString notices = settingNotices(run);
    m_cloneNotices = notices.isEmpty() ? QString() : ". " + notices;
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
