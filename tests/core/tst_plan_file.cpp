#include "core/base/atomic_file.h"
#include "core/base/file_system.h"
#include "core/plan/plan_file.h"
#include "tests/core/expect_error.h"
#include "tests/core/written_case.h"

#include <nlohmann/json.hpp>

#include <QTemporaryDir>
#include <QtTest>
#include <functional>

using namespace tandem;

namespace {

using Json = nlohmann::json;

/// Cases of a split as a project holds them: elsewhere, under names of its own.
class Study {
public:
    explicit Study(std::filesystem::path folder) : m_folder(std::move(folder)) {}

    [[nodiscard]] PreparedReference prepared(std::int64_t id, bool hasLabel = true) const {
        const PreparedHeader header{
            .geometry = {.size = {2, 2, 1}}, .hasLabel = hasLabel, .original = {.size = {2, 2, 1}}};
        const std::vector<float> image(4, static_cast<float>(id));
        const std::vector<std::uint8_t> label(hasLabel ? 4 : 0, 1);
        const std::filesystem::path stem = m_folder / ("case " + std::to_string(id));
        writePreparedCase(stem, header, image, label);
        return {.caseId = id, .caseName = "Fall " + std::to_string(id), .stem = stem};
    }

    [[nodiscard]] TrainingPlan plan() const {
        const Split split({{.caseId = 4, .name = "Fall 4", .role = SplitRole::TrainingLabelled},
                           {.caseId = 3, .name = "Fall 3", .role = SplitRole::TrainingLabelled},
                           {.caseId = 7, .name = "Fall 7", .role = SplitRole::TrainingUnlabelled},
                           {.caseId = 5, .name = "Fall 5", .role = SplitRole::Validation},
                           {.caseId = 9, .name = "Fall 9", .role = SplitRole::TrainingUnlabelled}});
        TrainingPlan plan;
        plan.settings.patch = {32, 32, 16};
        plan.settings.seed = 11;
        plan.classNames = {"background", "atrium"};
        for (const auto& one : split.casesFor<SplitRole::TrainingLabelled>()) {
            plan.labelled.push_back(one.prepared(prepared(one.caseId())));
        }
        plan.unlabelled.push_back(split.casesFor<SplitRole::TrainingUnlabelled>().front().prepared(prepared(7, false)));
        plan.validation.push_back(split.casesFor<SplitRole::Validation>().front().prepared(prepared(5)));
        plan.pinned = split.watched(prepared(9));  // one that the method does not train on
        return plan;
    }

private:
    std::filesystem::path m_folder;
};

template <class Cases>
std::vector<std::int64_t> idsOf(const Cases& cases) {
    std::vector<std::int64_t> ids;
    for (const auto& one : cases) {
        ids.push_back(one.prepared().caseId);
    }
    return ids;
}

}  // namespace

class TestPlanFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void training();
    void travels();
    void goesOnFromItsOwnCheckpoint();
    void startsFromFilesOfElsewhere();
    void prediction();
    void refused_data();
    void refused();
    void refusesLinksThatLeave_data();
    void refusesLinksThatLeave();
    void refusesTheOtherKind();

private:
    [[nodiscard]] Json written() const;
    void rewrite(const std::function<void(Json&)>& change) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::filesystem::path m_study;
    std::filesystem::path m_plan;
};

void TestPlanFile::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    m_study = m_folder->filePath("study").toStdString();
    m_plan = m_folder->filePath("plan").toStdString();
}

Json TestPlanFile::written() const {
    return Json::parse(std::ifstream(m_plan / "plan.json"));
}

void TestPlanFile::rewrite(const std::function<void(Json&)>& change) const {
    Json json = written();
    change(json);
    writeAtomically(m_plan / "plan.json", json.dump());
}

void TestPlanFile::training() {
    const TrainingPlan plan = Study(m_study).plan();
    writePlan(m_plan, plan);
    const TrainingPlan read = readTrainingPlan(m_plan);
    QVERIFY(read.settings == plan.settings);
    QCOMPARE(read.classNames, plan.classNames);
    QCOMPARE(idsOf(read.labelled), idsOf(plan.labelled));
    QCOMPARE(idsOf(read.unlabelled), idsOf(plan.unlabelled));
    QCOMPARE(idsOf(read.validation), idsOf(plan.validation));
    QVERIFY(read.pinned.has_value());
    QCOMPARE(read.pinned->prepared().caseId, 9);
    QCOMPARE(read.runFolder, m_plan / "run");
    QVERIFY(!read.resumeFrom && !read.initialWeights && !read.validatesStart);
    QCOMPARE(read.labelled.front().prepared().caseName, std::string("Fall 4"));
    QCOMPARE(PreparedCase(read.labelled.front().prepared()).imageVoxels()[0], 4.0F);
    QVERIFY(PreparedCase(read.unlabelled.front().prepared()).label().isEmpty());
}

