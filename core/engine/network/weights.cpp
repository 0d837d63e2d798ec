#include "core/engine/network/weights.h"

#include "core/base/error.h"
#include "core/base/json_depth.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <sstream>
#include <string_view>

namespace tandem {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kClassNames = "class_names";
constexpr std::string_view kBatchCounter = "num_batches_tracked";

/// Parameters and statistics by name; they share the network's memory.
std::map<std::string, torch::Tensor> namedTensors(const MutualVNet& network) {
    std::map<std::string, torch::Tensor> tensors;
    for (const auto& parameter : network->named_parameters()) {
        tensors[parameter.key()] = parameter.value().detach();
    }
    for (const auto& buffer : network->named_buffers()) {
        tensors[buffer.key()] = buffer.value().detach();
    }
    return tensors;
}

std::string textOf(at::IntArrayRef shape) {
    std::ostringstream text;
    text << shape;
    return text.str();
}

[[noreturn]] void refuse(const std::string& source, const std::string& what) {
    throw Error(ErrorCode::InvalidInput, "The weights of " + source + " do not fit the network: " + what + ".");
}

void checkWeights(const std::map<std::string, torch::Tensor>& expected,
                  const std::map<std::string, torch::Tensor>& given, const std::string& source) {
    for (const auto& [name, tensor] : expected) {
        const auto found = given.find(name);
        if (found == given.end()) {
            refuse(source, "the tensor " + name + " is missing");
        }
        if (found->second.sizes() != tensor.sizes()) {
            refuse(source, "the tensor " + name + " has the shape " + textOf(found->second.sizes()) + ", but needs " +
                               textOf(tensor.sizes()));
        }
        if (!found->second.is_floating_point()) {
            refuse(source, "the tensor " + name + " does not hold floating-point numbers");
        }
        if (!found->second.isfinite().all().item<bool>()) {
            refuse(source, "the tensor " + name + " holds values that are not finite");
        }
    }
    for (const auto& [name, tensor] : given) {
        if (!expected.contains(name) && !name.ends_with(kBatchCounter)) {
            refuse(source, "it has a tensor " + name + ", which the network has not");
        }
    }
}

}  // namespace

std::map<std::string, torch::Tensor> weightsOf(const MutualVNet& network) {
    std::map<std::string, torch::Tensor> copies;
    for (const auto& [name, tensor] : namedTensors(network)) {
        // Copied also when it is on the CPU already, and out of channels-last.
        copies[name] = torch::empty(tensor.sizes(), tensor.scalar_type()).copy_(tensor);
    }
    return copies;
}

void setWeights(MutualVNet& network, const std::map<std::string, torch::Tensor>& weights, const std::string& source) {
    const torch::NoGradGuard noGrad;
    std::map<std::string, torch::Tensor> own = namedTensors(network);
    checkWeights(own, weights, source);
    for (auto& [name, tensor] : own) {
        tensor.copy_(weights.at(name));
    }
}

void saveWeights(const MutualVNet& network, const std::filesystem::path& file,
                 const std::vector<std::string>& classNames) {
    const NetworkSettings& settings = network->settings();
    TensorFile content{.tensors = weightsOf(network),
                       .metadata = {{"in_channels", std::to_string(settings.channels)},
                                    {"classes", std::to_string(settings.classes)},
                                    {"filters", std::to_string(settings.filters)}}};
    if (!classNames.empty()) {
        content.metadata[kClassNames] = Json(classNames).dump(-1, ' ', false, Json::error_handler_t::replace);
    }
    writeSafetensors(file, content);
}

std::vector<std::string> classNamesIn(const TensorFile& weights) {
    const auto told = weights.metadata.find(kClassNames);
    if (told == weights.metadata.end()) {
        return {};
    }
    const Json json = Json::parse(shallowJson(told->second), nullptr, false);
    const auto isText = [](const Json& one) { return one.is_string(); };
    return json.is_array() && std::ranges::all_of(json, isText) ? json.get<std::vector<std::string>>()
                                                                : std::vector<std::string>();
}

void loadWeights(MutualVNet& network, const std::filesystem::path& file) {
    setWeights(network, readSafetensors(file).tensors, file.string());
}

}  // namespace tandem
