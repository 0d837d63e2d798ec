#include "core/settings/preparation_settings.h"
#include "ui/numbers/quantity.h"
#include "ui/settings/setting_words.h"
#include "ui/training/run_table_model.h"

#include <QCoreApplication>
#include <QDateTime>
#include <set>
#include <utility>

namespace tandem {
QString statusText(RunStatus status) {
    const auto say = [](const char* text) { return QCoreApplication::translate("RunStatus", text); };
    switch (status) {
        case RunStatus::Queued:
            return say(QT_TRANSLATE_NOOP("RunStatus", "queued"));
        case RunStatus::Running:
            return say(QT_TRANSLATE_NOOP("RunStatus", "training"));
        case RunStatus::Stopped:
            return say(QT_TRANSLATE_NOOP("RunStatus", "stopped"));
        case RunStatus::Finished:
            return say(QT_TRANSLATE_NOOP("RunStatus", "finished"));
        case RunStatus::Failed:
            return say(QT_TRANSLATE_NOOP("RunStatus", "failed"));
        case RunStatus::Interrupted:
            return say(QT_TRANSLATE_NOOP("RunStatus", "interrupted"));
    }
    return {};
}

QString trainedText(const RunRecord& run) {
    constexpr double kUnknown = -1;
    if (run.startedAt.empty()) {
        return Quantity::duration(kUnknown);
    }
    if (run.trainedSeconds) {
        return Quantity::duration(*run.trainedSeconds);
    }
    const QDateTime start = QDateTime::fromString(QString::fromStdString(run.startedAt), Qt::ISODate);
    const QDateTime end = run.status == RunStatus::Running
                              ? QDateTime::currentDateTimeUtc()
                              : QDateTime::fromString(QString::fromStdString(run.finishedAt), Qt::ISODate);
    return start.isValid() && end.isValid()
               ? QStringLiteral("≤ ") + Quantity::duration(static_cast<double>(start.secsTo(end)))
               : Quantity::duration(kUnknown);
}

SettingRows settingsOf(const RunRow& run) {
    SettingRows rows;
    const auto add = [&](const detail::NamedValues& values) {
        for (const auto& [field, value] : values) {
            rows.push_back({QString::fromStdString(field->key),
                            titleOf(*field),
                            explanationOf(*field),
                            {valueText(*field, value)}});
        }
    };
    const auto preparation = settingsFromJson<PreparationSettings>(run.record.preparationJson);
    add(detail::valuesOf(run.settings));
    add(detail::valuesOf(preparation));
    return rows;
}

SettingRows differingSettings(const std::vector<const RunRow*>& runs) {
    SettingRows rows;
    for (const RunRow* const run : runs) {
        SettingRows one = settingsOf(*run);
        if (rows.empty()) {
            rows = std::move(one);
            continue;
        }
        for (std::size_t index = 0; index < one.size(); ++index) {
            rows[index].values += one[index].values;
        }
    }
    std::erase_if(rows,
                  [](const SettingRow& row) { return std::set(row.values.begin(), row.values.end()).size() < 2; });
    return rows;
}

}  // namespace tandem
