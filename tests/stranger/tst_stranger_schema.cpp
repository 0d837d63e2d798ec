// A database from a stranger: code in its schema, journals beside it, forms that no program made, and places where
// nothing can be written.
#include "core/base/error.h"
#include "storage/db/connection.h"
#include "storage/db/event_log.h"
#include "storage/db/metric_repository.h"
#include "storage/db/migrations.h"
#include "storage/db/project.h"
#include "storage/db/schema.h"
#include "tests/core/expect_error.h"
#include "tests/core/file_bytes.h"
#include "tests/db/sample_project.h"

#include <sys/wait.h>
#include <unistd.h>

#include <QTest>
#include <cstdio>
#include <exception>
#include <fstream>
#include <functional>

using namespace tandem;

namespace {

namespace fs = std::filesystem;

fs::path databaseIn(const fs::path& folder) {
    return folder / "project.sqlite";
}

/// Written and closed, so that all of it is in its file.
fs::path madeProject(const fs::path& parent) {
    const fs::path folder = parent / "sent.tandem";
    static_cast<void>(Project::create(folder, "sent", LabelScheme::fromNames({"background", "atrium"})));
    return folder;
}

/// In a child process without root's rights, to whom permissions mean something: whether what must hold does.
bool holdsForNobody(const std::function<bool()>& what) {
    const pid_t child = ::fork();
    if (child == 0) {
        constexpr uid_t kNobody = 65534;
        const bool isNobody = ::geteuid() != 0 || ::setuid(kNobody) == 0;
        bool holds = false;
        try {
            holds = isNobody && what();
        } catch (const std::exception& error) {
            std::fprintf(stderr, "As nobody: %s\n", error.what());  // else the parent's handler of crashes would run
        }
        ::_exit(holds ? 0 : 1);
    }
    int status = 0;
    return child > 0 && ::waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

void appendBigEndian(std::string& text, std::uint32_t number) {
    for (int shift = 24; shift >= 0; shift -= 8) {
        text += static_cast<char>((number >> shift) & 0xff);
    }
}

/// What a program leaves that is killed while it writes, in a child that ends itself.
void leaveHotJournal(const fs::path& file) {
    const pid_t child = ::fork();
    if (child == 0) {
        Connection connection(file, OpenMode::ReadWrite);
        connection.runScript("PRAGMA journal_mode = DELETE");
        connection.runScript("PRAGMA cache_size = 2; PRAGMA cache_spill = 1; BEGIN");
        connection.runScript("UPDATE label_class SET red = red + 1; CREATE TABLE spill (x)");
        for (int i = 0; i < 300; ++i) {
            connection.runScript("INSERT INTO spill VALUES (zeroblob(3000))");
        }
        ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
}

/// Lets the journal name a file as the journal of journals, which SQLite deletes once it has rolled back.
void nameSuperJournal(const fs::path& journal, const fs::path& database, const std::string& name) {
    const std::string head = bytesOfFile(database).substr(16, 2);
    const std::uint32_t pageBytes = (static_cast<unsigned char>(head[0]) << 8U) | static_cast<unsigned char>(head[1]);
    std::uint32_t sum = 0;
    for (const char letter : name) {
        sum += static_cast<std::uint32_t>(static_cast<std::int32_t>(letter));
    }
    std::string bytes = bytesOfFile(journal);
    bytes.resize((bytes.size() + 511) / 512 * 512, '\0');
    appendBigEndian(bytes, 0x40000000 / pageBytes + 1);
    bytes += name;
    appendBigEndian(bytes, static_cast<std::uint32_t>(name.size()));
    appendBigEndian(bytes, sum);
    bytes += "\xd9\xd5\x05\xf9\x20\xa1\x63\xd7";
    std::ofstream(journal, std::ios::binary) << bytes;
}

}  // namespace

class TestStrangerSchema : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_temporary = std::make_unique<QTemporaryDir>(); }
    void foreignPartsAreRefused_data();
    void foreignPartsAreRefused();
    void anOlderProjectIsLookedAtLikewise();
    void versionsThatNobodyMade_data();
    void versionsThatNobodyMade();
    void aJournalDeletesNothing();
    void aStatementEnds();
    void aRestoredBackupKeepsALogAgain();
    void mediaWithoutWriting_data();
    void mediaWithoutWriting();
    void openToLookChangesNothing();

private:
    [[nodiscard]] fs::path parent() const { return m_temporary->path().toStdString(); }

