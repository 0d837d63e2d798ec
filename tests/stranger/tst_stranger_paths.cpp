// A project from a stranger names, in every column and by every entry of its folder, something that is not its own:
// nothing of it is written, deleted or taken into an export, and nothing waits for ever.
#include "core/base/content_hash.h"
#include "core/base/error.h"
#include "core/settings/preparation_settings.h"
#include "storage/cases/case_reading.h"
#include "storage/cases/prepare_cases.h"
#include "storage/correction/correction_work.h"
#include "storage/db/artifact_repository.h"
#include "storage/db/connection.h"
#include "storage/db/run_lock.h"
#include "storage/db/trust_repository.h"
#include "storage/export/export_request.h"
#include "storage/export/export_study.h"
#include "storage/prediction/stored_maps.h"
#include "storage/removal/run_removal.h"
#include "storage/review/case_review.h"
#include "storage/review/label_edit.h"
#include "storage/training/pinned_case.h"
#include "storage/training/pinned_snapshots.h"
#include "storage/training/run_configuration.h"
#include "storage/training/snapshot_file.h"
#include "storage/training/training_study.h"
#include "tests/core/expect_error.h"
#include "tests/review/review_project.h"
#include "tests/stranger/strange_entry.h"

#include <nlohmann/json.hpp>
#include <unistd.h>

#include <QTest>
#include <algorithm>
#include <functional>
#include <memory>
#include <optional>
#include <set>

using namespace tandem;

Q_DECLARE_METATYPE(tandem::Strange)

namespace {

namespace fs = std::filesystem;

const Progress kSilent = [](double, std::string_view) {};
constexpr unsigned kMostSeconds = 60;  // for one project; a wait for a pipe's other end would never end

/// Where a project keeps a path of its own, and what stands there.
struct PathColumn {
    const char* table;
    const char* column;
    const char* change;    ///< SQL that puts ? there
    const char* entry;     ///< what the column names before, from the project's folder; "" where it names no own file
    bool isOpened = true;  ///< else it is only written down
};

const PathColumn kColumns[]{
    {"run", "folder", "UPDATE run SET folder = ?", "runs/0001"},
    {"checkpoint", "file", "UPDATE checkpoint SET file = ?", "runs/0001/last.ckpt"},
    {"prediction", "folder", "UPDATE prediction SET folder = ?", "predictions/2cccc"},
    {"prediction_file", "file", "UPDATE prediction_file SET file = ? WHERE name = 'label'",
     "predictions/2cccc/label.nrrd"},
    {"review", "label_file", "UPDATE review SET label_file = ?", "labels/0003-run0001-1.nii.gz"},
    {"trust", "file", "UPDATE trust SET file = ?", "", false},
    {"artifact", "file", "UPDATE artifact SET file = ?", "", false},
    {"source_file", "path", "UPDATE source_file SET path = ? WHERE kind = 'image'", ""},
    {"source_file", "relative_path", "UPDATE source_file SET path = '/none', relative_path = ? WHERE kind = 'image'",
     ""},
};

/// The triggers that keep rows as they are are put aside, as a stranger does, and back.
void execute(const fs::path& folder, const char* sql, const std::string& value) {
    Connection connection(folder / "project.sqlite", OpenMode::ReadWrite);
    std::string drop;
    std::string make;
    {
        Query query = connection.query("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'");
        while (query.next()) {
            drop += "DROP TRIGGER " + query.text(0) + ";";
            make += query.text(1) + ";";
        }
    }
    connection.runScript(drop);
    connection.query(sql).with(value).run();
    connection.runScript(make);
}

constexpr std::int64_t kRun = 1;
constexpr std::int64_t kEdited = 2;     // a case with a working copy
constexpr std::int64_t kReviewed = 3;   // a case whose label is an accepted prediction
constexpr std::int64_t kCorrected = 4;  // a case whose label is being corrected

void correct(const Project& project) {
    CorrectionWork work = CorrectionWork::begin(project, {.origin = CorrectionOrigin::Empty, .caseId = kCorrected}, {});
    work.correction().begin(EditTool::Brush);
    work.correction().paint({{3, 4}}, 1);
    work.correction().end();
    work.writeDown(work.correction().takeEvents());
}

/// A run with a checkpoint, predictions, a review, a working copy, a correction, a snapshot and a pinned case; made
/// once.
class FullProject {
public:
    FullProject() {
        made.predict(kEdited, 1);
        made.predict(kReviewed, 1);
        static_cast<void>(acceptPrediction(made.project(), kRun, kReviewed, "fine", {}));
        static_cast<void>(beginLabelEdit(made.project(), kRun, kEdited, kSilent, {}));
        correct(made.project());
        const fs::path run = made.folder() / "runs" / "0001";
        fs::create_directories(run / "pinned");
        for (const char* name : {"last.ckpt", "run.lock", "pinned/000200.snapshot"}) {
            std::ofstream(run / name) << "x";
        }
        std::ofstream(run / "config.json") << "{}";
        std::ofstream(run / "pinned" / "case.json") << R"({"case": 2})";
        made.project().artifacts().record({.runId = kRun, .kind = "export", .file = "/nowhere"});
        made.project().trust().record({.runId = kRun, .checkpointHash = "c", .label = Decoder::A, .document = "{}"});
        made.project() = Project::create(made.parent() / "other.tandem", "other", ReviewProject::scheme());
    }