void TestPlanFile::travels() {
    writePlan(m_plan, Study(m_study).plan());
    const std::filesystem::path there = m_folder->filePath("elsewhere").toStdString();
    std::filesystem::copy(m_plan, there, std::filesystem::copy_options::recursive);
    std::filesystem::remove_all(m_plan);
    std::filesystem::remove_all(m_study);
    const TrainingPlan read = readTrainingPlan(there);
    QCOMPARE(PreparedCase(read.validation.front().prepared()).imageVoxels()[0], 5.0F);
    QCOMPARE(read.runFolder, there / "run");
}

void TestPlanFile::goesOnFromItsOwnCheckpoint() {
    TrainingPlan plan = Study(m_study).plan();
    const std::filesystem::path earlier = m_study / "run 1" / "last.ckpt";
    writeAtomically(earlier, "earlier");
    plan.resumeFrom = earlier;
    writePlan(m_plan, plan);
    QCOMPARE(readTrainingPlan(m_plan).resumeFrom, std::optional(m_plan / "start" / "last.ckpt"));
    writeAtomically(m_plan / "run" / "last.ckpt", "own");
    QCOMPARE(readTrainingPlan(m_plan).resumeFrom, std::optional(m_plan / "run" / "last.ckpt"));
}

void TestPlanFile::startsFromFilesOfElsewhere() {
    TrainingPlan plan = Study(m_study).plan();
    plan.resumeFrom = m_study / "last.ckpt";
    plan.initialWeights = m_study / "weights of others.safetensors";
    writeAtomically(*plan.resumeFrom, "last");
    writeAtomically(m_study / "best.ckpt", "best");
    QVERIFY(mentions(errorOf([&] { writePlan(m_plan, plan); }), "weights of others.safetensors"));
    QVERIFY(!isThere(m_plan / "plan.json"));
    writeAtomically(*plan.initialWeights, "weights");
    plan.validatesStart = true;
    writePlan(m_plan, plan);
    const TrainingPlan read = readTrainingPlan(m_plan);
    QVERIFY(read.validatesStart);
    rewrite([](Json& json) { json.erase("validatesStart"); });  // as an earlier program wrote it
    QVERIFY(!readTrainingPlan(m_plan).validatesStart);
    QVERIFY(isFile(*read.resumeFrom) && isFile(read.resumeFrom->parent_path() / "best.ckpt"));
    QCOMPARE(fileBytes(*read.initialWeights), std::uint64_t{7});
}

void TestPlanFile::prediction() {
    const Study study(m_study);
    PredictionPlan plan{.checkpoint = m_study / "best.ckpt", .cases = {study.prepared(2), study.prepared(1, false)}};
    plan.settings.maps = KeptMaps::All;
    writeAtomically(plan.checkpoint, "a network");
    writePlan(m_plan, plan);
    const PredictionPlan read = readPredictionPlan(m_plan);
    QVERIFY(read.settings == plan.settings);
    QCOMPARE(fileBytes(read.checkpoint), std::uint64_t{9});
    QCOMPARE(read.cases.size(), std::size_t{2});
    QCOMPARE(read.cases.front().caseName, std::string("Fall 2"));
    QCOMPARE(PreparedCase(read.cases.back()).imageVoxels()[0], 1.0F);
    QCOMPARE(read.outputFolder, m_plan / "maps");
}

