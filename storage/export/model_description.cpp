#include "storage/export/model_description.h"

#include "core/base/program_version.h"
#include "core/reliability/trust_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string_view>

namespace tandem {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kFormat = "tandem-model";
constexpr int kVersion = 1;

std::string titleOf(const ModelFacts& facts) {
    std::string title = "Segmentation of ";
    for (int index = 1; index < facts.scheme.count(); ++index) {
        title += (index == 1 ? "" : ", ") + facts.scheme.classes[static_cast<std::size_t>(index)].name;
    }
    return title;
}

/// What MONAI's transforms cannot say.
std::string differences(const PreparationSettings& settings) {
    std::string text = "predict.py repeats Tandem's preparation exactly; MONAI's resampling lays its grids otherwise.";
    if (settings.crop == Crop::Box || settings.crop == Crop::Label || settings.crop == Crop::Prediction) {
        text += " The crop (" + std::string(nameOf(settings.crop)) + ") is done by predict.py alone.";
    }
    if (settings.clipPercentile > 0) {
        text += " So is the clipping at a percentile.";
    }
    if (settings.normalisation == Normalisation::ZScoreOfPositive) {
        text += " MONAI leaves zeros at 0 where it normalises; predict.py scales them as the others.";
    }
    return text;
}

Json transform(const char* target, Json arguments = Json::object()) {
    Json json{{"_target_", target}, {"keys", "image"}};
    json.update(arguments);
    return json;
}

Json preprocessing(const PreparationSettings& settings) {
    Json transforms{transform("LoadImaged"), transform("EnsureChannelFirstd")};
    if (settings.orientation != AxisOrder::Keep) {
        transforms.push_back(transform("Orientationd", {{"axcodes", nameOf(settings.orientation)}}));
    }
    if (settings.spacingMm != Vector3{0, 0, 0}) {
        const bool isLinear = settings.interpolation == Interpolation::Linear;
        transforms.push_back(
            transform("Spacingd", {{"pixdim", settings.spacingMm}, {"mode", isLinear ? Json("bilinear") : Json(3)}}));
    }
    if (settings.crop == Crop::NonZero) {
        transforms.push_back(transform("CropForegroundd", {{"source_key", "image"},
                                                           {"select_fn", "$lambda x: x != 0"},
                                                           {"margin", settings.cropMargin},
                                                           {"allow_smaller", true}}));
    }
    if (settings.clip) {
        transforms.push_back(transform("ScaleIntensityRanged", {{"a_min", settings.clipLow},
                                                                {"a_max", settings.clipHigh},
                                                                {"b_min", settings.clipLow},
                                                                {"b_max", settings.clipHigh},
                                                                {"clip", true}}));
    }
    if (settings.normalisation != Normalisation::None) {
        transforms.push_back(
            transform("NormalizeIntensityd",
                      {{"nonzero", settings.normalisation != Normalisation::ZScore}, {"channel_wise", true}}));
    }
    return {{"_target_", "Compose"}, {"transforms", std::move(transforms)}};
}

Json postprocessing() {
    const auto of = [](const char* target, Json arguments) {
        Json json{{"_target_", target}, {"keys", "pred"}};
        json.update(arguments);
        return json;
    };
    return {
        {"_target_", "Compose"},
        {"transforms",
         {of("Invertd",
             {{"transform", "@preprocessing"}, {"orig_keys", "image"}, {"nearest_interp", false}, {"to_tensor", true}}),
          of("AsDiscreted", {{"argmax", true}}), of("SaveImaged", {{"output_dir", "@output_dir"}})}}};
}

/// By which MONAI's windows begin every stride voxels: it makes a whole number of patch * (1 - overlap) by cutting.
Json overlaps(const ModelFacts& facts) {
    Json values = Json::array();
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const auto patch = static_cast<double>(facts.patch[axis]);
        values.push_back(std::max(0.0, 1 - (static_cast<double>(facts.stride[axis]) + 0.5) / patch));
    }
    return values;
}

}  // namespace

