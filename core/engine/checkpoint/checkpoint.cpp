#include "core/engine/checkpoint/checkpoint.h"

#include "core/base/error.h"
#include "core/base/json_depth.h"
#include "core/engine/checkpoint/checkpoint_file.h"
#include "core/engine/network/network_costs.h"
#include "core/engine/network/safetensors.h"
#include "core/engine/network/weights.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <string_view>
#include <utility>

namespace tandem {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kWeights = "weights/";
constexpr const char* kMomentum = "momentum/";
constexpr const char* kDropout = "generator/dropout";

Json jsonOf(const PassState& pass) {
    return {{"order", pass.order}, {"position", pass.position}};
}

PassState passFrom(const Json& json) {
    return {.order = json.at("order").get<std::vector<std::int64_t>>(),
            .position = json.at("position").get<std::int64_t>()};
}

Json jsonOf(const RunState& run) {
    Json json{{"labelledCases", run.cases.labelled},          {"unlabelledCases", run.cases.unlabelled},
              {"labelledPass", jsonOf(run.sampler.labelled)}, {"unlabelledPass", jsonOf(run.sampler.unlabelled)},
              {"random", run.sampler.random.state()},         {"validatedIteration", run.validatedIteration},
              {"pinnedIteration", run.pinnedIteration}};
    if (run.bestDice) {
        json["bestDice"] = *run.bestDice;
    }
    if (run.threads > 0) {
        json["threads"] = run.threads;
    }
    return json;
}

RunState runFrom(const Json& json) {
    RunState run;
    json.at("labelledCases").get_to(run.cases.labelled);
    json.at("unlabelledCases").get_to(run.cases.unlabelled);
    run.sampler.labelled = passFrom(json.at("labelledPass"));
    run.sampler.unlabelled = passFrom(json.at("unlabelledPass"));
    run.sampler.random = RandomStream::fromState(json.at("random").get<std::string>());
    json.at("validatedIteration").get_to(run.validatedIteration);
    if (json.contains("bestDice")) {
        run.bestDice = json.at("bestDice").get<double>();
    }
    // Older checkpoints do not tell these.
    run.pinnedIteration = json.value("pinnedIteration", std::int64_t{0});
    run.threads = json.value("threads", 0);
    return run;
}

Json headerOf(const Checkpoint& checkpoint) {
    const CheckpointDescription& about = checkpoint.about;
    Json json{{"settings", settingsToJson(about.settings)},
              {"classNames", about.classNames},
              {"channels", about.channels},
              {"iteration", about.iteration}};
    if (checkpoint.run) {
        json["run"] = jsonOf(*checkpoint.run);
    }
    return json;
}

CheckpointDescription descriptionFrom(const Json& json) {
    CheckpointDescription about;
    about.settings = storedSettingsIn<TrainingSettings>(json.at("settings")).forWork();
    json.at("classNames").get_to(about.classNames);
    json.at("channels").get_to(about.channels);
    json.at("iteration").get_to(about.iteration);
    constexpr int kMostChannels = 1024;
    constexpr std::size_t kMostClasses = 256;  // a label is a byte
    if (about.channels < 1 || about.channels > kMostChannels || about.iteration < 0 || about.classNames.size() < 2 ||
        about.classNames.size() > kMostClasses) {
        throw Error(ErrorCode::Corrupt, "Its header tells of a network that there cannot be.");
    }
    return about;
}

/// Checksums rule out chance, not another program's hand: what does not parse is called damaged all the same.
template <class Read>
auto reading(const std::filesystem::path& file, Read&& read) {
    const auto damaged = [&file](const std::string& reason) {
        return Error(ErrorCode::Corrupt, "The checkpoint " + file.string() + " cannot be understood.", reason);
    };
    try {
        return read();
    } catch (const Json::exception& error) {
        throw damaged(error.what());
    } catch (const Error& error) {
        throw damaged(error.what());
    }
}

std::map<std::string, torch::Tensor> tensorsOf(const Checkpoint& checkpoint) {
    std::map<std::string, torch::Tensor> tensors;
    for (const auto& [name, tensor] : checkpoint.weights) {
        tensors[kWeights + name] = tensor;
    }
    if (checkpoint.run) {
        tensors[kDropout] = checkpoint.run->dropout;
        for (const auto& [name, tensor] : checkpoint.run->momentum) {
            tensors[kMomentum + name] = tensor;
        }
    }
    return tensors;
}

void sortTensors(std::map<std::string, torch::Tensor> tensors, Checkpoint& checkpoint) {
    const auto rest = [](const std::string& name, std::string_view prefix) { return name.substr(prefix.size()); };
    for (auto& [name, tensor] : tensors) {
        if (name.starts_with(kWeights)) {
            checkpoint.weights[rest(name, kWeights)] = std::move(tensor);
        } else if (checkpoint.run && name.starts_with(kMomentum)) {
            checkpoint.run->momentum[rest(name, kMomentum)] = std::move(tensor);
        } else if (checkpoint.run && name == kDropout) {
            checkpoint.run->dropout = std::move(tensor);
        }
    }
    if (checkpoint.weights.empty() || (checkpoint.run && !checkpoint.run->dropout.defined())) {
        throw Error(ErrorCode::Corrupt, "Tensors are missing.");
    }
}

/// So that no network is built for a header that says more than the file holds.
void requireWeightsFor(const NetworkSettings& network, const std::map<std::string, torch::Tensor>& weights) {
    std::uint64_t stored = 0;
    for (const auto& [name, tensor] : weights) {
        stored += static_cast<std::uint64_t>(tensor.numel());
    }
    if (parameterCount(network) > stored) {
        throw Error(ErrorCode::Corrupt, "The checkpoint tells of a larger network than it has weights for.");
    }
}

}  // namespace

