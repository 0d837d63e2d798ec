#include "core/maps/map_set.h"

#include "core/base/error.h"

#include <cassert>
#include <utility>

namespace tandem {
namespace {

template <class T>
const Volume<T>& volumeIn(const MapSet& maps, const MapName& name) {
    const MapVoxels* const voxels = maps.find(name);
    const auto* const volume = voxels == nullptr ? nullptr : std::get_if<Volume<T>>(voxels);
    if (volume == nullptr) {
        throw Error(ErrorCode::NotFound, "There is no map " + textOf(name) + " of the case; predict it with all maps.");
    }
    return *volume;
}

}  // namespace

double valueAt(const MapVoxels& map, const Index3& voxel) {
    return std::visit([&](const auto& volume) { return static_cast<double>(volume.at(voxel[0], voxel[1], voxel[2])); },
                      map);
}

void MapSet::set(const MapName& name, LabelVolume voxels) {
    assert(name.isLabelMap());
    m_maps.insert_or_assign(name, std::move(voxels));
}

void MapSet::set(const MapName& name, ImageVolume voxels) {
    assert(!name.isLabelMap());
    m_maps.insert_or_assign(name, std::move(voxels));
}

void MapSet::setClasses(MapKind kind, Decoder decoder, const std::vector<ImageVolume>& byClass) {
    for (std::size_t index = 0; index < byClass.size(); ++index) {
        set({kind, decoder, static_cast<int>(index)}, byClass[index]);
    }
}

const MapVoxels* MapSet::find(const MapName& name) const {
    const auto found = m_maps.find(name);
    return found == m_maps.end() ? nullptr : &found->second;
}

const LabelVolume& MapSet::label(const MapName& name) const {
    return volumeIn<std::uint8_t>(*this, name);
}

const ImageVolume& MapSet::scalar(const MapName& name) const {
    return volumeIn<float>(*this, name);
}

std::vector<ImageVolume> MapSet::classes(MapKind kind, Decoder decoder) const {
    std::vector<ImageVolume> byClass;
    for (MapName name{kind, decoder, 0}; contains(name); ++*name.classIndex) {
        byClass.push_back(scalar(name));
    }
    return byClass;
}

void requireGridOf(const Geometry& image, const Geometry& map, const MapName& name) {
    if (const auto difference = differenceOf(image, map)) {
        throw Error(ErrorCode::InvalidInput,
                    "The map " + textOf(name) + " does not lie on the image's grid; predict the case again.",
                    *difference);
    }
}

}  // namespace tandem