Json modelJson(const ModelFacts& facts) {
    Json json{{"format", kFormat}, {"version", kVersion}, {"tandem", programVersion()}};
    json["trained"] = {{"run", facts.runId}, {"method", facts.method}, {"checkpoint", facts.weights.hash}};
    if (facts.weights.iteration) {
        json["trained"]["iteration"] = *facts.weights.iteration;
    }
    json["classes"] = Json::array();
    for (const LabelClass& one : facts.scheme.classes) {
        json["classes"].push_back({{"name", one.name}, {"value", one.fileValue}});
    }
    json["channels"] = facts.channels;
    json["preparation"] = settingsToJson(facts.preparation);
    json["patch"] = facts.patch;
    json["stride"] = facts.stride;
    if (facts.abstaining) {
        json["abstain"] = {{"trust-under", facts.abstaining->trustUnder},
                           {"trust", trustModelJson(facts.abstaining->model)}};
    }
    return json;
}

bool isModelJson(const std::string& text) {
    const Json json = Json::parse(text, nullptr, false);
    return json.is_object() && json.contains("format") && json["format"] == kFormat;
}

Json bundleMetadataJson(const ModelFacts& facts, const std::string& torchVersion) {
    Json classes = Json::object();
    for (int index = 0; index < facts.scheme.count(); ++index) {
        classes[std::to_string(index)] = facts.scheme.classes[static_cast<std::size_t>(index)].name;
    }
    const Json image{{"type", "image"},
                     {"format", "magnitude"},
                     {"num_channels", facts.channels},
                     {"spatial_shape", facts.patch},
                     {"dtype", "float32"},
                     {"value_range", Json::array()},
                     {"is_patch_data", true}};
    Json prediction = image;
    prediction["format"] = "probability";
    prediction["num_channels"] = facts.scheme.count();
    prediction["value_range"] = {0, 1};
    prediction["channel_def"] = std::move(classes);
    return {{"schema",
             "https://github.com/Project-MONAI/MONAI-extra-test-data/releases/download/0.8.1/"
             "meta_schema_20240725.json"},
            {"version", "1.0.0"},
            {"changelog", {{"1.0.0", "exported by Tandem " + std::string(programVersion())}}},
            {"monai_version", "1.5.0"},
            {"pytorch_version", torchVersion},
            {"numpy_version", "1.24.0"},
            {"required_packages_version", {{"nibabel", "5.0.0"}, {"pytorch-ignite", "0.4.11"}}},
            {"name", titleOf(facts)},
            {"task", titleOf(facts)},
            {"description", "Trained by the method " + facts.method + " of Tandem. " + differences(facts.preparation)},
            {"authors", "Tandem"},
            {"copyright", "of whoever trained it"},
            {"intended_use", "Research; no medical device."},
            {"network_data_format", {{"inputs", {{"image", image}}}, {"outputs", {{"pred", std::move(prediction)}}}}}};
}

Json bundleInferenceJson(const ModelFacts& facts) {
    return {{"imports", {"$import glob", "$import torch"}},
            {"bundle_root", "."},
            {"output_dir", "$@bundle_root + '/eval'"},
            {"images", "$[sorted(glob.glob(@bundle_root + '/check/image-*.nii.gz'))]"},
            {"device", "$torch.device('cuda:0' if torch.cuda.is_available() else 'cpu')"},
            {"network_def", "$torch.jit.load(@bundle_root + '/models/model.ts', map_location=@device).eval()"},
            {"preprocessing", preprocessing(facts.preparation)},
            {"dataset",
             {{"_target_", "Dataset"},
              {"data", "$[{'image': files} for files in @images]"},
              {"transform", "@preprocessing"}}},
            {"dataloader", {{"_target_", "DataLoader"}, {"dataset", "@dataset"}, {"batch_size", 1}}},
            {"inferer",
             {{"_target_", "SlidingWindowInferer"},
              {"roi_size", facts.patch},
              {"sw_batch_size", 1},
              {"overlap", overlaps(facts)},
              {"mode", "constant"}}},
            {"postprocessing", postprocessing()},
            {"evaluator",
             {{"_target_", "SupervisedEvaluator"},
              {"device", "@device"},
              {"val_data_loader", "@dataloader"},
              {"network", "@network_def"},
              {"inferer", "@inferer"},
              {"postprocessing", "@postprocessing"}}},
            {"run", {"$@evaluator.run()"}}};
}

}  // namespace tandem
