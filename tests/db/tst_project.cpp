#include "core/study/label_scheme.h"
#include "storage/db/case_repository.h"
#include "storage/db/connection.h"
#include "storage/db/dataset_repository.h"
#include "storage/db/event_log.h"
#include "storage/db/label_repository.h"
#include "storage/db/migrations.h"
#include "storage/db/prediction_repository.h"
#include "storage/db/project.h"
#include "storage/db/run_repository.h"
#include "storage/db/schema.h"
#include "tests/core/expect_error.h"
#include "tests/db/sample_project.h"

#include <sys/wait.h>
#include <unistd.h>

#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>
#include <fstream>

using namespace tandem;

namespace {

LabelScheme twoClasses() {
    return LabelScheme::fromNames({"background", "atrium"});
}

/// A database as version 1 of the program made it, with one case in it.
void makeVersionOne(const std::filesystem::path& folder) {
    std::filesystem::create_directories(folder);
    Connection connection(folder / "project.sqlite", OpenMode::Create);
    connection.runScript("PRAGMA journal_mode = WAL");
    connection.runScript(schemaSteps()[0]);
    connection.runScript("PRAGMA application_id = " + std::to_string(kApplicationId));
    connection.runScript("PRAGMA user_version = 1");
    connection.runScript(
        "INSERT INTO project VALUES (1, 'Old', '2020-01-01T00:00:00Z');"
        "INSERT INTO label_class VALUES (0, 'background', 0, 0, 0, 0), (1, 'liver', 1, 2, 3, 1);"
        "INSERT INTO dataset VALUES (1, 'Old', '2020-01-01T00:00:00Z');"
        "INSERT INTO study_case VALUES (1, 1, 'kept', '', '', "
        "'[[1,2,3],[1.0,1.0,1.0],[0.0,0.0,0.0],[[1.0,0.0,0.0],[0.0,1.0,0.0],[0.0,0.0,1.0]]]', 'unlabelled', "
        "'2020-01-01T00:00:00Z');"
        "INSERT INTO source_file (case_id, kind, channel, path, relative_path, bytes, content_hash, format, "
        "series_uid) "
        "VALUES (1, 'image', 0, '/data/kept.nii', '../kept.nii', 5, 'abc', 'nifti', '');"
        "INSERT INTO run VALUES (1, 'old', 'supervised', '{}', '{}', 1, 'cpu', '{}', NULL, 'stopped', 'runs/0001', "
        "'2020-01-01T00:00:00Z', '2020-01-01T00:00:00Z', '2020-01-01T01:00:00Z', '', '')");
}

}  // namespace

class TestProject : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_temporary = std::make_unique<QTemporaryDir>(); }
    void createsFoldersAndOpensAgain();
    void opensByItsDatabase();
    void worksUnderOddPaths();
    void moves();
    void createRefusesWhatIsThere();
    void createRefusesAnUnusableScheme();
    void openRefusesWhatIsNoProject();
    void newerIsRefused();
    void olderIsMigratedAfterACopy();
    void predictionsLearnTheirWeights();
    void aFailingMigrationChangesNothing();
    void olderIsNotOpenedForReadingOnly();
    void readOnlyReadsAndRefusesToWrite();
    void readOnlyFoldersAreRefusedForWriting();
    void whatKilledProcessesLeftGoes();
    void lockedByAnotherProgram();
    void aFailedTransactionLeavesNothing();
    void nestedTransactionsCanFailAlone();
    void theLabelSchemeIsKept();
    void datasets();

private:
    [[nodiscard]] std::filesystem::path folder(const std::string& name = "la.tandem") const {
        return std::filesystem::path(m_temporary->path().toStdString()) / name;
    }

    std::unique_ptr<QTemporaryDir> m_temporary;
};

