// What a map is called where a person reads it, in the language of the window.
//
// Thread-safe, without widgets. Invariant: every map has a title.
#pragma once

#include "core/maps/map_name.h"

#include <QString>

namespace tandem {

class MapWords {
public:
    /// "Uncertainty of A"; of a map by class "Similarity B, atrium"; of whichever decoder is shown "Uncertainty".
    [[nodiscard]] static QString title(const MapName& map, const QString& className = {});
    /// "nats", or empty.
    [[nodiscard]] static QString unit(const MapName& map);
};

}  // namespace tandem
