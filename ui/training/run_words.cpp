#include "core/settings/preparation_settings.h"
#include "storage/training/run_settings.h"
#include "ui/numbers/quantity.h"
#include "ui/settings/setting_words.h"
#include "ui/training/run_table_model.h"

#include <QCoreApplication>
#include <QDateTime>
#include <algorithm>
#include <set>

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

QString settingNotices(const RunRecord& run) {
    QStringList notices;
    for (const std::string& one : noticesOnSettings(run)) {
        notices << QString::fromStdString(one);
    }
    return notices.join(' ');
}

namespace {

/// As they are stored, what is not understood in its own words; last what only another version knows. None where the
/// whole is damaged.
template <class S>
void addRows(SettingRows& rows, const std::string& json) {
    const auto stored = storedSettings<S>(json);
    const auto unreadAt = [&](const std::string& key) {
        const auto found = std::ranges::find(stored.unread, key, &UnreadSetting::key);
        return found == stored.unread.end() ? nullptr : &*found;
    };
    if (unreadAt("") != nullptr) {
        return;
    }
    for (const auto& [field, value] : detail::valuesOf(stored.values)) {
        const UnreadSetting* const unread = unreadAt(field->key);
        rows.push_back({QString::fromStdString(field->key),
                        titleOf(*field),
                        explanationOf(*field),
                        {unread == nullptr ? valueText(*field, value) : QString::fromStdString(unread->text)}});
    }
    for (const UnreadSetting& one : stored.unread) {
        if (!one.isKnown) {
            const QString key = QString::fromStdString(one.key);
            rows.push_back({key, key, QString::fromStdString(one.sentence), {QString::fromStdString(one.text)}, false});
        }
    }
}

/// What a run without the setting has for it.
QString missingValue(const SettingRow& row) {
    return row.isKnown ? QString() : QStringLiteral("–");
}

}  // namespace

SettingRows settingsOf(const RunRow& run) {
    SettingRows rows;
    addRows<TrainingSettings>(rows, run.record.settingsJson);
    addRows<PreparationSettings>(rows, run.record.preparationJson);
    return rows;
}

SettingRows differingSettings(const std::vector<const RunRow*>& runs) {
    SettingRows rows;
    for (std::size_t index = 0; index < runs.size(); ++index) {
        for (const SettingRow& one : settingsOf(*runs[index])) {
            auto row = std::ranges::find(rows, one.key, &SettingRow::key);
            if (row == rows.end()) {
                row = rows.insert(rows.end(), one);
                row->values = QStringList(static_cast<qsizetype>(runs.size()), missingValue(one));
            }
            row->values[static_cast<qsizetype>(index)] = one.values.front();
        }
    }
    std::erase_if(rows, [](const SettingRow& row) {
        std::set values(row.values.begin(), row.values.end());
        values.erase(QString());  // of a run whose settings cannot be read, which need not be others
        return values.size() < 2;
    });
    return rows;
}

}  // namespace tandem
