#include "ui/settings/setting_words.h"

#include "ui/numbers/quantity.h"

#include <QCoreApplication>
#include <QStringList>
#include <variant>

namespace tandem {
namespace {

QString translated(const std::string& text) {
    return QCoreApplication::translate("SettingField", text.c_str());
}

QString rangeOf(const SettingField& field) {
    const auto number = [](double value) { return Quantity::significant(value, 10); };
    if (field.minimum && field.maximum) {
        return QCoreApplication::translate("SettingField", "%1 to %2")
            .arg(number(*field.minimum), number(*field.maximum));
    }
    if (field.minimum) {
        return QCoreApplication::translate("SettingField", "at least %1").arg(number(*field.minimum));
    }
    return field.maximum ? QCoreApplication::translate("SettingField", "at most %1").arg(number(*field.maximum))
                         : QString();
}

}  // namespace

QString titleOf(const SettingField& field) {
    return translated(field.title);
}

QString explanationOf(const SettingField& field) {
    const QString range = rangeOf(field);
    QString text = translated(field.description);
    if (!range.isEmpty()) {
        text += '\n' + range + (field.unit.empty() ? QString() : ' ' + translated(field.unit));
    }
    return text + '\n' + QCoreApplication::translate("SettingField", "On the command line: %1").arg(field.key.c_str());
}

QString choiceTitle(const std::string& choice) {
    return translated(choice);
}

QString zeroWord(const SettingField& field) {
    return field.zero.empty() ? QString() : translated(field.zero);
}

QString usedWhen(const SettingField& field) {
    return field.usedWhen.empty() ? QString() : translated(field.usedWhen);
}

QString valueText(const SettingField& field, const SettingValue& value) {
    if (const bool* const isTicked = std::get_if<bool>(&value)) {
        return *isTicked ? QCoreApplication::translate("SettingField", "yes")
                         : QCoreApplication::translate("SettingField", "no");
    }
    if (const auto* const choice = std::get_if<std::string>(&value)) {
        return choiceTitle(*choice);
    }
    QStringList parts;
    bool isNumber = false;
    for (const QString& part : QString::fromStdString(textOf(value)).split(',')) {
        const bool isWord = !field.zero.empty() && part == "0";
        isNumber = isNumber || !isWord;
        parts << (isWord ? zeroWord(field) : part);
    }
    if (!isNumber) {
        return parts.front();
    }
    return parts.join(", ") + (field.unit.empty() ? QString() : ' ' + translated(field.unit));
}

}  // namespace tandem