    std::unique_ptr<QTemporaryDir> m_temporary;
};

void TestStrangerSchema::foreignPartsAreRefused_data() {
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("named");
    QTest::newRow("a trigger") << "CREATE TRIGGER evil AFTER UPDATE ON run BEGIN DELETE FROM metric_point; END"
                               << "evil";
    QTest::newRow("a trigger in the place of one")
        << "DROP TRIGGER run_locks_split; CREATE TRIGGER run_locks_split AFTER INSERT ON run BEGIN DELETE FROM run; END"
        << "run_locks_split";
    QTest::newRow("a rule taken away") << "DROP TRIGGER only_validation_cases_score" << "only_validation_cases_score";
    QTest::newRow("an endless view")
        << "PRAGMA foreign_keys = OFF; ALTER TABLE study_case RENAME TO sc; CREATE VIEW study_case AS SELECT * FROM "
           "sc, "
           "(WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n)"
        << "study_case";
    QTest::newRow("another view") << "CREATE VIEW more AS SELECT 1" << "more";
    QTest::newRow("a missing table") << "DROP TABLE metric_point" << "metric_point";
    QTest::newRow("a table with another column") << "ALTER TABLE run ADD COLUMN more TEXT" << "run";
    QTest::newRow("another table") << "CREATE TABLE more (x)" << "more";
    QTest::newRow("another index") << "CREATE INDEX more ON run (name)" << "more";
    QTest::newRow("an index that computes") << "CREATE INDEX more ON run (abs(id))" << "more";
    QTest::newRow("a generated column") << "ALTER TABLE artifact ADD COLUMN more AS (hex(zeroblob(1000000000)))"
                                        << "artifact";
    QTest::newRow("a long name") << "CREATE TABLE \"" + QString(5000, 'x') + "\" (x)" << "xxx";
}

void TestStrangerSchema::foreignPartsAreRefused() {
    QFETCH(const QString, sql);
    QFETCH(const QString, named);
    const fs::path folder = madeProject(parent());
    {
        Connection(databaseIn(folder), OpenMode::ReadWrite).runScript(sql.toStdString());
    }
    const std::string before = bytesOfFile(databaseIn(folder));
    for (const auto access : {ProjectAccess::ReadWrite, ProjectAccess::ReadOnly}) {
        const auto error = errorOf([&] { return Project::open(folder, access); });
        QVERIFY(error);
        QCOMPARE(error->code(), ErrorCode::Corrupt);
        QVERIFY2(mentions(error, named.toStdString()), error->what());
        QVERIFY2(std::string_view(error->what()).size() < 500, error->what());
    }
    QVERIFY(bytesOfFile(databaseIn(folder)) == before);
}

void TestStrangerSchema::anOlderProjectIsLookedAtLikewise() {
    const auto make = [&](const std::string& name, const std::string& more) {
        const fs::path folder = parent() / name;
        fs::create_directories(folder);
        Connection connection(databaseIn(folder), OpenMode::Create);
        connection.runScript("PRAGMA journal_mode = WAL");
        connection.runScript(schemaSteps()[0]);
        connection.runScript(schemaSteps()[1]);
        connection.runScript("PRAGMA application_id = " + std::to_string(kApplicationId) + "; PRAGMA user_version = 2");
        connection.runScript(more);
        return folder;
    };
    const fs::path own = make("own", "");
    static_cast<void>(Project::open(own));
    Connection migrated(databaseIn(own), OpenMode::ReadOnly);
    QCOMPARE(schemaVersionOf(migrated), newestSchemaVersion());

    const fs::path foreign =
        make("foreign", "CREATE TRIGGER evil AFTER INSERT ON event BEGIN DELETE FROM metric_point; END");
    const auto error = errorOf([&] { return Project::open(foreign); });
    QVERIFY(error);
    QVERIFY2(mentions(error, "evil"), error->what());
    Connection left(databaseIn(foreign), OpenMode::ReadOnly);
    QCOMPARE(schemaVersionOf(left), 2);
    QVERIFY(!fs::exists(foreign / "project.sqlite.backup-v2"));
}

