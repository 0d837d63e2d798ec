#include "ui/picture/orientation_letters.h"

#include "ui/picture/montage_theme.h"

#include <QLatin1Char>
#include <QPainter>
#include <QRectF>
#include <algorithm>
#include <array>
#include <cmath>

namespace tandem {

QString lettersAlong(const Geometry& geometry, std::size_t axis, bool isReversed) {
    // Under about 12 degrees from a patient axis the second letter would say more than a person means.
    constexpr double kLeast = 0.2;
    constexpr std::array<char, 3> kPositive{'L', 'P', 'S'};
    constexpr std::array<char, 3> kNegative{'R', 'A', 'I'};
    std::array<std::size_t, 3> patientAxes{0, 1, 2};
    std::ranges::sort(patientAxes, [&](std::size_t a, std::size_t b) {
        return std::abs(geometry.direction[a][axis]) > std::abs(geometry.direction[b][axis]);
    });
    QString text;
    for (const std::size_t patientAxis : patientAxes) {
        const double part = (isReversed ? -1 : 1) * geometry.direction[patientAxis][axis];
        if (std::abs(part) >= kLeast) {
            text += QLatin1Char(part > 0 ? kPositive[patientAxis] : kNegative[patientAxis]);
        }
    }
    return text;
}

void writeLegibly(QPainter& painter, const QRectF& place, int flags, const QString& text) {
    painter.setPen(Qt::black);
    painter.drawText(place.translated(1, 1), flags, text);
    painter.setPen(kTextColour);
    painter.drawText(place, flags, text);
}

}  // namespace tandem
