#include "ui/theme/breakable.h"

#include <algorithm>

namespace tandem {
namespace {

constexpr qsizetype kLongestWord = 24;
constexpr QChar kZeroWidthSpace(0x200B);

/// After what separates the parts of a name, else after so many characters.
void appendBroken(QString& broken, QStringView word) {
    static const QString kSeparators = "/\\._-";
    qsizetype together = 0;
    for (const QChar one : word) {
        broken.append(one);
        ++together;
        const bool mayBreak = kSeparators.contains(one) || (together >= kLongestWord && !one.isHighSurrogate());
        if (mayBreak) {
            broken.append(kZeroWidthSpace);
            together = 0;
        }
    }
}

}  // namespace

QString breakable(const QString& text) {
    QString broken;
    const auto isSpace = [](QChar one) { return one.isSpace(); };
    for (auto at = text.begin(); at != text.end();) {
        const auto end = std::find_if(at, text.end(), isSpace);
        const QStringView word(at, end);
        if (word.size() > kLongestWord) {
            appendBroken(broken, word);
        } else {
            broken.append(word);
        }
        at = std::find_if_not(end, text.end(), isSpace);
        broken.append(QStringView(end, at));
    }
    return broken;
}

}  // namespace tandem
