// The regions of all cases in one list: which cases, read once, and what corrections have resolved.
#include "storage/correction/correction_work.h"
#include "storage/db/run_ancestor.h"
#include "storage/prediction/prediction_weights.h"
#include "storage/regions/prediction_regions.h"
#include "storage/regions/region_queue.h"
#include "storage/reliability/run_trust.h"
#include "storage/review/case_review.h"
#include "storage/review/label_edit.h"
#include "tests/core/expect_error.h"
#include "tests/review/review_project.h"

#include <QTest>
#include <algorithm>
#include <filesystem>
#include <memory>
#include <vector>

using namespace tandem;

namespace {

const Progress kSilent = [](double, std::string_view) {};
const Weights kWeights{.hash = ReviewProject::checkpoint()};

std::vector<std::string> namesIn(const RegionQueue& queue) {
    std::vector<std::string> names;
    for (const RegionCase& one : queue.cases) {
        names.push_back(one.name);
    }
    std::ranges::sort(names);
    return names;
}

using Names = std::vector<std::string>;

}  // namespace

class TestRegionQueue : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_made = std::make_unique<ReviewProject>();
        m_made->predict(m_made->open(1), 2);
        m_made->predict(m_made->open(2), 5);
    }

    void holdsTheBoxesOfEachCase();
    void leavesOutWhatIsDecided();
    void mapsAreReadOnce();
    void anotherTrustIsReadAgain();
    void corrections();
    void aCorrectionThatCannotBeReadHasResolvedNothing();
    void noiseShrinksFromRunToRun();
    void stops();

private:
    [[nodiscard]] RegionQueue read(const RegionQueue& before = {}) const {
        return readRegionQueue(m_made->project(), m_made->runId(), before, kSilent, {});
    }
    [[nodiscard]] CorrectionWork correct(int number) const {
        return CorrectionWork::begin(m_made->project(),
                                     {.origin = CorrectionOrigin::Prediction,
                                      .caseId = m_made->open(number),
                                      .runId = m_made->runId(),
                                      .checkpointHash = kWeights.hash},
                                     {});
    }

    std::unique_ptr<ReviewProject> m_made;
};

void TestRegionQueue::holdsTheBoxesOfEachCase() {
    const RegionQueue queue = read();
    QCOMPARE(namesIn(queue), (Names{"open-1", "open-2"}));
    QCOMPARE(queue.toPredict, 1);
    QCOMPARE(queue.candidates->size(), 16U);  // of 48 x 35 x 48 mm each
    std::size_t first = 0;
    for (const RegionCase& one : queue.cases) {
        QCOMPARE(one.first, first);
        first += one.count;
        const auto prediction = m_made->project().predictions().find(m_made->runId(), one.caseId);
        const PredictionRegions alone = regionsOf(m_made->project(), *prediction, {}, {});
        QCOMPARE(one.count, alone.candidates.size());
        for (std::size_t at = 0; at < one.count; ++at) {
            const CandidateRegion& candidate = (*queue.candidates)[one.first + at];
            QCOMPARE(candidate.caseId, one.caseId);
            QCOMPARE(candidate.expectedErrors, alone.candidates[at].expectedErrors);
            QCOMPARE(candidate.foregroundVoxels, alone.candidates[at].foregroundVoxels);
            QVERIFY(&queue.caseOf(candidate) == &one);
            QVERIFY(!queue.isDone(candidate));
        }
    }
    QCOMPARE(queue.done, 0);
    double all = 0;
    for (const CandidateRegion& candidate : *queue.candidates) {
        all += candidate.expectedErrors;
    }
    QCOMPARE(queue.openErrors, all);
    // Moved by five voxels more is wrong, and doubted, than by two.
    const auto errors = [&](int number) {
        double sum = 0;
        for (const CandidateRegion& candidate : *queue.candidates) {
            sum += candidate.caseId == m_made->open(number) ? candidate.expectedErrors : 0;
        }
        return sum;
    };
    QVERIFY(errors(2) > 1.5 * errors(1));
}

void TestRegionQueue::leavesOutWhatIsDecided() {
    m_made->predict(m_made->open(3), 1);
    QCOMPARE(namesIn(read()), (Names{"open-1", "open-2", "open-3"}));
    rejectPrediction(m_made->project(), m_made->runId(), m_made->open(1), "bad");
    QCOMPARE(namesIn(read()), (Names{"open-1", "open-2", "open-3"}));  // all the more to correct
    acceptPrediction(m_made->project(), m_made->runId(), m_made->open(2), "good", {});
    QCOMPARE(namesIn(read()), (Names{"open-1", "open-3"}));
    undoReview(m_made->project(), m_made->open(2));
    QCOMPARE(namesIn(read()).size(), 3U);
    static_cast<void>(beginLabelEdit(m_made->project(), m_made->runId(), m_made->open(3), kSilent, {}));
    QCOMPARE(namesIn(read()), (Names{"open-1", "open-2"}));
    QCOMPARE(read().toPredict, 0);
}

