// The colours and letters of a montage. Plain values.
#pragma once

#include <QColor>
#include <QFont>
#include <QList>
#include <QString>

namespace tandem {

inline const QColor kPageColour(0x15, 0x18, 0x1d);
inline const QColor kTextColour(0xe3, 0xe7, 0xec);
inline const QColor kMutedColour(0x9a, 0xa3, 0xaf);
inline const QColor kFrameColour(0x33, 0x3a, 0x44);
inline const QColor kOutlineColour(0xff, 0xff, 0xff);

/// Of an outline over another label, in widths of the line: they differ by more than colour.
[[nodiscard]] inline QList<double> outlineDashes() {
    return {4, 3};
}

/// The letters of the picture; DejaVu Sans comes with the project's dependencies.
[[nodiscard]] inline QFont montageFont(int pixels, bool isBold = false) {
    QFont font(QStringLiteral("DejaVu Sans"));
    font.setStyleHint(QFont::SansSerif);
    font.setPixelSize(pixels);
    font.setBold(isBold);
    return font;
}

}  // namespace tandem
