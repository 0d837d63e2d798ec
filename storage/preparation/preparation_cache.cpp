#include "storage/preparation/preparation_cache.h"

#include "core/base/atomic_file.h"
#include "core/base/content_hash.h"
#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/base/progress.h"
#include "core/prepared/prepared_files.h"
#include "core/volume/unknown_class.h"
#include "storage/preparation/class_volumes.h"
#include "storage/preparation/prepare.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <mutex>
#include <new>
#include <set>
#include <span>
#include <string_view>
#include <system_error>
#include <unordered_map>
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

/// Whether a setting that came later changes what was made before it.
bool hasPart(const Field<PreparationSettings>& one, const PreparationSettings& settings) {
    return one.isUsed ? one.isUsed(settings) : one.get(settings) != one.get(PreparationSettings{});
}

/// Of the settings that came later only those that have a part, so that what was prepared before them is found.
std::string settingsText(const PreparationSettings& settings) {
    detail::NamedValues values;
    for (const Field<PreparationSettings>& one : PreparationSettings::fields()) {
        if (!one.isLater || hasPart(one, settings)) {
            values.emplace_back(&one, one.get(settings));
        }
    }
    return detail::valuesToText(values, {});
}

/// The guide is no input of the case: prepared by another one, it lies beside.
std::string keyOf(const std::string& inputs, const CaseSources& sources, const PreparationSettings& settings) {
    return hashOf(inputs + settingsText(settings) + (sources.guide ? sources.guide->contentHash : ""));
}

/// What every file of a case, and of one state of its inputs, begins with.
std::string prefixOf(std::int64_t caseId) {
    return "case-" + std::to_string(caseId) + "-";
}

std::string shortened(const std::string& hash) {
    constexpr std::size_t kDigits = 16;
    return hash.substr(0, kDigits);
}

/// What is there, when it is whole and the case asked for.
std::optional<PreparedHeader> headerOfWhole(const PreparedReference& reference, const std::string& key, bool hasLabel) {
    try {
        const PreparedCase prepared(reference);
        prepared.requireUnchanged();
        PreparedHeader header = prepared.header();
        return header.cacheKey == key && header.hasLabel == hasLabel ? std::optional(std::move(header)) : std::nullopt;
    } catch (const Error&) {
        return std::nullopt;  // missing or damaged: it is made again, and what cannot be written then is told
    }
}

std::filesystem::path headerOf(std::filesystem::path stem) {
    return stem += ".json";
}

/// The number of the case whose file, whole or temporary, bears the name; nothing for other files.
std::optional<std::int64_t> caseOf(const std::string& name) {
    constexpr std::string_view kBegin = "case-";
    if (std::ranges::none_of(kPreparedSuffixes, [&](std::string_view end) { return name.ends_with(end); })) {
        return std::nullopt;
    }
    const std::size_t begin = name.starts_with(".tmp-")  ? name.find(std::string("-") + std::string(kBegin)) + 1
                              : name.starts_with(kBegin) ? 0
                                                         : std::string::npos;
    if (begin == std::string::npos || (begin == 0 && !name.starts_with(kBegin))) {
        return std::nullopt;
    }
    const char* const digits = name.data() + begin + kBegin.size();
    std::int64_t id = 0;
    const auto [end, error] = std::from_chars(digits, name.data() + name.size(), id);
    return error == std::errc{} && end != name.data() + name.size() && *end == '-' ? std::optional(id) : std::nullopt;
}

using FilesByCase = std::unordered_map<std::int64_t, std::vector<std::filesystem::path>>;

FilesByCase filesIn(const std::filesystem::path& folder) {
    FilesByCase files;
    for (const std::filesystem::path& entry : entriesOf(folder)) {
        if (const auto id = isFolder(entry) ? std::nullopt : caseOf(entry.filename().string())) {
            files[*id].push_back(entry);
        }
    }
    return files;
}

