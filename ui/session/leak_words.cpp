#include "ui/session/leak_words.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>

namespace tandem {
namespace {

QString words(const char* text, int count = -1) {
    return QCoreApplication::translate("PatientLeak", text, nullptr, count);
}

QString listed(const std::vector<std::string>& names) {
    constexpr std::size_t kMost = 3;
    QStringList parts;
    for (std::size_t index = 0; index < std::min(names.size(), kMost); ++index) {
        parts.append(QString::fromStdString(names[index]));
    }
    if (names.size() > kMost) {
        parts.append(words(QT_TRANSLATE_N_NOOP("PatientLeak", "%n more"), static_cast<int>(names.size() - kMost)));
    }
    return parts.join(QStringLiteral(", "));
}

}  // namespace

QString leakText(const PatientLeak& leak) {
    QStringList places;
    const auto add = [&](SplitSide side, const char* text) {
        if (const auto names = leak.namesOn(side); !names.empty()) {
            places.append(words(text).arg(listed(names)));
        }
    };
    add(SplitSide::Training, QT_TRANSLATE_NOOP("PatientLeak", "training (%1)"));
    add(SplitSide::Validation, QT_TRANSLATE_NOOP("PatientLeak", "validation (%1)"));
    add(SplitSide::Test, QT_TRANSLATE_NOOP("PatientLeak", "test (%1)"));
    return words(QT_TRANSLATE_NOOP("PatientLeak", "Patient \"%1\" is on more than one side: %2."))
        .arg(QString::fromStdString(leak.patient), places.join(QStringLiteral(", ")));
}

QString leaksText(const std::vector<PatientLeak>& leaks) {
    if (leaks.empty()) {
        return {};
    }
    constexpr std::size_t kMost = 3;
    QStringList lines{words(QT_TRANSLATE_NOOP("PatientLeak", "Results on this split look better than they are."))};
    for (std::size_t index = 0; index < std::min(leaks.size(), kMost); ++index) {
        lines.append(leakText(leaks[index]));
    }
    if (leaks.size() > kMost) {
        lines.append(words(QT_TRANSLATE_N_NOOP("PatientLeak", "So are %n other patient(s)."),
                           static_cast<int>(leaks.size() - kMost)));
    }
    return lines.join('\n');
}

}  // namespace tandem
