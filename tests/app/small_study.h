// The small studies that tests of the command line train: phantoms as files, and settings by which a run takes seconds.
#pragma once

#include "core/phantom/phantom.h"
#include "storage/image/image_writer.h"

#include <QStringList>
#include <filesystem>
#include <string>

/// case_1 to case_N in imagesTr and labelsTr below the folder.
inline void writePhantoms(const std::filesystem::path& folder, int cases) {
    for (int seed = 1; seed <= cases; ++seed) {
        const auto made = tandem::generatePhantom({.size = {24, 24, 24}}, static_cast<std::uint64_t>(seed));
        const std::string file = "case_" + std::to_string(seed) + ".nii.gz";
        tandem::writeImage(made.image, folder / "imagesTr" / file);
        tandem::writeLabel(made.label, folder / "labelsTr" / file);
    }
}

/// The command that trains on p.tandem. settings: KEY=VALUE, beside those that make it small.
inline QStringList smallTraining(const QStringList& settings) {
    QStringList arguments{"train", "p.tandem"};
    for (const QString& one : QStringList{"device=cpu", "precision=float32", "filters=2", "patch=16,16,16",
                                          "test-stride=16,16,16", "labelled-batch=1", "unlabelled-batch=1"} +
                                  settings) {
        arguments << "--set" << one;
    }
    return arguments;
}