void TestProject::createsFoldersAndOpensAgain() {
    {
        const Project made = Project::create(folder(), "Left atrium", twoClasses());
        QCOMPARE(made.folder(), folder());
    }
    for (const char* name : {"prepared", "runs", "predictions", "exports"}) {
        QVERIFY2(std::filesystem::is_directory(folder() / name), name);
    }
    const Project opened = Project::open(folder());
    QCOMPARE(opened.name(), std::string("Left atrium"));
    QCOMPARE(opened.labels().scheme(), twoClasses());
    QCOMPARE(opened.cases().count(), 0);
    QVERIFY(opened.interruptedRuns().empty());
    Connection connection(folder() / "project.sqlite", OpenMode::ReadOnly);
    Query mode = connection.query("PRAGMA journal_mode");
    QVERIFY(mode.next());
    QCOMPARE(mode.text(0), std::string("wal"));
    QCOMPARE(schemaVersionOf(connection), newestSchemaVersion());
}

void TestProject::opensByItsDatabase() {
    const auto folder = std::filesystem::path(m_temporary->path().toStdString()) / "a.tandem";
    static_cast<void>(Project::create(folder, "A", twoClasses()));
    QCOMPARE(Project::open(folder / "project.sqlite").folder(), folder);
    // A folder of that name is no database.
    static_cast<void>(Project::create(folder.parent_path() / "project.sqlite", "B", twoClasses()));
    QCOMPARE(Project::open(folder.parent_path() / "project.sqlite").name(), std::string("B"));
}

void TestProject::worksUnderOddPaths() {
    const auto odd = folder("mit Leerzeichen, ä é 100% #1?") / std::string(200, 'n') / "p.tandem";
    static_cast<void>(Project::create(odd, "x", twoClasses()));
    QCOMPARE(Project::open(odd).name(), std::string("x"));
    QCOMPARE(Project::open(odd, ProjectAccess::ReadOnly).name(), std::string("x"));
}

void TestProject::moves() {
    Project first = Project::create(folder(), "first", twoClasses());
    Project second = std::move(first);
    QCOMPARE(second.name(), std::string("first"));
    first = Project::create(folder("other"), "other", twoClasses());
    second = std::move(first);
    QCOMPARE(second.name(), std::string("other"));
}

void TestProject::createRefusesWhatIsThere() {
    std::filesystem::create_directories(folder());
    static_cast<void>(Project::create(folder(), "in an empty folder", twoClasses()));
    const auto again = errorOf([&] { return Project::create(folder(), "again", twoClasses()); });
    QVERIFY(again);
    QCOMPARE(again->code(), ErrorCode::Conflict);
    QVERIFY(mentions(again, folder().string()));
    QCOMPARE(Project::open(folder()).name(), std::string("in an empty folder"));

    std::ofstream(folder("file")) << "x";
    QVERIFY(errorOf([&] { return Project::create(folder("file"), "x", twoClasses()); }));
    const auto below = errorOf([&] { return Project::create(folder("file") / "below", "x", twoClasses()); });
    QVERIFY(below);
    QCOMPARE(below->code(), ErrorCode::Io);
}

void TestProject::createRefusesAnUnusableScheme() {
    const auto error = errorOf([&] { return Project::create(folder(), "x", LabelScheme{}); });
    QVERIFY(error);
    QCOMPARE(error->code(), ErrorCode::InvalidInput);
    QVERIFY(!std::filesystem::exists(folder()));
    QVERIFY(errorOf([&] { return Project::create(folder(), "", twoClasses()); }));
}

void TestProject::openRefusesWhatIsNoProject() {
    const auto absent = errorOf([&] { return Project::open(folder()); });
    QVERIFY(absent);
    QCOMPARE(absent->code(), ErrorCode::NotFound);
    QVERIFY(mentions(absent, folder().string()));

    std::filesystem::create_directories(folder("text"));
    std::ofstream(folder("text") / "project.sqlite") << std::string(5000, 'x');
    const auto text = errorOf([&] { return Project::open(folder("text")); });
    QVERIFY(text);
    QCOMPARE(text->code(), ErrorCode::Corrupt);

    std::filesystem::create_directories(folder("other"));
    {
        Connection(folder("other") / "project.sqlite", OpenMode::Create).runScript("CREATE TABLE t (x)");
    }
    const auto other = errorOf([&] { return Project::open(folder("other")); });
    QVERIFY(other);
    QCOMPARE(other->code(), ErrorCode::Corrupt);
    QVERIFY(mentions(other, "not of a Tandem project"));
}

