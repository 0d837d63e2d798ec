#include "ui/training/new_run_panel.h"

#include "core/base/error.h"
#include "core/settings/preset.h"
#include "storage/db/project.h"
#include "storage/db/run_record.h"
#include "storage/db/split_repository.h"
#include "ui/session/project_session.h"
#include "ui/training/quantity_text.h"
#include "ui/training/setting_editor.h"
#include "ui/training/setting_words.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QTabWidget>
#include <QVBoxLayout>
#include <algorithm>
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

/// A combo box that does not ask for the width of its longest entry.
QComboBox* modestComboBox(const QString& objectName, QWidget* parent) {
    auto* const box = new QComboBox(parent);
    box->setObjectName(objectName);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(10);
    return box;
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
    m_tabs = new QTabWidget(this);
    m_tabs->addTab(scrolled(m_training, m_tabs), tr("Training"));
    m_tabs->addTab(scrolled(m_preparation, m_tabs), tr("Preparation"));
    rows->addWidget(m_tabs, 1);
    buildFoot(*rows);

    connect(m_preset, &QComboBox::currentIndexChanged, this, &NewRunPanel::applyPreset);
    connect(m_split, &QComboBox::currentIndexChanged, this, &NewRunPanel::refresh);
    connect(m_training, &SettingsForm::changed, this, &NewRunPanel::refresh);
    connect(m_preparation, &SettingsForm::changed, this, &NewRunPanel::refresh);
    connect(&session, &ProjectSession::splitsChanged, this, &NewRunPanel::reloadSplits);
    connect(m_startButton, &QPushButton::clicked, this, [this] { Q_EMIT startRequested(request()); });
    connect(m_estimateButton, &QPushButton::clicked, this, [this] { Q_EMIT estimateRequested(request()); });
    reloadSplits();
    applyPreset();
}

void NewRunPanel::buildHead(QVBoxLayout& rows) {
    auto* const heading = new QLabel(tr("New run"), this);
    heading->setProperty("role", "heading");
    rows.addWidget(heading);
    m_preset = modestComboBox("preset", this);
    for (const Preset& one : presets()) {
        m_preset->addItem(QCoreApplication::translate("Preset", one.title.c_str()), QString::fromStdString(one.name));
    }
    m_preset->setCurrentIndex(m_preset->findData("from-data"));
    m_presetDescription = faintLabel("presetDescription", this);
    m_split = modestComboBox("split", this);
    m_splitDescription = faintLabel("splitDescription", this);
    m_name = new QLineEdit(this);
    m_name->setObjectName("runName");
    m_name->setPlaceholderText(tr("optional"));
    auto* const form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("&Preset"), m_preset);
    form->addRow(m_presetDescription);
    form->addRow(tr("Sp&lit"), m_split);
    form->addRow(m_splitDescription);
    form->addRow(tr("&Name"), m_name);
    rows.addLayout(form);
}

void NewRunPanel::buildFoot(QVBoxLayout& rows) {
    m_estimate = new QLabel(this);
    m_estimate->setObjectName("estimate");
    m_estimate->setWordWrap(true);
    m_estimateButton = new QPushButton(tr("&Estimate memory"), this);
    m_estimateButton->setObjectName("estimateButton");
    m_startButton = new QPushButton(tr("&Start training"), this);
    m_startButton->setObjectName("startButton");
    m_startButton->setProperty("primary", true);
    auto* const buttons = new QHBoxLayout;
    buttons->addWidget(m_estimateButton);
    buttons->addWidget(m_startButton, 1);
    rows.addWidget(m_estimate);
    rows.addLayout(buttons);
}

void NewRunPanel::applyPreset() {
    const Preset& preset = presetNamed(m_preset->currentData().toString().toStdString());
    m_presetDescription->setText(QCoreApplication::translate("Preset", preset.description.c_str()));
    m_training->setSettings(preset.training);
    m_preparation->setSettings(preset.preparation);
}

