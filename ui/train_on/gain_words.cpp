#include "ui/train_on/gain_words.h"

#include "storage/training/before_and_after.h"
#include "ui/numbers/quantity.h"
#include "ui/session/run_titles.h"

#include <QCoreApplication>
#include <QStringList>

namespace tandem {
namespace {

constexpr int kDigits = 4;

class GainWords {
    Q_DECLARE_TR_FUNCTIONS(GainWords)

public:
    static QString sentence(const BeforeAndAfter& gain) {
        return tr("Goes on from run %1 (%2). Validation Dice on %n case(s): %3 before, %4 after (%5).", nullptr,
                  static_cast<int>(gain.cases))
            .arg(QString::number(gain.from.runId),
                 checkpointTitle(gain.from.checkpointKind, gain.from.checkpointIteration),
                 Quantity::fixed(gain.mean.before, kDigits), Quantity::fixed(gain.mean.after, kDigits),
                 difference(gain.mean));
    }
    static QString ofClass(const std::string& name, const DiceChange& dice) {
        return tr("%1: %2 before, %3 after (%4)")
            .arg(QString::fromStdString(name), Quantity::fixed(dice.before, kDigits),
                 Quantity::fixed(dice.after, kDigits), difference(dice));
    }

private:
    static QString difference(const DiceChange& dice) {
        return (dice.difference() > 0 ? QStringLiteral("+") : QString()) + Quantity::fixed(dice.difference(), kDigits);
    }
};

}  // namespace

QString gainText(const BeforeAndAfter& gain) {
    QStringList parts;
    for (std::size_t index = 0; gain.classes.size() > 1 && index < gain.classes.size(); ++index) {
        parts.append(GainWords::ofClass(gain.classes[index], gain.dice[index]));
    }
    const QString sentence = GainWords::sentence(gain);
    return parts.isEmpty() ? sentence : sentence + QStringLiteral("  ") + parts.join(QStringLiteral("; "));
}

}  // namespace tandem
