#include "ui/frame/export_dialog.h"

#include "ui/export/figure_preview.h"
#include "ui/look/look.h"
#include "ui/pages/page.h"
#include "ui/views/controls/look_label.h"

#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QGridLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QStandardItemModel>
#include <QStandardPaths>

#include <algorithm>
#include <utility>

namespace lab {
namespace {

constexpr const char* kExtensions[] = {"png", "svg", "pdf", "csv", "json"};
/// More would make the preview slow; the file holds everything.
constexpr int kPreviewEdge = 8000;

} // namespace

ExportDialog::ExportDialog(const Look& look, ExportSession& session, QWidget* parent)
    : QDialog(parent),
      m_look(look),
      m_session(session),
      m_folder(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation)) {
    setObjectName(QStringLiteral("exportDialog"));
    setWindowTitle(tr("Export view"));
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(look.u(4), look.u(4), look.u(4), look.u(4));
    grid->setHorizontalSpacing(look.u(4));
    grid->setVerticalSpacing(look.u(2));
    grid->setColumnStretch(1, 1);
    createFields();
    m_preview = new FigurePreview(look, this);
    grid->addWidget(m_preview, grid->rowCount(), 0, 1, 2);
    grid->setRowStretch(grid->rowCount() - 1, 1);
    m_note = new LookLabel(look, Type::Secondary, Role::Muted, {}, this);
    m_note->setWordWrap(true);
    grid->addWidget(m_note, grid->rowCount(), 0, 1, 2);
    createButtons();
}

void ExportDialog::createFields() {
    m_view = addChoice("exportView", tr("View"));
    connect(m_view, &QComboBox::currentIndexChanged, this, &ExportDialog::chooseView);
    m_format = addChoice("exportFormat", tr("Format"));
    m_format->addItems({tr("PNG: picture of pixels"), tr("SVG: lines and text, for the web"),
                        tr("PDF: lines and text, for print"), tr("CSV: its numbers, for tables"),
                        tr("JSON: its numbers, for programs")});
    m_format->setCurrentIndex(Svg);
    connect(m_format, &QComboBox::currentIndexChanged, this, &ExportDialog::refresh);
    m_scale = addChoice("exportScale", tr("Scale"));
    m_scale->addItems(
        {QStringLiteral("1 ×"), QStringLiteral("2 ×"), QStringLiteral("3 ×"), QStringLiteral("4 ×")});
    m_scale->setCurrentIndex(1);
    connect(m_scale, &QComboBox::currentIndexChanged, this, &ExportDialog::refresh);
    m_caption = new QLineEdit(this);
    m_caption->setObjectName(QStringLiteral("exportCaption"));
    addRow(tr("Caption"), m_caption);
    connect(m_caption, &QLineEdit::textEdited, this, &ExportDialog::refresh);
}

QComboBox* ExportDialog::addChoice(const char* name, const QString& label) {
    auto* choice = new QComboBox(this);
    choice->setObjectName(QString::fromLatin1(name));
    addRow(label, choice);
    return choice;
}

void ExportDialog::addRow(const QString& label, QWidget* field) {
    auto* grid = static_cast<QGridLayout*>(layout());
    const int row = grid->rowCount();
    grid->addWidget(new LookLabel(m_look, Type::Body, Role::Muted, label, this), row, 0);
    grid->addWidget(field, row, 1);
    field->setAccessibleName(label);
}

void ExportDialog::createButtons() {
    auto* row = new QHBoxLayout;
    row->addStretch();
    const auto add = [&](const char* name, const QString& text, const QString& tip) {
        auto* button = new QPushButton(text, this);
        button->setObjectName(QString::fromLatin1(name));
        button->setToolTip(tip);
        button->setAutoDefault(false);
        row->addWidget(button);
        return button;
    };
    m_copy = add("exportCopy", tr("Copy"), tr("Put the picture or the numbers on the clipboard"));
    connect(m_copy, &QPushButton::clicked, this, &ExportDialog::copy);
    auto* close = add("exportClose", tr("Close"), tr("Close without saving"));
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    m_save = add("exportSave", tr("Save…"), tr("Choose the file to write"));
    m_save->setDefault(true);
    connect(m_save, &QPushButton::clicked, this, &ExportDialog::chooseFile);
    auto* grid = static_cast<QGridLayout*>(layout());
    grid->addLayout(row, grid->rowCount(), 0, 1, 2);
}

void ExportDialog::open(Page* page, const Exportable* chosen,
                        std::function<QString(const Exportable&)> captionOf) {
    m_page = page;
    m_captionOf = std::move(captionOf);
    {
        const QSignalBlocker quiet(m_view);
        m_view->clear();
        m_choices.clear();
        int first = -1;
        for (Exportable* listed : page->exportables()) {
            const Exportable& each = *listed;
            const int index = m_view->count();
            m_choices.push_back({dynamic_cast<QWidget*>(listed), listed});
            m_view->addItem(each.exportable() ? each.exportTitle()
                                              : tr("%1 (nothing to export yet)").arg(each.exportTitle()));
            if (first < 0 && each.exportable())
                first = index;
            if (&each == chosen)
                first = index;
        }
        m_view->setCurrentIndex(std::max(first, 0));
    }
    chooseView();
    show();
    raise();
    activateWindow();
}

