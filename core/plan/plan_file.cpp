#include "core/plan/plan_file.h"

#include "core/base/atomic_file.h"
#include "core/base/choice.h"
#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/base/json_depth.h"
#include "core/base/regular_file.h"
#include "core/checkpoint_files.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace tandem {
namespace {

/// What a plan is for.
enum class PlanKind { Training, Prediction };

}  // namespace
template <>
inline constexpr std::array<std::string_view, 2> kChoiceTexts<PlanKind>{"training", "prediction"};
namespace {

using Json = nlohmann::ordered_json;

constexpr int kFormat = 1;
constexpr std::string_view kPlanFile = "plan.json";
constexpr std::string_view kCasesFolder = "cases";
constexpr std::string_view kRunFolder = "run";
constexpr std::string_view kMapsFolder = "maps";
constexpr std::string_view kStartFolder = "start";
/// The role of a case that is only watched: one of the split that the method does not train on.
constexpr std::string_view kWatched = "watched";
constexpr std::array kCaseSuffixes{".json", ".image", ".label"};

std::filesystem::path withSuffix(const std::filesystem::path& stem, const char* suffix) {
    std::filesystem::path path = stem;
    path += suffix;
    return path;
}

// Writing

void bring(const std::filesystem::path& source, const std::filesystem::path& target) {
    if (!isFile(source)) {
        throw Error(ErrorCode::NotFound, "The file " + source.string() + " of a plan is missing.");
    }
    shareFile(source, target);
}

std::string relativeText(const std::filesystem::path& folder, const std::filesystem::path& path) {
    return normalPath(path).lexically_relative(normalPath(folder)).generic_string();
}

std::filesystem::path bringInto(const std::filesystem::path& folder, const std::filesystem::path& file,
                                const std::filesystem::path& name) {
    bring(file, folder / name);
    return name;
}

Json broughtCase(const std::filesystem::path& folder, const PreparedReference& prepared) {
    const std::filesystem::path stem = folder / kCasesFolder / std::to_string(prepared.caseId);
    for (const char* suffix : kCaseSuffixes) {
        const std::filesystem::path source = withSuffix(prepared.stem, suffix);
        // A case without a label has none; that the others are there is required.
        if (std::string_view(suffix) != ".label" || isFile(source)) {
            bring(source, withSuffix(stem, suffix));
        }
    }
    return {{"id", prepared.caseId}, {"name", prepared.caseName}, {"stem", relativeText(folder, stem)}};
}

template <class Cases>
void addCases(Json& list, const std::filesystem::path& folder, const Cases& cases, SplitRole role) {
    for (const auto& one : cases) {
        Json entry = broughtCase(folder, one.prepared());
        entry["role"] = nameOf(role);
        list.push_back(std::move(entry));
    }
}

bool isListed(const Json& cases, std::int64_t caseId) {
    return std::ranges::any_of(cases, [&](const Json& one) { return one.at("id") == caseId; });
}

void write(const std::filesystem::path& folder, const Json& plan) {
    writeAtomically(folder / kPlanFile, plan.dump(2, ' ', false, Json::error_handler_t::replace));
}

// Reading

/// The file while it is read. Whatever is wrong is told with the file and the place in it.
class PlanText {
public:
    explicit PlanText(const std::filesystem::path& folder)
        : m_folder(normalPath(folder)), m_real(realPath(m_folder)), m_file(m_folder / kPlanFile) {
        if (!isThere(m_file)) {
            throw Error(ErrorCode::NotFound, "There is no " + std::string(kPlanFile) + " in " + m_folder.string() +
                                                 "; name the folder of a plan.");
        }
        m_json = Json::parse(shallowJson(ownText(m_file)), nullptr, false);
        if (!m_json.is_object()) {
            refuse("the file", "is not a JSON object");
        }
        requireFormat();
    }

    [[noreturn]] void refuse(const std::string& where, const std::string& what) const {
        throw Error(ErrorCode::InvalidInput, m_file.string() + ": " + where + " " + what + "; write the plan again.");
    }

    [[nodiscard]] const std::filesystem::path& folder() const { return m_folder; }
    [[nodiscard]] const Json& json() const { return m_json; }

    [[nodiscard]] const Json& at(const Json& object, const std::string& key, const std::string& within) const {
        if (!object.is_object()) {
            refuse(within.substr(0, within.rfind('.')), "is not a JSON object");
        }
        const auto found = object.find(key);
        if (found == object.end()) {
            refuse(within + key, "is missing");
        }
        return *found;
    }