void TestProject::newerIsRefused() {
    static_cast<void>(Project::create(folder(), "x", twoClasses()));
    const int newer = newestSchemaVersion() + 7;
    {
        Connection connection(folder() / "project.sqlite", OpenMode::ReadWrite);
        connection.runScript("PRAGMA user_version = " + std::to_string(newer));
    }
    for (const auto access : {ProjectAccess::ReadWrite, ProjectAccess::ReadOnly}) {
        const auto error = errorOf([&] { return Project::open(folder(), access); });
        QVERIFY(error);
        QCOMPARE(error->code(), ErrorCode::Unsupported);
        QVERIFY2(mentions(error, "format " + std::to_string(newer)), error->what());
        QVERIFY2(mentions(error, "up to " + std::to_string(newestSchemaVersion())), error->what());
        QVERIFY2(mentions(error, "newer Tandem"), error->what());
    }
}

void TestProject::olderIsMigratedAfterACopy() {
    makeVersionOne(folder());
    const auto backup = folder() / "project.sqlite.backup-v1";
    {
        const Project project = Project::open(folder());
        QCOMPARE(project.name(), std::string("Old"));
        QCOMPARE(project.cases().list().size(), std::size_t{1});
        QCOMPARE(project.cases().list().front().images.front().contentHash, std::string("abc"));
        // How long it was held is not known.
        QVERIFY(!project.runs().get(1).trainedSeconds);
        QCOMPARE(project.runs().add({.method = "supervised"}).trainedSeconds, std::optional(0.0));
        project.events().add({.kind = "note", .sentence = "The log came with version 2."});
        QCOMPARE(project.events().list().size(), std::size_t{1});
    }
    Connection copy(backup, OpenMode::ReadOnly);
    QCOMPARE(schemaVersionOf(copy), 1);
    Query events = copy.query("SELECT count(*) FROM sqlite_master WHERE name = 'event'");
    QVERIFY(events.next());
    QCOMPARE(events.integer(0), 0);
    Query cases = copy.query("SELECT name FROM study_case");
    QVERIFY(cases.next());
    QCOMPARE(cases.text(0), std::string("kept"));

    const auto made = std::filesystem::last_write_time(backup);
    static_cast<void>(Project::open(folder()));
    QCOMPARE(std::filesystem::last_write_time(backup), made);
}

void TestProject::predictionsLearnTheirWeights() {
    // Before version 4 a prediction kept the hash of its weights alone.
    makeVersionOne(folder());
    {
        Connection connection(folder() / "project.sqlite", OpenMode::ReadWrite);
        connection.runScript(schemaSteps()[1]);
        connection.runScript(schemaSteps()[2]);
        connection.runScript("PRAGMA user_version = 3");
        connection.runScript(
            "INSERT INTO run VALUES (2, '', 'supervised', '{}', '{}', 1, '', '{}', NULL, 'stopped', 'runs/0002', '', "
            "'', '', '', '');"
            "INSERT INTO checkpoint VALUES (1, 2, 'last', 'runs/0002/last.ckpt', 'aa', 30, NULL, '');"
            "INSERT INTO prediction VALUES (1, 2, 1, 'aa', 'label', '{}', 'predictions/1', ''), "
            "(2, 2, 1, 'bb', 'label', '{}', 'predictions/2', '');");
    }
    const Project project = Project::open(folder());
    const auto known = project.predictions().find(2, 1, "aa");
    QVERIFY(known && known->checkpointKind == CheckpointKind::Last && known->checkpointIteration == 30);
    const auto replaced = project.predictions().find(2, 1, "bb");
    QVERIFY(replaced && !replaced->checkpointKind && !replaced->checkpointIteration);
}

void TestProject::aFailingMigrationChangesNothing() {
    // Its schema is looked at before, so that a project with such a table is not brought up to date at all.
    makeVersionOne(folder());
    Connection connection(folder() / "project.sqlite", OpenMode::ReadWrite);
    connection.runScript("CREATE TABLE event (in_the_way)");
    QVERIFY(errorOf([&] {
        migrate(connection, folder() / "project.sqlite");
        return 0;
    }));
    QCOMPARE(schemaVersionOf(connection), 1);
    QVERIFY(std::filesystem::exists(folder() / "project.sqlite.backup-v1"));
}

