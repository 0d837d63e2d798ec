// A form made from a table of settings (core/settings/field_table.h): a row for each field, those for the experienced
// below "Advanced".
//
// Used on the GUI thread. Invariant: isValid() exactly when every field and all of them together pass the settings' own
// checks; else every reason stands at the field that it is about. A field that plays no part cannot be changed.
#pragma once

#include "core/settings/field_table.h"

#include <QWidget>
#include <map>
#include <optional>
#include <string>
#include <vector>

class QFormLayout;
class QLabel;
class QToolButton;

namespace tandem {

class SettingEditor;

class SettingsForm : public QWidget {
    Q_OBJECT

public:
    static constexpr int kLabelWidth = 130;  ///< pixels; for rows that stand with those of a form

    [[nodiscard]] bool isValid() const noexcept { return m_problem.isEmpty(); }
    /// The first reason why the settings do not hold; empty when they do.
    [[nodiscard]] const QString& problem() const noexcept { return m_problem; }
    /// The editor of a key, or nullptr.
    [[nodiscard]] SettingEditor* editor(const std::string& key) const;
    void setAdvancedShown(bool isShown);
    /// By the keys of fields: what stands below them; those that are not named have nothing.
    void setNotes(const std::map<std::string, QString>& notes);

Q_SIGNALS:
    void changed();

protected:
    explicit SettingsForm(QWidget* parent) : QWidget(parent) {}

    /// Once, from the constructor of a settings' form.
    void build(const std::vector<std::pair<SettingField, SettingValue>>& fields);
    void setValues(const std::vector<SettingValue>& values);
    [[nodiscard]] const std::vector<SettingEditor*>& editors() const noexcept { return m_editors; }
    void validate();
    /// Where the values do not hold together; a field with an error counts as its default.
    [[nodiscard]] virtual std::vector<SettingProblem> problemsTogether() const = 0;
    /// Whether the values give the field, by its place in the table, a part to play.
    [[nodiscard]] virtual bool isUsed(std::size_t index) const = 0;

private:
    [[nodiscard]] QFormLayout* addSection(QWidget* section);
    void retranslate();
    void showUse();
    /// Marks the fields that do not hold together. Where one has an error of its own, what depends on it is not known.
    void markProblems();

    std::vector<SettingEditor*> m_editors;  ///< in the table's order
    std::vector<QLabel*> m_labels;          ///< of the editors
    QWidget* m_advanced = nullptr;
    QToolButton* m_advancedButton = nullptr;
    QString m_problem;
    bool m_isFilling = false;  ///< while many values change at once
};

/// The form of the settings S.
template <class S>
class FormOf : public SettingsForm {
public:
    explicit FormOf(QWidget* parent = nullptr) : SettingsForm(parent) {
        std::vector<std::pair<SettingField, SettingValue>> fields;
        for (const Field<S>& one : S::fields()) {
            fields.emplace_back(one, one.get(S{}));
        }
        build(fields);
        validate();
    }

    void setSettings(const S& settings) {
        std::vector<SettingValue> values;
        for (const Field<S>& one : S::fields()) {
            values.push_back(one.get(settings));
        }
        setValues(values);
    }

    /// What stands in the form; a field with an error has its default. See isValid().
    [[nodiscard]] S settings() const;

protected:
    [[nodiscard]] std::vector<SettingProblem> problemsTogether() const override { return settings().problems(); }
    [[nodiscard]] bool isUsed(std::size_t index) const override {
        const Field<S>& one = S::fields()[index];
        return !one.isUsed || one.isUsed(settings());
    }
};

/// The values of editors, in their order; nothing where one has an error.
[[nodiscard]] std::vector<std::optional<SettingValue>> valuesIn(const std::vector<SettingEditor*>& editors);

template <class S>
S FormOf<S>::settings() const {
    S settings;
    const auto values = valuesIn(editors());
    for (std::size_t index = 0; index < values.size(); ++index) {
        if (values[index]) {
            S::fields()[index].set(settings, *values[index]);
        }
    }
    return settings;
}

}  // namespace tandem