    [[nodiscard]] std::string text(const Json& object, const std::string& key, const std::string& within = {}) const {
        const Json& value = at(object, key, within);
        if (!value.is_string()) {
            refuse(within + key, "is " + value.dump() + " instead of a text");
        }
        return value.get<std::string>();
    }

    /// Of a thing that is not asked where nothing is said.
    [[nodiscard]] bool isSaid(const std::string& key) const {
        const auto found = m_json.find(key);
        if (found == m_json.end()) {
            return false;
        }
        if (!found->is_boolean()) {
            refuse(key, "is " + found->dump() + " instead of true or false");
        }
        return found->get<bool>();
    }

    [[nodiscard]] const Json& list(const std::string& key) const {
        const Json& value = at(m_json, key, "");
        if (!value.is_array()) {
            refuse(key, "is not a list");
        }
        return value;
    }

    [[nodiscard]] PlanKind kind() const {
        const std::string name = text(m_json, "kind");
        const auto kind = choiceNamed<PlanKind>(name);
        if (!kind) {
            refuse("kind", "is \"" + name + "\" instead of training or prediction");
        }
        return *kind;
    }

    void require(PlanKind expected) const {
        if (kind() != expected) {
            throw Error(ErrorCode::InvalidInput, m_file.string() + " is the plan of a " + std::string(nameOf(kind())) +
                                                     ", not of a " + std::string(nameOf(expected)) +
                                                     "; name the folder of one.");
        }
    }

    template <class S>
    [[nodiscard]] S settings() const {
        const Json& value = at(m_json, "settings", "");
        try {
            return settingsFromJson<S>(value);
        } catch (const Error& error) {
            throw Error(error.code(), m_file.string() + ": settings: " + error.what());
        }
    }

    /// The place in the folder that a text names. What is there may be no link that leaves the folder.
    [[nodiscard]] std::filesystem::path inside(const std::string& text, const std::string& where) const {
        const std::filesystem::path relative(text);
        const bool climbs = std::ranges::find(relative, std::filesystem::path("..")) != relative.end();
        if (text.empty() || text.find('\0') != std::string::npos || relative.is_absolute() || climbs) {
            refuse(where, "is \"" + text + "\" instead of a path within the plan's folder");
        }
        requireInside(m_folder / relative, where);
        return m_folder / relative;
    }

    void requireInside(const std::filesystem::path& path, const std::string& where) const {
        if (hasLinkToNothing(path)) {
            refuse(where, "leads out of the plan's folder by a link to nothing");
        }
        const std::filesystem::path real = realPath(path);
        const auto [own, other] = std::ranges::mismatch(m_real, real);
        if (own != m_real.end()) {
            refuse(where, "leads out of the plan's folder, to " + real.string());
        }
    }

private:
    void requireFormat() const {
        const Json& format = at(m_json, "format", "");
        if (!format.is_number_integer() || format.get<std::int64_t>() < 1) {
            refuse("format", "is " + format.dump() + " instead of " + std::to_string(kFormat));
        }
        if (format.get<std::int64_t>() > kFormat) {
            throw Error(ErrorCode::Unsupported, m_file.string() + " is of format " + format.dump() +
                                                    ", which a newer version of the program wrote; use that one.");
        }
    }

    /// What realPath() takes for a name that is still free, and a writer might follow.
    [[nodiscard]] bool hasLinkToNothing(const std::filesystem::path& path) const {
        std::error_code failure;
        std::filesystem::path reached = m_folder;
        for (const std::filesystem::path& part : path.lexically_relative(m_folder)) {
            reached /= part;
            if (std::filesystem::is_symlink(reached, failure) && !isThere(reached)) {
                return true;
            }
        }
        return false;
    }