void TestProject::olderIsNotOpenedForReadingOnly() {
    makeVersionOne(folder());
    const auto error = errorOf([&] { return Project::open(folder(), ProjectAccess::ReadOnly); });
    QVERIFY(error);
    QCOMPARE(error->code(), ErrorCode::Unsupported);
    QVERIFY(!std::filesystem::exists(folder() / "project.sqlite.backup-v1"));
}

void TestProject::readOnlyReadsAndRefusesToWrite() {
    SampleProject sample;
    sample.addCase("one");
    const Project reader = Project::open(sample.folder(), ProjectAccess::ReadOnly);
    QCOMPARE(reader.cases().list().size(), std::size_t{1});
    QVERIFY(reader.interruptedRuns().empty());
    const auto error = errorOf([&] { return reader.events().add({.kind = "note", .sentence = "x"}); });
    QVERIFY(error);
    QCOMPARE(error->code(), ErrorCode::Io);
    QVERIFY2(mentions(error, "read-only"), error->what());
    sample.addCase("two");
    QCOMPARE(reader.cases().list().size(), std::size_t{2});
}

// In a child process without root's rights, to whom permissions mean something.
void TestProject::readOnlyFoldersAreRefusedForWriting() {
    static_cast<void>(Project::create(folder(), "x", twoClasses()));
    namespace fs = std::filesystem;
    constexpr auto kReadable = fs::perms::owner_read | fs::perms::group_read | fs::perms::others_read;
    constexpr auto kExecutable = fs::perms::owner_exec | fs::perms::group_exec | fs::perms::others_exec;
    fs::permissions(m_temporary->path().toStdString(), fs::perms::all);
    fs::permissions(folder() / "project.sqlite", kReadable);
    fs::permissions(folder(), kReadable | kExecutable);
    const pid_t child = ::fork();
    QVERIFY(child >= 0);
    if (child == 0) {
        constexpr uid_t kNobody = 65534;
        if (::geteuid() == 0 && ::setuid(kNobody) != 0) {
            ::_exit(10);
        }
        const auto writing = errorOf([&] { return Project::open(folder()); });
        const bool refused = writing && writing->code() == ErrorCode::Io && mentions(writing, "permissions");
        bool reads = false;
        const auto reading = errorOf([&] {
            reads = Project::open(folder(), ProjectAccess::ReadOnly).name() == "x";
            return reads;
        });
        ::_exit(refused ? (reads ? 0 : 2) : 1);
    }
    int status = 0;
    QCOMPARE(::waitpid(child, &status, 0), child);
    fs::permissions(folder(), fs::perms::owner_all);
    QVERIFY(WIFEXITED(status));
    QCOMPARE(WEXITSTATUS(status), 0);
}

void TestProject::whatKilledProcessesLeftGoes() {
    QProcess ended;
    ended.start("true", {});
    const std::string left = ".tmp-" + std::to_string(ended.processId()) + "-0-a.ckpt";
    QVERIFY(ended.waitForFinished());
    const std::string own = ".tmp-" + std::to_string(QCoreApplication::applicationPid()) + "-0-a.ckpt";
    static_cast<void>(Project::create(folder(), "LA", twoClasses()));
    const std::filesystem::path outside = folder("outside");
    std::filesystem::create_directories(outside);
    std::filesystem::create_directories(folder() / "labels" / "editing" / "0001");
    std::filesystem::create_directories(folder() / "runs" / "0001" / "pinned");
    std::filesystem::create_directory_symlink(outside, folder() / "runs" / "link");
    const std::vector<std::filesystem::path> places{folder(),
                                                    folder() / "prepared",
                                                    folder() / "labels",
                                                    folder() / "labels" / "editing" / "0001",
                                                    folder() / "runs",
                                                    folder() / "runs" / "0001",
                                                    folder() / "runs" / "0001" / "pinned"};
    for (const std::filesystem::path& place : places) {
        std::ofstream(place / left) << "half";
        std::ofstream(place / own) << "half";
        std::ofstream(place / "whole") << "whole";
    }
    std::filesystem::create_directories(folder() / "predictions" / "0001" / left);
    std::ofstream(folder() / "predictions" / "0001" / left / "label.nrrd") << "half";
    std::ofstream(outside / left) << "another's";
    static_cast<void>(Project::open(folder(), ProjectAccess::ReadOnly));
    QVERIFY(std::filesystem::exists(folder() / left));
    static_cast<void>(Project::open(folder()));
    for (const std::filesystem::path& place : places) {
        QVERIFY2(!std::filesystem::exists(place / left), place.c_str());
        QVERIFY(std::filesystem::exists(place / own) && std::filesystem::exists(place / "whole"));
    }
    QVERIFY(!std::filesystem::exists(folder() / "predictions" / "0001" / left));
    QVERIFY(std::filesystem::exists(outside / left));
}

