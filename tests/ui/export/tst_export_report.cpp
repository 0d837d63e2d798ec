#include "storage/export/export_study.h"
#include "tests/core/expect_error.h"
#include "tests/core/small_files.h"
#include "tests/export/export_project.h"
#include "ui/export/report/report_document.h"
#include "ui/export/report/report_markup.h"
#include "ui/export/report/trust_markup.h"
#include "ui/picture/montage_theme.h"

#include <QFile>
#include <QImage>
#include <QRegularExpression>
#include <QTest>
#include <QTextDocument>
#include <thread>

using namespace tandem;

namespace {

QByteArray bytesOf(const std::filesystem::path& file) {
    QFile opened(QString::fromStdString(file.string()));
    return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray();
}

}  // namespace

class TestExportReport : public QObject {
    Q_OBJECT

    ExportProject m_made;

private Q_SLOTS:
    void initTestCase() {
        ExportRequest request{.runId = 1, .folder = m_made.out()};
        request.what = ExportChoice::none();
        request.what.reportHtml = request.what.reportPdf = true;
        request.abstain = AbstainSettings{.threshold = 0.75};
        ReportDocument document;
        const Progress silent = [](double, std::string_view) {};
        QCOMPARE(exportPredictions(m_made.project(), request, silent, {}, &document).files.size(), std::size_t{3});
    }

    void htmlTellsTheStudy() {
        const QString html = QString::fromUtf8(bytesOf(m_made.out() / "run1_report.html"));
        QTextDocument document;
        document.setHtml(html);
        const QString text = document.toPlainText();
        for (const char* words :
             {"Segmentation report: Study of atria", "mutual-reliable", "last checkpoint, iteration 60 (aaaaaaaa)",
              "cpu float32", "LibTorch 2.6", "patient P/1", "agreement of the decoders (Dice) 1.000",
              "Not decided: 0.13 % of all voxels", "are after abstaining", "Before abstaining",
              "where the trust is under 0.75; voxel value 255", "16, 16, 16 voxels", "What to trust",
              "uncalibrated: the run's split has no validation cases", "Trust (uncalibrated)"}) {
            QVERIFY2(text.contains(words), words);
        }
        const LabelVolume& label = m_made.phantom().label;
        const double inside = ExportProject::foregroundOf(label);
        const double errors = ExportProject::expectedErrors(label);
        for (const QString& words :
             {QString("Predicted Dice %1 (uncalibrated)").arg(ExportProject::expectedDice(label), 0, 'f', 2),
              QString("uncertain part %1").arg((0.1 * inside + 10.8) / (inside + 27), 0, 'f', 3),
              QString("Expected (uncalibrated): 11 of %1 wrong voxels").arg(errors, 0, 'f', 0)}) {
            QVERIFY2(text.contains(words), qPrintable(words + " in " + text));
        }
        for (const char* row : {"Label\\s+decoder A", "Metrics\\s+on the grids of the images", "Iterations\\s+60\\s",
                                "Axis order\\s+keep"}) {
            QVERIFY2(text.contains(QRegularExpression(row)), row);
        }
        QVERIFY(text.contains(QString::fromStdString("Checkpoint SHA-256 " + ExportProject::kCheckpoint)));
        // The prediction of "one" is its label.
        QVERIFY(text.contains(QRegularExpression("atrium\\s+[0-9.]+\\s+[0-9.]+\\s+1\\.000\\s+1\\.000\\s+0\\.00")));
    }

    void htmlHoldsItsPictures() {
        const QString html = QString::fromUtf8(bytesOf(m_made.out() / "run1_report.html"));
        QRegularExpressionMatchIterator found =
            QRegularExpression("src=\"data:image/png;base64,([^\"]+)\"").globalMatch(html);
        int pictures = 0;
        int scales = 0;
        while (found.hasNext()) {
            const QImage image = QImage::fromData(QByteArray::fromBase64(found.next().captured(1).toLatin1()), "PNG");
            QVERIFY(!image.isNull());
            scales += image.height() == 10 ? 1 : 0;
            pictures += std::max(image.width(), image.height()) == 600 ? 1 : 0;
        }
        QCOMPARE(pictures, 2 * 4);
        QCOMPARE(scales, 2 * 2);
        QVERIFY(!html.contains("src=\"case-"));
    }

