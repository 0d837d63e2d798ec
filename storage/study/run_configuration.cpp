#include "storage/study/run_configuration.h"

#include "core/base/atomic_file.h"
#include "core/settings/training_settings.h"
#include "storage/db/project.h"
#include "storage/db/run_repository.h"
#include "storage/db/utc_time.h"
#include "storage/study/provenance.h"

#include <nlohmann/json.hpp>

#include <fstream>

namespace tandem {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kExtensions = "extensions";

std::filesystem::path fileOf(const Project& project, const RunRecord& run) {
    return project.runFolder(run) / "config.json";
}

/// What the file holds; not an object where it is missing or no JSON.
Json read(const std::filesystem::path& file) {
    std::ifstream stream(file);
    return stream ? Json::parse(stream, nullptr, false) : Json();
}

void write(const Project& project, const RunRecord& run, Json json) {
    json["device"] = run.device;
    json["training"] = Json::parse(run.settingsJson);
    json["versions"] = Json::parse(run.versionsJson);
    writeAtomically(fileOf(project, run), json.dump(2, ' ', false, Json::error_handler_t::replace));
}

}  // namespace

void writeRunConfiguration(const Project& project, const RunRecord& run, const std::vector<CaseRecord>& cases) {
    writeAtomically(fileOf(project, run), runConfigurationJson(project, run, cases));
}

void refreshRunConfiguration(const Project& project, std::int64_t runId) {
    const RunRecord run = project.runs().get(runId);
    if (Json json = read(fileOf(project, run)); json.is_object()) {
        write(project, run, std::move(json));
    }
}

void noteExtension(const Project& project, std::int64_t runId, std::int64_t doneIterations,
                   const TrainingSettings& before, const TrainingSettings& after) {
    const RunRecord run = project.runs().get(runId);
    Json json = read(fileOf(project, run));
    if (!json.is_object()) {
        return;
    }
    if (!json[kExtensions].is_array()) {
        json[kExtensions] = Json::array();
    }
    json[kExtensions].push_back({{"at", utcNow()},
                                 {"doneIterations", doneIterations},
                                 {"iterationsBefore", before.iterations},
                                 {"iterations", after.iterations},
                                 {"scheduleIterationsBefore", before.scheduleIterations},
                                 {"scheduleIterations", after.scheduleIterations}});
    write(project, run, std::move(json));
}

std::string extensionsJson(const Project& project, const RunRecord& run) {
    const Json json = read(fileOf(project, run));
    return json.is_object() && json.contains(kExtensions) ? json.at(kExtensions).dump() : "[]";
}

}  // namespace tandem
