#include "ui/training/estimate_text.h"

#include "storage/training/training_estimate.h"
#include "ui/numbers/quantity.h"

#include <QCoreApplication>
#include <QStringList>

namespace tandem {
namespace {

class EstimateWords {
    Q_DECLARE_TR_FUNCTIONS(RunEstimate)

public:
    static QString memory(const MemoryEstimate& memory) {
        const QString needed = Quantity::bytes(memory.deviceBytes);
        const QString place =
            memory.hostBytes > 0
                ? tr("%1 on the device and %2 beside it").arg(needed, Quantity::bytes(memory.hostBytes))
                : needed;
        if (memory.fits) {
            return tr("Memory: %1. It fits.").arg(place);
        }
        return tr("⚠ Memory: %1. It does not fit. %2").arg(place, QString::fromStdString(memory.advice));
    }

    static QString disk(const DiskEstimate& disk) {
        QString text =
            tr("Disk: %1 of %2 free").arg(Quantity::bytes(disk.neededBytes()), Quantity::bytes(disk.freeBytes));
        if (disk.snapshotBytes > 0) {
            text += tr(", of it %1 for the watched case").arg(Quantity::bytes(disk.snapshotBytes));
        }
        if (disk.fits()) {
            return text + tr(". It fits.");
        }
        const QString advice = disk.snapshotBytes > 0 ? tr("Free some space, watch no case, or validate less often.")
                                                      : tr("Free some space, or lower filters.");
        return "⚠ " + text + tr(". It does not fit. %1").arg(advice);
    }

    static QString time(const std::optional<TimeEstimate>& time) {
        if (!time) {
            return tr("Time: not known. It is measured when the run fits and no other trains.");
        }
        QString text = tr("Time: about %1").arg(Quantity::duration(time->totalSeconds()));
        const double besides = time->validationSeconds + time->pinnedSeconds;
        if (besides > 0) {
            text += tr(", of it %1 for validations").arg(Quantity::duration(besides));
        }
        const QString each = Quantity::fixed(time->secondsPerIteration, time->secondsPerIteration < 1 ? 3 : 1);
        return text + (time->source == TimeSource::EarlierRun
                           ? tr(" (%1 s an iteration, as in run %2)").arg(each).arg(time->runId)
                           : tr(" (%1 s an iteration, measured over %n iteration(s) here)", nullptr,
                                static_cast<int>(time->iterations))
                                 .arg(each));
    }
};

}  // namespace

QString estimateText(const RunEstimate& estimate) {
    return QStringList{EstimateWords::memory(estimate.memory), EstimateWords::disk(estimate.disk),
                       EstimateWords::time(estimate.time)}
        .join('\n');
}

}  // namespace tandem
