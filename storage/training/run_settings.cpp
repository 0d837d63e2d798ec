#include "storage/training/run_settings.h"

#include "core/settings/preparation_settings.h"
#include "core/settings/training_settings.h"
#include "storage/db/run_record.h"

namespace tandem {

std::vector<std::string> noticesOnSettings(const RunRecord& run) {
    std::vector<std::string> sentences;
    const auto add = [&](const std::vector<UnreadSetting>& unread) {
        for (const UnreadSetting& one : unread) {
            sentences.push_back(one.sentence);
        }
    };
    add(storedSettings<TrainingSettings>(run.settingsJson).unread);
    add(storedSettings<PreparationSettings>(run.preparationJson).unread);
    return sentences;
}

}  // namespace tandem
