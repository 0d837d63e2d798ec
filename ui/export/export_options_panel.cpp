#include "ui/export/export_options_panel.h"

#include "storage/export/export_names.h"
#include "ui/theme/breakable.h"
#include "ui/theme/dialogs.h"
#include "ui/theme/translated.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStringList>
#include <QStyle>
#include <QVBoxLayout>

namespace tandem {

ExportOptionsPanel::ExportOptionsPanel(const std::filesystem::path& folder, QWidget* parent) : QWidget(parent) {
    auto* const rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(makeWhat());
    rows->addWidget(makeFiles());
    rows->addStretch(1);
    // The field is too narrow for most paths.
    connect(m_folder, &QLineEdit::textChanged, m_folder, &QLineEdit::setToolTip);
    m_folder->setText(QString::fromStdString(folder.string()));
    m_folder->setCursorPosition(0);
    m_pattern->setText(QString::fromStdString(ExportRequest().pattern));
    keepTranslated(*this, [this] { retranslate(); });
    for (QCheckBox* const one : findChildren<QCheckBox*>()) {
        connect(one, &QCheckBox::toggled, this, &ExportOptionsPanel::changed);
    }
    connect(m_surfaces, &QCheckBox::toggled, this, &ExportOptionsPanel::showAvailability);
    connect(m_layout, &QComboBox::currentIndexChanged, this, &ExportOptionsPanel::showAvailability);
    connect(m_layout, &QComboBox::currentIndexChanged, this, &ExportOptionsPanel::changed);
    connect(m_format, &QComboBox::currentIndexChanged, this, &ExportOptionsPanel::changed);
    connect(m_mesh, &QComboBox::currentIndexChanged, this, &ExportOptionsPanel::changed);
    connect(m_whose, &QComboBox::currentIndexChanged, this, &ExportOptionsPanel::changed);
    connect(m_folder, &QLineEdit::textChanged, this, &ExportOptionsPanel::changed);
    connect(m_pattern, &QLineEdit::textChanged, this, &ExportOptionsPanel::changed);
    connect(m_browse, &QPushButton::clicked, this, &ExportOptionsPanel::askForFolder);
}

QCheckBox* ExportOptionsPanel::makeCheck(const char* name, QWidget* parent) {
    auto* const box = new QCheckBox(parent);
    box->setObjectName(name);
    return box;
}

QGroupBox* ExportOptionsPanel::makeWhat() {
    m_what = new QGroupBox(this);
    auto* const rows = new QVBoxLayout(m_what);
    m_label = makeCheck("exportLabel", m_what);
    m_label->setChecked(true);
    m_whose = new QComboBox(m_what);
    m_whose->setObjectName("exportWhose");
    for (const Decoder whose : {Decoder::A, Decoder::B, Decoder::Mean}) {
        m_whose->addItem(QString(), static_cast<int>(whose));
    }
    m_probabilities = makeCheck("exportProbabilities", m_what);
    m_maps = makeCheck("exportMaps", m_what);
    m_surfaces = makeCheck("exportSurfaces", m_what);
    m_mesh = new QComboBox(m_what);
    m_mesh->setObjectName("exportMesh");
    m_mesh->addItems({"STL", "OBJ", "PLY"});
    m_segmentation = makeCheck("exportSegmentation", m_what);
    m_structures = makeCheck("exportStructures", m_what);
    m_metrics = makeCheck("exportMetrics", m_what);
    m_html = makeCheck("exportHtml", m_what);
    m_pdf = makeCheck("exportPdf", m_what);
    auto* const surfaces = new QHBoxLayout;
    surfaces->addWidget(m_surfaces, 1);
    surfaces->addWidget(m_mesh);
    auto* const label = new QHBoxLayout;
    label->addWidget(m_label, 1);
    label->addWidget(m_whose);
    rows->addLayout(label);
    rows->addWidget(m_probabilities);
    rows->addWidget(m_maps);
    rows->addLayout(surfaces);
    for (QCheckBox* const one : {m_segmentation, m_structures, m_metrics, m_html, m_pdf}) {
        rows->addWidget(one);
    }
    return m_what;
}

QGroupBox* ExportOptionsPanel::makeFiles() {
    m_files = new QGroupBox(this);
    auto* const rows = new QVBoxLayout(m_files);
    m_layoutLabel = new QLabel(m_files);
    m_layout = new QComboBox(m_files);
    m_layout->setObjectName("exportLayout");
    m_layout->addItems({QString(), QString()});
    m_layoutLabel->setBuddy(m_layout);
    m_formatLabel = new QLabel(m_files);
    m_format = new QComboBox(m_files);
    m_format->setObjectName("exportFormat");
    m_format->addItems({"NIfTI (.nii.gz)", "NRRD (.nrrd)", "MetaImage (.mha)"});
    m_formatLabel->setBuddy(m_format);
    m_folderLabel = new QLabel(m_files);
    m_folder = new QLineEdit(m_files);
    m_folder->setObjectName("exportFolder");
    m_folderLabel->setBuddy(m_folder);
    m_browse = new QPushButton(m_files);
    m_browse->setObjectName("exportBrowse");
    m_patternLabel = new QLabel(m_files);
    m_pattern = new QLineEdit(m_files);
    m_pattern->setObjectName("exportPattern");
    m_patternLabel->setBuddy(m_pattern);
    m_hint = new QLabel(m_files);
    m_hint->setProperty("role", "faint");
    m_hint->setWordWrap(true);
    m_example = new QLabel(m_files);
    m_example->setObjectName("exportExample");
    m_example->setWordWrap(true);
    m_overwrite = makeCheck("exportOverwrite", m_files);
    auto* const folder = new QHBoxLayout;
    folder->addWidget(m_folder, 1);
    folder->addWidget(m_browse);
    rows->addWidget(m_layoutLabel);
    rows->addWidget(m_layout);
    rows->addWidget(m_formatLabel);
    rows->addWidget(m_format);
    rows->addWidget(m_folderLabel);
    rows->addLayout(folder);
    rows->addWidget(m_patternLabel);
    rows->addWidget(m_pattern);
    rows->addWidget(m_hint);
    rows->addWidget(m_example);
    rows->addWidget(m_overwrite);
    return m_files;
}

void ExportOptionsPanel::fill(ExportRequest& request) const {
    const auto isAsked = [](const QCheckBox* box) { return box->isEnabled() && box->isChecked(); };
    request.what = {.label = isAsked(m_label),
                    .probabilities = isAsked(m_probabilities),
                    .maps = isAsked(m_maps),
                    .surfaces = isAsked(m_surfaces),
                    .dicomSegmentation = isAsked(m_segmentation),
                    .structureSet = isAsked(m_structures),
                    .metrics = isAsked(m_metrics),
                    .reportHtml = isAsked(m_html),
                    .reportPdf = isAsked(m_pdf)};
    request.label = m_whose->isEnabled() ? static_cast<Decoder>(m_whose->currentData().toInt()) : Decoder::A;
    request.layout = static_cast<ExportLayout>(m_layout->currentIndex());
    request.format = isBids() ? ImageFormat::Nifti : static_cast<ImageFormat>(m_format->currentIndex());
    request.meshFormat = static_cast<MeshFormat>(m_mesh->currentIndex());
    request.folder = m_folder->text().trimmed().toStdString();
    request.pattern = m_pattern->text().trimmed().toStdString();
    request.overwrite = m_overwrite->isChecked();
}

bool ExportOptionsPanel::isBids() const {
    return static_cast<ExportLayout>(m_layout->currentIndex()) == ExportLayout::Bids;
}

QString ExportOptionsPanel::obstacleOfBids() const {
    return isBids() ? tr("BIDS derivatives are label maps and probabilities, named by BIDS.") : QString();
}

void ExportOptionsPanel::setAvailability(const Availability& availability) {
    m_availability = availability;
    showAvailability();
}

void ExportOptionsPanel::showAvailability() {
    const QString bids = obstacleOfBids();
    const auto set = [&](QCheckBox* box, int able, const QString& what, const QString& why) {
        box->setEnabled(able > 0 && bids.isEmpty());
        box->setToolTip(!bids.isEmpty() ? bids
                        : able == 0     ? why
                        : able < m_availability.cases
                            ? tr("%1 of %n chosen case(s).", nullptr, m_availability.cases).arg(able) + " " + what
                            : what);
    };
    set(m_segmentation, m_availability.fromDicom,
        tr("A binary segment for every class, which refers to the slices of the source series."),
        tr("None of the chosen cases came from a DICOM series."));
    set(m_structures, m_availability.fromDicom,
        tr("A DICOM structure set: smooth contours in the slices of the source series, holes as contours of their own "
           "(even-odd rule)."),
        tr("None of the chosen cases came from a DICOM series."));
    set(m_metrics, m_availability.withLabel,
        tr("Dice, Jaccard and surface distances against the label, as CSV and JSON."),
        tr("None of the chosen cases has a label to compare with."));
    const bool haveAllProbabilities = m_availability.withProbabilities == m_availability.cases;
    m_whose->setEnabled(haveAllProbabilities);
    m_whose->setToolTip(haveAllProbabilities
                            ? tr("Whose label map, surfaces, segmentation, metrics and report: of decoder A, as the "
                                 "paper's protocol says, of decoder B, or of the mean of both.")
                            : tr("Of decoder A, as the paper's protocol says: some of the chosen cases were predicted "
                                 "without the probabilities of B and of the mean."));
    const std::pair<QWidget*, QString> others[]{
        {m_maps, tr("Uncertainty, similarity, teaching weight, who teaches whom, disagreement, trust.")},
        {m_surfaces, tr("A smooth triangle mesh for every class of the whole prediction.")},
        {m_html, tr("Pictures, metrics, settings and provenance in one file that every browser shows.")},
        {m_pdf, tr("The same, to print.")},
        {m_format, QString()}};
    for (const auto& [widget, what] : others) {
        widget->setEnabled(bids.isEmpty());
        widget->setToolTip(bids.isEmpty() ? what : bids);
    }
    m_pattern->setEnabled(bids.isEmpty());
    const bool hasSurfaces = m_surfaces->isEnabled() && m_surfaces->isChecked();
    m_mesh->setEnabled(hasSurfaces);
    m_mesh->setToolTip(!bids.isEmpty() ? bids : hasSurfaces ? QString() : tr("Choose surfaces first."));
}

void ExportOptionsPanel::setExample(const QString& text, bool isWrong) {
    m_example->setText(breakable(text));
    if (m_pattern->property("wrong").toBool() != isWrong) {
        m_pattern->setProperty("wrong", isWrong);
        m_pattern->style()->unpolish(m_pattern);
        m_pattern->style()->polish(m_pattern);
    }
    m_pattern->setToolTip(isWrong ? text : obstacleOfBids());
}

void ExportOptionsPanel::askForFolder() {
    const QString typed = m_folder->text().trimmed();
    const bool isThere = !typed.isEmpty() && QDir(typed).exists();
    tandem::askForFolder(*this, tr("Export to"), isThere ? typed : documentsFolder(),
                         [this](const QString& folder) { m_folder->setText(folder); });
}

void ExportOptionsPanel::retranslateWhat() {
    m_what->setTitle(tr("What"));
    m_label->setText(tr("&Label map"));
    m_label->setToolTip(tr("On the grid of the source image, with the voxel values of the project's classes."));
    m_whose->setItemText(0, tr("of decoder A"));
    m_whose->setItemText(1, tr("of decoder B"));
    m_whose->setItemText(2, tr("of their mean"));
    m_whose->setAccessibleName(tr("Whose label map"));
    m_probabilities->setText(tr("Probab&ilities of every class"));
    m_probabilities->setToolTip(tr("Of decoder A, of B, and their mean."));
    m_maps->setText(tr("Uncertaint&y and trust maps"));
    m_surfaces->setText(tr("S&urfaces, in mm (LPS)"));
    m_mesh->setAccessibleName(tr("Format of surfaces"));
    m_segmentation->setText(tr("DICOM se&gmentation"));
    m_structures->setText(tr("Contours of each class (RTSTRUCT)"));
    m_metrics->setText(tr("Metrics, as CSV and &JSON"));
    m_html->setText(tr("Report as HT&ML"));
    m_pdf->setText(tr("Report as P&DF"));
}

void ExportOptionsPanel::retranslate() {
    retranslateWhat();
    m_files->setTitle(tr("Files"));
    m_layoutLabel->setText(tr("&Kind of folder"));
    m_layout->setItemText(0, tr("Files named by a pattern"));
    m_layout->setItemText(1, tr("BIDS derivatives"));
    m_layout->setToolTip(
        tr("BIDS: derivatives/tandem in the folder, with a label map, a table of its classes and its "
           "provenance for every subject. Choose the folder of the data set, or a new one."));
    m_formatLabel->setText(tr("Forma&t of labels and maps"));
    m_folderLabel->setText(tr("F&older"));
    m_browse->setText(tr("Bro&wse…"));
    m_patternLabel->setText(tr("Name&s"));
    QStringList placeholders;
    for (const std::string_view one : kNamePlaceholders) {
        placeholders << QString::fromUtf8(one.data(), static_cast<qsizetype>(one.size()));
    }
    m_hint->setText(tr("From %1; a slash makes folders.").arg(placeholders.join(" ")));
    m_overwrite->setText(tr("Replace &files that are there already"));
    m_overwrite->setToolTip(tr("Without it, nothing is written when one of the files is there already."));
    showAvailability();
}

}  // namespace tandem
