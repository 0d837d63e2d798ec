#include "core/engine/check/made_cases.h"

#include "core/base/atomic_file.h"
#include "core/engine/sampling/random_stream.h"

#include <algorithm>
#include <vector>

namespace tandem {

PreparedReference makeCase(const std::filesystem::path& folder, std::int64_t id, const MadeCase& made) {
    RandomStream random(static_cast<std::uint64_t>(id) + 1000);
    const auto uniform = [&random] { return static_cast<double>(random.below(1 << 20)) / (1 << 20); };
    Vector3 centre{};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        centre[axis] = static_cast<double>(made.size[axis]) * (0.35 + 0.3 * uniform());
    }
    const double radius = static_cast<double>(std::min({made.size[0], made.size[1], made.size[2]})) * 0.28;
    std::vector<float> image;
    std::vector<std::uint8_t> label;
    for (int channel = 0; channel < made.channels; ++channel) {
        for (std::int64_t z = 0; z < made.size[2]; ++z) {
            for (std::int64_t y = 0; y < made.size[1]; ++y) {
                for (std::int64_t x = 0; x < made.size[0]; ++x) {
                    const double dx = static_cast<double>(x) - centre[0];
                    const double dy = static_cast<double>(y) - centre[1];
                    const double dz = static_cast<double>(z) - centre[2];
                    const double distance2 = dx * dx + dy * dy + dz * dz;
                    const int value = distance2 > radius * radius                             ? 0
                                      : made.classes > 2 && distance2 < radius * radius * 0.3 ? 2
                                                                                              : 1;
                    image.push_back(static_cast<float>(1.5 * value - 0.5 + 0.6 * (uniform() - 0.5)));
                    if (channel == 0 && made.hasLabel) {
                        label.push_back(static_cast<std::uint8_t>(value));
                    }
                }
            }
        }
    }
    const PreparedReference reference{
        .caseId = id, .caseName = "ball " + std::to_string(id), .stem = folder / ("ball " + std::to_string(id))};
    const Geometry geometry{.size = made.size};
    AtomicBatch files;
    addPreparedCase(files, reference.stem,
                    {.geometry = geometry,
                     .channels = made.channels,
                     .hasLabel = made.hasLabel,
                     .original = geometry,
                     .cacheKey = "made"},
                    image, label);
    files.commit();
    return reference;
}

TrainingSettings quickSettings(Method method) {
    TrainingSettings settings;
    settings.method = method;
    settings.device = "cpu";
    settings.precision = AskedPrecision::Float32;
    settings.filters = 2;
    settings.patch = {16, 16, 16};
    settings.testStride = {16, 16, 16};
    settings.labelledBatch = 1;
    settings.unlabelledBatch = 1;
    settings.iterations = 10;
    settings.rampIterations = 10;
    settings.validationInterval = 0;
    settings.deterministic = true;
    return settings;
}

TrainingPlan makePlan(const std::filesystem::path& folder, const TrainingSettings& settings, int validationCases,
                      const MadeCase& made) {
    TrainingPlan plan{.settings = settings, .classNames = {"background", "ball"}, .runFolder = folder / "run"};
    if (made.classes > 2) {
        plan.classNames.emplace_back("core");
    }
    MadeCase withoutLabel = made;
    withoutLabel.hasLabel = false;
    for (std::int64_t id = 1; id <= 3; ++id) {
        plan.labelled.push_back(caseFor<SplitRole::TrainingLabelled>(makeCase(folder, id, made)));
        plan.unlabelled.push_back(caseFor<SplitRole::TrainingUnlabelled>(makeCase(folder, 10 + id, withoutLabel)));
    }
    for (std::int64_t id = 0; id < validationCases; ++id) {
        plan.validation.push_back(caseFor<SplitRole::Validation>(makeCase(folder, 20 + id, made)));
    }
    return plan;
}

}  // namespace tandem
