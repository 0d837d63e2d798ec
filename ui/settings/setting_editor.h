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
    /// Whether a reason stands below the field.
    [[nodiscard]] bool isWrong() const noexcept { return !m_shownReason.isEmpty(); }
    /// Marks the field for a reason that lies beyond it; empty takes the mark away.
    void setOutsideError(const QString& sentence);
    /// A faint sentence below the field, such as why it was proposed; empty takes it away.
    void setNote(const QString& sentence);
    /// Whether the other settings give this one a part; else it cannot be changed, and the tooltip says when. An error
    /// in it goes, as it could not be mended.
    void setUsed(bool isUsed);
    [[nodiscard]] bool isUsed() const noexcept { return m_isUsed; }
    /// Of a free text: what is offered to choose from, with titles.
    void setSuggestions(const std::vector<std::pair<QString, QString>>& suggestions);

    /// The language of the window changed.
    void retranslate();

Q_SIGNALS:
    /// By the person or setValue().
    void changed();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void build(const SettingValue& like);
    [[nodiscard]] QWidget* firstField() const;
    QLineEdit* addLine(const QString& name);
    [[nodiscard]] QString text() const;
    void read();
    void showError(const QString& sentence);
    /// A line of text below the field.
    [[nodiscard]] QLabel* addBelow(const QString& name, const char* role);
    /// What stands below is as high as its lines are at the editor's width, which a form within a scrolled form does
    /// not ask for.
    void fitBelow();

    SettingField m_field;
    SettingValue m_like;
    std::optional<SettingValue> m_value;
    QString m_error;
    QString m_shownReason;  ///< the error, or one from beyond the field
    bool m_isUsed = true;
    QCheckBox* m_tick = nullptr;
    QComboBox* m_choice = nullptr;
    std::vector<QLineEdit*> m_lines;  ///< one, or one an axis
    QLabel* m_reason = nullptr;
    QLabel* m_note = nullptr;
};

}  // namespace tandem