    std::filesystem::path m_folder;
    std::filesystem::path m_real;  ///< with what links lead to
    std::filesystem::path m_file;
    Json m_json;
};

/// A case as it is listed, with the word for its role.
struct ListedCase {
    PreparedReference prepared;
    std::string role;  ///< empty in a prediction's plan
    std::string where;
};

ListedCase listedCase(const PlanText& plan, const Json& entry, const std::string& where, bool withRole) {
    const std::string within = where + ".";
    const Json& id = plan.at(entry, "id", within);
    if (!id.is_number_integer() || id.get<std::int64_t>() < 0) {
        plan.refuse(within + "id", "is " + id.dump() + " instead of a whole number from 0");
    }
    const std::filesystem::path stem = plan.inside(plan.text(entry, "stem", within), within + "stem");
    for (const char* suffix : kCaseSuffixes) {
        plan.requireInside(withSuffix(stem, suffix), within + "stem");
    }
    return {.prepared = {.caseId = id.get<std::int64_t>(), .caseName = plan.text(entry, "name", within), .stem = stem},
            .role = withRole ? plan.text(entry, "role", within) : std::string(),
            .where = where};
}

std::vector<ListedCase> listedCases(const PlanText& plan, bool withRoles) {
    std::vector<ListedCase> cases;
    std::set<std::int64_t> seen;
    for (const Json& entry : plan.list("cases")) {
        const std::string where = "cases[" + std::to_string(cases.size()) + "]";
        cases.push_back(listedCase(plan, entry, where, withRoles));
        if (!seen.insert(cases.back().prepared.caseId).second) {
            plan.refuse(where + ".id",
                        "is " + std::to_string(cases.back().prepared.caseId) + ", as that of a case before it");
        }
    }
    return cases;
}

SplitRole roleOf(const PlanText& plan, const ListedCase& listed) {
    if (listed.role == kWatched) {
        return SplitRole::TrainingUnlabelled;
    }
    const auto role = choiceNamed<SplitRole>(listed.role);
    if (!role || *role == SplitRole::Test) {
        plan.refuse(listed.where + ".role",
                    "is \"" + listed.role + "\" instead of labelled, unlabelled, validation or watched");
    }
    return *role;
}

Split splitOf(const PlanText& plan, const std::vector<ListedCase>& cases) {
    std::vector<Split::Member> members;
    for (const ListedCase& one : cases) {
        members.push_back({.caseId = one.prepared.caseId, .name = one.prepared.caseName, .role = roleOf(plan, one)});
    }
    return Split(std::move(members));
}

const ListedCase& caseWithId(const std::vector<ListedCase>& cases, std::int64_t id) {
    return *std::ranges::find(cases, id, [](const ListedCase& one) { return one.prepared.caseId; });
}

template <SplitRole R>
std::vector<CaseFor<R>> casesIn(const Split& split, const std::vector<ListedCase>& cases) {
    std::vector<CaseFor<R>> prepared;
    for (const CaseInRole<R>& one : split.casesFor<R>()) {
        const ListedCase& listed = caseWithId(cases, one.caseId());
        if (listed.role != kWatched) {
            prepared.push_back(one.prepared(listed.prepared));
        }
    }
    return prepared;
}

std::optional<WatchedCase> pinnedOf(const PlanText& plan, const Split& split, const std::vector<ListedCase>& cases) {
    const auto id = plan.json().find("pinned");
    if (id == plan.json().end() || id->is_null()) {
        return std::nullopt;
    }
    const auto found =
        std::ranges::find_if(cases, [&](const ListedCase& one) { return Json(one.prepared.caseId) == *id; });
    if (found == cases.end()) {
        plan.refuse("pinned", "is " + id->dump() + ", the id of no case of the plan");
    }
    return split.watched(found->prepared);
}

std::optional<std::filesystem::path> startingFile(const PlanText& plan, const std::string& key) {
    const auto found = plan.json().find(key);
    if (found == plan.json().end() || found->is_null()) {
        return std::nullopt;
    }
    return plan.inside(plan.text(plan.json(), key), key);
}

std::vector<std::string> classNamesOf(const PlanText& plan) {
    std::vector<std::string> names;
    for (const Json& one : plan.list("classNames")) {
        if (!one.is_string()) {
            plan.refuse("classNames", "holds " + one.dump() + " instead of a text");
        }
        names.push_back(one.get<std::string>());
    }
    return names;
}

}  // namespace

