#include "storage/preparation/preparation_cache.h"

#include "core/base/content_hash.h"
#include "core/base/error.h"
#include "storage/preparation/prepare.h"

#include <new>
#include <span>
#include <system_error>
#include <utility>

namespace tandem {
namespace {

constexpr int kFormat = 1;  // to be raised whenever the same inputs and settings would give other voxels

std::string hashOf(const std::string& text) {
    return contentHash(std::as_bytes(std::span(text)));
}

/// With its length in front, so that no two lists of texts are written alike.
void append(std::string& list, const std::string& text) {
    list += std::to_string(text.size()) + ":" + text;
}

std::string inputsHash(const CaseSources& sources) {
    std::string list = "inputs " + std::to_string(kFormat) + " images " + std::to_string(sources.images.size()) + " ";
    for (const SourceFile& image : sources.images) {
        append(list, image.contentHash);
        append(list, image.reading);
    }
    if (sources.label) {
        list += " label ";
        append(list, sources.label->contentHash);
        append(list, sources.label->reading);
        for (const LabelClass& one : sources.scheme.classes) {
            append(list, std::to_string(one.fileValue));
        }
    }
    return hashOf(list);
}

std::string keyOf(const std::string& inputs, const PreparationSettings& settings) {
    return hashOf(inputs + settingsToJson(settings));
}

/// What every file of a case, and of one state of its inputs, begins with.
std::string prefixOf(std::int64_t caseId) {
    return "case-" + std::to_string(caseId) + "-";
}

std::string shortened(const std::string& hash) {
    constexpr std::size_t kDigits = 16;
    return hash.substr(0, kDigits);
}

bool isWhole(const PreparedReference& reference, const std::string& key, bool hasLabel) {
    try {
        const PreparedHeader header = PreparedCase(reference).header();
        return header.cacheKey == key && header.hasLabel == hasLabel;
    } catch (const Error&) {
        return false;  // missing or damaged: it is made again, and what cannot be written then is told
    }
}

std::filesystem::path headerOf(std::filesystem::path stem) {
    return stem += ".json";
}

/// Removes the case's files that were made from other inputs, and what an interrupted write left: files without a
/// header, and temporary ones.
void sweep(const std::filesystem::path& folder, std::int64_t caseId, const std::string& keptPrefix) {
    std::vector<std::filesystem::path> leftOver;
    std::error_code failure;
    for (const auto& entry : std::filesystem::directory_iterator(folder, failure)) {
        const std::string name = entry.path().filename().string();
        const bool isTemporary = name.starts_with(".tmp-") && name.find("-" + prefixOf(caseId)) != std::string::npos;
        const bool isOfCase = name.starts_with(prefixOf(caseId));
        const std::filesystem::path stem = entry.path().parent_path() / entry.path().stem();
        const bool isKept = name.starts_with(keptPrefix) && std::filesystem::exists(headerOf(stem), failure);
        if (isTemporary || (isOfCase && !isKept)) {
            leftOver.push_back(entry.path());
        }
    }
    for (const auto& path : leftOver) {
        std::filesystem::remove(path, failure);  // what cannot be removed costs room, not correctness
    }
}

SourceCase read(const CaseSources& sources, const CaseReader& reader, const Progress& progress,
                const std::stop_token& stop) {
    SourceCase source;
    const double files = static_cast<double>(sources.images.size() + 1);
    for (const SourceFile& image : sources.images) {
        progress(static_cast<double>(source.channels.size()) / files, "reading the image");
        source.channels.push_back(reader.readImage(image));
        throwIfStopped(stop);
    }
    if (sources.label) {
        progress(static_cast<double>(source.channels.size()) / files, "reading the label");
        source.label = toClassIndices(reader.readLabel(*sources.label), sources.scheme, sources.caseName);
        throwIfStopped(stop);
    }
    return source;
}

/// The part first..last of a longer work.
Progress partOf(const Progress& progress, double first, double last) {
    return [&progress, first, last](double fraction, std::string_view what) {
        progress(first + fraction * (last - first), what);
    };
}

std::vector<std::string> make(const PreparedReference& reference, const std::string& key, const CaseSources& sources,
                              const PreparationSettings& settings, const CaseReader& reader, const Progress& progress,
                              const std::stop_token& stop) {
    constexpr double kRead = 0.3;
    constexpr double kPrepared = 0.8;
    const SourceCase source = read(sources, reader, partOf(progress, 0, kRead), stop);
    Prepared prepared = prepare(source, settings, partOf(progress, kRead, kPrepared), stop);
    progress(kPrepared, "writing");
    throwIfStopped(stop);
    prepared.header.cacheKey = key;
    std::error_code failure;
    std::filesystem::remove(headerOf(reference.stem), failure);  // a crash must not leave it on half the new voxels
    writePreparedCase(reference.stem, prepared.header, prepared.image, prepared.label);
    return std::move(prepared.notices);
}

/// The error with the case's name in front, unless it is about no case.
Error named(const Error& error, const std::string& caseName) {
    const std::string sentence = error.what();
    if (error.code() == ErrorCode::Cancelled || sentence.find("\"" + caseName + "\"") != std::string::npos) {
        return error;
    }
    return {error.code(), "Case \"" + caseName + "\": " + sentence, error.detail()};
}

}  // namespace

PreparationCache::PreparationCache(std::filesystem::path folder) : m_folder(std::move(folder)) {}

PreparedReference PreparationCache::referenceTo(const CaseSources& sources, const PreparationSettings& settings) const {
    const std::string inputs = inputsHash(sources);
    const std::string name = prefixOf(sources.caseId) + shortened(inputs) + "-" + shortened(keyOf(inputs, settings));
    return {.caseId = sources.caseId, .caseName = sources.caseName, .stem = m_folder / name};
}

CachedCase PreparationCache::ensure(const CaseSources& sources, const PreparationSettings& settings,
                                    const CaseReader& reader, const Progress& progress,
                                    const std::stop_token& stop) const {
    const std::string inputs = inputsHash(sources);
    const std::string key = keyOf(inputs, settings);
    CachedCase cached{.reference = referenceTo(sources, settings), .wasReused = false, .notices = {}};
    cached.wasReused = isWhole(cached.reference, key, sources.label.has_value());
    if (!cached.wasReused) {
        try {
            cached.notices = make(cached.reference, key, sources, settings, reader, progress, stop);
        } catch (const Error& error) {
            sweep(m_folder, sources.caseId, prefixOf(sources.caseId));
            throw named(error, sources.caseName);
        } catch (const std::bad_alloc& error) {
            throw named(Error(ErrorCode::OutOfMemory, "There is not enough memory to prepare it.", error.what()),
                        sources.caseName);
        }
        sweep(m_folder, sources.caseId, prefixOf(sources.caseId) + shortened(inputs) + "-");
    }
    progress(1, "prepared");
    return cached;
}

LabelVolume toClassIndices(const RawLabelVolume& values, const LabelScheme& scheme, const std::string& caseName) {
    const auto voxels = values.voxels();
    std::vector<std::uint8_t> indices(voxels.size());
    std::int32_t known = 0;
    int index = -1;
    for (std::size_t i = 0; i < voxels.size(); ++i) {
        if (voxels[i] != known || index < 0) {  // neighbours mostly agree
            known = voxels[i];
            index = scheme.indexOfFileValue(known);
        }
        if (index < 0) {
            throw Error(ErrorCode::InvalidInput, "The label of case \"" + caseName + "\" holds the voxel value " +
                                                     std::to_string(known) +
                                                     ", which is no class; add it to the classes or map it to one.");
        }
        indices[i] = static_cast<std::uint8_t>(index);
    }
    return {values.geometry(), std::move(indices)};
}

}  // namespace tandem