    ReviewProject made{1};
};

/// The made project as a stranger sends it, which a test may change.
class Sent {
public:
    explicit Sent(const FullProject& full) {
        fs::copy(full.made.folder(), folder(), fs::copy_options::recursive);
        for (const char* sources : {"images", "labels"}) {
            fs::copy(full.made.parent() / sources, parent() / sources, fs::copy_options::recursive);
        }
    }

    [[nodiscard]] fs::path parent() const { return m_temporary.path().toStdString(); }
    [[nodiscard]] fs::path folder() const { return parent() / "sent.tandem"; }
    [[nodiscard]] fs::path out() const { return parent() / "out"; }

private:
    QTemporaryDir m_temporary;
};

/// All that works with a project's files. How it ends, whatever is refused: sentences.
std::vector<std::string> tryEverything(const Sent& sent) {
    std::vector<std::string> refusals;
    const auto attempt = [&](const std::function<void()>& work) {
        try {
            work();
        } catch (const Error& error) {
            refusals.emplace_back(error.what());
        }
    };
    std::optional<Project> project;
    attempt([&] { project = Project::open(sent.folder()); });
    if (!project) {
        return refusals;
    }
    const auto run = [&] { return project->runs().get(kRun); };
    attempt([&] { static_cast<void>(project->interruptedRuns()); });
    attempt([&] { static_cast<void>(pinnedCase(*project, run())); });
    attempt([&] {
        for (const SnapshotEntry& one : listSnapshots(snapshotFolder(*project, run()))) {
            attempt([&] { static_cast<void>(SnapshotFile(one.file)); });
        }
    });
    attempt([&] { removeSnapshotsAfter(snapshotFolder(*project, run()), 100); });
    attempt([&] { refreshRunConfiguration(*project, kRun); });
    attempt([&] { static_cast<void>(readCaseImage(*project, project->cases().get(kEdited).images.front(), {})); });
    attempt([&] {
        static_cast<void>(prepareCases(*project, {project->cases().get(kEdited)}, PreparationSettings{}, kSilent, {}));
    });
    attempt([&] {
        const PlannedTraining planned = planTraining(*project, run(), kSilent, {});
        if (planned.plan.resumeFrom) {
            attempt([&] { static_cast<void>(contentHash(*planned.plan.resumeFrom)); });
        }
    });
    attempt([&] {
        const RunLock lock(project->runFolder(run()));
        project->runs().markRunning(kRun, lock);
    });
    attempt([&] { static_cast<void>(Project::open(sent.folder())); });  // looks whether the run still runs
    for (const PredictionRecord& one : project->predictions().list(kRun)) {
        attempt([&] { static_cast<void>(loadStoredLabel(*project, one)); });
    }
    attempt([&] {
        ExportRequest request{.runId = kRun, .what = ExportChoice::none(), .folder = sent.out()};
        request.what.label = true;
        static_cast<void>(exportPredictions(*project, request, kSilent, {}));
    });
    attempt([&] { static_cast<void>(beginLabelEdit(*project, kRun, kEdited, kSilent, {})); });
    attempt([&] { static_cast<void>(takeEdit(*project, kEdited, "", "", {})); });
    attempt([&] { discardEdit(*project, kEdited); });
    attempt([&] { static_cast<void>(CorrectionWork::look(*project, kCorrected)); });
    attempt([&] { static_cast<void>(casesWithCorrection(*project)); });
    attempt([&] { correct(*project); });
    attempt([&] { finishCorrection(*project, CorrectionWork::begin(*project, {.caseId = kCorrected}, {}), "", {}); });
    attempt([&] { discardCorrection(*project, CorrectionWork::begin(*project, {.caseId = kCorrected}, {})); });
    attempt([&] { undoReview(*project, kReviewed); });
    attempt([&] { static_cast<void>(acceptPrediction(*project, kRun, kReviewed, "", {})); });
    attempt([&] { static_cast<void>(removePredictions(*project, kRun)); });
    attempt([&] { removeRun(*project, kRun); });
    return refusals;
}

bool mentions(const std::vector<std::string>& sentences, const std::string& words) {
    return std::ranges::any_of(sentences, [&](const std::string& one) { return one.find(words) != std::string::npos; });
}

QString listed(const std::vector<std::string>& sentences) {
    QString text;
    for (const std::string& one : sentences) {
        text += QString::fromStdString(one) + "\n";
    }
    return text;
}

}  // namespace

