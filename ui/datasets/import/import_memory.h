// Remembers what a person chose about the pairing of files, for the next import of the same folder into any project.
//
// Used on the GUI thread. Invariant: choices of other folders stay; a folder without choices takes no room.
#pragma once

#include "storage/import/pairing_choices.h"

#include <QString>
#include <filesystem>
#include <vector>

class QSettings;

namespace tandem {

class ImportMemory {
public:
    ImportMemory(QSettings& settings, const std::vector<std::filesystem::path>& inputs);

    [[nodiscard]] PairingChoices recall() const;
    void keep(const PairingChoices& choices);

private:
    QSettings& m_settings;
    QString m_key;
};

}  // namespace tandem
