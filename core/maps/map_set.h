// Maps of one case by their names.
//
// A plain value whose volumes are shared, so that a copy is cheap; thread-safe for reading. Invariant: a map holds
// whole numbers where its name says so, else numbers.
#pragma once

#include "core/maps/map_name.h"
#include "core/volume/volume.h"

#include <map>
#include <variant>
#include <vector>

namespace tandem {

using MapVoxels = std::variant<LabelVolume, ImageVolume>;

[[nodiscard]] double valueAt(const MapVoxels& map, const Index3& voxel);

class MapSet {
public:
    void set(const MapName& name, LabelVolume voxels);
    void set(const MapName& name, ImageVolume voxels);
    /// One map per class, from class 0 on.
    void setClasses(MapKind kind, Decoder decoder, const std::vector<ImageVolume>& byClass);

    [[nodiscard]] bool contains(const MapName& name) const { return m_maps.contains(name); }
    /// nullptr when it is not there.
    [[nodiscard]] const MapVoxels* find(const MapName& name) const;
    /// Throw Error (NotFound).
    [[nodiscard]] const LabelVolume& label(const MapName& name) const;
    [[nodiscard]] const ImageVolume& scalar(const MapName& name) const;
    /// From class 0 on, as many as there are.
    [[nodiscard]] std::vector<ImageVolume> classes(MapKind kind, Decoder decoder) const;

    [[nodiscard]] auto begin() const { return m_maps.begin(); }
    [[nodiscard]] auto end() const { return m_maps.end(); }

private:
    std::map<MapName, MapVoxels> m_maps;
};

/// Throws Error (InvalidInput) when the map lies on another grid than the image.
void requireGridOf(const Geometry& image, const Geometry& map, const MapName& name);

/// The map on exactly the image's grid, which a stored one may miss by a rounding. Throws likewise.
template <class T>
[[nodiscard]] Volume<T> onGrid(const MapName& name, const Volume<T>& map, const Geometry& image) {
    requireGridOf(image, map.geometry(), name);
    return {image, map.share()};
}

}  // namespace tandem
