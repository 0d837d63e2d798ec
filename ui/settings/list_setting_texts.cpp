// Writes a source that holds the texts of the settings' tables and presets for the translators' tool, which reads no
// tables. Each text once, in the order of the tables.
#include "core/proposal/reason.h"
#include "core/settings/prediction_settings.h"
#include "core/settings/preset.h"

#include <iomanip>
#include <iostream>
#include <set>

namespace tandem {
namespace {

class Listing {
public:
    explicit Listing(const char* context) : m_context(context) {}

    void add(const std::string& text) {
        if (!text.empty() && m_known.insert(text).second) {
            std::cout << "    QT_TRANSLATE_NOOP(\"" << m_context << "\", " << std::quoted(text) << "),\n";
        }
    }

    template <class S>
    void addTable() {
        for (const SettingField& field : S::fields()) {
            for (const std::string& text : {field.title, field.description, field.unit, field.zero, field.usedWhen}) {
                add(text);
            }
            for (const std::string& choice : field.choices) {
                add(choice);
            }
        }
    }

private:
    const char* m_context;
    std::set<std::string> m_known;
};

void listAll() {
    std::cout << "// Made of the settings' tables; for the translators' tool alone.\nconst char* const kTexts[] = {\n";
    Listing settings("SettingField");
    settings.addTable<TrainingSettings>();
    settings.addTable<PreparationSettings>();
    settings.addTable<PredictionSettings>();
    Listing listed("Preset");
    for (const Preset& preset : presets()) {
        listed.add(preset.title);
        listed.add(preset.description);
    }
    Listing reasons("Proposal");
    for (const std::string_view one : kReasonTemplates) {
        reasons.add(std::string(one));
    }
    std::cout << "};\n";
}

}  // namespace
}  // namespace tandem

int main() {
    tandem::listAll();
    return std::cout.flush() ? 0 : 1;
}
