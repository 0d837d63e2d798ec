#include "storage/db/case_rows.h"

#include "core/base/error.h"
#include "core/prepared/geometry_json.h"
#include "core/volume/unknown_class.h"
#include "storage/db/connection.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <unordered_map>

namespace tandem {
namespace {

using CasesById = std::unordered_map<std::int64_t, CaseRecord*>;

/// The statements that read all cases, or one.
struct Reading {
    explicit Reading(const std::string& ofCase, const std::string& ofPart)
        : cases("SELECT id, dataset_id, name, patient, label_values, geometry, state, imported_at FROM study_case " +
                ofCase + " ORDER BY name"),
          files(
              "SELECT case_id, kind, channel, path, relative_path, bytes, content_hash, format, series_uid, "
              "spacing_x, spacing_y, spacing_z, minimum, maximum, mean, deviation, voxel_hash, "
              "resampled FROM source_file " +
              ofPart + " ORDER BY case_id, kind, channel"),
          labelCounts("SELECT case_id, voxels, class_index FROM case_label_count " + ofPart +
                      " ORDER BY case_id, class_index"),
          tags("SELECT case_id, tag FROM case_tag " + ofPart + " ORDER BY case_id, tag"),
          findings("SELECT case_id, severity, sentence, fix FROM case_finding " + ofPart +
                   " ORDER BY case_id, position") {}

