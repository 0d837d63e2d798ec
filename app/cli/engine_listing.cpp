#include "app/cli/engine_listing.h"

#include "core/base/number_text.h"
#include "core/engines/graphics_cards.h"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace tandem::cli {

using Json = nlohmann::ordered_json;

Json listCards(const CommandLine& line) {
    Json report = Json::array();
    for (const GraphicsCard& card : graphicsCards()) {
        report.push_back({{"name", card.name}, {"memoryBytes", card.memoryBytes}, {"driver", card.driver}});
        line.say("Card: " + card.name + (card.memoryBytes > 0 ? ", " + bytesText(card.memoryBytes) : "") +
                 (card.driver.empty() ? "" : ", driver " + card.driver));
    }
    if (report.empty()) {
        line.say("No NVIDIA card was found.");
    }
    return report;
}

Json listEngines(const CommandLine& line) {
    const auto chosen = chosenEngine();
    std::vector<std::vector<std::string>> rows{{"", "Engine", "Version", "Checked on", "Comparisons"}};
    rows.push_back({chosen ? "" : "*", "own", "that came with the program", "", ""});
    Json report = Json::array();
    for (const BuiltEngine& engine : builtEngines()) {
        const bool isChosen = chosen == engine;
        report.push_back(jsonOf(engine, isChosen));
        rows.push_back(
            {isChosen ? "*" : "", engine.name, engine.version, engine.device, std::to_string(engine.comparisons)});
    }
    line.say(tableText(rows) + "* is the one that programs open.");
    return report;
}

Json jsonOf(const BuiltEngine& engine, bool isChosen) {
    return {{"name", engine.name},
            {"version", engine.version},
            {"device", engine.device},
            {"isChosen", isChosen},
            {"comparisons", engine.comparisons},
            {"checkedAt", engine.checkedAt},
            {"library", engine.library.string()},
            {"torch", engine.torch.string()}};
}

}  // namespace tandem::cli
