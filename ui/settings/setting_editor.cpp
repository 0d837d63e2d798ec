#include "ui/settings/setting_editor.h"

#include "ui/settings/setting_words.h"
#include "ui/theme/attempt.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QStyle>
#include <QVBoxLayout>
#include <QWheelEvent>
#include <utility>

namespace tandem {
namespace {

/// A choice that the wheel does not change while the form scrolls below the mouse.
class CalmComboBox : public QComboBox {
public:
    using QComboBox::QComboBox;

protected:
    void wheelEvent(QWheelEvent* event) override { event->ignore(); }
};

}  // namespace

SettingEditor::SettingEditor(SettingField field, const SettingValue& like, QWidget* parent)
    : QWidget(parent), m_field(std::move(field)), m_like(like) {
    setObjectName(QString::fromStdString("setting-" + m_field.key));
    build(like);
    retranslate();
    setValue(like);
}

void SettingEditor::build(const SettingValue& like) {
    auto* const rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(2);
    auto* const row = new QHBoxLayout;
    row->setSpacing(4);
    rows->addLayout(row);
    if (std::holds_alternative<bool>(like)) {
        m_tick = new QCheckBox(this);
        connect(m_tick, &QCheckBox::toggled, this, &SettingEditor::read);
        row->addWidget(m_tick, 1);
    } else if (std::holds_alternative<std::string>(like)) {
        m_choice = new CalmComboBox(this);
        m_choice->setEditable(m_field.choices.empty());
        m_choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        m_choice->setMinimumContentsLength(6);
        for (const std::string& one : m_field.choices) {
            m_choice->addItem(QString(), QString::fromStdString(one));
        }
        connect(m_choice, &QComboBox::currentTextChanged, this, &SettingEditor::read);
        row->addWidget(m_choice, 1);
    } else {
        const bool isTriple = std::holds_alternative<Index3>(like) || std::holds_alternative<Vector3>(like);
        for (int axis = 0; axis < (isTriple ? 3 : 1); ++axis) {
            row->addWidget(addLine(isTriple ? QString("axis-%1").arg(axis) : QString("number")), 1);
        }
    }
    setFocusProxy(firstField());
    m_reason = addBelow("reason", "wrong");
    rows->addWidget(m_reason);
    m_note = addBelow("note", "faint");
    rows->addWidget(m_note);
}

QLabel* SettingEditor::addBelow(const QString& name, const char* role) {
    auto* const label = new QLabel(this);
    label->setObjectName(name);
    label->setProperty("role", role);
    label->setWordWrap(true);
    // Close to the field, also for a moment in which the row is higher than the text.
    label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    label->hide();
    return label;
}

void SettingEditor::setNote(const QString& sentence) {
    if (m_note->text() == sentence) {
        return;
    }
    m_note->setText(sentence);
    m_note->setVisible(!sentence.isEmpty());
    fitBelow();
}

QWidget* SettingEditor::firstField() const {
    if (m_tick != nullptr) {
        return m_tick;
    }
    return m_choice != nullptr ? static_cast<QWidget*>(m_choice) : m_lines.front();
}

void SettingEditor::retranslate() {
    setToolTip(m_isUsed ? explanationOf(m_field) : usedWhen(m_field) + '\n' + explanationOf(m_field));
    for (QLineEdit* const line : m_lines) {
        line->setPlaceholderText(zeroWord(m_field));
    }
    firstField()->setAccessibleName(titleOf(m_field));
    for (std::size_t axis = 1; axis < m_lines.size(); ++axis) {
        m_lines[axis]->setAccessibleName(tr("%1, axis %2").arg(titleOf(m_field)).arg(axis + 1));
    }
    if (m_choice != nullptr && !m_field.choices.empty()) {
        const QSignalBlocker silent(m_choice);
        for (int index = 0; index < m_choice->count(); ++index) {
            m_choice->setItemText(index, choiceTitle(m_choice->itemData(index).toString().toStdString()));
        }
    }
}

QLineEdit* SettingEditor::addLine(const QString& name) {
    auto* const line = new QLineEdit(this);
    line->setObjectName(name);
    line->setMinimumWidth(40);
    connect(line, &QLineEdit::textChanged, this, &SettingEditor::read);
    m_lines.push_back(line);
    return line;
}

void SettingEditor::setValue(const SettingValue& value) {
    const QString whole = QString::fromStdString(textOf(value));
    if (m_tick != nullptr) {
        const QSignalBlocker silent(m_tick);
        m_tick->setChecked(std::get<bool>(value));
    } else if (m_choice != nullptr) {
        const QSignalBlocker silent(m_choice);
        const int index = m_choice->findData(whole);
        m_choice->setCurrentIndex(index);
        if (m_choice->isEditable() && index < 0) {
            m_choice->setEditText(whole);
        }
    } else {
        const QStringList parts = whole.split(',');
        for (std::size_t axis = 0; axis < m_lines.size(); ++axis) {
            const QSignalBlocker silent(m_lines[axis]);
            // An empty line says in words what 0 means.
            const QString part = parts.value(static_cast<qsizetype>(axis));
            m_lines[axis]->setText(part == "0" && !m_field.zero.empty() ? QString() : part);
        }
    }
    read();
}

void SettingEditor::setSuggestions(const std::vector<std::pair<QString, QString>>& suggestions) {
    if (m_choice == nullptr || !m_choice->isEditable() || !m_value) {
        return;
    }
    const SettingValue kept = *m_value;
    {
        const QSignalBlocker silent(m_choice);
        m_choice->clear();
        for (const auto& [value, title] : suggestions) {
            m_choice->addItem(title, value);
        }
    }
    setValue(kept);
}

QString SettingEditor::text() const {
    if (m_tick != nullptr) {
        return m_tick->isChecked() ? "true" : "false";
    }
    if (m_choice != nullptr) {
        const int index =
            m_choice->isEditable() ? m_choice->findText(m_choice->currentText()) : m_choice->currentIndex();
        return index >= 0 ? m_choice->itemData(index).toString() : m_choice->currentText().trimmed();
    }
    QStringList parts;
    for (const QLineEdit* const line : m_lines) {
        const QString written = line->text().trimmed();
        parts << (written.isEmpty() && !m_field.zero.empty() ? QString("0") : written);
    }
    return parts.join(',');
}

void SettingEditor::read() {
    m_error = complaintOf([this] {
        m_value = parseSetting(m_field, m_like, text().toStdString());
        checkSetting(m_field, *m_value);
    });
    if (!m_error.isEmpty()) {
        m_value.reset();
    }
    showError(m_error);
    Q_EMIT changed();
}

void SettingEditor::setOutsideError(const QString& sentence) {
    if (m_error.isEmpty()) {
        showError(sentence);
    }
}

void SettingEditor::setUsed(bool isUsed) {
    if (isUsed == m_isUsed) {
        return;
    }
    m_isUsed = isUsed;
    if (!isUsed && !m_error.isEmpty()) {
        setValue(m_like);
    }
    for (QWidget* const one : findChildren<QWidget*>(Qt::FindDirectChildrenOnly)) {
        one->setEnabled(isUsed);
    }
    retranslate();
}

void SettingEditor::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fitBelow();
}

void SettingEditor::fitBelow() {
    for (QLabel* const one : {m_reason, m_note}) {
        one->setMinimumHeight(0);  // a label wants at least that, however few lines it has by now
        one->setMinimumHeight(one->isHidden() ? 0 : one->heightForWidth(width()));
    }
}

void SettingEditor::showError(const QString& sentence) {
    m_shownReason = sentence;
    m_reason->setText(sentence.isEmpty() ? QString() : "⚠ " + sentence);
    m_reason->setVisible(!sentence.isEmpty());
    fitBelow();
    std::vector<QWidget*> fields(m_lines.begin(), m_lines.end());
    if (m_choice != nullptr) {
        fields.push_back(m_choice);
    }
    for (QWidget* const one : fields) {
        // For the style sheet.
        one->setProperty("wrong", !sentence.isEmpty());
        one->style()->unpolish(one);
        one->style()->polish(one);
    }
}

}  // namespace tandem
