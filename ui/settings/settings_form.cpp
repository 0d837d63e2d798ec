#include "ui/settings/settings_form.h"

#include "ui/settings/setting_editor.h"
#include "ui/settings/setting_words.h"
#include "ui/theme/translated.h"

#include <QFormLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

namespace tandem {

std::vector<std::optional<SettingValue>> valuesIn(const std::vector<SettingEditor*>& editors) {
    std::vector<std::optional<SettingValue>> values;
    for (const SettingEditor* const one : editors) {
        values.push_back(one->value());
    }
    return values;
}

QFormLayout* SettingsForm::addSection(QWidget* section) {
    auto* const layout = new QFormLayout(section);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    layout->setRowWrapPolicy(QFormLayout::DontWrapRows);
    layout->setLabelAlignment(Qt::AlignLeft);
    return layout;
}

void SettingsForm::build(const std::vector<std::pair<SettingField, SettingValue>>& fields) {
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* const basic = new QWidget(this);
    m_advanced = new QWidget(this);
    m_advanced->setObjectName("advanced");
    QFormLayout* const basicRows = addSection(basic);
    QFormLayout* const advancedRows = addSection(m_advanced);
    for (const auto& [field, value] : fields) {
        auto* const editor = new SettingEditor(field, value, this);
        auto* const label = new QLabel(this);
        label->setWordWrap(true);
        label->setFixedWidth(kLabelWidth);
        label->setBuddy(editor);
        // Beside the field, also where a reason stands below it.
        label->setMinimumHeight(editor->sizeHint().height());
        (field.advanced ? advancedRows : basicRows)->addRow(label, editor);
        connect(editor, &SettingEditor::changed, this, &SettingsForm::validate);
        m_editors.push_back(editor);
        m_labels.push_back(label);
    }
    m_advancedButton = new QToolButton(this);
    m_advancedButton->setObjectName("advancedButton");
    m_advancedButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_advancedButton->setAutoRaise(true);
    m_advancedButton->setCheckable(true);
    connect(m_advancedButton, &QToolButton::toggled, this, &SettingsForm::setAdvancedShown);
    layout->addWidget(basic);
    layout->addWidget(m_advancedButton, 0, Qt::AlignLeft);
    layout->addWidget(m_advanced);
    m_advancedButton->setVisible(
        std::ranges::any_of(m_editors, [](const SettingEditor* one) { return one->field().advanced; }));
    setAdvancedShown(false);
    keepTranslated(*this, [this] { retranslate(); });
}

void SettingsForm::retranslate() {
    m_advancedButton->setText(tr("Advanced"));
    for (std::size_t index = 0; index < m_editors.size(); ++index) {
        SettingEditor* const editor = m_editors[index];
        editor->retranslate();
        const SettingField& field = editor->field();
        m_labels[index]->setText(field.unit.empty() ? titleOf(field)
                                                    : tr("%1 (%2)").arg(titleOf(field), choiceTitle(field.unit)));
        m_labels[index]->setToolTip(editor->toolTip());
    }
}

void SettingsForm::setAdvancedShown(bool isShown) {
    m_advancedButton->setChecked(isShown);
    m_advancedButton->setArrowType(isShown ? Qt::DownArrow : Qt::RightArrow);
    m_advanced->setVisible(isShown);
}

void SettingsForm::setNotes(const std::map<std::string, QString>& notes) {
    for (SettingEditor* const one : m_editors) {
        const auto note = notes.find(one->field().key);
        one->setNote(note == notes.end() ? QString() : note->second);
    }
}

SettingEditor* SettingsForm::editor(const std::string& key) const {
    const auto found =
        std::ranges::find_if(m_editors, [&](const SettingEditor* one) { return one->field().key == key; });
    return found == m_editors.end() ? nullptr : *found;
}

void SettingsForm::setValues(const std::vector<SettingValue>& values) {
    m_isFilling = true;
    for (std::size_t index = 0; index < values.size(); ++index) {
        m_editors[index]->setValue(values[index]);
    }
    m_isFilling = false;
    validate();
}

void SettingsForm::validate() {
    if (m_isFilling) {
        return;
    }
    showUse();
    m_problem.clear();
    for (SettingEditor* const one : m_editors) {
        one->setOutsideError({});
        if (m_problem.isEmpty()) {
            m_problem = one->error();
        }
    }
    markProblems();
    // A reason must be seen.
    if (std::ranges::any_of(m_editors,
                            [](const SettingEditor* one) { return one->field().advanced && one->isWrong(); })) {
        setAdvancedShown(true);
    }
    Q_EMIT changed();
}

void SettingsForm::showUse() {
    m_isFilling = true;  // as a field that is not used may change its value
    for (std::size_t index = 0; index < m_editors.size(); ++index) {
        m_editors[index]->setUsed(isUsed(index));
        m_labels[index]->setEnabled(m_editors[index]->isUsed());
        m_labels[index]->setToolTip(m_editors[index]->toolTip());
    }
    m_isFilling = false;
}

void SettingsForm::markProblems() {
    for (const SettingProblem& problem : problemsTogether()) {
        const auto isWrong = [this](const std::string& key) { return !editor(key)->error().isEmpty(); };
        if (std::ranges::any_of(problem.keys, isWrong)) {
            continue;
        }
        const QString sentence = QString::fromStdString(problem.sentence);
        editor(problem.keys.front())->setOutsideError(sentence);
        m_problem = m_problem.isEmpty() ? sentence : m_problem;
    }
}

}  // namespace tandem
