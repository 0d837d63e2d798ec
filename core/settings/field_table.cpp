#include "core/settings/field_table.h"

#include "core/base/error.h"
#include "core/base/json_depth.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace tandem {
namespace {

using Json = nlohmann::ordered_json;

template <class... Ts>
struct Overload : Ts... {
    using Ts::operator()...;
};

std::string numberText(double value) {
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
    return {text.data(), end};
}

std::string numberText(std::int64_t value) {
    return std::to_string(value);
}

template <class T>
std::string tripleText(const std::array<T, 3>& values) {
    return numberText(values[0]) + "," + numberText(values[1]) + "," + numberText(values[2]);
}

std::string expectedText(const SettingValue& like) {
    return std::visit(Overload{[](bool) { return "true or false"; }, [](std::int64_t) { return "a whole number"; },
                               [](double) { return "a number"; }, [](const std::string&) { return "a text"; },
                               [](const Index3&) { return "three whole numbers such as 64,64,48"; },
                               [](const Vector3&) { return "three numbers such as 1,1,2.5"; }},
                      like);
}

[[noreturn]] void throwWrongType(const SettingField& field, const SettingValue& like, std::string_view text) {
    throw Error(ErrorCode::InvalidInput,
                "The setting " + field.key + " needs " + expectedText(like) + ", not \"" + std::string(text) + "\".");
}

template <class T>
std::optional<T> parseNumber(std::string_view text) {
    T value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) {
        return std::nullopt;
    }
    return value;
}

template <class T>
std::optional<std::array<T, 3>> parseTriple(std::string_view text) {
    std::array<T, 3> values{};
    for (std::size_t i = 0; i < 3; ++i) {
        const std::size_t comma = text.find(',');
        const auto value = parseNumber<T>(text.substr(0, comma));
        if (!value || (comma == std::string_view::npos) != (i == 2)) {
            return std::nullopt;
        }
        values[i] = *value;
        text.remove_prefix(i < 2 ? comma + 1 : 0);
    }
    return values;
}

Json jsonOf(const SettingValue& value) {
    return std::visit([](const auto& held) { return Json(held); }, value);
}

template <class T>
std::array<T, 3> tripleFrom(const Json& json) {
    return {json[0].get<T>(), json[1].get<T>(), json[2].get<T>()};
}

/// Numbers beyond 63 bits would wrap around to other settings without a word.
bool isWhole(const Json& json) {
    return json.is_number_integer() &&
           (!json.is_number_unsigned() ||
            json.get<std::uint64_t>() <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()));
}

bool isTriple(const Json& json, bool whole) {
    return json.is_array() && json.size() == 3 &&
           std::ranges::all_of(json, [whole](const Json& one) { return whole ? isWhole(one) : one.is_number(); });
}

SettingValue valueFrom(const SettingField& field, const SettingValue& like, const Json& json) {
    return std::visit(
        Overload{[&](bool) -> SettingValue {
                     return json.is_boolean() ? json.get<bool>() : (throwWrongType(field, like, json.dump()), false);
                 },
                 [&](std::int64_t) -> SettingValue {
                     return isWhole(json) ? json.get<std::int64_t>() : (throwWrongType(field, like, json.dump()), 0);
                 },
                 [&](double) -> SettingValue {
                     return json.is_number() ? json.get<double>() : (throwWrongType(field, like, json.dump()), 0.0);
                 },
                 [&](const std::string&) -> SettingValue {
                     return json.is_string() ? json.get<std::string>()
                                             : (throwWrongType(field, like, json.dump()), std::string{});
                 },
                 [&](const Index3&) -> SettingValue {
                     return isTriple(json, true) ? tripleFrom<std::int64_t>(json)
                                                 : (throwWrongType(field, like, json.dump()), Index3{});
                 },
                 [&](const Vector3&) -> SettingValue {
                     return isTriple(json, false) ? tripleFrom<double>(json)
                                                  : (throwWrongType(field, like, json.dump()), Vector3{});
                 }},
        like);
}

void checkNumber(const SettingField& field, double value) {
    if (!std::isfinite(value) || (field.minimum && value < *field.minimum) ||
        (field.maximum && value > *field.maximum)) {
        std::string sentence = "The setting " + field.key + " is " + numberText(value) + ", but must be";
        sentence += field.minimum ? " at least " + numberText(*field.minimum) : "";
        sentence += field.minimum && field.maximum ? " and" : "";
        sentence += field.maximum ? " at most " + numberText(*field.maximum) : "";
        sentence += !field.minimum && !field.maximum ? " a finite number" : "";
        throw Error(ErrorCode::InvalidInput, sentence + (field.unit.empty() ? "." : " " + field.unit + "."));
    }
}

}  // namespace

std::string textOf(const SettingValue& value) {
    return std::visit(
        Overload{[](bool held) { return std::string(held ? "true" : "false"); },
                 [](std::int64_t held) { return numberText(held); }, [](double held) { return numberText(held); },
                 [](const std::string& held) { return held; }, [](const auto& triple) { return tripleText(triple); }},
        value);
}

