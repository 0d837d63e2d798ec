// The field of a form in which one setting is changed: a tick, a choice, a text, a number or three of them.
//
// Used on the GUI thread. Invariant: value() passes the field's own check, or error() says why there is none, which
// stands below the field.
#pragma once

#include "core/settings/field_table.h"

#include <QString>
#include <QWidget>
#include <optional>
#include <vector>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;

namespace tandem {

class SettingEditor : public QWidget {
    Q_OBJECT

public:
    /// like: a value of the setting's type.
    SettingEditor(SettingField field, const SettingValue& like, QWidget* parent = nullptr);

    [[nodiscard]] const SettingField& field() const noexcept { return m_field; }
    void setValue(const SettingValue& value);
    [[nodiscard]] const std::optional<SettingValue>& value() const noexcept { return m_value; }
    /// What is wrong with the text that stands in the field; empty when nothing is.
    [[nodiscard]] const QString& error() const noexcept { return m_error; }
    /// Marks the field for a reason that lies beyond it; empty takes the mark away.
    void setOutsideError(const QString& sentence);
    /// Of a free text: what is offered to choose from, with titles.
    void setSuggestions(const std::vector<std::pair<QString, QString>>& suggestions);

    /// The language of the window changed.
    void retranslate();

Q_SIGNALS:
    /// By the person or setValue().
    void changed();

private:
    void build(const SettingValue& like);
    [[nodiscard]] QWidget* firstField() const;
    QLineEdit* addLine(const QString& name);
    [[nodiscard]] QString text() const;
    void read();
    void showError(const QString& sentence);

    SettingField m_field;
    SettingValue m_like;
    std::optional<SettingValue> m_value;
    QString m_error;
    QCheckBox* m_tick = nullptr;
    QComboBox* m_choice = nullptr;
    std::vector<QLineEdit*> m_lines;  ///< one, or one an axis
    QLabel* m_reason = nullptr;
};

}  // namespace tandem
