#include "storage/cases/prepare_cases.h"
#include "storage/db/case_record.h"
#include "storage/db/case_repository.h"
#include "tests/core/expect_error.h"
#include "tests/review/review_project.h"
#include "tests/ui/training/phantom_project.h"

#include <QDir>
#include <QFile>
#include <QtTest>
#include <algorithm>
#include <atomic>
#include <memory>
#include <thread>

using namespace tandem;

class TestPrepareCases : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_phantoms = std::make_unique<PhantomProject>(); }
    void allAppear();
    void whatWasPreparedStays_data();
    void whatWasPreparedStays();
    void anotherFileInASourcesPlaceIsRefused_data();
    void anotherFileInASourcesPlaceIsRefused();
    void damagedVoxelsAreMadeAgain();
    void severalAtOnce();
    void casesWithoutALabelAreCroppedByPredictions();
    void aRunIsKeptToTheWeightsThatGiveItsBoxes();
    void casesWithoutABoxAreTold();

private:
    [[nodiscard]] Project& project() { return m_phantoms->project(); }
    [[nodiscard]] QStringList files() {
        return QDir(QString::fromStdString(project().preparedFolder().string()))
            .entryList(QDir::Files | QDir::Hidden, QDir::Name);
    }

    std::unique_ptr<PhantomProject> m_phantoms;
};

void TestPrepareCases::allAppear() {
    const std::vector<CaseRecord> cases = project().cases().list();
    const PreparedCases prepared = prepareCases(project(), cases, {}, [](double, std::string_view) {}, {});
    QCOMPARE(prepared.reused, 0);
    QCOMPARE(files().size(), 12);
    for (const auto& [id, reference] : prepared.references) {
        QCOMPARE(PreparedCase(reference).reference().caseId, id);
    }
    QCOMPARE(prepareCases(project(), cases, {}, [](double, std::string_view) {}, {}).reused, 4);
}

void TestPrepareCases::whatWasPreparedStays_data() {
    QTest::addColumn<bool>("isStopped");
    QTest::newRow("stopped in the third case") << true;
    QTest::newRow("the third case cannot be read") << false;
}

void TestPrepareCases::whatWasPreparedStays() {
    QFETCH(const bool, isStopped);
    const std::vector<CaseRecord> cases = project().cases().list();
    std::stop_source stop;
    const auto progress = [&](double, std::string_view name) {
        if (isStopped && name == cases[2].name) {
            stop.request_stop();
        }
    };
    if (!isStopped) {
        std::filesystem::remove(cases[2].images.front().path);
    }
    const auto error = errorOf([&] { return prepareCases(project(), cases, {}, progress, stop.get_token()); });
    QVERIFY(error);
    QCOMPARE(error->code(), isStopped ? ErrorCode::Cancelled : ErrorCode::NotFound);
    QCOMPARE(files().size(), 6);
    QVERIFY(findPrepared(project(), cases[1], {}) && !findPrepared(project(), cases[2], {}));
    const std::vector<CaseRecord> first(cases.begin(), cases.begin() + 2);
    QCOMPARE(prepareCases(project(), first, {}, [](double, std::string_view) {}, {}).reused, 2);
}

void TestPrepareCases::anotherFileInASourcesPlaceIsRefused_data() {
    QTest::addColumn<bool>("isLabel");
    QTest::newRow("image") << false;
    QTest::newRow("label") << true;
}

void TestPrepareCases::anotherFileInASourcesPlaceIsRefused() {
    QFETCH(const bool, isLabel);
    const std::vector<CaseRecord> cases = project().cases().list();
    const auto fileOf = [&](const CaseRecord& one) { return isLabel ? one.label->path : one.images.front().path; };
    std::filesystem::copy_file(fileOf(cases[1]), fileOf(cases[0]), std::filesystem::copy_options::overwrite_existing);
    const auto error = errorOf([&] { return prepareCases(project(), cases, {}, [](double, std::string_view) {}, {}); });
    QVERIFY(error && error->code() == ErrorCode::Conflict);
    QVERIFY2(mentions(error, fileOf(cases[0]).string()) && mentions(error, cases[0].name), error->what());
    QCOMPARE(files().size(), 0);
}

void TestPrepareCases::damagedVoxelsAreMadeAgain() {
    const std::vector<CaseRecord> cases = project().cases().list();
    const auto prepare = [&] { return prepareCases(project(), cases, {}, [](double, std::string_view) {}, {}); };
    const PreparedReference first = prepare().references.at(cases[0].id);
    const auto voxels = [&] {
        const PreparedCase opened(first);
        return std::vector<float>(opened.imageVoxels().begin(), opened.imageVoxels().end());
    };
    const std::vector<float> before = voxels();
    QFile image(QString::fromStdString(first.stem.string() + ".image"));
    QVERIFY(image.open(QIODevice::ReadWrite) && image.seek(1000) && image.write("\x01\x02", 2) == 2);
    image.close();
    QVERIFY(voxels() != before);
    QCOMPARE(prepare().reused, 3);
    QCOMPARE(voxels(), before);
}

