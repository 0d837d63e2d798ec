#include "ui/session/run_titles.h"

#include "storage/db/run_record.h"
#include "storage/prediction/prediction_weights.h"

#include <QCoreApplication>

namespace tandem {
namespace {

QString say(const char* text) {
    return QCoreApplication::translate("RunTitles", text);
}

}  // namespace

QString runTitle(const RunRecord& run) {
    return say(QT_TRANSLATE_NOOP("RunTitles", "Run %1")).arg(run.id) + QStringLiteral(" · ") +
           QString::fromStdString(run.name.empty() ? run.method : run.name);
}

QString checkpointTitle(CheckpointKind kind) {
    return kind == CheckpointKind::Best ? say(QT_TRANSLATE_NOOP("RunTitles", "best"))
                                        : say(QT_TRANSLATE_NOOP("RunTitles", "last"));
}

QString checkpointTitle(CheckpointKind kind, std::int64_t iteration) {
    return say(QT_TRANSLATE_NOOP("RunTitles", "%1, iteration %2")).arg(checkpointTitle(kind)).arg(iteration);
}

QString weightsTitle(const Weights& weights, bool areOutdated) {
    if (!weights.kind || !weights.iteration) {
        return say(QT_TRANSLATE_NOOP("RunTitles", "an earlier one, %1"))
            .arg(QString::fromStdString(weights.hash.substr(0, 8)));
    }
    const QString title = checkpointTitle(*weights.kind, *weights.iteration);
    return areOutdated ? say(QT_TRANSLATE_NOOP("RunTitles", "%1 (the run has trained on since)")).arg(title) : title;
}

}  // namespace tandem