    const std::string cases;
    const std::string files;
    const std::string labelCounts;
    const std::string tags;
    const std::string findings;
};

std::string geometryText(const Geometry& geometry) {
    return nlohmann::json::array({geometry.size, geometry.spacingMm, geometry.originMm, geometry.direction}).dump();
}

Error damaged(const std::string& caseName) {
    return {ErrorCode::Corrupt,
            "What the project says of case \"" + caseName + "\" cannot be read; import the case again."};
}

Geometry geometryOf(const std::string& json, const std::string& caseName) {
    try {
        const auto parsed = nlohmann::json::parse(json);
        const Geometry geometry{indexFrom(parsed.at(0)), parsed.at(1).get<Vector3>(), parsed.at(2).get<Vector3>(),
                                parsed.at(3).get<Matrix3>()};
        if (geometry.size != Index3{}) {  // else it is not known
            geometry.check();
        }
        return geometry;
    } catch (const nlohmann::json::exception&) {
        throw damaged(caseName);
    } catch (const Error&) {
        throw damaged(caseName);
    }
}

CaseRecord caseOf(const Query& row) {
    CaseRecord record;
    record.id = row.integer(0);
    record.datasetId = row.integer(1);
    record.name = row.text(2);
    record.patient = row.text(3);
    record.labelValues = parseLabelValues(row.text(4));
    record.geometry = geometryOf(row.text(5), record.name);
    const auto state = choiceNamed<CaseState>(row.text(6));
    if (!state) {
        throw damaged(record.name);
    }
    record.state = *state;
    record.importedAt = row.text(7);
    return record;
}

ImageFile fileOf(const Query& row, const std::filesystem::path& projectFolder) {
    ImageFile file;
    file.channel = static_cast<int>(row.integer(2));
    file.relativePath = row.text(4);
    file.path = row.text(3);
    if (file.path.empty()) {
        file.path = (projectFolder / file.relativePath).lexically_normal();
    }
    file.bytes = static_cast<std::uint64_t>(row.integer(5));
    file.contentHash = row.text(6);
    file.format = row.text(7);
    file.seriesUid = row.text(8);
    if (!row.isNull(9)) {
        file.givenSpacingMm = {row.real(9), row.real(10), row.real(11)};
    }
    if (!row.isNull(12)) {
        file.intensities = {row.real(12), row.real(13), row.real(14), row.real(15)};
    }
    file.voxelHash = row.text(16);
    file.isResampled = row.integer(17) != 0;
    return file;
}

/// Calls add(case, row) for every row, the first column of which is the case's id.
template <class Add>
void readParts(Connection& connection, const std::string& sql, std::optional<std::int64_t> id, const CasesById& cases,
               const Add& add) {
    Query query = connection.query(sql.c_str());
    if (id) {
        query.with(*id);
    }
    while (query.next()) {
        // A case that another connection added since the cases were read is left for the next time.
        if (const auto found = cases.find(query.integer(0)); found != cases.end()) {
            add(*found->second, query);
        }
    }
}

void readAllParts(Connection& connection, const Reading& reading, std::optional<std::int64_t> id,
                  const CasesById& cases, const std::filesystem::path& projectFolder) {
    readParts(connection, reading.files, id, cases, [&](CaseRecord& record, const Query& row) {
        if (row.text(1) == "label") {
            record.label = fileOf(row, projectFolder);
        } else {
            record.images.push_back(fileOf(row, projectFolder));
        }
    });
    readParts(connection, reading.labelCounts, id, cases, [](CaseRecord& record, const Query& row) {
        if (row.integer(2) == kUnknownClass) {
            record.unknownVoxels = row.integer(1);
        } else {
            record.labelVoxels.push_back(row.integer(1));
        }
    });
    readParts(connection, reading.tags, id, cases,
              [](CaseRecord& record, const Query& row) { record.tags.push_back(row.text(1)); });
    readParts(connection, reading.findings, id, cases, [](CaseRecord& record, const Query& row) {
        const auto severity = choiceNamed<FindingSeverity>(row.text(1));
        record.findings.push_back({severity.value_or(FindingSeverity::Warning), row.text(2), row.text(3)});
    });
}

void insertFile(Connection& connection, std::int64_t id, const char* kind, const ImageFile& file) {
    using Number = std::optional<double>;
    const std::filesystem::path path = keepsIdentifiers(connection) ? file.path : std::filesystem::path();
    const auto spacing = [&](std::size_t axis) {
        return file.givenSpacingMm ? Number((*file.givenSpacingMm)[axis]) : Number();
    };
    const auto intensity = [&](double IntensityStatistics::* member) {
        return file.intensities ? Number((*file.intensities).*member) : Number();
    };
    connection.run(
        "INSERT INTO source_file (case_id, kind, channel, path, relative_path, bytes, content_hash, format, "
        "series_uid, spacing_x, spacing_y, spacing_z, minimum, maximum, mean, deviation, voxel_hash, resampled) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        id, kind, file.channel, path.string(), file.relativePath.string(), file.bytes, file.contentHash, file.format,
        file.seriesUid, spacing(0), spacing(1), spacing(2), intensity(&IntensityStatistics::minimum),
        intensity(&IntensityStatistics::maximum), intensity(&IntensityStatistics::mean),
        intensity(&IntensityStatistics::deviation), file.voxelHash, file.isResampled);
}

void insertParts(Connection& connection, std::int64_t id, const CaseRecord& record) {
    for (const ImageFile& image : record.images) {
        insertFile(connection, id, "image", image);
    }
    if (record.label) {
        insertFile(connection, id, "label", *record.label);
    }
    for (std::size_t index = 0; index < record.labelVoxels.size(); ++index) {
        connection.run("INSERT INTO case_label_count (case_id, class_index, voxels) VALUES (?, ?, ?)", id, index,
                       record.labelVoxels[index]);
    }
    if (record.unknownVoxels > 0) {
        connection.run("INSERT INTO case_label_count (case_id, class_index, voxels) VALUES (?, ?, ?)", id,
                       static_cast<std::int64_t>(kUnknownClass), record.unknownVoxels);
    }
    for (std::size_t position = 0; position < record.findings.size(); ++position) {
        const Finding& finding = record.findings[position];
        connection.run("INSERT INTO case_finding (case_id, position, severity, sentence, fix) VALUES (?, ?, ?, ?, ?)",
                       id, position, nameOf(finding.severity), finding.sentence, finding.fix);
    }
    replaceTags(connection, id, record.tags);
}

}  // namespace

bool keepsIdentifiers(Connection& connection) {
    Query query = connection.query("SELECT keeps_identifiers FROM project");
    return query.next() && query.integer(0) != 0;
}

std::vector<CaseRecord> readCases(Connection& connection, const std::filesystem::path& projectFolder,
                                  std::optional<std::int64_t> id) {
    static const Reading all("", "");
    static const Reading one("WHERE id = ?", "WHERE case_id = ?");
    const Reading& reading = id ? one : all;
    std::vector<CaseRecord> cases;
    {
        Query query = connection.query(reading.cases.c_str());
        if (id) {
            query.with(*id);
        }
        while (query.next()) {
            cases.push_back(caseOf(query));
        }
    }
    CasesById byId;
    for (CaseRecord& record : cases) {
        byId[record.id] = &record;
    }
    readAllParts(connection, reading, id, byId, projectFolder);
    return cases;
}

std::int64_t insertCase(Connection& connection, const CaseRecord& record) {
    connection.run(
        "INSERT INTO study_case (dataset_id, name, patient, label_values, geometry, state, imported_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        record.datasetId, record.name, record.patient, textOf(record.labelValues), geometryText(record.geometry),
        nameOf(record.state), record.importedAt);
    const std::int64_t id = connection.lastId();
    insertParts(connection, id, record);
    return id;
}

bool replaceCase(Connection& connection, const CaseRecord& record) {
    const std::int64_t changed = connection.run(
        "UPDATE study_case SET dataset_id = ?, name = ?, patient = ?, label_values = ?, geometry = ?, state = ?, "
        "imported_at = ? WHERE id = ?",
        record.datasetId, record.name, record.patient, textOf(record.labelValues), geometryText(record.geometry),
        nameOf(record.state), record.importedAt, record.id);
    if (changed == 0) {
        return false;
    }
    connection.run("DELETE FROM source_file WHERE case_id = ?", record.id);
    connection.run("DELETE FROM case_label_count WHERE case_id = ?", record.id);
    connection.run("DELETE FROM case_finding WHERE case_id = ?", record.id);
    insertParts(connection, record.id, record);
    return true;
}

void replaceTags(Connection& connection, std::int64_t id, const std::vector<std::string>& tags) {
    connection.run("DELETE FROM case_tag WHERE case_id = ?", id);
    for (const std::string& tag : tags) {
        connection.run("INSERT OR IGNORE INTO case_tag (case_id, tag) VALUES (?, ?)", id, tag);
    }
}

}  // namespace tandem