/// Removes those of the case's files that were made from other inputs, and what an interrupted write left: files
/// without a header, and temporary ones.
void sweep(const std::vector<std::filesystem::path>& files, const std::string& keptPrefix) {
    std::error_code failure;
    std::set<std::filesystem::path> leftOver;
    for (const std::filesystem::path& file : files) {
        if (isBeingWritten(file.filename().string())) {
            continue;
        }
        const std::filesystem::path stem = file.parent_path() / file.stem();
        if (!file.filename().string().starts_with(keptPrefix) || !std::filesystem::exists(headerOf(stem), failure)) {
            leftOver.insert(stem);
        }
    }
    std::ranges::for_each(leftOver, removePreparedCase);
}

/// All that a failure left of the case; while a failure is told, another is not.
void sweepAll(const std::filesystem::path& folder, std::int64_t caseId) {
    try {
        sweep(filesIn(folder)[caseId], prefixOf(caseId));
    } catch (const Error&) {
        // What is left takes room, and no more.
    }
}

SourceCase read(const CaseSources& sources, const CaseReader& reader, const Progress& progress,
                const std::stop_token& stop) {
    SourceCase source;
    const double files = static_cast<double>(sources.images.size() + 1);
    for (const SourceFile& image : sources.images) {
        progress(static_cast<double>(source.channels.size()) / files, "reading the image");
        source.channels.push_back(reader.readImage(image));
        source.isFromHdf5.push_back(image.isHdf5);
        throwIfStopped(stop);
    }
    if (sources.label) {
        progress(static_cast<double>(source.channels.size()) / files, "reading the label");
        source.label = toClassIndices(reader.readLabel(*sources.label), sources.scheme, sources.caseName);
        throwIfStopped(stop);
    }
    if (sources.guide) {
        source.guide = reader.readGuide(*sources.guide);
        throwIfStopped(stop);
    }
    return source;
}

/// The case as it is to be written.
Prepared make(const std::string& key, const CaseSources& sources, const PreparationSettings& settings,
              const CaseReader& reader, const Progress& progress, const std::stop_token& stop) {
    constexpr double kRead = 0.3;
    constexpr double kPrepared = 0.8;
    const SourceCase source = read(sources, reader, between(progress, 0, kRead), stop);
    Prepared prepared = prepare(source, settings, between(progress, kRead, kPrepared), stop);
    progress(kPrepared, "writing");
    throwIfStopped(stop);
    prepared.header.cacheKey = key;
    if (source.label) {
        std::ranges::move(volumeNotices(*source.label, prepared.label, prepared.header.geometry, sources.scheme),
                          std::back_inserter(prepared.notices));
    }
    prepared.header.notices = std::move(prepared.notices);
    return prepared;
}