    void pdfHasAPageForEveryCase() {
        const QByteArray pdf = bytesOf(m_made.out() / "run1_report.pdf");
        QVERIFY(pdf.startsWith("%PDF-"));
        auto pages = QRegularExpression("/Type\\s*/Page[^s]").globalMatch(QString::fromLatin1(pdf));
        int count = 0;
        for (; pages.hasNext(); ++count) {
            pages.next();
        }
        QCOMPARE(count, 4);  // the run, two cases, the settings
    }

    /// Where the disk is full, that is told, and the document that was there is whole.
    void halfADocumentIsNone() {
        for (const bool isPdf : {true, false}) {
            const std::string name = isPdf ? "run1_report.pdf" : "run1_report.html";
            const QByteArray before = bytesOf(m_made.out() / name);
            ExportRequest request{.runId = 1, .folder = m_made.out(), .overwrite = true};
            request.what = ExportChoice::none();
            request.what.reportHtml = !isPdf;
            request.what.reportPdf = isPdf;
            ReportDocument document;
            const SmallFiles full(static_cast<rlim_t>(before.size() / 2));
            const auto error = errorOf([&] {
                return exportPredictions(m_made.project(), request, [](double, std::string_view) {}, {}, &document);
            });
            QVERIFY(error && error->code() == ErrorCode::Io);
            QVERIFY2(mentions(error, name), error->what());
            QCOMPARE(bytesOf(m_made.out() / name), before);
        }
    }

    /// The first page tells the cases apart.
    void casesAreListedFirst() {
        const QString html = QString::fromUtf8(bytesOf(m_made.out() / "run1_report.html"));
        QTextDocument document;
        document.setHtml(html.left(html.indexOf("page-break-before")));
        const QString text = document.toPlainText();
        const QString predicted = "\\s+0\\.\\d\\d \\(uncalibrated\\)\\s+";
        QVERIFY2(text.contains(QRegularExpression("one\\s+1\\.000" + predicted + "0\\.13 %\\s+scan\\s+–" + predicted)),
                 qPrintable(text));
    }

    void filesOfManyCasesAreListedOnce() {
        const QString html = QString::fromUtf8(bytesOf(m_made.out() / "run1_report.html"));
        for (const char* file : {"run1_report.html", "run1_report.pdf", "run1_provenance.json"}) {
            QCOMPARE(html.count(QString("<li>%1</li>").arg(file)), 1);
        }
        const std::vector<CaseMarkup> cases{{.name = "heart"}, {.name = "heart 2"}};
        const std::vector<std::string> files{"heart_label.nrrd", "heart_provenance.json", "heart 2_label.nrrd",
                                             "heart 2_provenance.json", "run1_report.pdf"};
        const std::vector<std::string> expected{"{case}_label.nrrd", "{case}_provenance.json", "run1_report.pdf"};
        QCOMPARE(filesListedOnce(files, cases), expected);
        const std::vector<std::string> one{"heart_label.nrrd"};
        QCOMPARE(filesListedOnce(one, {cases.front()}), one);
    }

    /// As the window's job does, on a thread that is not Qt's.
    void reportsAreMadeOnAnyThread() {
        QTest::failOnWarning(QRegularExpression(".*"));
        ExportRequest request{.runId = 1, .folder = m_made.parent() / "threaded"};
        request.what = ExportChoice::none();
        request.what.reportHtml = request.what.reportPdf = true;
        std::size_t files = 0;
        std::jthread([&] {
            ReportDocument document;
            const Project project = Project::open(m_made.folder());
            const Progress silent = [](double, std::string_view) {};
            files = exportPredictions(project, request, silent, {}, &document).files.size();
        }).join();
        QCOMPARE(files, std::size_t{3});
    }

    void whatPeopleTypeIsEscaped() {
        ReportFacts facts{.project = "A<B & \"C\"", .scheme = ExportProject::scheme()};
        facts.run.settingsJson = "{}";
        facts.run.preparationJson = "{}";
        facts.notes = {"1 < 2"};
        const QString html = documentMarkup(facts, {});
        QVERIFY(html.contains("A&lt;B &amp; &quot;C&quot;"));
        QVERIFY(html.contains("<li>1 &lt; 2</li>"));
        QVERIFY(!html.contains("A<B"));
    }