std::string writeCheckpoint(const std::filesystem::path& file, const Checkpoint& checkpoint) {
    return CheckpointFile::write(file, headerOf(checkpoint).dump(2, ' ', false, Json::error_handler_t::replace),
                                 {.tensors = tensorsOf(checkpoint)});
}

Checkpoint readCheckpoint(const std::filesystem::path& file) {
    const CheckpointFile content(file);
    Checkpoint checkpoint = reading(file, [&] {
        const Json header = Json::parse(shallowJson(content.header()));
        Checkpoint read{.about = descriptionFrom(header)};
        if (header.contains("run")) {
            read.run = runFrom(header.at("run"));
        }
        sortTensors(parseSafetensors(content.tensors(), file.string()).tensors, read);
        return read;
    });
    content.requireWhole();
    checkpoint.about.contentHash = content.contentHash();
    return checkpoint;
}

CheckpointDescription describeCheckpoint(const std::filesystem::path& file) {
    const CheckpointFile content(file);
    CheckpointDescription about =
        reading(file, [&] { return descriptionFrom(Json::parse(shallowJson(content.header()))); });
    about.contentHash = content.contentHash();
    return about;
}

NetworkSettings networkSettingsOf(const CheckpointDescription& about) {
    return {.channels = about.channels,
            .classes = static_cast<int>(about.classNames.size()),
            .filters = static_cast<int>(about.settings.filters),
            .dropout = about.settings.dropout};
}

MutualVNet networkOf(const Checkpoint& checkpoint) {
    requireWeightsFor(networkSettingsOf(checkpoint.about), checkpoint.weights);
    MutualVNet network(networkSettingsOf(checkpoint.about), static_cast<std::uint64_t>(checkpoint.about.settings.seed));
    try {
        setWeights(network, checkpoint.weights, "the checkpoint");
    } catch (const Error& error) {
        throw Error(ErrorCode::Corrupt, error.what(), error.detail());
    }
    return network;
}

}  // namespace tandem
