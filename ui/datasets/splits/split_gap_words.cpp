#include "ui/datasets/splits/split_gap_words.h"

#include <QCoreApplication>

namespace tandem {
namespace {

QString words(const char* text, int count = -1) {
    return QCoreApplication::translate("SplitGaps", text, nullptr, count);
}

QString named(const std::vector<std::size_t>& classes, const std::vector<std::string>& classNames) {
    QStringList names;
    for (const std::size_t index : classes) {
        names.append(index < classNames.size() ? QString::fromStdString(classNames[index]) : QString::number(index));
    }
    return names.join(QStringLiteral(", "));
}

QString wordsOnChannels(const SplitGaps& gaps) {
    const CaseContent& first = gaps.otherChannels.front();
    const auto more = static_cast<int>(gaps.otherChannels.size()) - 1;
    QString text =
        words(QT_TRANSLATE_NOOP("SplitGaps",
                                "%1 has another number of image channels (%2) than most cases (%3): no run can "
                                "train on both."))
            .arg(QString::fromStdString(first.name))
            .arg(first.channels)
            .arg(gaps.channels);
    return more == 0 ? text : text + ' ' + words(QT_TRANSLATE_N_NOOP("SplitGaps", "So have %n more case(s)."), more);
}

}  // namespace

QStringList gapWarnings(const SplitGaps& gaps, const std::vector<std::string>& classNames) {
    QStringList all;
    if (!gaps.untaught.empty()) {
        all.append(words(QT_TRANSLATE_NOOP("SplitGaps", "No labelled case holds %1: it cannot be learned from this."))
                       .arg(named(gaps.untaught, classNames)));
    }
    if (!gaps.unvalidated.empty()) {
        all.append(words(QT_TRANSLATE_NOOP("SplitGaps",
                                           "No validation case holds %1: the best checkpoint is chosen without it."))
                       .arg(named(gaps.unvalidated, classNames)));
    }
    if (!gaps.otherChannels.empty()) {
        all.append(wordsOnChannels(gaps));
    }
    return all;
}

}  // namespace tandem