    void theLabelIsNamed_data() {
        QTest::addColumn<Decoder>("label");
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("whoMeasures");
        QTest::newRow("a") << Decoder::A << "decoder A" << "which the page Review does";
        QTest::newRow("b") << Decoder::B << "decoder B" << "tandem-cli trust PROJECT --label b";
        QTest::newRow("mean") << Decoder::Mean << "the mean of both decoders"
                              << "tandem-cli trust PROJECT --label mean";
    }
    void theLabelIsNamed() {
        QFETCH(const Decoder, label);
        QFETCH(const QString, words);
        QFETCH(const QString, whoMeasures);
        ReportFacts facts{.project = "P", .scheme = ExportProject::scheme(), .label = label};
        facts.trust.validationCases = 5;  // all predicted, but not measured
        QTextDocument document;
        document.setHtml(documentMarkup(facts, {}));
        const QString text = document.toPlainText();
        QVERIFY2(text.contains(QRegularExpression("Label\\s+" + words + "\\s")), qPrintable(text));
        QVERIFY2(text.contains(whoMeasures), qPrintable(text));
        QVERIFY(!text.contains("on the grids of the images"));  // without metrics
    }

    void remarksAreListedOnce() {
        ReportFacts facts{.scheme = ExportProject::scheme()};
        facts.notes = {"Nothing was left out.", "Two cases share a patient."};
        Evaluation evaluation{.classNames = {"background", "atrium"}};
        evaluation.notices = {"Two cases share a patient."};
        evaluation.cases.resize(3);
        evaluation.means = {{.classIndex = 1, .cases = 3, .casesWithDistance = 2, .failures = 1}};
        facts.evaluation = evaluation;
        const QString html = documentMarkup(facts, {});
        QCOMPARE(html.count("<li>Nothing was left out.</li>"), 1);
        QCOMPARE(html.count("Two cases share a patient."), 1);
        QCOMPARE(html.count("Either label or prediction has no atrium in 1 of 3 cases"), 1);
    }

    /// In the words of the forms; what another version wrote is kept.
    void settingsAreReadable() {
        ReportFacts facts{.scheme = ExportProject::scheme()};
        facts.run.settingsJson =
            R"({"validation-stride":[0,0,0],"learning-rate":0.01,"of-tomorrow":[1,2],"iterations":"<many>"})";
        facts.run.preparationJson = R"({"spacing":[0,0,1.6666666666666667]})";
        QTextDocument document;
        document.setHtml(documentMarkup(facts, {}));
        const QString text = document.toPlainText();
        for (const char* row : {"Validation stride\\s+half\\s", "Learning rate\\s+0\\.01\\s", "of-tomorrow\\s+1,2\\s",
                                "Iterations\\s+<many>\\s", "Target spacing\\s+keep, keep, 1\\.66667 mm\\s"}) {
            QVERIFY2(text.contains(QRegularExpression(row)), qPrintable(QString(row) + " in " + text));
        }
        QVERIFY(!text.contains("validation-stride"));
    }

    void theLabelIsOutlined() {
        ReportCase one{.name = "one", .image = m_made.phantom().image, .prediction = m_made.phantom().label};
        const ReportFacts facts{.scheme = ExportProject::scheme()};
        const ReportPicture without = picturesOf(one, facts, 200).pictures.at(1);
        QCOMPARE(without.caption, "Prediction");
        one.reference = m_made.phantom().label;
        const ReportPicture judged = picturesOf(one, facts, 200).pictures.at(1);
        QCOMPARE(judged.caption, "Prediction; the label is outlined in white");
        QVERIFY(judged.image != without.image);
    }