void TestStrangerSchema::versionsThatNobodyMade_data() {
    QTest::addColumn<int>("version");
    QTest::newRow("0") << 0;
    QTest::newRow("-1") << -1;
    QTest::newRow("the least") << std::numeric_limits<int>::min();
}

void TestStrangerSchema::versionsThatNobodyMade() {
    QFETCH(const int, version);
    const fs::path folder = madeProject(parent());
    {
        Connection(databaseIn(folder), OpenMode::ReadWrite)
            .runScript("PRAGMA user_version = " + std::to_string(version));
    }
    const auto error = errorOf([&] { return Project::open(folder); });
    QVERIFY(error);
    QCOMPARE(error->code(), ErrorCode::Corrupt);
    QVERIFY2(mentions(error, "format " + std::to_string(version)), error->what());
}

void TestStrangerSchema::aJournalDeletesNothing() {
    const fs::path folder = madeProject(parent());
    const fs::path thesis = parent() / "thesis.txt";
    std::ofstream(thesis) << "years of work";
    const fs::path journal = folder / "project.sqlite-journal";
    leaveHotJournal(databaseIn(folder));
    QVERIFY(fs::exists(journal));
    nameSuperJournal(journal, databaseIn(folder), thesis.string());
    for (const auto access : {ProjectAccess::ReadWrite, ProjectAccess::ReadOnly, ProjectAccess::WherePossible}) {
        const auto error = errorOf([&] { return Project::open(folder, access); });
        QVERIFY(error);
        QCOMPARE(error->code(), ErrorCode::Corrupt);
        QVERIFY2(mentions(error, "project.sqlite-journal"), error->what());
        QVERIFY(fs::exists(thesis));
        QVERIFY(fs::exists(journal));
    }
    // Nor does a link in its place get by.
    fs::remove(journal);
    fs::create_symlink(parent() / "not there", journal);
    QVERIFY(errorOf([&] { return Project::open(folder); }));
}

void TestStrangerSchema::aStatementEnds() {
    SampleProject sample;
    Connection connection(databaseIn(sample.folder()), OpenMode::ReadOnly);
    const auto error = errorOf([&] {
        Query query =
            connection.query("WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n");
        return query.next();
    });
    QVERIFY(error);
    QCOMPARE(error->code(), ErrorCode::Corrupt);
    QVERIFY2(mentions(error, "does not come to an end"), error->what());
    // What comes after is counted anew.
    Query query = connection.query("SELECT count(*) FROM project");
    QVERIFY(query.next());
    QCOMPARE(query.integer(0), 1);
}

void TestStrangerSchema::aRestoredBackupKeepsALogAgain() {
    const fs::path folder = madeProject(parent());
    const fs::path backup = parent() / "backup.sqlite";
    {
        Connection(databaseIn(folder), OpenMode::ReadWrite)
            .query("VACUUM INTO ?")
            .with(fs::canonical(parent()).string() + "/backup.sqlite")
            .run();
    }
    fs::copy_file(backup, databaseIn(folder), fs::copy_options::overwrite_existing);
    QCOMPARE(Project::open(folder).name(), std::string("sent"));
    Connection connection(databaseIn(folder), OpenMode::ReadOnly);
    Query mode = connection.query("PRAGMA journal_mode");
    QVERIFY(mode.next());
    QCOMPARE(mode.text(0), std::string("wal"));
}

