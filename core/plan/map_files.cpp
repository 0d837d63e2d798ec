#include "core/plan/map_files.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/base/json_depth.h"
#include "core/base/mapped_file.h"
#include "core/base/regular_file.h"
#include "core/prepared/geometry_json.h"

#include <nlohmann/json.hpp>

#include <bit>
#include <cassert>
#include <memory>
#include <optional>
#include <span>

namespace tandem {

static_assert(std::endian::native == std::endian::little, "files of maps are little-endian");

namespace {

using Json = nlohmann::json;

constexpr int kFormat = 1;
constexpr const char* kHeader = "maps.json";

template <class T>
constexpr const char* kTypeName = "";
template <>
constexpr const char* kTypeName<std::uint8_t> = "uint8";
template <>
constexpr const char* kTypeName<float> = "float32";

std::filesystem::path fileOf(const std::filesystem::path& folder, const std::string& name) {
    return folder / (name + ".raw");
}

[[noreturn]] void throwDamaged(const std::filesystem::path& file, const std::string& reason) {
    throw Error(ErrorCode::Corrupt,
                "The maps in " + file.string() + " are damaged (" + reason + "); predict the case again.");
}

Json headerOf(const std::filesystem::path& folder) {
    const std::filesystem::path file = folder / kHeader;
    if (!isThere(file)) {
        throw Error(ErrorCode::NotFound, "There are no maps in " + folder.string() + ".");
    }
    Json header = Json::parse(shallowJson(ownText(file)), nullptr, false);
    if (!header.is_object() || header.value("format", Json()) != kFormat) {
        throwDamaged(file, "no header of format " + std::to_string(kFormat));
    }
    return header;
}

template <class T>
Volume<T> volumeIn(const std::filesystem::path& file, const Geometry& geometry) {
    auto mapped = std::make_shared<const MappedFile>(file);
    const std::size_t expected = static_cast<std::size_t>(geometry.voxelCount()) * sizeof(T);
    if (mapped->bytes().size() != expected) {
        throwDamaged(file, std::to_string(mapped->bytes().size()) + " bytes instead of " + std::to_string(expected));
    }
    const auto* first = reinterpret_cast<const T*>(mapped->bytes().data());
    return {geometry, std::shared_ptr<const T[]>(mapped, first)};
}

void readInto(MapSet& maps, const std::filesystem::path& folder, const std::string& text, const std::string& type,
              const Geometry& geometry) {
    // Only a name of a map is a name of a file.
    const std::optional<MapName> name = mapNamed(text);
    if (!name || type != (name->isLabelMap() ? kTypeName<std::uint8_t> : kTypeName<float>)) {
        throwDamaged(folder / kHeader, "a map \"" + text + "\" of type " + type);
    }
    if (name->isLabelMap()) {
        maps.set(*name, volumeIn<std::uint8_t>(fileOf(folder, text), geometry));
    } else {
        maps.set(*name, volumeIn<float>(fileOf(folder, text), geometry));
    }
}

}  // namespace

void writeMaps(const std::filesystem::path& folder, const MapFolder& content) {
    removeFolder(folder);
    AtomicFolder files(folder);
    Json types = Json::object();
    std::optional<Geometry> grid;
    for (const auto& [name, voxels] : content.maps) {
        std::visit(
            [&, &text = name]<class T>(const Volume<T>& volume) {
                assert(!grid || *grid == volume.geometry());
                grid = volume.geometry();
                writeAtomically(fileOf(files.temporary(), textOf(text)), std::as_bytes(volume.voxels()));
                types[textOf(text)] = kTypeName<T>;
            },
            voxels);
    }
    const Json header{{"format", kFormat},
                      {"geometry", jsonOf(grid.value_or(Geometry{.size = {1, 1, 1}}))},
                      {"maps", std::move(types)},
                      {"origin", content.origin}};
    writeAtomically(files.temporary() / kHeader, header.dump(2, ' ', false, Json::error_handler_t::replace));
    files.commit();
}

MapFolder readMaps(const std::filesystem::path& folder) {
    const Json header = headerOf(folder);
    try {
        MapFolder content{.maps = {}, .origin = header.at("origin").get<std::string>()};
        const Geometry geometry = geometryFrom(header.at("geometry"));
        for (const auto& [name, type] : header.at("maps").items()) {
            readInto(content.maps, folder, name, type.get<std::string>(), geometry);
        }
        return content;
    } catch (const Json::exception& failure) {
        throwDamaged(folder / kHeader, failure.what());
    } catch (const Error& failure) {
        if (failure.code() != ErrorCode::InvalidInput) {
            throw;
        }
        throwDamaged(folder / kHeader, failure.what());
    }
}

std::string originOfMaps(const std::filesystem::path& folder) {
    try {
        const Json header = headerOf(folder);
        const auto origin = header.find("origin");
        return origin != header.end() && origin->is_string() ? origin->get<std::string>() : std::string();
    } catch (const Error&) {
        return {};
    }
}

}  // namespace tandem
