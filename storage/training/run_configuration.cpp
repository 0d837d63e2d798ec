#include "storage/training/run_configuration.h"

#include "core/base/atomic_file.h"
#include "core/base/file_system.h"
#include "core/base/json_depth.h"
#include "core/base/program_version.h"
#include "core/base/regular_file.h"
#include "core/base/utc_time.h"
#include "core/engine.h"
#include "core/settings/training_settings.h"
#include "core/study/label_scheme.h"
#include "core/study/label_values.h"
#include "storage/cases/case_provenance.h"
#include "storage/cases/leak_notices.h"
#include "storage/db/case_record.h"
#include "storage/db/label_repository.h"
#include "storage/db/project.h"
#include "storage/db/run_ancestor.h"
#include "storage/db/run_repository.h"
#include "storage/db/split_repository.h"
#include "storage/training/training_proposal.h"

#include <nlohmann/json.hpp>

namespace tandem {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kExtensions = "extensions";
constexpr const char* kProposal = "proposal";

std::filesystem::path fileOf(const Project& project, const RunRecord& run) {
    return project.inside(run.folder / "config.json");
}

/// What the file holds; not an object where it is missing or no JSON.
Json read(const std::filesystem::path& file) {
    return isThere(file) ? Json::parse(shallowJson(ownText(file)), nullptr, false) : Json();
}

void write(const Project& project, const RunRecord& run, Json json) {
    json["device"] = run.device;
    json["training"] = storedJson(run.settingsJson);
    json["versions"] = storedJson(run.versionsJson);
    writeAtomically(fileOf(project, run), json.dump(2, ' ', false, Json::error_handler_t::replace));
}

/// What the file tells of under the key, as an array.
Json listIn(const Json& file, const char* key) {
    return file.is_object() && file.contains(key) && file.at(key).is_array() ? file.at(key) : Json::array();
}

/// The nearest first, as an array.
Json ancestorsOf(const Project& project, const RunRecord& run) {
    Json chain = Json::array();
    for (const RunAncestor& one : project.runs().ancestors(run.id)) {
        chain.push_back({{"run", one.runId},
                         {"checkpoint", nameOf(one.checkpointKind)},
                         {"iteration", one.checkpointIteration},
                         {"contentHash", one.checkpointHash}});
    }
    return chain;
}

}  // namespace

std::string versionsJson(const Engine& engine) {
    return Json{{"tandem", programVersion()}, {"engine", engine.version()}}.dump();
}

std::string versionsWithThreads(const std::string& versionsJson, int threads) {
    Json json = Json::parse(versionsJson);
    json.erase("threads");
    if (threads > 0) {
        json["threads"] = threads;
    }
    return json.dump();
}

nlohmann::ordered_json storedJson(const std::string& text) {
    Json json = Json::parse(shallowJson(text), nullptr, false);
    return json.is_discarded() ? Json(text) : json;
}

nlohmann::ordered_json runJson(const Project& project, const RunRecord& run) {
    Json classes = Json::array();
    for (const LabelClass& one : project.labels().scheme().classes) {
        classes.push_back({{"name", one.name}, {"fileValue", one.fileValue}});
    }
    Json json{{"run", run.id},
              {"method", run.method},
              {"seed", run.seed},
              {"device", run.device},
              {"training", storedJson(run.settingsJson)},
              {"preparation", storedJson(run.preparationJson)},
              {"classes", classes},
              {"versions", storedJson(run.versionsJson)}};
    if (Json chain = ancestorsOf(project, run); !chain.empty()) {
        json["goesOnFrom"] = std::move(chain);
    }
    const Json file = read(fileOf(project, run));
    for (const char* key : {kProposal, kExtensions}) {
        if (Json list = listIn(file, key); !list.empty()) {
            json[key] = std::move(list);
        }
    }
    if (const std::vector<std::string> notices = leakNotices(project, run.splitId); !notices.empty()) {
        json["splitNotices"] = notices;
    }
    return json;
}

nlohmann::ordered_json runConfigurationJson(const Project& project, const RunRecord& run,
                                            const std::vector<CaseRecord>& cases) {
    Json json = runJson(project, run);
    json["cases"] = Json::array();
    const SplitRepository splits = project.splits();
    for (const CaseRecord& record : cases) {
        Json one = sourcesJson(record);
        if (const auto role = splits.roleOf(run.splitId.value_or(0), record.id)) {
            one["role"] = nameOf(*role);
        }
        json["cases"].push_back(one);
    }
    return json;
}

void writeRunConfiguration(const Project& project, const RunRecord& run, const std::vector<CaseRecord>& cases,
                           const std::vector<ProposedValue>& proposal) {
    Json json = runConfigurationJson(project, run, cases);
    if (!proposal.empty()) {
        json[kProposal] = proposalJson(proposal);
    }
    writeAtomically(fileOf(project, run), json.dump(2, ' ', false, Json::error_handler_t::replace));
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

}  // namespace tandem