/// Adds the notices that a program of before did not keep: on the label's volumes, for which the label alone is read.
/// Where that fails, the case is as good as it was.
void measure(PreparedHeader& header, const PreparedReference& reference, const CaseSources& sources,
             const CaseReader& reader, AtomicBatch& batch) {
    try {
        const LabelVolume before = toClassIndices(reader.readLabel(*sources.label), sources.scheme, sources.caseName);
        const LabelVolume after = PreparedCase(reference).label();
        header.notices = volumeNotices(before, after.voxels(), after.geometry(), sources.scheme);
        batch.add(headerOf(reference.stem), header.toJson());
    } catch (const Error& error) {
        if (error.code() == ErrorCode::Cancelled) {
            throw;
        }
    } catch (const std::bad_alloc&) {
        // What is not told does not keep a case from being used.
    }
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

/// The folder's files by case, read once: a look through all of them for each of many cases would take longer than to
/// prepare small ones.
class PreparationCache::Listing {
public:
    /// What lay there of the case; later calls for the same case find nothing.
    [[nodiscard]] std::vector<std::filesystem::path> take(const std::filesystem::path& folder, std::int64_t caseId) {
        const std::lock_guard lock(m_mutex);
        if (!m_isRead) {
            m_files = filesIn(folder);
            m_isRead = true;
        }
        auto found = m_files.extract(caseId);
        return found ? std::move(found.mapped()) : std::vector<std::filesystem::path>();
    }

private:
    std::mutex m_mutex;
    bool m_isRead = false;
    FilesByCase m_files;
};

PreparationCache::PreparationCache(std::filesystem::path folder)
    : m_folder(std::move(folder)), m_listing(std::make_shared<Listing>()) {}

PreparedReference PreparationCache::referenceTo(const CaseSources& sources, const PreparationSettings& settings) const {
    const std::string inputs = inputsHash(sources);
    const std::string name =
        prefixOf(sources.caseId) + shortened(inputs) + "-" + shortened(keyOf(inputs, sources, settings));
    return {.caseId = sources.caseId, .caseName = sources.caseName, .stem = m_folder / name};
}

CachedCase PreparationCache::ensure(const CaseSources& sources, const PreparationSettings& settings,
                                    const CaseReader& reader, const Progress& progress,
                                    const std::stop_token& stop) const {
    AtomicBatch batch;
    CachedCase cached = ensure(sources, settings, reader, progress, stop, batch);
    batch.commit();
    return cached;
}

std::optional<CachedCase> PreparationCache::find(const CaseSources& sources, const PreparationSettings& settings,
                                                 const CaseReader& reader, const Progress& progress,
                                                 AtomicBatch& batch) const {
    CachedCase cached{.reference = referenceTo(sources, settings), .wasReused = true, .notices = {}};
    const std::string key = keyOf(inputsHash(sources), sources, settings);
    auto header = headerOfWhole(cached.reference, key, sources.label.has_value());
    if (!header) {
        return std::nullopt;
    }
    if (!header->notices && sources.label) {
        progress(0, "reading the label");
        measure(*header, cached.reference, sources, reader, batch);
    }
    cached.notices = std::move(header->notices).value_or(std::vector<std::string>());
    progress(1, "prepared");
    return cached;
}

CachedCase PreparationCache::ensure(const CaseSources& sources, const PreparationSettings& settings,
                                    const CaseReader& reader, const Progress& progress, const std::stop_token& stop,
                                    AtomicBatch& batch) const {
    if (auto found = find(sources, settings, reader, progress, batch)) {
        return std::move(*found);
    }
    const std::string inputs = inputsHash(sources);
    const std::string key = keyOf(inputs, sources, settings);
    CachedCase cached{.reference = referenceTo(sources, settings), .wasReused = false, .notices = {}};
    try {
        Prepared prepared = make(key, sources, settings, reader, progress, stop);
        sweep(m_listing->take(m_folder, sources.caseId), prefixOf(sources.caseId) + shortened(inputs) + "-");
        std::error_code failure;
        std::filesystem::remove(headerOf(cached.reference.stem), failure);  // or a crash leaves it on half new voxels
        addPreparedCase(batch, cached.reference.stem, prepared.header, prepared.image, prepared.label);
        cached.notices = std::move(prepared.header.notices).value();
    } catch (const Error& error) {
        sweepAll(m_folder, sources.caseId);
        throw named(error, sources.caseName);
    } catch (const std::bad_alloc& error) {
        throw named(Error(ErrorCode::OutOfMemory, "There is not enough memory to prepare it.", error.what()),
                    sources.caseName);
    }
    progress(1, "prepared");
    return cached;
}

LabelVolume toClassIndices(const RawLabelVolume& values, const LabelScheme& scheme, const std::string& caseName) {
    const auto voxels = values.voxels();
    std::vector<std::uint8_t> indices(voxels.size());
    const std::int32_t unknown = scheme.unknownFileValue();
    std::int32_t known = 0;
    int index = -1;
    for (std::size_t i = 0; i < voxels.size(); ++i) {
        if (voxels[i] != known || index < 0) {  // neighbours mostly agree
            known = voxels[i];
            index = known == unknown ? kUnknownClass : scheme.indexOfFileValue(known);
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
