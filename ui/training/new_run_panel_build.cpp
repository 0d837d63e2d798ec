#include "core/settings/preset.h"
#include "ui/theme/name_box.h"
#include "ui/training/new_run_panel.h"
#include "ui/training/pinned_choice.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace tandem {
namespace {

QLabel* faintLabel(const QString& objectName, QWidget* parent) {
    auto* const label = new QLabel(parent);
    label->setObjectName(objectName);
    label->setProperty("role", "faint");
    label->setWordWrap(true);
    return label;
}

NameBox* makeNameBox(const QString& objectName, QWidget* parent) {
    auto* const box = new NameBox(parent);
    box->setObjectName(objectName);
    return box;
}

}  // namespace

void NewRunPanel::buildHead(QVBoxLayout& rows) {
    m_heading = new QLabel(this);
    m_heading->setProperty("role", "heading");
    rows.addWidget(m_heading);
    m_preset = makeNameBox("preset", this);
    for (const Preset& one : presets()) {
        m_preset->addItem(QString(), QString::fromStdString(one.name));
    }
    m_preset->setCurrentIndex(m_preset->findData("from-data"));
    m_presetDescription = faintLabel("presetDescription", this);
    m_split = makeNameBox("split", this);
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
        m_head->addRow(label, field);
    };
    addField(m_preset);
    m_head->addRow(m_presetDescription);
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
    auto* const buttons = new QHBoxLayout;
    buttons->addWidget(m_estimateButton);
    buttons->addWidget(m_startButton, 1);
    rows.addWidget(m_estimate);
    rows.addLayout(buttons);
}

}  // namespace tandem