SettingValue parseSetting(const SettingField& field, const SettingValue& like, std::string_view text) {
    const auto require = [&](const auto& parsed) -> SettingValue {
        if (!parsed) {
            throwWrongType(field, like, text);
        }
        return *parsed;
    };
    return std::visit(Overload{[&](bool) -> SettingValue {
                                   if (text != "true" && text != "false") {
                                       throwWrongType(field, like, text);
                                   }
                                   return text == "true";
                               },
                               [&](std::int64_t) { return require(parseNumber<std::int64_t>(text)); },
                               [&](double) { return require(parseNumber<double>(text)); },
                               [&](const std::string&) -> SettingValue { return std::string(text); },
                               [&](const Index3&) { return require(parseTriple<std::int64_t>(text)); },
                               [&](const Vector3&) { return require(parseTriple<double>(text)); }},
                      like);
}

std::pair<std::string, std::string> splitAssignment(const std::string& text) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos) {
        throw Error(ErrorCode::InvalidInput, "A setting is written KEY=VALUE, not \"" + text + "\".");
    }
    return {text.substr(0, equals), text.substr(equals + 1)};
}

void throwFirst(const std::vector<SettingProblem>& problems) {
    if (!problems.empty()) {
        throw Error(ErrorCode::InvalidInput, problems.front().sentence);
    }
}

void checkSetting(const SettingField& field, const SettingValue& value) {
    std::visit(
        Overload{[](bool) {}, [&](std::int64_t held) { checkNumber(field, static_cast<double>(held)); },
                 [&](double held) { checkNumber(field, held); },
                 [&](const std::string& held) {
                     if (!field.choices.empty() && std::ranges::find(field.choices, held) == field.choices.end()) {
                         detail::throwNoChoice(field, held);
                     }
                 },
                 [&](const auto& triple) {
                     for (const auto one : triple) {
                         checkNumber(field, static_cast<double>(one));
                     }
                 }},
        value);
}

namespace detail {

void throwNoChoice(const SettingField& field, std::string_view text) {
    std::string sentence = "The setting " + field.key + " is \"" + std::string(text) + "\", but must be one of";
    for (const std::string& choice : field.choices) {
        sentence += (&choice == &field.choices.front() ? " " : ", ") + choice;
    }
    throw Error(ErrorCode::InvalidInput, sentence + ".");
}

Json valuesToJson(const NamedValues& values) {
    Json json = Json::object();
    for (const auto& [field, value] : values) {
        json[field->key] = jsonOf(value);
    }
    return json;
}

std::string valuesToText(const NamedValues& values, std::string_view stored) {
    Json json = valuesToJson(values);
    if (const Json before = Json::parse(shallowJson(stored), nullptr, false); before.is_object()) {
        json.insert(before.begin(), before.end());  // of keys that are there already nothing
    }
    return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

std::map<std::string, SettingValue> valuesFromJson(const NamedValues& current, const Json& json) {
    if (!json.is_object()) {
        throw Error(ErrorCode::InvalidInput, "The settings are not a JSON object such as {\"seed\": 1}.");
    }
    std::map<std::string, SettingValue> values;
    for (const auto& [key, value] : json.items()) {
        const auto found = std::ranges::find_if(current, [&](const auto& one) { return one.first->key == key; });
        if (found == current.end()) {
            throwUnknownKey(current, key);
        }
        values[key] = valueFrom(*found->first, found->second, value);
    }
    return values;
}

std::map<std::string, SettingValue> valuesFromStored(const NamedValues& current, std::string_view text,
                                                     std::vector<UnreadSetting>& unread) {
    const Json json = Json::parse(shallowJson(text), nullptr, false);
    if (json.is_object()) {
        return valuesFromStored(current, json, unread);
    }
    unread.push_back({"", std::string(text), "The stored settings cannot be read.", true});
    return {};
}

std::map<std::string, SettingValue> valuesFromStored(const NamedValues& current, const Json& json,
                                                     std::vector<UnreadSetting>& unread) {
    if (!json.is_object()) {
        unread.push_back({"", json.dump(), "The stored settings cannot be read.", true});
        return {};
    }
    std::map<std::string, SettingValue> values;
    for (const auto& [key, value] : json.items()) {
        const std::string text = value.is_string() ? value.get<std::string>() : value.dump();
        const auto found = std::ranges::find(current, key, [](const auto& one) { return one.first->key; });
        if (found == current.end()) {
            unread.push_back({key, text,
                              "The setting " + key + " (" + text +
                                  ") is one of another version of the program; it is kept, but plays no part here."});
            continue;
        }
        try {
            const SettingValue read = valueFrom(*found->first, found->second, value);
            checkSetting(*found->first, read);
            values[key] = read;
        } catch (const Error& error) {
            unread.push_back({key, text, error.what(), true});
        }
    }
    return values;
}

void throwFirstKnown(const std::vector<UnreadSetting>& unread) {
    if (const auto first = std::ranges::find(unread, true, &UnreadSetting::isKnown); first != unread.end()) {
        throw Error(ErrorCode::InvalidInput, first->sentence);
    }
}

void throwUnknownKey(const NamedValues& current, std::string_view key) {
    std::string known;
    for (const auto& [field, value] : current) {
        known += (known.empty() ? "" : ", ") + field->key;
    }
    throw Error(ErrorCode::InvalidInput,
                "There is no setting \"" + std::string(key) + "\"; the settings are " + known + ".");
}

}  // namespace detail
}  // namespace tandem