void TestProject::lockedByAnotherProgram() {
    static_cast<void>(Project::create(folder(), "x", twoClasses()));
    Connection writer(folder() / "project.sqlite", OpenMode::ReadWrite);
    writer.transaction([&] {
        writer.runScript("UPDATE project SET name = 'y'");
        QCOMPARE(Project::open(folder()).name(), std::string("x"));  // readers go on
        Connection impatient(folder() / "project.sqlite", OpenMode::ReadWrite, 50);
        const auto error = errorOf([&] {
            impatient.transaction([] {});
            return 0;
        });
        QVERIFY(error);
        QCOMPARE(error->code(), ErrorCode::Conflict);
        QVERIFY2(mentions(error, "locked"), error->what());
    });
    QCOMPARE(Project::open(folder()).name(), std::string("y"));
}

void TestProject::aFailedTransactionLeavesNothing() {
    SampleProject sample;
    const auto error = errorOf([&] {
        sample.project().transaction([&] {
            sample.addCase("one");
            throw Error(ErrorCode::Cancelled, "Stopped.");
        });
        return 0;
    });
    QVERIFY(error);
    QCOMPARE(sample.project().cases().count(), 0);
    sample.addCase("one");
    QCOMPARE(sample.project().cases().count(), 1);
}

void TestProject::nestedTransactionsCanFailAlone() {
    SampleProject sample;
    sample.project().transaction([&] {
        sample.addCase("one");
        static_cast<void>(errorOf([&] {
            sample.project().transaction([&] {
                sample.addCase("two");
                throw Error(ErrorCode::Cancelled, "Stopped.");
            });
            return 0;
        }));
        sample.addCase("three");
    });
    const auto cases = sample.project().cases().list();
    QCOMPARE(cases.size(), std::size_t{2});
    QCOMPARE(cases[0].name, std::string("one"));
    QCOMPARE(cases[1].name, std::string("three"));
}

void TestProject::theLabelSchemeIsKept() {
    SampleProject sample;
    LabelScheme scheme = LabelScheme::fromNames({"background", "myocardium", "scar"});
    scheme.classes[1].fileValue = 200;
    scheme.classes[2].fileValue = -7;
    scheme.classes[2].colour = {1, 128, 255};
    sample.project().labels().setScheme(scheme);
    QCOMPARE(sample.project().labels().scheme(), scheme);

    sample.addCase("unlabelled", false);
    scheme.classes[1].fileValue = 201;
    sample.project().labels().setScheme(scheme);
    sample.addCase("labelled", true);
    scheme.classes[1].name = "muscle";
    sample.project().labels().setScheme(scheme);
    QCOMPARE(sample.project().labels().scheme(), scheme);
    scheme.classes[1].fileValue = 202;
    const auto error = errorOf([&] {
        sample.project().labels().setScheme(scheme);
        return 0;
    });
    QVERIFY(error);
    QCOMPARE(error->code(), ErrorCode::Conflict);
    QCOMPARE(sample.project().labels().scheme().classes[1].fileValue, 201);
}

void TestProject::datasets() {
    SampleProject sample;
    const DatasetRepository datasets = sample.project().datasets();
    QCOMPARE(datasets.list().size(), std::size_t{1});
    const DatasetRecord second = datasets.add("second site");
    QCOMPARE(datasets.find("second site"), std::optional(second));
    QVERIFY(errorOf([&] { return datasets.add("second site"); }));
    CaseRecord record = sample.sampleCase("there", false);
    record.datasetId = second.id;
    sample.project().cases().add(record);
    QCOMPARE(sample.project().cases().find("there")->datasetId, second.id);
}

QTEST_GUILESS_MAIN(TestProject)
#include "tst_project.moc"
