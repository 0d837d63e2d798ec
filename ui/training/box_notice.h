// Says of how many cases of a split a preparation keeps all, as they have nothing to crop around, and what to do.
//
// Used on the GUI thread. Invariant: it is hidden while every case is prepared alike.
#pragma once

#include "core/settings/preparation_settings.h"

#include <QLabel>
#include <cstdint>

namespace tandem {

class Project;

class BoxNotice : public QLabel {
    Q_OBJECT

public:
    explicit BoxNotice(QWidget* parent = nullptr);

    /// Throws Error when the project cannot be read.
    void showFor(const Project& project, std::int64_t splitId, const PreparationSettings& settings,
                 bool usesUnlabelled);
    /// The cases, their predictions or the language have changed: the next showFor() looks again.
    void forget() { m_isKnown = false; }

private:
    bool m_isKnown = false;
    std::int64_t m_splitId = 0;
    bool m_usesUnlabelled = true;
    Crop m_crop = Crop::None;
    std::int64_t m_cropRun = 0;
};

}  // namespace tandem