void NewRunPanel::reloadSplits() {
    const QVariant kept = m_split->currentData();
    std::vector<SplitRecord> splits;
    try {
        splits = m_session.project().splits().list();
    } catch (const Error& error) {
        Q_EMIT m_session.failed(QString::fromUtf8(error.what()), QString::fromStdString(error.detail()));
        return;
    }
    {
        const QSignalBlocker silent(m_split);
        m_split->clear();
        for (const SplitRecord& one : splits) {
            QStringList parts;
            for (const auto& [role, text] : {std::pair(SplitRole::TrainingLabelled, tr("%1 labelled")),
                                             std::pair(SplitRole::TrainingUnlabelled, tr("%1 unlabelled")),
                                             std::pair(SplitRole::Validation, tr("%1 validation"))}) {
                parts << text.arg(std::ranges::count(one.assignments, role, &SplitAssignment::role));
            }
            m_split->addItem(QString::fromStdString(one.name), QVariant::fromValue(one.id));
            m_split->setItemData(m_split->count() - 1, parts.join(", "), Qt::ToolTipRole);
        }
        const int index = m_split->findData(kept);
        m_split->setCurrentIndex(index >= 0 ? index : m_split->count() - 1);
    }
    refresh();
}

void NewRunPanel::refresh() {
    m_splitDescription->setText(m_split->count() == 0 ? tr("There is no split yet; make one on the page Datasets.")
                                                      : m_split->currentData(Qt::ToolTipRole).toString());
    // What was estimated is no longer asked for.
    m_estimate->clear();
    m_estimate->hide();
    const QString reason = whyNot();
    m_startButton->setEnabled(reason.isEmpty());
    m_startButton->setToolTip(reason.isEmpty() ? tr("Adds the run to the queue") : reason);
    const QString estimateReason = m_isEstimating ? tr("An estimate is being made") : reason;
    m_estimateButton->setEnabled(estimateReason.isEmpty());
    m_estimateButton->setToolTip(estimateReason.isEmpty()
                                     ? tr("Prepares the cases if need be, which the run then finds prepared")
                                     : estimateReason);
    m_tabs->setTabText(0, m_training->isValid() ? tr("Training") : tr("Training ⚠"));
    m_tabs->setTabText(1, m_preparation->isValid() ? tr("Preparation") : tr("Preparation ⚠"));
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
            .name = m_name->text().trimmed().toStdString()};
}

void NewRunPanel::cloneFrom(const RunRecord& run) {
    m_training->setSettings(settingsFromJson<TrainingSettings>(run.settingsJson));
    m_preparation->setSettings(settingsFromJson<PreparationSettings>(run.preparationJson));
    const int split = m_split->findData(QVariant::fromValue(run.splitId.value_or(0)));
    m_split->setCurrentIndex(split >= 0 ? split : m_split->currentIndex());
    m_presetDescription->setText(tr("Settings of run %1").arg(run.id));
    m_name->clear();
}

void NewRunPanel::setDevices(const std::vector<Device>& devices) {
    std::vector<std::pair<QString, QString>> suggestions{{"auto", tr("auto")}};
    for (const Device& one : devices) {
        const QString name = QString::fromStdString(one.name);
        suggestions.emplace_back(name, name + " · " + QString::fromStdString(one.title));
    }
    m_training->editor("device")->setSuggestions(suggestions);
}

void NewRunPanel::setObstacle(const QString& sentence) {
    m_obstacle = sentence;
    refresh();
}

void NewRunPanel::setEstimating(bool isEstimating) {
    m_isEstimating = isEstimating;
    const QString shown = m_estimate->text();
    refresh();
    m_estimate->setText(shown);
    m_estimate->setVisible(!shown.isEmpty());
}

void NewRunPanel::showEstimate(const MemoryEstimate& estimate) {
    QString text = tr("Needs %1 of memory on the device").arg(bytesText(static_cast<double>(estimate.deviceBytes)));
    if (estimate.hostBytes > 0) {
        text += tr(" and %1 beside it").arg(bytesText(static_cast<double>(estimate.hostBytes)));
    }
    text += estimate.fits ? tr(". It fits.") : tr(". ⚠ It does not fit. ");
    m_estimate->setText(text + QString::fromStdString(estimate.advice));
    m_estimate->show();
}

}  // namespace tandem
