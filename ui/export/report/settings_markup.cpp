#include "ui/export/report/settings_markup.h"

#include "core/base/error.h"
#include "core/settings/preparation_settings.h"
#include "core/settings/training_settings.h"
#include "ui/export/report/markup_parts.h"
#include "ui/numbers/quantity.h"
#include "ui/settings/setting_words.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMetaType>
#include <QStringList>
#include <QVariant>

namespace tandem {
namespace {

/// As the command line writes it, but with the digits that a person reads.
QString plainText(const QJsonValue& value) {
    if (!value.isArray()) {
        const QVariant plain = value.toVariant();
        return plain.typeId() == QMetaType::Double ? Quantity::plainSignificant(plain.toDouble(), 6) : plain.toString();
    }
    QStringList parts;
    const QJsonArray all = value.toArray();
    for (const auto& part : all) {
        parts << plainText(part);
    }
    return parts.join(",");
}

/// like: of the type that the field has.
QString valueOf(const SettingField& field, const SettingValue& like, const QString& text) {
    try {
        return valueText(field, parseSetting(field, like, text.toStdString()));
    } catch (const Error&) {
        return text;
    }
}

/// In the order of the forms; last what only another version knows.
QString settingsTable(const detail::NamedValues& fields, const std::string& json) {
    QJsonObject settings = QJsonDocument::fromJson(QByteArray::fromStdString(json)).object();
    QStringList cells;
    for (const auto& [field, like] : fields) {
        const QJsonValue value = settings.take(QString::fromStdString(field->key));
        if (!value.isUndefined()) {
            cells << titleOf(*field).toHtmlEscaped() << valueOf(*field, like, plainText(value)).toHtmlEscaped();
        }
    }
    for (auto one = settings.begin(); one != settings.end(); ++one) {
        cells << one.key().toHtmlEscaped() << plainText(one.value()).toHtmlEscaped();
    }
    return pairs(cells);
}

}  // namespace

QString trainingMarkup(const std::string& json) {
    return settingsTable(detail::valuesOf(TrainingSettings()), json);
}

QString preparationMarkup(const std::string& json) {
    return settingsTable(detail::valuesOf(PreparationSettings()), json);
}

}  // namespace tandem