class TestStrangerPaths : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_full = std::make_unique<FullProject>(); }
    void init() { ::alarm(kMostSeconds); }
    void cleanup() { ::alarm(0); }

    void everyColumnIsWalked() {
        // A new column that names a file belongs into the table above.
        Connection connection(m_full->made.folder() / "project.sqlite", OpenMode::ReadOnly);
        Query query = connection.query(
            "SELECT m.name || '.' || c.name FROM sqlite_master AS m, pragma_table_info(m.name) AS c "
            "WHERE m.type = 'table' AND (c.name LIKE '%file' OR c.name LIKE '%folder%' OR c.name LIKE '%path%')");
        std::set<std::string> found;
        while (query.next()) {
            found.insert(query.text(0));
        }
        std::set<std::string> walked;
        for (const PathColumn& one : kColumns) {
            walked.insert(std::string(one.table) + "." + one.column);
        }
        QCOMPARE(found, walked);
    }

    void nothingStrangeIsWrong() {
        const Sent sent(*m_full);
        const std::vector<std::string> refusals = tryEverything(sent);
        // What the made project has not: a real snapshot and prediction settings that training would need.
        QVERIFY2(!mentions(refusals, "its own files are files in its folder"), qPrintable(listed(refusals)));
        QVERIFY(!fs::is_empty(sent.out()));
    }

    void columnsThatNameOthersFiles_data() {
        QTest::addColumn<int>("column");
        QTest::addColumn<Strange>("kind");
        for (int at = 0; at < static_cast<int>(std::size(kColumns)); ++at) {
            for (const auto& [kind, name] :
                 {std::pair{Strange::Absolute, "absolute"}, std::pair{Strange::Upwards, "upwards"},
                  std::pair{Strange::Link, "link"}, std::pair{Strange::DanglingLink, "dangling link"},
                  std::pair{Strange::Pipe, "pipe"}, std::pair{Strange::Device, "device"}}) {
                QTest::addRow("%s.%s %s", kColumns[at].table, kColumns[at].column, name) << at << kind;
            }
        }
    }

    void columnsThatNameOthersFiles() {
        QFETCH(const int, column);
        QFETCH(const Strange, kind);
        const PathColumn& one = kColumns[column];
        const Sent sent(*m_full);
        const Bystander bystander(sent.parent() / "bystander");
        const bool namesFolder = std::string_view(one.column) == "folder";
        const fs::path victim =
            namesFolder
                ? bystander.folder()
                : bystander.folder() / (std::string_view(one.table) == "review" ? "thesis.nii.gz" : "label.nrrd");
        const bool isSource = std::string_view(one.table) == "source_file";
        std::string value = victim.string();
        if (kind == Strange::Upwards) {
            value = "../bystander" + (namesFolder ? std::string() : "/" + victim.filename().string());
            value = std::string_view(one.table) == "prediction_file" ? "../../" + value : value;
        } else if (kind != Strange::Absolute) {
            value = isSource               ? (sent.parent() / "strange.nrrd").string()
                    : one.entry[0] == '\0' ? "runs/0001/strange"
                                           : one.entry;
            const fs::path place = sent.folder() / value;
            if (!putStrange(kind, place, victim)) {
                QSKIP("This user may not make a device.");
            }
            value = std::string_view(one.table) == "prediction_file" ? fs::path(value).filename().string() : value;
        }
        execute(sent.folder(), one.change, value);
        const std::vector<std::string> refusals = tryEverything(sent);
        QVERIFY2(bystander.isUntouched(), qPrintable(listed(refusals)));
        if (isSource) {
            // Sources may lie anywhere and behind links, but are files that end.
            QVERIFY2(mentions(refusals, "a device or a pipe") == (kind == Strange::Pipe || kind == Strange::Device),
                     qPrintable(listed(refusals)));
        } else if (one.isOpened) {
            QVERIFY2(mentions(refusals, "its own files are files in its folder"), qPrintable(listed(refusals)));
        }
    }

    void entriesThatAreOthersFiles_data() {
        QTest::addColumn<QString>("entry");
        QTest::addColumn<Strange>("kind");
        for (const char* entry : {"project.sqlite",
                                  "project.sqlite-wal",
                                  "project.sqlite-shm",
                                  "prepared",
                                  "runs",
                                  "runs/0001",
                                  "runs/0001/run.lock",
                                  "runs/0001/last.ckpt",
                                  "runs/0001/config.json",
                                  "runs/0001/initial.safetensors",
                                  "runs/0001/pinned",
                                  "runs/0001/pinned/case.json",
                                  "runs/0001/pinned/000200.snapshot",
                                  "predictions",
                                  "predictions/2cccc",
                                  "predictions/2cccc/label.nrrd",
                                  "labels",
                                  "labels/corrections",
                                  "labels/corrections/0004",
                                  "labels/corrections/0004/journal",
                                  "labels/corrections/0004/start.nrrd",
                                  "labels/editing",
                                  "labels/editing/0002",
                                  "labels/editing/0002/edit.json",
                                  "labels/editing/0002/label.nii.gz",
                                  "labels/0003-run0001-1.nii.gz",
                                  "exports",
                                  "thumbnails",
                                  "thumbnail.png",
                                  "view.ini"}) {
            for (const auto& [kind, name] :
                 {std::pair{Strange::Link, "link"}, std::pair{Strange::DanglingLink, "dangling link"},
                  std::pair{Strange::Pipe, "pipe"}, std::pair{Strange::Device, "device"}}) {
                QTest::addRow("%s %s", entry, name) << QString(entry) << kind;
            }
        }
    }

    void entriesThatAreOthersFiles() {
        QFETCH(const QString, entry);
        QFETCH(const Strange, kind);
        const Sent sent(*m_full);
        const Bystander bystander(sent.parent() / "bystander");
        const fs::path place = sent.folder() / entry.toStdString();
        if (entry == "runs/0001/initial.safetensors") {
            execute(sent.folder(), "DELETE FROM checkpoint WHERE file = ?", "runs/0001/last.ckpt");
            execute(sent.folder(), "UPDATE run SET initial_weights = ?", std::string(64, 'a'));
        }
        const fs::path name = place.filename();
        const bool hasTwin = fs::exists(bystander.folder() / name);
        if (!putStrange(kind, place, hasTwin ? bystander.folder() / name : bystander.folder())) {
            QSKIP("This user may not make a device.");
        }
        const std::vector<std::string> refusals = tryEverything(sent);
        QVERIFY2(bystander.isUntouched(), qPrintable(listed(refusals)));
        QVERIFY2(mentions(refusals, name.string()), qPrintable(listed(refusals)));
    }

    void aWorkingCopyNamesNoImage() {
        // What an editor is given comes from the database, not from a file that travels with the project.
        const Sent sent(*m_full);
        const Project project = Project::open(sent.folder());
        const fs::path record = sent.folder() / "labels" / "editing" / "0002" / "edit.json";
        nlohmann::json json;
        std::ifstream(record) >> json;
        QVERIFY(!json.contains("image"));
        json["image"] = "x'); __import__('os').system('touch PWNED'); (r'";
        std::ofstream(record) << json;
        const LabelEdit edit = beginLabelEdit(project, kRun, kEdited, kSilent, {});
        QCOMPARE(edit.image, project.cases().get(kEdited).images.front().path);
    }

    void aSweepTakesNothingButPreparedFiles() {
        const Sent sent(*m_full);
        const Project project = Project::open(sent.folder());
        const fs::path mine = sent.folder() / "prepared" / "case-2-mydata.csv";
        std::ofstream(mine) << "mine";
        std::ofstream(sent.folder() / "prepared" / "case-2-0123456789abcdef-0123456789abcdef.image") << "old";
        const CaseRecord record = project.cases().get(kEdited);
        static_cast<void>(prepareCases(project, {record}, PreparationSettings{}, kSilent, {}));
        QVERIFY(fs::exists(mine));
        QVERIFY(!fs::exists(sent.folder() / "prepared" / "case-2-0123456789abcdef-0123456789abcdef.image"));
    }

private:
    std::unique_ptr<FullProject> m_full;
};

QTEST_GUILESS_MAIN(TestStrangerPaths)
#include "tst_stranger_paths.moc"