void TestStrangerSchema::mediaWithoutWriting_data() {
    QTest::addColumn<bool>("hasLog");
    QTest::addColumn<bool>("hasIndex");
    QTest::newRow("written to the end") << false << false;
    QTest::newRow("with a log") << true << false;
    QTest::newRow("with a log and its index") << true << true;
}

void TestStrangerSchema::mediaWithoutWriting() {
    QFETCH(const bool, hasLog);
    QFETCH(const bool, hasIndex);
    const fs::path folder = parent() / "still.tandem";
    fs::create_directories(folder);
    {
        SampleProject sample;
        sample.addCase("one");  // stands in the log alone
        const auto copy = [&](const char* name) { fs::copy_file(sample.folder() / name, folder / name); };
        if (!hasLog) {
            Connection(databaseIn(sample.folder()), OpenMode::ReadWrite).runScript("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        copy("project.sqlite");
        if (hasLog) {
            QVERIFY(fs::file_size(sample.folder() / "project.sqlite-wal") > 0);
            copy("project.sqlite-wal");
        }
        if (hasIndex) {
            copy("project.sqlite-shm");
        }
    }
    fs::permissions(parent(), fs::perms::all);
    constexpr fs::perms kEnter = fs::perms::owner_exec | fs::perms::group_exec | fs::perms::others_exec;
    for (const fs::path& one :
         {folder, databaseIn(folder), folder / "project.sqlite-wal", folder / "project.sqlite-shm"}) {
        if (fs::exists(one)) {
            fs::permissions(one, fs::perms::owner_read | fs::perms::group_read | fs::perms::others_read |
                                     (fs::is_directory(one) ? kEnter : fs::perms::none));
        }
    }
    const std::string before = bytesOfFile(databaseIn(folder));
    const auto opens = [&](ProjectAccess access) {
        const Project project = Project::open(folder, access);
        const auto writing = errorOf([&] { return project.events().add({.kind = "note", .sentence = "x"}); });
        const auto working = errorOf([&] {
            project.requireWritable();
            return 0;
        });
        return project.cases().list().size() == 1 && project.access() == ProjectAccess::ReadOnly && writing &&
               mentions(working, access == ProjectAccess::ReadOnly ? "open to be looked at" : "may not be written");
    };
    QVERIFY(holdsForNobody([&] { return opens(ProjectAccess::WherePossible); }));
    QVERIFY(holdsForNobody([&] { return opens(ProjectAccess::ReadOnly); }));
    QVERIFY(
        holdsForNobody([&] { return mentions(errorOf([&] { return Project::open(folder); }), "copy it elsewhere"); }));
    fs::permissions(folder, fs::perms::owner_all);
    QVERIFY(bytesOfFile(databaseIn(folder)) == before);
}

void TestStrangerSchema::openToLookChangesNothing() {
    SampleProject sample;
    const RunRecord run = sample.addRunOnFourRoles();
    {
        Connection(databaseIn(sample.folder()), OpenMode::ReadWrite).runScript("UPDATE run SET status = 'running'");
    }
    {
        const Project looking = Project::open(sample.folder(), ProjectAccess::ReadOnly);
        QVERIFY(looking.interruptedRuns().empty());
        QCOMPARE(looking.runs().get(run.id).status, RunStatus::Running);
        const auto error = errorOf([&] {
            looking.requireWritable();
            return 0;
        });
        QVERIFY(error);
        QCOMPARE(error->code(), ErrorCode::Conflict);
        QVERIFY2(mentions(error, "open to be looked at"), error->what());
    }
    const Project working = Project::open(sample.folder(), ProjectAccess::WherePossible);
    QVERIFY(working.whyReadOnly().empty());
    QCOMPARE(working.runs().get(run.id).status, RunStatus::Interrupted);
}

QTEST_GUILESS_MAIN(TestStrangerSchema)
#include "tst_stranger_schema.moc"
