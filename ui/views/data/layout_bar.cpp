#include "ui/views/data/layout_bar.h"

#include "ui/look/look.h"
#include "ui/views/controls/flow_layout.h"
#include "ui/views/controls/look_label.h"

#include <QComboBox>

namespace lab {
namespace {

// The entries of the three boxes stand in the order of their enumerations, Auto first.
static_assert(static_cast<int>(Delimiter::Pipe) == 4);
static_assert(static_cast<int>(Encoding::Utf16) == 3);
static_assert(static_cast<int>(HeaderLine::No) == 2);

template <class Choice> Choice chosenIn(const QComboBox* box) {
    return static_cast<Choice>(box->currentIndex());
}

void showChoice(QComboBox* box, int index, const QString& found, bool visible) {
    box->setItemText(0, found.isEmpty() ? LayoutBar::tr("automatic") : LayoutBar::tr("found: %1").arg(found));
    box->setCurrentIndex(index);
    box->parentWidget()->setVisible(visible); // with its title
}

} // namespace

LayoutBar::LayoutBar(const Look& look, QWidget* parent) : QWidget(parent), m_look(look) {
    setObjectName(QStringLiteral("sourceLayout"));
    auto* row = new FlowLayout(this, look.u(2), look.u(1));
    row->setContentsMargins(0, 0, 0, 0);
    m_delimiter = addChoice("sourceDelimiter", tr("Delimiter"), tr("What separates the columns"),
                            {tr("found"), tr("comma"), tr("semicolon"), tr("tab"), tr("pipe")});
    m_encoding = addChoice(
        "sourceEncoding", tr("Encoding"),
        tr("How letters are stored; choose another where the rows show wrong letters"),
        {tr("found"), nameOf(Encoding::Utf8), nameOf(Encoding::Windows1252), nameOf(Encoding::Utf16)});
    m_header = addChoice("sourceHeader", tr("First row"), tr("Whether the first row names the columns"),
                         {tr("found"), tr("names the columns"), tr("is an example")});
    m_damaged = new LookLabel(look, Type::Secondary, Role::Warning,
                              tr("Some letters are not of this encoding: try another."), this);
    m_damaged->setObjectName(QStringLiteral("sourceDamaged"));
    row->addWidget(m_damaged);
    hide();
}

QComboBox* LayoutBar::addChoice(const char* name, const QString& title, const QString& tip,
                                const QStringList& choices) {
    auto* label = new LookLabel(m_look, Type::Secondary, Role::Muted, title, this);
    auto* box = new QComboBox(this);
    box->setObjectName(QLatin1String(name));
    box->setAccessibleName(title);
    box->setToolTip(tip);
    box->addItems(choices);
    layout()->addWidget(together(m_look, {label, box}, this));
    connect(box, &QComboBox::activated, this, &LayoutBar::tell);
    return box;
}

void LayoutBar::setSource(const SourceLayout& layout, const SourcePreview& preview) {
    const bool all = preview.choice == LayoutChoice::Everything;
    showChoice(m_delimiter, static_cast<int>(layout.delimiter), nameOf(preview.delimiter), all);
    showChoice(m_encoding, static_cast<int>(layout.encoding), nameOf(preview.encoding), true);
    showChoice(m_header, static_cast<int>(layout.header),
               preview.hasHeader ? tr("names the columns") : tr("is an example"), all);
    m_damaged->setVisible(preview.damaged);
    setVisible(preview.choice != LayoutChoice::Nothing);
}

void LayoutBar::setUnread(const SourceLayout& layout) {
    showChoice(m_delimiter, static_cast<int>(layout.delimiter), {}, true);
    showChoice(m_encoding, static_cast<int>(layout.encoding), {}, true);
    showChoice(m_header, static_cast<int>(layout.header), {}, true);
    m_damaged->hide();
    show();
}

void LayoutBar::tell() {
    emit chosen(
        {chosenIn<Delimiter>(m_delimiter), chosenIn<Encoding>(m_encoding), chosenIn<HeaderLine>(m_header)});
}

QString LayoutBar::nameOf(Encoding encoding) {
    switch (encoding) {
    case Encoding::Windows1252:
        return QStringLiteral("Windows-1252");
    case Encoding::Utf16:
        return QStringLiteral("UTF-16");
    case Encoding::Auto:
    case Encoding::Utf8:
        break;
    }
    return QStringLiteral("UTF-8");
}

QString LayoutBar::nameOf(const std::string& delimiter) {
    if (delimiter == ",")
        return tr("comma");
    if (delimiter == ";")
        return tr("semicolon");
    if (delimiter == "\t")
        return tr("tab");
    return delimiter == "|" ? tr("pipe") : QString::fromStdString(delimiter);
}

} // namespace lab