    /// The detectors, best first, with the warning of one that points the wrong way.
    void trustIsToldWithItsEvidence() {
        RunTrust trust{.measuredAt = "2026-01-01T00:00:00Z", .validationCases = 5};
        trust.fitted.model.isCalibrated = true;
        TrustEvidence& evidence = trust.fitted.evidence;
        evidence.isCalibrated = true;
        evidence.cases = {{.caseName = "A<1", .dice = 0.8, .predicted = {.value = 0.82, .low = 0.74, .high = 0.88}}};
        evidence.detectors = {{.id = "trust", .title = "trust", .auroc = Spread{0.941, 0.912, 0.963}},
                              {.id = "entropy-a", .title = "uncertainty of A", .auroc = Spread{0.9, 0.88, 0.92}},
                              {.id = "weight-a", .title = "1 - teaching weight of A", .auroc = Spread{0.17, 0.1, 0.3}}};
        evidence.detectors.front().ece = Spread{0.0131, 0.01, 0.02};
        evidence.scores = {{.id = "predicted-dice", .spearman = 0.75, .meanAbsoluteError = 0.0444}};
        evidence.intervalCoverage = 0.75;
        evidence.weightBinsA.assign(10, {.low = 0.1, .high = 0.2, .voxels = 1000, .errorRate = 0.125});
        evidence.weightBinsB = evidence.weightBinsA;
        evidence.followed = {.voxels = 100, .followedErrorRate = 0.6, .otherErrorRate = 0.4};
        QTextDocument document;
        document.setHtml(trustMarkup(trust));
        const QString text =
            document.toPlainText().replace(QChar::LineSeparator, '\n').remove(QChar(0x2060));  // that joins intervals
        for (const char* words :
             {"Go by trust here", "0.94\n0.91–0.96", "0.013\n0.010–0.020", "Uncertainty of A",
              "In this run the teaching weight of A is higher where the label is wrong (AUROC 0.17, within 5 mm –).",
              "Predicted Dice", "0.75", "0.044", "held the true one in 75 %", "12.50 %", "wrong in 60.0 %",
              "does not help in this run", "A<1"}) {
            QVERIFY2(text.contains(words), qPrintable(QString(words) + " in " + text));
        }
        QVERIFY(text.indexOf("Uncertainty of A") < text.lastIndexOf("Teaching weight of A"));
        QVERIFY(!text.contains("uncalibrated"));
        // The same without calibration is called so, and the best map is named.
        trust.fitted.model.isCalibrated = evidence.isCalibrated = false;
        document.setHtml(trustMarkup(trust));
        QVERIFY2(document.toPlainText().contains("Trust (uncalibrated)"), qPrintable(document.toPlainText()));
        QVERIFY(document.toPlainText().contains("Trust is uncalibrated here."));
    }

    /// White letters at the middle of every side of every picture: R, L, A and P.
    void picturesSayWhereTheSidesAre() {
        const ReportCase one{.name = "one",
                             .image = m_made.phantom().image,
                             .prediction = m_made.phantom().label,
                             .uncertainty = m_made.phantom().image};
        const ReportPictures pictures = picturesOf(one, {.scheme = ExportProject::scheme()}, 300);
        QCOMPARE(pictures.pictures.size(), std::size_t{3});
        for (const ReportPicture& picture : pictures.pictures) {
            const QSize size = picture.image.size();
            const QRect sides[]{{3, size.height() / 2 - 9, 18, 18},
                                {size.width() - 21, size.height() / 2 - 9, 18, 18},
                                {size.width() / 2 - 9, 2, 18, 18},
                                {size.width() / 2 - 9, size.height() - 20, 18, 18}};
            for (const QRect& side : sides) {
                int letter = 0;
                for (int y = side.top(); y <= side.bottom(); ++y) {
                    for (int x = side.left(); x <= side.right(); ++x) {
                        letter += picture.image.pixelColor(x, y) == kTextColour ? 1 : 0;
                    }
                }
                QVERIFY2(letter >= 5, qPrintable(QString("%1 at %2, %3").arg(letter).arg(side.x()).arg(side.y())));
            }
        }
    }

    void picturesShowTheSlice() {
        ReportCase one{.name = "one", .image = m_made.phantom().image, .prediction = m_made.phantom().label};
        const ReportFacts facts{.scheme = ExportProject::scheme()};
        const ReportPictures pictures = picturesOf(one, facts, 200);
        QCOMPARE(pictures.pictures.size(), std::size_t{2});  // no maps were stored
        QCOMPARE(pictures.slices, 24);
        QCOMPARE(pictures.pictures[0].image.width(), 200);
        QCOMPARE(pictures.pictures[0].image.height(), 175);  // 32 to 28 voxels of one spacing
        QVERIFY(pictures.pictures[0].scale.isNull());
        // In the middle of the atrium the prediction is tinted, the image is grey.
        const Vector3 index = m_made.phantom().image.geometry().indexOf(m_made.phantom().centreMm);
        const QPoint at(static_cast<int>((index[0] + 0.5) * 200 / 32), static_cast<int>((index[1] + 0.5) * 175 / 28));
        QCOMPARE(pictures.pictures[0].image.pixelColor(at).saturation(), 0);
        QVERIFY(pictures.pictures[1].image.pixelColor(at).saturation() > 20);
    }
};

QTEST_MAIN(TestExportReport)
#include "tst_export_report.moc"