void TestRegionQueue::mapsAreReadOnce() {
    m_made->predict(m_made->open(3), 3);
    const RegionQueue before = read();
    acceptPrediction(m_made->project(), m_made->runId(), m_made->open(3), "", {});
    const RegionQueue less = read(before);
    QCOMPARE(namesIn(less), (Names{"open-1", "open-2"}));
    std::filesystem::remove_all(m_made->folder() / "predictions");
    for (const RegionQueue* const known : {&before, &less}) {
        const RegionQueue after = read(*known);
        QCOMPARE(namesIn(after), namesIn(less));
        QCOMPARE(after.candidates->size(), less.candidates->size());
        for (std::size_t at = 0; at < after.candidates->size(); ++at) {
            QCOMPARE((*after.candidates)[at].caseId, (*less.candidates)[at].caseId);
            QCOMPARE((*after.candidates)[at].expectedErrors, (*less.candidates)[at].expectedErrors);
            QCOMPARE((*after.candidates)[at].regions.size(), (*less.candidates)[at].regions.size());
        }
    }
    QVERIFY(errorOf([&] { return read(); }));
}

void TestRegionQueue::anotherTrustIsReadAgain() {
    const RegionQueue before = read();
    for (int number = 1; number <= 4; ++number) {
        m_made->predict(m_made->check(number), number);
    }
    measureTrust(m_made->project(), m_made->runId(), kWeights, Decoder::A, kSilent, {});
    const RegionQueue after = read(before);
    QVERIFY(after.scoringId != before.scoringId);
    QVERIFY(before.measuredAt.empty() && !after.measuredAt.empty());
    bool isOther = false;
    for (std::size_t at = 0; at < after.candidates->size(); ++at) {
        isOther = isOther || (*after.candidates)[at].expectedErrors != (*before.candidates)[at].expectedErrors;
    }
    QVERIFY(isOther);
}

void TestRegionQueue::corrections() {
    RegionQueue queue = read();
    const auto ofCase = [&](bool hasRegions) {
        const auto found = std::ranges::find_if(*queue.candidates, [&](const CandidateRegion& one) {
            return one.caseId == m_made->open(1) && one.regions.empty() != hasRegions;
        });
        return found == queue.candidates->end() ? nullptr : &*found;
    };
    const CandidateRegion* const doubtful = ofCase(true);
    QVERIFY(doubtful != nullptr);
    const std::vector<DoubtfulRegion> regions = doubtful->regions;
    const std::int64_t number = doubtful->number;
    const auto again = [&]() -> const CandidateRegion& {
        queue = read(queue);
        return *std::ranges::find_if(*queue.candidates, [&](const CandidateRegion& one) {
            return one.caseId == m_made->open(1) && one.number == number;
        });
    };
    {
        CorrectionWork work = correct(1);
        for (const DoubtfulRegion& region : regions) {
            QVERIFY(!queue.isDone(again()));
            work.correction().resolve({.centre = region.centre}, {}, work.correction().label());
            work.writeDown(work.correction().takeEvents());
        }
        QVERIFY(queue.isDone(again()));
        QCOMPARE(queue.resolved(again()), static_cast<int>(regions.size()));
        QCOMPARE(queue.done, 1);
        work.correction().undo();
        work.writeDown(work.correction().takeEvents());
        QVERIFY(!queue.isDone(again()));
        // A box without a doubtful region is done when its middle was answered.
        if (const CandidateRegion* const bare = ofCase(false)) {
            QVERIFY(!queue.isDone(*bare));
            const Index3 middle = bare->centre();
            const std::int64_t bareNumber = bare->number;
            work.correction().resolve({.centre = middle}, {}, work.correction().label());
            work.writeDown(work.correction().takeEvents());
            queue = read(queue);
            QVERIFY(
                queue.isDone((*queue.candidates)[static_cast<std::size_t>(bareNumber) + queue.caseOf(again()).first]));
        }
        QVERIFY(queue.caseOf(again()).correction.has_value());
    }
    const auto untouched = std::ranges::find(queue.cases, m_made->open(2), &RegionCase::caseId);
    QVERIFY(!untouched->correction);
    // What becomes a label is no longer to be reviewed.
    finishCorrection(m_made->project(), correct(1), "", {});
    QCOMPARE(namesIn(read(queue)), (Names{"open-2"}));
}

void TestRegionQueue::aCorrectionThatCannotBeReadHasResolvedNothing() {
    {
        const CorrectionWork work = correct(1);
    }
    std::filesystem::resize_file(correctionJournal(m_made->project(), m_made->open(1)), 20);
    const RegionQueue queue = read();
    QCOMPARE(namesIn(queue), (Names{"open-1", "open-2"}));
    QVERIFY(std::ranges::none_of(*queue.candidates, [&](const auto& one) { return queue.isDone(one); }));
}

void TestRegionQueue::noiseShrinksFromRunToRun() {
    QCOMPARE(read().round, 0);
    QCOMPARE(read().orderSettings(3).beta, 1.0);
    QCOMPARE(read().orderSettings(3).seed, 3U);
    const std::int64_t next = m_made->addRun("mutual-reliable", m_made->splitId());
    m_made->project().runs().goOnFrom(next, {{.runId = m_made->runId(), .checkpointHash = kWeights.hash}});
    const RegionQueue queue = readRegionQueue(m_made->project(), next, {}, kSilent, {});
    QCOMPARE(queue.round, 1);
    QVERIFY(queue.orderSettings(1).beta > 3 && queue.orderSettings(1).beta < 3.2);
}

void TestRegionQueue::stops() {
    std::stop_source stop;
    stop.request_stop();
    const auto error =
        errorOf([&] { return readRegionQueue(m_made->project(), m_made->runId(), {}, kSilent, stop.get_token()); });
    QVERIFY(error && error->code() == ErrorCode::Cancelled);
}

QTEST_APPLESS_MAIN(TestRegionQueue)
#include "tst_region_queue.moc"
