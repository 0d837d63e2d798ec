#include "ui/numbers/quantity.h"

#include "core/base/number_text.h"

#include <QLocale>
#include <cmath>

namespace tandem {
namespace {

const QString kDash = QStringLiteral("–");

}  // namespace

QString Quantity::bytes(double bytes) {
    if (!std::isfinite(bytes) || bytes < 0) {
        return kDash;
    }
    const ScaledBytes scaled = scaledBytes(bytes);
    return fixed(scaled.value, scaled.decimals) + ' ' + scaled.unit;
}

QString Quantity::duration(double seconds) {
    if (!std::isfinite(seconds) || seconds < 0) {
        return kDash;
    }
    const SplitDuration split = splitDuration(seconds);
    return split.hours > 0     ? tr("%1 h %2 min").arg(split.hours).arg(split.minutes)
           : split.minutes > 0 ? tr("%1 min %2 s").arg(split.minutes).arg(split.seconds)
                               : tr("%1 s").arg(split.seconds);
}

QString Quantity::count(std::int64_t count) {
    return QLocale().toString(static_cast<qlonglong>(count));
}

QString Quantity::roundedCount(double count) {
    return Quantity::count(std::llround(count));
}

QString Quantity::fixed(double value, int decimals) {
    return std::isfinite(value) ? QLocale().toString(value, 'f', decimals) : kDash;
}

QString Quantity::fixed(const std::optional<double>& value, int decimals) {
    return value ? fixed(*value, decimals) : kDash;
}

QString Quantity::significant(double value, int digits) {
    return QLocale().toString(value, 'g', digits);
}

QString Quantity::plain(double value, int decimals) {
    return QString::fromStdString(fixedText(value, decimals));
}

QString Quantity::plain(const std::optional<double>& value, int decimals) {
    return value ? plain(*value, decimals) : kDash;
}

QString Quantity::plainSignificant(double value, int digits) {
    return QString::number(value, 'g', digits);
}

QString Quantity::percent(double part, int decimals) {
    return QString::fromStdString(percentText(part, decimals));
}

QString Quantity::volume(double mm3) {
    constexpr double kPerMl = 1000;
    return mm3 >= kPerMl ? plain(mm3 / kPerMl, 2) + QStringLiteral(" ml") : plain(mm3, 0) + QStringLiteral(" mm³");
}

QString Quantity::cases(int cases, std::size_t all) {
    return QString::fromStdString(casesText(cases, all));
}

}  // namespace tandem
