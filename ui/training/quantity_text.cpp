#include "ui/training/quantity_text.h"

#include <QCoreApplication>
#include <QLocale>
#include <cmath>

namespace tandem {
namespace {

const QString kDash = QStringLiteral("–");

QString translated(const char* text) {
    return QCoreApplication::translate("Quantity", text);
}

}  // namespace

QString bytesText(double bytes) {
    return std::isfinite(bytes) && bytes >= 0
               ? QLocale().formattedDataSize(static_cast<qint64>(bytes), 1, QLocale::DataSizeIecFormat)
               : kDash;
}

QString durationText(double seconds) {
    if (!std::isfinite(seconds) || seconds < 0) {
        return kDash;
    }
    const auto whole = static_cast<qint64>(std::llround(seconds));
    if (whole >= 3600) {
        return translated(QT_TRANSLATE_NOOP("Quantity", "%1 h %2 min")).arg(whole / 3600).arg(whole % 3600 / 60);
    }
    return whole >= 60 ? translated(QT_TRANSLATE_NOOP("Quantity", "%1 min %2 s")).arg(whole / 60).arg(whole % 60)
                       : translated(QT_TRANSLATE_NOOP("Quantity", "%1 s")).arg(whole);
}

QString countText(std::int64_t count) {
    return QLocale().toString(static_cast<qlonglong>(count));
}

QString fixedText(const std::optional<double>& value, int digits) {
    return value && std::isfinite(*value) ? QLocale().toString(*value, 'f', digits) : kDash;
}

}  // namespace tandem