/// Each with a connection of its own, as processes have.
void TestPrepareCases::severalAtOnce() {
    const std::vector<CaseRecord> cases = project().cases().list();
    std::atomic<int> made = 0;
    std::atomic<int> failures = 0;
    std::vector<std::jthread> threads;
    for (int number = 0; number < 3; ++number) {
        threads.emplace_back([&, number] {
            const Project own = Project::open(project().folder());
            std::vector<CaseRecord> order = cases;
            std::ranges::rotate(order, order.begin() + number);
            try {
                const PreparedCases prepared = prepareCases(own, order, {}, [](double, std::string_view) {}, {});
                made += static_cast<int>(order.size()) - prepared.reused;
                for (const auto& [id, reference] : prepared.references) {
                    PreparedCase(reference).requireUnchanged();
                }
            } catch (const Error&) {
                ++failures;
            }
        });
    }
    threads.clear();
    QCOMPARE(failures, 0);
    QCOMPARE(made, static_cast<int>(cases.size()));
    QCOMPARE(files().size(), 12);
}

void TestPrepareCases::casesWithoutALabelAreCroppedByPredictions() {
    ReviewProject made;
    const Project& reviewed = made.project();
    constexpr std::int64_t kShift = 3;
    made.predict(made.open(1), kShift);
    const PreparationSettings settings{.crop = Crop::Prediction, .cropMargin = 2, .cropRun = made.runId()};
    const std::vector<CaseRecord> cases{reviewed.cases().get(made.open(1)), reviewed.cases().get(made.open(2)),
                                        reviewed.cases().get(made.check(1))};
    const PreparedCases prepared = prepareCases(reviewed, cases, settings, [](double, std::string_view) {}, {});
    const auto headerOf = [&](std::int64_t id) { return PreparedCase(prepared.references.at(id)).header(); };
    // The same box where the prediction lies, and where the label does.
    const PreparedHeader guided = headerOf(made.open(1));
    const PreparedHeader labelled = headerOf(made.check(1));
    QVERIFY(!guided.hasLabel && labelled.hasLabel);
    QCOMPARE(guided.geometry.size, labelled.geometry.size);
    QCOMPARE(made.grid().indexOf(guided.geometry.originMm)[0] - made.grid().indexOf(labelled.geometry.originMm)[0],
             static_cast<double>(kShift));
    QCOMPARE(headerOf(made.open(2)).geometry.size, made.grid().size);
    QCOMPARE(prepared.notices.size(), std::size_t{1});
    QVERIFY(prepared.notices.front().starts_with("open-2: ") &&
            prepared.notices.front().find("nor a prediction of run 1") != std::string::npos);
    // What is found again follows the prediction.
    QVERIFY(findPrepared(reviewed, cases[0], settings).has_value());
    made.predict(made.open(1), kShift + 1);
    QVERIFY(!findPrepared(reviewed, cases[0], settings).has_value());
}

/// A run that goes on later must find the boxes that it began with.
void TestPrepareCases::aRunIsKeptToTheWeightsThatGiveItsBoxes() {
    ReviewProject made;
    const PreparationSettings open{.crop = Crop::Prediction, .cropRun = made.runId()};
    QCOMPARE(keptToItsBoxes(made.project(), open), open);
    made.predict(made.open(1), 3);
    const PreparationSettings kept = keptToItsBoxes(made.project(), open);
    QCOMPARE(kept.cropCheckpoint, ReviewProject::checkpoint());
    const std::vector<CaseRecord> cases{made.project().cases().get(made.open(1))};
    static_cast<void>(prepareCases(made.project(), cases, kept, [](double, std::string_view) {}, {}));
    const std::string later(64, 'e');
    made.predict(made.open(1), 6, false, later);
    made.predict(made.open(2), 6, false, later);
    QVERIFY(findPrepared(made.project(), cases[0], kept).has_value());
    QVERIFY(!findPrepared(made.project(), cases[0], open).has_value());
    QCOMPARE(casesWithoutBox(made.project(), {made.project().cases().get(made.open(2))}, kept), 1);
    QCOMPARE(keptToItsBoxes(made.project(), open).cropCheckpoint, later);
    QCOMPARE(keptToItsBoxes(made.project(), kept), kept);
}

void TestPrepareCases::casesWithoutABoxAreTold() {
    ReviewProject made;
    const std::vector<CaseRecord> cases = made.project().cases().list();
    const auto notice = [&](const PreparationSettings& settings) {
        return QString::fromStdString(boxNotice(made.project(), cases, settings));
    };
    for (const Crop crop : {Crop::None, Crop::NonZero, Crop::Box}) {
        QCOMPARE(notice({.crop = crop}), QString());
    }
    QVERIFY(notice({.crop = Crop::Label}).startsWith("3 of 8 cases have no label to crop around"));
    QVERIFY(notice({.crop = Crop::Label}).contains("crop=prediction"));
    const PreparationSettings byRun{.crop = Crop::Prediction, .cropRun = made.runId()};
    QVERIFY(notice(byRun).startsWith("3 of 8 cases have neither a label nor a prediction of run 1"));
    for (int number = 1; number <= 3; ++number) {
        QCOMPARE(casesWithoutBox(made.project(), cases, byRun), std::int64_t{4 - number});
        made.predict(made.open(number), 1);
    }
    QCOMPARE(notice(byRun), QString());
}

QTEST_GUILESS_MAIN(TestPrepareCases)
#include "tst_prepare_cases.moc"
