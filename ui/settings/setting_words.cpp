#include "ui/settings/setting_words.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

namespace tandem {
namespace {

constexpr const char* kContext = "SettingField";

QString translated(const std::string& text) {
    return QCoreApplication::translate(kContext, text.c_str());
}

QString rangeOf(const SettingField& field) {
    const auto number = [](double value) { return QLocale().toString(value, 'g', 10); };
    if (field.minimum && field.maximum) {
        return QCoreApplication::translate(kContext, "%1 to %2").arg(number(*field.minimum), number(*field.maximum));
    }
    if (field.minimum) {
        return QCoreApplication::translate(kContext, "at least %1").arg(number(*field.minimum));
    }
    return field.maximum ? QCoreApplication::translate(kContext, "at most %1").arg(number(*field.maximum)) : QString();
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
    return text + '\n' + QCoreApplication::translate(kContext, "On the command line: %1").arg(field.key.c_str());
}

QString choiceTitle(const std::string& choice) {
    return translated(choice);
}

QString keyNamedIn(const QString& sentence) {
    static const QRegularExpression kNamed("^The setting ([a-z-]+) ");
    return kNamed.match(sentence).captured(1);
}

}  // namespace tandem
