// How long it takes to learn the trust of a large stored prediction: 512x512x300, two classes, all maps.
//
// Two cores and a warm cache of files; TANDEM_BENCH_FOLDER names a folder with 5 GB of room (the system's temporary
// folder if absent).
#include "core/study/label_scheme.h"
#include "storage/db/case_record.h"
#include "storage/db/case_repository.h"
#include "storage/db/prediction_repository.h"
#include "storage/db/project.h"
#include "storage/db/run_repository.h"
#include "storage/image/slab_writer.h"
#include "storage/reliability/prediction_trust.h"

#include <benchmark/benchmark.h>
#include <unistd.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

using namespace tandem;

namespace {

const Geometry kGrid{.size = {512, 512, 300}, .spacingMm = {0.7, 0.7, 1}};

/// A folder of the process, gone with it.
class Folder {
public:
    Folder() {
        const char* const given = std::getenv("TANDEM_BENCH_FOLDER");
        m_path = (given != nullptr ? std::filesystem::path(given) : std::filesystem::temp_directory_path()) /
                 ("tandem-trust-" + std::to_string(::getpid()));
    }
    ~Folder() {
        std::error_code failure;
        std::filesystem::remove_all(m_path, failure);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

private:
    std::filesystem::path m_path;
};

/// A prediction of a ball whose surface is doubtful, with the noise that real maps have.
class LargePrediction {
public:
    LargePrediction()
        : m_project(Project::create(m_folder.path() / "large.tandem", "Large",
                                    LabelScheme::fromNames({"background", "organ"}))) {
        CaseRecord record{.name = "large", .geometry = kGrid};
        record.images.push_back({.path = "large.nrrd", .contentHash = "i", .format = "nrrd"});
        const std::int64_t caseId = m_project.cases().add(record).id;
        const std::int64_t runId =
            m_project.runs().add({.settingsJson = "{}", .preparationJson = "{}", .versionsJson = "{}"}).id;
        m_record = {
            .runId = runId, .caseId = caseId, .checkpointHash = "c", .maps = KeptMaps::All, .settingsJson = "{}"};
        m_record.folder = "predictions/large";
        std::filesystem::create_directories(m_project.folder() / m_record.folder);
        const auto inside = [](double doubt) {
            return [doubt](float depth, float noise) {
                return 1 / (1 + std::exp(-(depth / 3 + 0.3F * noise))) * static_cast<float>(1 - doubt) +
                       static_cast<float>(doubt) / 2;
            };
        };
        for (const std::string decoder : {"a", "b"}) {
            const auto p = inside(decoder == "a" ? 0 : 0.05);
            write("probability-" + decoder + "-1", p);
            write("probability-" + decoder + "-0", [p](float depth, float noise) { return 1 - p(depth, noise); });
            write("similarity-" + decoder + "-1",
                  [](float depth, float noise) { return 0.8F + 0.1F * noise + 0 * depth; });
            write("similarity-" + decoder + "-0",
                  [](float depth, float noise) { return 0.7F + 0.1F * noise + 0 * depth; });
            write("reliability-" + decoder, [](float depth, float noise) { return 0.9F + 0.05F * noise + 0 * depth; });
        }
        writeLabel();
        m_record = m_project.predictions().record(m_record);
    }

    [[nodiscard]] const Project& project() const { return m_project; }
    [[nodiscard]] const PredictionRecord& record() const { return m_record; }

private:
    template <class Value>
    void writeSlices(const std::string& map, VoxelType type, const Value& value) {
        using T = decltype(value(0.0F, 0.0F));
        const std::string& file = m_record.files[mapNamed(map).value()] = map + ".nrrd";
        SlabWriter writer(m_project.folder() / m_record.folder / file, kGrid, type);
        std::uint32_t random = 1;
        std::vector<T> slice(static_cast<std::size_t>(kGrid.size[0] * kGrid.size[1]));
        for (std::int64_t z = 0; z < kGrid.size[2]; ++z) {
            for (std::size_t at = 0; at < slice.size(); ++at) {
                random = random * 1664525U + 1013904223U;
                const auto x = static_cast<double>(at % 512) - 256;
                const auto y = static_cast<double>(at / 512) - 256;
                const auto depth = static_cast<float>(90 - std::hypot(x, y, 1.4 * static_cast<double>(z - 150)));
                slice[at] = value(depth, static_cast<float>(random >> 8U) / static_cast<float>(1U << 24U));
            }
            writer.add(std::span<const T>(slice));
        }
        writer.finish();
    }
    void write(const std::string& map, const std::function<float(float, float)>& value) {
        writeSlices(map, VoxelType::Float32, value);
    }
    void writeLabel() {
        writeSlices("label", VoxelType::UInt8,
                    [](float depth, float) { return static_cast<std::uint8_t>(depth > 0 ? 1 : 0); });
    }

    Folder m_folder;
    Project m_project;
    PredictionRecord m_record;
};

void trustLargePrediction(benchmark::State& state) {
    const LargePrediction large;
    FittedTrust trust{.model = {.isCalibrated = true, .background = {.offset = -3}, .structure = {.offset = -2}}};
    trust.model.classOffsets = {0, 0.1};
    trust.model.background.slopes.fill(0.1);
    trust.model.structure.slopes.fill(0.1);
    for ([[maybe_unused]] const auto _ : state) {
        TrustedPrediction trusted = trustPrediction(large.project(), large.record(), "a", trust, {});
        benchmark::DoNotOptimize(trusted.dice.value);
    }
}
BENCHMARK(trustLargePrediction)->MeasureProcessCPUTime()->UseRealTime()->Iterations(3)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