void TestPlanFile::refused_data() {
    QTest::addColumn<QString>("pointer");  // what is changed, or with no value taken away
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("told");
    const auto add = [](const char* name, const char* pointer, const char* value, const char* told) {
        QTest::newRow(name) << pointer << value << told;
    };
    add("newer", "/format", "2", "newer version");
    add("no format", "/format", "", "format is missing");
    add("kind", "/kind", "\"dance\"", "kind is \"dance\"");
    add("kind, a number", "/kind", "4", "kind is 4 instead of a text");
    add("setting, unknown", "/settings/speed", "1", "settings: There is no setting \"speed\"");
    add("setting, type", "/settings/seed", "\"x\"", "settings: The setting seed");
    add("settings, no object", "/settings", "[]", "settings: The settings are not a JSON object");
    add("class names", "/classNames/1", "7", "classNames holds 7");
    add("no cases", "/cases", "", "cases is missing");
    add("cases, no list", "/cases", "{}", "cases is not a list");
    add("case, no object", "/cases/1", "3", "cases[1] is not a JSON object");
    add("id, negative", "/cases/0/id", "-1", "cases[0].id is -1");
    add("id, a fraction", "/cases/0/id", "1.5", "cases[0].id is 1.5");
    add("id, twice", "/cases/2/id", "4", "cases[2].id is 4, as that of a case before it");
    add("role, unknown", "/cases/3/role", "\"judge\"", "cases[3].role is \"judge\"");
    add("role, test", "/cases/3/role", "\"test\"", "cases[3].role is \"test\"");
    add("stem, absolute", "/cases/0/stem", "\"/etc/passwd\"", "cases[0].stem is \"/etc/passwd\"");
    add("stem, climbing", "/cases/0/stem", "\"cases/../../x\"", "cases[0].stem is \"cases/../../x\"");
    add("stem, empty", "/cases/0/stem", "\"\"", "cases[0].stem is \"\"");
    add("pinned, unknown", "/pinned", "77", "pinned is 77, the id of no case");
    add("pinned, a text", "/pinned", "\"9\"", "pinned is \"9\"");
    add("weights, climbing", "/initialWeights", "\"../w\"", "initialWeights is \"../w\"");
    add("resume, absolute", "/resumeFrom", "\"/x.ckpt\"", "resumeFrom is \"/x.ckpt\"");
}

void TestPlanFile::refused() {
    QFETCH(QString, pointer);
    QFETCH(QString, value);
    QFETCH(QString, told);
    writePlan(m_plan, Study(m_study).plan());
    rewrite([&](Json& json) {
        const Json::json_pointer place(pointer.toStdString());
        if (value.isEmpty()) {
            json.at(place.parent_pointer()).erase(place.back());
        } else {
            json[place] = Json::parse(value.toStdString());
        }
    });
    const auto error = errorOf([&] { return readTrainingPlan(m_plan); });
    QVERIFY2(mentions(error, told.toStdString()), error ? error->what() : "It was read.");
    QVERIFY2(mentions(error, (m_plan / "plan.json").string()), error->what());
}

void TestPlanFile::refusesLinksThatLeave_data() {
    QTest::addColumn<QString>("link");
    QTest::addColumn<bool>("isThereOutside");
    for (const bool isThere : {true, false}) {
        for (const char* link : {"cases/4.image", "cases", "run", "run/last.ckpt", "run/pinned"}) {
            QTest::addRow("%s, %s", link, isThere ? "to something" : "to nothing") << QString(link) << isThere;
        }
    }
}

void TestPlanFile::refusesLinksThatLeave() {
    QFETCH(QString, link);
    QFETCH(bool, isThereOutside);
    writePlan(m_plan, Study(m_study).plan());
    const std::filesystem::path place = m_plan / link.toStdString();
    const std::filesystem::path outside = m_folder->filePath("outside").toStdString();
    if (isThereOutside) {
        makeFolder(outside);
    }
    std::filesystem::remove_all(place);
    std::filesystem::create_symlink(outside, place);
    const auto error = errorOf([&] { return readTrainingPlan(m_plan); });
    QVERIFY2(mentions(error, "leads out of the plan's folder"), error ? error->what() : "It was read.");
}

void TestPlanFile::refusesTheOtherKind() {
    writePlan(m_plan, Study(m_study).plan());
    QVERIFY(mentions(errorOf([&] { return readPredictionPlan(m_plan); }), "is the plan of a training"));
    writeAtomically(m_plan / "plan.json", "[1, 2");
    QVERIFY(mentions(errorOf([&] { return readTrainingPlan(m_plan); }), "the file is not a JSON object"));
    QVERIFY(mentions(errorOf([&] { return readTrainingPlan(m_study); }), "There is no plan.json in"));
}

QTEST_GUILESS_MAIN(TestPlanFile)
#include "tst_plan_file.moc"