void writePlan(const std::filesystem::path& folder, const TrainingPlan& plan) {
    Json cases = Json::array();
    addCases(cases, folder, plan.labelled, SplitRole::TrainingLabelled);
    addCases(cases, folder, plan.unlabelled, SplitRole::TrainingUnlabelled);
    addCases(cases, folder, plan.validation, SplitRole::Validation);
    Json pinned = nullptr;
    if (plan.pinned) {
        const PreparedReference& prepared = plan.pinned->prepared();
        pinned = prepared.caseId;
        if (!isListed(cases, prepared.caseId)) {
            Json entry = broughtCase(folder, prepared);
            entry["role"] = kWatched;
            cases.push_back(std::move(entry));
        }
    }
    const std::filesystem::path start(kStartFolder);
    Json resumeFrom = nullptr;
    if (plan.resumeFrom) {
        resumeFrom = bringInto(folder, *plan.resumeFrom, start / "last.ckpt").generic_string();
        // A run that goes on takes the best checkpoint from beside the one that it continues.
        if (const auto best = newestCheckpoint(plan.resumeFrom->parent_path(), CheckpointKind::Best)) {
            bring(*best, folder / start / "best.ckpt");
        }
    }
    Json weights = nullptr;
    if (plan.initialWeights) {
        weights = bringInto(folder, *plan.initialWeights, start / "weights.safetensors").generic_string();
    }
    makeFolder(folder / kRunFolder);
    write(folder, {{"format", kFormat},
                   {"kind", nameOf(PlanKind::Training)},
                   {"settings", settingsToJson(plan.settings)},
                   {"classNames", plan.classNames},
                   {"cases", std::move(cases)},
                   {"pinned", pinned},
                   {"resumeFrom", resumeFrom},
                   {"initialWeights", weights},
                   {"validatesStart", plan.validatesStart}});
}

void writePlan(const std::filesystem::path& folder, const PredictionPlan& plan) {
    Json cases = Json::array();
    for (const PreparedReference& one : plan.cases) {
        cases.push_back(broughtCase(folder, one));
    }
    const std::filesystem::path checkpoint = bringInto(folder, plan.checkpoint, "network.ckpt");
    makeFolder(folder / kMapsFolder);
    write(folder, {{"format", kFormat},
                   {"kind", nameOf(PlanKind::Prediction)},
                   {"settings", settingsToJson(plan.settings)},
                   {"checkpoint", checkpoint.generic_string()},
                   {"cases", std::move(cases)}});
}

TrainingPlan readTrainingPlan(const std::filesystem::path& folder) {
    const PlanText text(folder);
    text.require(PlanKind::Training);
    TrainingPlan plan;
    plan.settings = text.settings<TrainingSettings>();
    plan.classNames = classNamesOf(text);
    const std::vector<ListedCase> cases = listedCases(text, true);
    const Split split = splitOf(text, cases);
    plan.labelled = casesIn<SplitRole::TrainingLabelled>(split, cases);
    plan.unlabelled = casesIn<SplitRole::TrainingUnlabelled>(split, cases);
    plan.validation = casesIn<SplitRole::Validation>(split, cases);
    plan.pinned = pinnedOf(text, split, cases);
    plan.resumeFrom = startingFile(text, "resumeFrom");
    plan.initialWeights = startingFile(text, "initialWeights");
    plan.validatesStart = text.isSaid("validatesStart");
    plan.runFolder = text.inside(std::string(kRunFolder), "the run's folder");
    static_cast<void>(text.inside(std::string(kRunFolder) + "/pinned", "the folder of the pinned case's maps"));
    if (plan.resumeFrom) {
        for (const std::filesystem::path& best :
             checkpointFiles(plan.resumeFrom->parent_path(), CheckpointKind::Best)) {
            text.requireInside(best, "resumeFrom");
        }
    }
    for (const CheckpointKind kind : {CheckpointKind::Last, CheckpointKind::Best}) {
        for (const std::filesystem::path& file : checkpointFiles(plan.runFolder, kind)) {
            text.requireInside(file, "the run's checkpoint");
        }
    }
    if (const auto last = newestCheckpoint(plan.runFolder, CheckpointKind::Last)) {
        plan.resumeFrom = *last;
    }
    return plan;
}

PredictionPlan readPredictionPlan(const std::filesystem::path& folder) {
    const PlanText text(folder);
    text.require(PlanKind::Prediction);
    PredictionPlan plan;
    plan.settings = text.settings<PredictionSettings>();
    plan.checkpoint = text.inside(text.text(text.json(), "checkpoint"), "checkpoint");
    for (ListedCase& one : listedCases(text, false)) {
        plan.cases.push_back(std::move(one.prepared));
    }
    plan.outputFolder = text.inside(std::string(kMapsFolder), "the folder of the maps");
    return plan;
}

}  // namespace tandem
