#include "core/engines/built_engines.h"

#include "core/base/atomic_file.h"
#include "core/base/environment.h"
#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/base/json_depth.h"
#include "core/base/regular_file.h"
#include "core/engines/engine_form.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>

namespace tandem {
namespace {

using Json = nlohmann::ordered_json;

/// Empty where it cannot be read.
std::string textOf(const std::filesystem::path& file) {
    try {
        return ownText(file);
    } catch (const Error&) {
        return {};
    }
}

constexpr const char* kModule = "tandem_engine.so";
constexpr const char* kWorker = "tandem-worker";
constexpr const char* kEntry = "engine.json";

/// Throws Error (NotFound).
void requireHome() {
    if (enginesFolder().empty()) {
        throw Error(ErrorCode::NotFound, "There is no home folder for engines; set TANDEM_ENGINES to a folder.");
    }
}

std::filesystem::path chosenFile() {
    return enginesFolder() / "chosen";
}

std::optional<BuiltEngine> readEngine(const std::string& name) {
    const Json json = Json::parse(shallowJson(textOf(enginesFolder() / name / kEntry)), nullptr, false);
    try {
        return BuiltEngine{.name = name,
                           .library = enginesFolder() / name / kModule,
                           .worker = enginesFolder() / name / kWorker,
                           .form = json.at("form").get<std::string>(),
                           .torch = json.at("torch").get<std::string>(),
                           .version = json.at("version").get<std::string>(),
                           .device = json.at("device").get<std::string>(),
                           .comparisons = json.at("comparisons").get<std::int64_t>(),
                           .checkedAt = json.at("checkedAt").get<std::string>()};
    } catch (const Json::exception&) {
        return std::nullopt;
    }
}

BuiltEngine knownEngine(const std::string& name) {
    checkEngineName(name);
    if (auto engine = readEngine(name)) {
        return *std::move(engine);
    }
    throw Error(ErrorCode::NotFound,
                "There is no engine called " + name + "; tandem-cli engine lists those there are.");
}

}  // namespace

std::filesystem::path enginesFolder() {
    if (const std::string given = environmentValue("TANDEM_ENGINES"); !given.empty()) {
        return absolutePath(given);
    }
    const std::filesystem::path data = userFolder("XDG_DATA_HOME", ".local/share");
    return data.empty() ? data : data / "tandem/engines";
}

std::vector<BuiltEngine> builtEngines() {
    std::vector<BuiltEngine> engines;
    if (enginesFolder().empty()) {
        return engines;
    }
    for (const std::filesystem::path& folder : entriesOf(enginesFolder())) {
        if (auto engine = readEngine(folder.filename().string())) {
            engines.push_back(*std::move(engine));
        }
    }
    return engines;
}

std::optional<BuiltEngine> chosenEngine() {
    if (enginesFolder().empty()) {
        return std::nullopt;
    }
    std::string name = textOf(chosenFile());
    std::erase(name, '\n');
    return name.empty() ? std::nullopt : readEngine(name);
}

void chooseEngine(const std::string& name) {
    requireHome();
    if (!name.empty() && knownEngine(name).form != engineForm()) {
        throw Error(ErrorCode::Unsupported, "The engine " + name +
                                                " was built from other sources than this program; build it again with "
                                                "tandem-cli engine build.");
    }
    writeAtomically(chosenFile(), name.empty() ? std::string() : name + "\n");
}

BuiltEngine rememberEngine(const BuiltEngine& engine) {
    checkEngineName(engine.name);
    requireHome();
    const Json json{{"form", engine.form},     {"torch", engine.torch.string()},    {"version", engine.version},
                    {"device", engine.device}, {"comparisons", engine.comparisons}, {"checkedAt", engine.checkedAt}};
    const std::filesystem::path target = enginesFolder() / engine.name;
    AtomicFolder folder(target);
    copyAtomically(engine.library, folder.temporary() / kModule);
    copyAtomically(engine.worker, folder.temporary() / kWorker);
    writeAtomically(folder.temporary() / kEntry, json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
    if (isThere(target)) {
        folder.replace();
    } else {
        folder.commit();
    }
    return knownEngine(engine.name);
}

std::filesystem::path buildFolderOf(const std::string& name) {
    checkEngineName(name);
    requireHome();
    return enginesFolder() / ".build" / name;
}

void removeEngine(const std::string& name) {
    const BuiltEngine engine = knownEngine(name);
    if (const auto chosen = chosenEngine(); chosen && chosen->name == name) {
        chooseEngine({});
    }
    removeFolder(enginesFolder() / engine.name);
    removeFolder(buildFolderOf(name));
}

void checkEngineName(const std::string& name) {
    const bool isPlain = std::ranges::all_of(name, [](unsigned char letter) {
        return std::isalnum(letter) != 0 || letter == '.' || letter == '-' || letter == '_';
    });
    if (name.empty() || name.front() == '.' || !isPlain) {
        throw Error(ErrorCode::InvalidInput, "An engine cannot be called \"" + name +
                                                 "\"; take letters, digits, points, dashes and underscores.");
    }
}

}  // namespace tandem
