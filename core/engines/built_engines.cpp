#include "core/engines/built_engines.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/base/json_depth.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace tandem {
namespace {

using Json = nlohmann::ordered_json;

std::string variable(const char* name) {
    const char* const value = std::getenv(name);
    return value == nullptr ? std::string() : std::string(value);
}

std::string contentOf(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

std::filesystem::path chosenFile() {
    return enginesFolder() / "chosen";
}

std::filesystem::path entryOf(const std::string& name) {
    return enginesFolder() / name / "engine.json";
}

std::optional<BuiltEngine> readEngine(const std::string& name) {
    const Json json = Json::parse(shallowJson(contentOf(entryOf(name))), nullptr, false);
    try {
        return BuiltEngine{.name = name,
                           .library = json.at("library").get<std::string>(),
                           .worker = json.at("worker").get<std::string>(),
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
    if (const std::string given = variable("TANDEM_ENGINES"); !given.empty()) {
        return absolutePath(given);
    }
    if (const std::string data = variable("XDG_DATA_HOME"); !data.empty()) {
        return std::filesystem::path(data) / "tandem/engines";
    }
    return std::filesystem::path(variable("HOME")) / ".local/share/tandem/engines";
}

std::vector<BuiltEngine> builtEngines() {
    std::vector<BuiltEngine> engines;
    for (const std::filesystem::path& folder : entriesOf(enginesFolder())) {
        if (auto engine = readEngine(folder.filename().string())) {
            engines.push_back(*std::move(engine));
        }
    }
    return engines;
}

std::optional<BuiltEngine> chosenEngine() {
    std::string name = contentOf(chosenFile());
    std::erase(name, '\n');
    return name.empty() ? std::nullopt : readEngine(name);
}

void chooseEngine(const std::string& name) {
    writeAtomically(chosenFile(), name.empty() ? std::string() : knownEngine(name).name + "\n");
}

void rememberEngine(const BuiltEngine& engine) {
    checkEngineName(engine.name);
    const Json json{
        {"library", engine.library.string()}, {"worker", engine.worker.string()}, {"torch", engine.torch.string()},
        {"version", engine.version},          {"device", engine.device},          {"comparisons", engine.comparisons},
        {"checkedAt", engine.checkedAt}};
    writeAtomically(entryOf(engine.name), json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

void removeEngine(const std::string& name) {
    const BuiltEngine engine = knownEngine(name);
    if (const auto chosen = chosenEngine(); chosen && chosen->name == name) {
        chooseEngine({});
    }
    removeFolder(enginesFolder() / engine.name);
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
