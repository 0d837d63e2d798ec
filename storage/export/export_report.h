// What a report of an export tells, case by case, and who makes the document of it.
//
// Documents and pictures need Qt, which storage does without: a ReportWriter is given from above. Used on the thread of
// the export. Invariant: the volumes of one case only are in memory at a time.
#pragma once

#include "core/maps/map_name.h"
#include "core/reliability/abstention.h"
#include "core/study/label_scheme.h"
#include "core/volume/volume.h"
#include "storage/db/run_record.h"
#include "storage/export/export_plan.h"
#include "storage/reliability/evaluation.h"
#include "storage/reliability/trust_scores.h"

#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace tandem {

class PredictionReading;
class Project;

struct ReportCase {
    std::string name;
    std::string patient;                    ///< empty when unknown
    std::string role;                       ///< in the run's split; empty when it has none
    std::string checkpointHash;             ///< that predicted it
    std::string predictedAt;                ///< ISO 8601, UTC
    ImageVolume image;                      ///< the first channel
    LabelVolume prediction;                 ///< as it is exported: with abstainIndex where it abstains
    LabelVolume reference;                  ///< empty without a label that judges the run
    ImageVolume uncertainty;                ///< of A, nats; empty when it was not stored
    ImageVolume trust;                      ///< that the label is right, 0..1; empty without all maps
    std::vector<double> volumesMl;          ///< of the classes 1..C-1 in the whole prediction
    std::optional<TrustScore> score;        ///< absent without all maps
    std::vector<ClassMetrics> metrics;      ///< empty without a label that judges the run
    std::optional<AbstainCount> abstained;  ///< where the export abstains
};

struct ReportFacts {
    std::string project;
    RunRecord run;
    LabelScheme scheme;
    Decoder label = Decoder::A;  ///< whose it shows
    std::optional<AbstainSettings> abstain;
    RunTrust trust;                        ///< of the weights and the label
    std::optional<Evaluation> evaluation;  ///< of the cases with a label, if there are any
    std::string checkpoint;                ///< "best, iteration 240, 1a2b3c4d"
    std::string exportedAt;
    std::string program;             ///< its version
    std::vector<std::string> files;  ///< exported beside it, from the report's folder
    std::vector<std::string> notes;
};

class ReportWriter {
public:
    virtual ~ReportWriter() = default;
    /// Draws the case; the volumes are not kept. facts: without evaluation yet.
    virtual void addCase(const ReportCase& one, const ReportFacts& facts) = 0;
    /// Throws Error (Io).
    virtual void writeHtml(const ReportFacts& facts, const std::filesystem::path& file) = 0;
    virtual void writePdf(const ReportFacts& facts, const std::filesystem::path& file) = 0;
};

/// Reads what the report shows of a case. predicted: of the label that is exported. metrics: of the case, if it has a
/// label.
[[nodiscard]] ReportCase readReportCase(const Project& project, const ExportPlan& plan, const CaseExport& one,
                                        PredictionReading& predicted, const std::optional<AbstainSettings>& abstain,
                                        const CaseEvaluation* metrics, const std::stop_token& stop);

}  // namespace tandem
