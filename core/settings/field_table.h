// Settings that describe themselves: one table per settings struct serves the command line, the JSON form, the window's
// forms and the validation.
//
// A settings struct S has `static const std::vector<Field<S>>& fields()`, `std::vector<SettingProblem> problems()
// const` for what fields must satisfy together, and `void check() const`, which throws the first of them. Thread-safe.
// Invariant: keys are unique within a table, and every value of S is reached through exactly one field.
#pragma once

#include "core/base/choice.h"
#include "core/volume/geometry.h"

#include <nlohmann/json_fwd.hpp>

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace tandem {

/// A choice is held as its text.
using SettingValue = std::variant<bool, std::int64_t, double, std::string, Index3, Vector3>;

/// What a person is told about a setting, and what it may be.
struct SettingField {
    std::string key;                   ///< as in --set key=value and in JSON, e.g. "learning-rate"
    std::string title;                 ///< as in a form, e.g. "Learning rate"
    std::string description;           ///< one sentence
    std::string unit;                  ///< "mm", "voxels", ...; may be empty
    std::vector<std::string> choices;  ///< of a choice: its texts; empty for any text
    std::optional<double> minimum;     ///< of a number, or of each of three
    std::optional<double> maximum;
    bool advanced = false;  ///< shown on request only
    /// Came when cases were prepared already: without a part, or always with one and at its default, it tells nothing
    /// of how.
    bool isLater = false;
    std::string zero;      ///< what 0 means where it is no number like others, e.g. "half the patch"
    std::string usedWhen;  ///< a sentence: which other settings give it a part; empty when it always has one
};

template <class S>
struct Field : SettingField {
    std::function<SettingValue(const S&)> get;
    std::function<void(S&, const SettingValue&)> set;
    std::function<bool(const S&)> isUsed;  ///< beside the other settings; none for one that always is

    /// The field, of use only beside some of the other settings. when: SettingField::usedWhen.
    [[nodiscard]] Field onlyWhen(std::function<bool(const S&)> holds, std::string when) const {
        Field field = *this;
        field.isUsed = std::move(holds);
        field.usedWhen = std::move(when);
        return field;
    }
};

/// Why settings do not hold together.
struct SettingProblem {
    std::vector<std::string> keys;  ///< of the settings that it is about; the first is the one to change
    std::string sentence;           ///< names the first key
};

/// Throws the first problem as an Error (InvalidInput).
void throwFirst(const std::vector<SettingProblem>& problems);

/// Binds a description to a member of S, whose type must be one of SettingValue's.
template <class S, class T>
[[nodiscard]] Field<S> field(T S::* member, SettingField description) {
    return {std::move(description),
            [member](const S& settings) { return SettingValue(settings.*member); },
            [member](S& settings, const SettingValue& value) { settings.*member = std::get<T>(value); },
            {}};
}

/// Splits KEY=VALUE. Throws Error (InvalidInput) when there is no "=".
[[nodiscard]] std::pair<std::string, std::string> splitAssignment(const std::string& text);

namespace detail {
/// Throws Error (InvalidInput) that lists the choices.
[[noreturn]] void throwNoChoice(const SettingField& field, std::string_view text);
}  // namespace detail

/// Likewise for a member that is a choice; the description's choices are its texts.
template <class S, Choice E>
[[nodiscard]] Field<S> field(E S::* member, SettingField description) {
    description.choices.assign(kChoiceTexts<E>.begin(), kChoiceTexts<E>.end());
    const auto set = [member, description](S& settings, const SettingValue& value) {
        const auto choice = choiceNamed<E>(std::get<std::string>(value));
        if (!choice) {
            detail::throwNoChoice(description, std::get<std::string>(value));
        }
        settings.*member = *choice;
    };
    return {std::move(description),
            [member](const S& settings) { return SettingValue(std::string(nameOf(settings.*member))); },
            set,
            {}};
}

/// A stored setting that this program does not understand: of another version, or damaged.
struct UnreadSetting {
    std::string key;       ///< empty where the whole is no settings
    std::string text;      ///< of its value, as it is stored
    std::string sentence;  ///< for the person
    bool isKnown = false;  ///< the setting is known, its value is not
};
/// The value as the command line writes it: true, 8, 0.01, text, 64,64,48.
[[nodiscard]] std::string textOf(const SettingValue& value);

/// Reads text as the type of `like`. Throws Error (InvalidInput) naming the key, the text and what is expected.
[[nodiscard]] SettingValue parseSetting(const SettingField& field, const SettingValue& like, std::string_view text);

/// Throws Error (InvalidInput) naming the key when the value is out of range or not among the choices.
void checkSetting(const SettingField& field, const SettingValue& value);

namespace detail {
using NamedValues = std::vector<std::pair<const SettingField*, SettingValue>>;
[[nodiscard]] nlohmann::ordered_json valuesToJson(const NamedValues& values);
/// stored: JSON of which the keys that are not among the values are kept, behind them; may be empty.
[[nodiscard]] std::string valuesToText(const NamedValues& values, std::string_view stored);
/// `current` tells the keys and types. Unknown keys and wrong types throw Error (InvalidInput) by name.
[[nodiscard]] std::map<std::string, SettingValue> valuesFromJson(const NamedValues& current,
                                                                 const nlohmann::ordered_json& json);
/// Likewise, but what is not understood goes to `unread`, each value checked by itself.
[[nodiscard]] std::map<std::string, SettingValue> valuesFromStored(const NamedValues& current,
                                                                   const nlohmann::ordered_json& json,
                                                                   std::vector<UnreadSetting>& unread);
[[nodiscard]] std::map<std::string, SettingValue> valuesFromStored(const NamedValues& current, std::string_view text,
                                                                   std::vector<UnreadSetting>& unread);
void throwFirstKnown(const std::vector<UnreadSetting>& unread);
/// Throws Error (InvalidInput) that lists the known keys.
[[noreturn]] void throwUnknownKey(const NamedValues& current, std::string_view key);

template <class S>
[[nodiscard]] NamedValues valuesOf(const S& settings) {
    NamedValues values;
    for (const Field<S>& one : S::fields()) {
        values.emplace_back(&one, one.get(settings));
    }
    return values;
}
}  // namespace detail

/// Checks every field by itself, then what S says of them together. Throws Error (InvalidInput).
template <class S>
void checkSettings(const S& settings) {
    for (const Field<S>& one : S::fields()) {
        checkSetting(one, one.get(settings));
    }
    settings.check();
}

/// Sets one field from text; the result is not yet checked as a whole. Throws Error (InvalidInput).
template <class S>
void setSetting(S& settings, std::string_view key, std::string_view text) {
    for (const Field<S>& one : S::fields()) {
        if (one.key == key) {
            const SettingValue value = parseSetting(one, one.get(settings), text);
            checkSetting(one, value);
            one.set(settings, value);
            return;
        }
    }
    detail::throwUnknownKey(detail::valuesOf(settings), key);
}

/// Sets fields from texts KEY=VALUE and checks the whole. Throws Error (InvalidInput).
template <class S>
void setSettings(S& settings, const std::vector<std::string>& assignments) {
    for (const std::string& one : assignments) {
        const auto [key, value] = splitAssignment(one);
        setSetting(settings, key, value);
    }
    checkSettings(settings);
}

/// An object with every field by its key. Deduced, as only its caller needs the type nlohmann::ordered_json complete.
template <class S>
[[nodiscard]] auto settingsToJson(const S& settings) {
    return detail::valuesToJson(detail::valuesOf(settings));
}

/// The same as text, as a row of the database keeps it. stored: what it replaces, whose unknown keys are kept.
template <class S>
[[nodiscard]] std::string settingsToText(const S& settings, std::string_view stored = {}) {
    return detail::valuesToText(detail::valuesOf(settings), stored);
}

/// Absent keys keep the value they have in `start`. The result is checked. Throws Error (InvalidInput).
template <class S>
[[nodiscard]] S settingsFromJson(const nlohmann::ordered_json& json, S start = {}) {
    const auto values = detail::valuesFromJson(detail::valuesOf(start), json);
    for (const Field<S>& one : S::fields()) {
        if (const auto found = values.find(one.key); found != values.end()) {
            one.set(start, found->second);
        }
    }
    checkSettings(start);
    return start;
}

/// Settings as a project or a checkpoint keeps them, to which another version of the program may have written.
template <class S>
struct StoredSettings {
    S values;  ///< defaults where the stored value is not understood: to be shown, with what is unread
    std::vector<UnreadSetting> unread;

    /// To work by. Keys that are not known are left aside; a value that is not understood throws Error (InvalidInput).
    [[nodiscard]] const S& forWork() const {
        detail::throwFirstKnown(unread);
        return values;
    }
};

namespace detail {
template <class S, class Source>
[[nodiscard]] StoredSettings<S> readStored(const Source& source) {
    StoredSettings<S> stored;
    const auto values = valuesFromStored(valuesOf(stored.values), source, stored.unread);
    for (const Field<S>& one : S::fields()) {
        if (const auto found = values.find(one.key); found != values.end()) {
            one.set(stored.values, found->second);
        }
    }
    if (std::ranges::none_of(stored.unread, &UnreadSetting::isKnown)) {
        for (const SettingProblem& problem : stored.values.problems()) {
            const auto found = values.find(problem.keys.front());
            stored.unread.push_back(
                {problem.keys.front(), found == values.end() ? "" : textOf(found->second), problem.sentence, true});
        }
    }
    return stored;
}
}  // namespace detail

/// From the text of a row. Does not throw on what it does not understand; see settingsFromJson() for what a person
/// writes.
template <class S>
[[nodiscard]] StoredSettings<S> storedSettings(std::string_view text) {
    return detail::readStored<S>(text);
}

/// Likewise, from a value within JSON.
template <class S>
[[nodiscard]] StoredSettings<S> storedSettingsIn(const nlohmann::ordered_json& json) {
    return detail::readStored<S>(json);
}

}  // namespace tandem
