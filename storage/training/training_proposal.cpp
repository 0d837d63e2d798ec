#include "storage/training/training_proposal.h"

#include "core/base/error.h"
#include "core/engine.h"
#include "core/settings/preset.h"
#include "core/study/label_scheme.h"
#include "storage/cases/fingerprint_reading.h"
#include "storage/db/label_repository.h"
#include "storage/db/project.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>

namespace tandem {
namespace {

constexpr const char* kCpu = "cpu";

/// As the engine understands the setting: auto is the card with most free memory, else the processor.
Device deviceOf(const Engine& engine, const std::string& setting) {
    const std::vector<Device> devices = engine.devices();
    const auto isCard = [](const Device& one) { return one.name != kCpu; };
    const auto named = setting == "cuda"
                           ? std::ranges::find_if(devices, isCard)
                           : std::ranges::find(devices, setting == "auto" ? kCpu : setting, &Device::name);
    const auto best =
        std::ranges::max_element(devices, {}, [&](const Device& one) { return isCard(one) ? one.freeBytes : 0; });
    const auto found = setting == "auto" && best != devices.end() && isCard(*best) ? best : named;
    if (found == devices.end()) {
        std::string known;
        for (const Device& one : devices) {
            known += (known.empty() ? "" : ", ") + one.name;
        }
        throw Error(ErrorCode::NotFound,
                    "There is no device \"" + setting + "\" to propose settings for; there are " + known + ".");
    }
    return *found;
}

}  // namespace

Proposal proposeTraining(const Project& project, const Engine& engine, const PreparationSettings& preparation,
                         const TrainingSettings& training, const Progress& progress, const std::stop_token& stop) {
    const Device device = deviceOf(engine, training.device);
    const std::vector<std::string> classNames = project.labels().scheme().names();
    const ProposalDevice asked{.title = device.title,
                               .isCpu = device.name == kCpu,
                               .freeBytes = device.freeBytes,
                               .bytesOf = [&](const TrainingSettings& settings) {
                                   TrainingPlan plan;
                                   plan.settings = settings;
                                   plan.classNames = classNames;
                                   return engine.estimateTraining(plan).deviceBytes;
                               }};
    return propose(fingerprintOf(project, progress, stop), asked, preparation, training);
}

Proposal proposeTraining(const Project& project, const Engine& engine, const std::string& device,
                         const Progress& progress, const std::stop_token& stop) {
    const Preset& preset = presetNamed(kDataPreset);
    TrainingSettings training = preset.training;
    training.device = device;
    return proposeTraining(project, engine, preset.preparation, training, progress, stop);
}

nlohmann::ordered_json proposalJson(const std::vector<ProposedValue>& values) {
    auto json = nlohmann::ordered_json::array();
    for (const ProposedValue& one : values) {
        json.push_back({{"of", one.isOfPreparation ? "preparation" : "training"},
                        {"setting", one.key},
                        {"value", one.value},
                        {"reason", textOf(one.reason)}});
    }
    return json;
}

}  // namespace tandem
