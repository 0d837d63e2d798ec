// What a prepared case is made from, in a test: a small volume with a label, and a count of how often either is read.
#pragma once

#include "storage/preparation/preparation_cache.h"
#include "tests/preparation/sample_volumes.h"

#include <sys/stat.h>

#include <QTemporaryDir>
#include <QtTest>
#include <filesystem>
#include <memory>

namespace tandem {

inline const Geometry kGrid = gridOf({8, 7, 6}, {1, 1, 2}, {3, 4, 5});

/// A file's identity: replaced or rewritten files differ in it.
struct Identity {
    ino_t inode;
    timespec modified;

    explicit Identity(const std::filesystem::path& file) {
        struct stat status{};
        if (::stat(file.c_str(), &status) != 0) {
            qFatal("%s is missing", file.c_str());
        }
        inode = status.st_ino;
        modified = status.st_mtim;
    }
    bool operator==(const Identity& other) const {
        return inode == other.inode && modified.tv_sec == other.modified.tv_sec &&
               modified.tv_nsec == other.modified.tv_nsec;
    }
};

inline std::filesystem::path withSuffix(std::filesystem::path stem, const char* suffix) {
    return stem += suffix;
}

inline RawLabelVolume rawLabel(std::int32_t structureValue) {
    return volumeOf<std::int32_t>(
        kGrid, [=](auto x, auto y, auto z) { return x > 1 && x < 6 && y > 2 && z == 3 ? structureValue : 0; });
}

class CachedSources {
protected:
    void begin() {
        m_temporary = std::make_unique<QTemporaryDir>();
        QVERIFY(m_temporary->isValid());
        m_folder = std::filesystem::path(m_temporary->path().toStdString()) / "prepared";
        m_settings = PreparationSettings{};
        m_sources = {.caseId = 12,
                     .caseName = "patient/ä 12",
                     .images = {{.path = "image.nii.gz", .contentHash = "a1", .reading = ""}},
                     .label = SourceFile{.path = "label.nii.gz", .contentHash = "b1", .reading = ""},
                     .scheme = LabelScheme::fromNames({"background", "left-atrium"})};
        m_reads = 0;
        m_reader.readImage = [this](const SourceFile&) {
            ++m_reads;
            return numbered(kGrid);
        };
        m_reader.readLabel = [this](const SourceFile&) {
            ++m_reads;
            return rawLabel(1);
        };
    }
    CachedCase ensure(const std::stop_token& stop = {}) {
        return PreparationCache(m_folder).ensure(m_sources, m_settings, m_reader, kSilent, stop);
    }

    std::unique_ptr<QTemporaryDir> m_temporary;
    std::filesystem::path m_folder;
    CaseSources m_sources;
    PreparationSettings m_settings;
    CaseReader m_reader;
    int m_reads = 0;
};

}  // namespace tandem