void ExportDialog::chooseView() {
    const Exportable* chosen = view();
    m_caption->setText(chosen != nullptr ? m_captionOf(*chosen) : QString());
    m_caption->setCursorPosition(0);
    refresh();
}

void ExportDialog::refresh() {
    Exportable* chosen = view();
    const bool ready = chosen != nullptr && chosen->exportable();
    m_scale->setEnabled(format() == Png);
    m_caption->setEnabled(format() != Csv);
    m_save->setEnabled(ready);
    m_copy->setEnabled(ready);
    m_preview->setVisible(isPicture());
    if (!ready) {
        m_preview->setFigure(Figure());
        m_note->setText(chosen != nullptr ? tr("This view shows nothing yet.")
                                          : tr("The page shows this view no longer: choose another."));
        return;
    }
    const QSize size = chosen->exportSize();
    const bool small = std::max(size.width(), size.height()) <= kPreviewEdge;
    m_preview->setFigure(isPicture() && small ? drawFigure(*chosen, m_look, m_caption->text()) : Figure());
    if (format() == Png)
        m_note->setText(tr("%1 × %2 pixels, without the caption")
                            .arg(qRound(size.width() * scale()))
                            .arg(qRound(size.height() * scale())));
    else if (isPicture())
        m_note->setText(tr("Text stays text: it can be selected, searched and edited."));
    else
        m_note->setText(tr("Every number in full precision, with a decimal point."));
}

Exportable* ExportDialog::view() const {
    const auto index = static_cast<std::size_t>(std::max(m_view->currentIndex(), 0));
    if (m_page == nullptr || index >= m_choices.size() || m_choices[index].widget == nullptr)
        return nullptr;
    const auto views = m_page->exportables();
    const bool listed = std::find(views.begin(), views.end(), m_choices[index].view) != views.end();
    return listed ? m_choices[index].view : nullptr;
}

bool ExportDialog::ensureReady() {
    const Exportable* chosen = view();
    if (chosen != nullptr && chosen->exportable())
        return true;
    refresh();
    return false;
}

bool ExportDialog::event(QEvent* event) {
    if (event->type() == QEvent::WindowActivate && isVisible())
        ensureReady(); // the page may have changed while the person was in the window
    return QDialog::event(event);
}

ExportDialog::Format ExportDialog::format() const {
    return static_cast<Format>(std::max(m_format->currentIndex(), 0));
}

double ExportDialog::scale() const {
    return m_scale->currentIndex() + 1;
}

QString ExportDialog::suggestedName() const {
    QString name;
    for (const QChar letter : view()->exportTitle().toLower())
        name += letter.isLetterOrNumber() ? letter : QChar(u'-');
    while (name.contains(QStringLiteral("--")))
        name.replace(QStringLiteral("--"), QStringLiteral("-"));
    return name + u'.' + QLatin1String(kExtensions[format()]);
}

ExportSession::Numbers ExportDialog::numbers() const {
    return {view()->exportNumbers(), view()->exportTitle(), m_caption->text()};
}

void ExportDialog::chooseFile() {
    if (!ensureReady())
        return;
    auto* dialog = new QFileDialog(this, tr("Export view"), m_folder);
    dialog->setObjectName(QStringLiteral("exportFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    const QString extension = QString::fromLatin1(kExtensions[format()]);
    dialog->setDefaultSuffix(extension);
    dialog->setNameFilters({QStringLiteral("%1 (*.%2)").arg(extension.toUpper(), extension)});
    dialog->selectFile(suggestedName());
    connect(dialog, &QFileDialog::fileSelected, this, &ExportDialog::save);
    dialog->open();
}

void ExportDialog::save(const QString& path) {
    if (!ensureReady()) // the page went on while the file was chosen
        return;
    Exportable* chosen = view();
    m_folder = QFileInfo(path).absolutePath();
    if (isPicture()) {
        constexpr FigureFormat formats[] = {FigureFormat::Png, FigureFormat::Svg, FigureFormat::Pdf};
        m_session.saveFigure(drawFigure(*chosen, m_look, m_caption->text()), formats[format()], scale(),
                             path);
    } else {
        m_session.saveNumbers(
            numbers(), format() == Csv ? ExportSession::NumberFormat::Csv : ExportSession::NumberFormat::Json,
            path);
    }
    accept();
}

void ExportDialog::copy() {
    if (!ensureReady())
        return;
    if (isPicture())
        m_session.copyFigure(drawFigure(*view(), m_look, m_caption->text()));
    else
        m_session.copyNumbers(numbers());
}

} // namespace lab
