#include "ui/views/attention/duel_strip.h"

#include "ui/look/look.h"
#include "ui/look/run_mark.h"
#include "ui/views/controls/cell_table_accessible.h"
#include "ui/words/format.h"

#include <QHelpEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace lab {
namespace {

constexpr int kBlocks = 3;
constexpr std::size_t kMostClasses = 5;

/// The likeliest classes of both, in class order, so that both lists show the same ones.
std::vector<std::size_t> shownClasses(const std::vector<float>& a, const std::vector<float>& b) {
    std::vector<std::size_t> classes(std::max(a.size(), b.size()));
    for (std::size_t i = 0; i < classes.size(); ++i)
        classes[i] = i;
    const auto weight = [&](std::size_t i) {
        return std::max(i < a.size() ? a[i] : 0, i < b.size() ? b[i] : 0);
    };
    std::stable_sort(classes.begin(), classes.end(), [&](auto x, auto y) { return weight(x) > weight(y); });
    classes.resize(std::min(classes.size(), kMostClasses));
    std::sort(classes.begin(), classes.end());
    return classes;
}

} // namespace

DuelStrip::DuelStrip(const Look& look, QWidget* parent) : QAbstractScrollArea(parent), m_look(look) {
    CellTableAccessible::install(); // before anything that tells a screen reader of this widget
    setFrameShape(NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    viewport()->setBackgroundRole(QPalette::Base);
    viewport()->setAutoFillBackground(true);
    viewport()->setMouseTracking(true);
    connect(&look, &Look::changed, this, [this] { relayout(); });
}

void DuelStrip::setSides(const Side& a, const Side& b) {
    m_a = a;
    m_b = b;
    relayout();
}

void DuelStrip::setDuel(const Duel& duel) {
    const bool sameText =
        m_duel && m_duel->mapA.tokens == duel.mapA.tokens && m_duel->mapB.tokens == duel.mapB.tokens;
    m_duel = duel;
    if (!sameText || m_row >= cellRows())
        m_row = m_column = -1;
    m_stale = false;
    m_scale =
        scaleFor(ScaleMode::Raw, {std::max(largestMagnitude(duel.rowsA), largestMagnitude(duel.rowsB)), 0});
    m_signed = scaleFor(ScaleMode::Difference, {largestMagnitude(duel.difference), 0});
    relayout();
    tellTableReset();
}

void DuelStrip::clear() {
    m_duel.reset();
    m_row = m_column = -1;
    relayout();
    tellTableReset();
}

void DuelStrip::setStale(bool stale) {
    m_stale = stale;
    viewport()->update();
}

const std::vector<AttentionRow>& DuelStrip::rowsOf(int block) const {
    return block == 0 ? m_duel->rowsA : block == 1 ? m_duel->rowsB : m_duel->difference;
}

QString DuelStrip::rowName(const AttentionRow& row) const {
    if (row.layer < 0)
        return tr("pooling");
    const QString kind = row.kind == "alpha"  ? QStringLiteral("α")
                         : row.kind == "beta" ? QStringLiteral("β")
                                              : QString::fromStdString(row.kind);
    return kind + tr(" L%1", "layer number").arg(row.layer + 1);
}

DuelStrip::Layout DuelStrip::layoutFor(int width) const {
    Layout layout;
    layout.left = m_look.u(38);
    layout.right = std::max(width - m_look.u(50), layout.left + m_look.u(20));
    layout.cell = m_look.u(3.5);
    layout.blockGap = m_look.u(2);
    layout.poolGap = m_look.u(1);
    const QFontMetrics metrics(m_look.font(Type::Secondary));
    int widest = 0;
    const auto tokens = static_cast<int>(m_duel->mapA.tokens.size());
    for (const std::string& token : m_duel->mapA.tokens)
        widest = std::max(widest, metrics.horizontalAdvance(QString::fromStdString(token)));
    const int room = layout.right - layout.left;
    layout.column = std::min(std::max(room / std::max(tokens, 1), m_look.u(4)), m_look.u(16));
    layout.turned = layout.column < std::min(widest, m_look.u(9)) + m_look.u(1);
    layout.header = layout.turned ? std::min(widest, m_look.u(20)) + m_look.u(2) : m_look.u(5);
    layout.total = layout.column * tokens;
    return layout;
}

int DuelStrip::topOf(const Layout& layout, int block, int row) const {
    int y = layout.header;
    for (int each = 0; each <= block; ++each) {
        const auto& rows = rowsOf(each);
        const int count = each == block ? row : static_cast<int>(rows.size());
        for (int r = 0; r < count; ++r)
            y += layout.cell + 1;
        if (!rows.empty() && (each < block || row == static_cast<int>(rows.size()) - 1) &&
            rows.back().layer < 0)
            y += layout.poolGap;
        if (each < block)
            y += layout.blockGap;
    }
    return y;
}

int DuelStrip::heightOf(const Layout& layout) const {
    int block = kBlocks - 1;
    while (block > 0 && rowsOf(block).empty())
        --block;
    const int rows = static_cast<int>(rowsOf(block).size());
    return rows == 0 ? layout.header : topOf(layout, block, rows - 1) + layout.cell + m_look.u(3);
}

void DuelStrip::relayout() {
    if (m_duel) {
        const Layout layout = layoutFor(viewport()->width());
        horizontalScrollBar()->setRange(0, std::max(layout.total - (layout.right - layout.left), 0));
        horizontalScrollBar()->setPageStep(layout.right - layout.left);
        horizontalScrollBar()->setSingleStep(layout.column);
        verticalScrollBar()->setRange(0, std::max(heightOf(layout) - viewport()->height(), 0));
        verticalScrollBar()->setPageStep(viewport()->height());
        verticalScrollBar()->setSingleStep(layout.cell);
    } else {
        horizontalScrollBar()->setRange(0, 0);
        verticalScrollBar()->setRange(0, 0);
    }
    viewport()->update();
}

void DuelStrip::resizeEvent(QResizeEvent* event) {
    QAbstractScrollArea::resizeEvent(event);
    relayout();
}

void DuelStrip::paintEvent(QPaintEvent*) {
    if (!m_duel)
        return;
    QPainter painter(viewport());
    if (m_stale)
        painter.setOpacity(0.45);
    painter.translate(0, -verticalScrollBar()->value());
    const Layout layout = layoutFor(viewport()->width());
    paint(painter, layout, viewport()->width(), horizontalScrollBar()->value());
    painter.resetTransform();
    paintCursor(painter, layout);
}

void DuelStrip::paint(QPainter& painter, const Layout& layout, int width, int scroll) const {
    painter.save();
    painter.setClipRect(QRect(layout.left, 0, layout.right - layout.left, heightOf(layout)),
                        Qt::IntersectClip);
    paintTokens(painter, layout, scroll);
    painter.restore();
    for (int block = 0; block < kBlocks; ++block)
        paintBlock(painter, layout, block, scroll);
    paintClasses(painter, layout, width);
    paintDifferenceNumbers(painter, layout, width);
}

void DuelStrip::paintTokens(QPainter& painter, const Layout& layout, int scroll) const {
    const QFont font = m_look.font(Type::Secondary);
    const QFontMetrics metrics(font);
    painter.setFont(font);
    painter.setPen(m_look.colour(Role::Text));
    const auto& tokens = m_duel->mapA.tokens;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const int x = layout.left + static_cast<int>(i) * layout.column - scroll;
        if (x + layout.column < layout.left || x > layout.right)
            continue;
        const QString token = QString::fromStdString(tokens[i]);
        if (!layout.turned) {
            painter.drawText(QRect(x, 0, layout.column, layout.header), Qt::AlignCenter,
                             metrics.elidedText(token, Qt::ElideRight, layout.column));
            continue;
        }
        painter.save();
        painter.translate(x + layout.column / 2.0, layout.header - m_look.u(0.5));
        painter.rotate(-90);
        painter.drawText(QRectF(0, -metrics.height() / 2.0, layout.header - m_look.u(1), metrics.height()),
                         Qt::AlignVCenter,
                         metrics.elidedText(token, Qt::ElideRight, layout.header - m_look.u(1)));
        painter.restore();
    }
}

void DuelStrip::paintBlock(QPainter& painter, const Layout& layout, int block, int scroll) const {
    const auto& rows = rowsOf(block);
    if (rows.empty())
        return;
    const bool isSigned = block == 2;
    const int top = topOf(layout, block, 0);
    const Side& side = block == 0 ? m_a : m_b;
    const QRect name(m_look.u(4), top - m_look.u(0.5), layout.left - m_look.u(18), m_look.u(5));
    painter.setFont(m_look.font(Type::Strong));
    painter.setPen(m_look.colour(Role::Text));
    const QString title = isSigned     ? tr("B − A")
                          : block == 0 ? tr("A %1", "first of two runs").arg(side.name)
                                       : tr("B %1", "second of two runs").arg(side.name);
    if (!isSigned)
        paintRunMark(painter, QPointF(name.left() + m_look.u(1), name.center().y()), m_look.u(1),
                     m_look.theme().runMark(side.colour), false);
    painter.drawText(name.adjusted(isSigned ? 0 : m_look.u(3.5), 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft,
                     QFontMetrics(m_look.font(Type::Strong))
                         .elidedText(title, Qt::ElideRight, name.width() - m_look.u(isSigned ? 0 : 3.5)));
    const ColourMap& colours = m_look.theme().map(isSigned ? MapKind::Signed : MapKind::Magnitude);
    const int tokens = static_cast<int>(rows.front().weights.size());
    for (std::size_t r = 0; r < rows.size(); ++r) {
        const int y = topOf(layout, block, static_cast<int>(r));
        painter.setFont(m_look.font(Type::Axis));
        painter.setPen(m_look.colour(Role::Muted));
        painter.drawText(QRect(0, y - m_look.u(1), layout.left - m_look.u(2), layout.cell + m_look.u(2)),
                         Qt::AlignVCenter | Qt::AlignRight, rowName(rows[r]));
        painter.save();
        painter.setClipRect(QRect(layout.left, y, layout.right - layout.left, layout.cell),
                            Qt::IntersectClip);
        painter.setFont(m_look.font(Type::Tiny));
        const int first = scroll / layout.column;
        const int last = std::min<int>((scroll + layout.right - layout.left) / layout.column + 1,
                                       static_cast<int>(rows[r].weights.size()));
        for (int token = first; token < last; ++token) {
            const double value = rows[r].weights[static_cast<std::size_t>(token)];
            const QRgb face = colours.at((isSigned ? m_signed : m_scale).position(value, tokens));
            const QRect box(layout.left + token * layout.column - scroll, y, layout.column - 1, layout.cell);
            painter.fillRect(box, QColor::fromRgb(face));
            if (!isSigned || layout.column < m_look.u(8))
                continue;
            painter.setPen(inkOn(QColor::fromRgb(face)));
            const QString number = formatCell(value);
            painter.drawText(box, Qt::AlignCenter, value >= 0.005 ? u'+' + number : number);
        }
        painter.restore();
    }
}

void DuelStrip::paintClasses(QPainter& painter, const Layout& layout, int width) const {
    const auto classes = shownClasses(m_duel->mapA.probabilities, m_duel->mapB.probabilities);
    const int left = layout.right + m_look.u(4), right = width - m_look.u(4), line = m_look.u(3.75);
    for (int block = 0; block < 2; ++block) {
        const AttentionMap& map = block == 0 ? m_duel->mapA : m_duel->mapB;
        const auto& labels = block == 0 ? m_duel->labelsA : m_duel->labelsB;
        const Side& side = block == 0 ? m_a : m_b;
        int y = topOf(layout, block, 0) - m_look.u(0.5);
        for (const std::size_t i : classes) {
            if (i >= map.probabilities.size() || i >= labels.size())
                continue;
            const bool winner = static_cast<int>(i) == map.label;
            QFont font = m_look.font(Type::Axis);
            font.setWeight(winner ? QFont::DemiBold : QFont::Normal);
            painter.setFont(font);
            painter.setPen(m_look.colour(winner ? Role::Text : Role::Muted));
            const QRect name(left, y, m_look.u(13), line);
            painter.drawText(name, Qt::AlignVCenter | Qt::AlignLeft,
                             QFontMetrics(font).elidedText(QString::fromStdString(labels[i]), Qt::ElideRight,
                                                           name.width()));
            const int number = m_look.u(9);
            const QRect bar(name.right() + m_look.u(1), y + line / 2 - m_look.u(0.75),
                            right - number - name.right() - m_look.u(2), m_look.u(1.5));
            if (bar.width() > m_look.u(2)) { // with less room the number says it alone
                painter.fillRect(bar, m_look.colour(Role::Grid));
                painter.fillRect(
                    QRect(bar.topLeft(),
                          QSize(static_cast<int>(bar.width() * map.probabilities[i]), bar.height())),
                    winner ? m_look.theme().runMark(side.colour).colour : m_look.colour(Role::Faint));
            }
            painter.drawText(QRect(right - number, y, number, line), Qt::AlignVCenter | Qt::AlignRight,
                             formatFixed(map.probabilities[i], 2));
            y += line;
        }
    }
}

void DuelStrip::paintDifferenceNumbers(QPainter& painter, const Layout& layout, int width) const {
    if (m_duel->difference.empty()) {
        painter.setFont(m_look.font(Type::Secondary));
        painter.setPen(m_look.colour(Role::Muted));
        painter.drawText(QRect(layout.left, heightOf(layout), layout.right - layout.left, m_look.u(5)),
                         Qt::AlignVCenter,
                         tr("No difference strip: the two models cut this text into other tokens."));
        return;
    }
    const bool differ = m_duel->mapA.label < 0 || m_duel->mapB.label < 0 ||
                        m_duel->labelsA[static_cast<std::size_t>(m_duel->mapA.label)] !=
                            m_duel->labelsB[static_cast<std::size_t>(m_duel->mapB.label)];
    const std::pair<QString, QString> lines[] = {
        {tr("predictions"), differ ? tr("differ") : tr("agree")},
        {tr("KL(A ‖ B)"), formatFixed(m_duel->divergence, 3)},
        {tr("max |B − A|"), formatFixed(largestMagnitude(m_duel->difference), 3)}};
    int y = topOf(layout, 2, 0) - m_look.u(0.5);
    for (const auto& [label, value] : lines) {
        const QRect box(layout.right + m_look.u(4), y, width - layout.right - m_look.u(8), m_look.u(4.5));
        painter.setFont(m_look.font(Type::Axis));
        painter.setPen(m_look.colour(Role::Muted));
        painter.drawText(box, Qt::AlignVCenter | Qt::AlignLeft, label);
        painter.setFont(m_look.font(Type::Strong));
        painter.setPen(m_look.colour(Role::Text));
        painter.drawText(box, Qt::AlignVCenter | Qt::AlignRight, value);
        y += m_look.u(4.5);
    }
}

QString DuelStrip::sentenceFor(int block, int row, int token) const {
    const auto& rows = rowsOf(block);
    const auto r = static_cast<std::size_t>(row), t = static_cast<std::size_t>(token);
    if (!m_duel || r >= rows.size() || t >= rows[r].weights.size())
        return {};
    const auto& tokens = block == 1 ? m_duel->mapB.tokens : m_duel->mapA.tokens;
    return tr("%1, token %2: %3 %4 %5")
        .arg(QString::fromStdString(tokens[t]))
        .arg(token + 1)
        .arg(sideName(block), rowName(rows[r]), formatFixed(rows[r].weights[t], 4));
}

QString DuelStrip::sideName(int block) const {
    return block == 2 ? tr("B − A") : block == 0 ? tr("A") : tr("B");
}

bool DuelStrip::viewportEvent(QEvent* event) {
    if (event->type() != QEvent::ToolTip || !m_duel)
        return QAbstractScrollArea::viewportEvent(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const auto [row, column] = cellUnder(help->pos());
    if (row >= 0)
        QToolTip::showText(help->globalPos(), cellSentence(row, column), this);
    else
        QToolTip::hideText();
    return true;
}

QString DuelStrip::exportTitle() const {
    return tr("One text through both models");
}

QSize DuelStrip::exportSize() const {
    if (!m_duel)
        return {};
    const Layout narrow = layoutFor(m_look.u(280));
    const int width = narrow.left + std::max(narrow.total, m_look.u(100)) + m_look.u(50);
    return {width, heightOf(layoutFor(width)) + m_look.u(6)};
}

void DuelStrip::paintExport(QPainter& painter, const QRect& place) {
    painter.save();
    painter.translate(place.topLeft());
    paint(painter, layoutFor(place.width()), place.width(), 0);
    painter.restore();
}

NumberTable DuelStrip::exportNumbers() const {
    NumberTable table{{QStringLiteral("side"), QStringLiteral("kind"), QStringLiteral("layer"),
                       QStringLiteral("position"), QStringLiteral("token"), QStringLiteral("weight")},
                      {}};
    const QString sides[] = {QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("b-a")};
    for (int block = 0; m_duel && block < kBlocks; ++block) {
        const auto& tokens = block == 1 ? m_duel->mapB.tokens : m_duel->mapA.tokens;
        for (const AttentionRow& row : rowsOf(block))
            for (std::size_t t = 0; t < row.weights.size(); ++t)
                table.rows.push_back({sides[block], QString::fromStdString(row.kind),
                                      row.layer < 0 ? QVariant() : QVariant(row.layer + 1),
                                      static_cast<int>(t + 1), QString::fromStdString(tokens[t]),
                                      row.weights[t]});
    }
    return table;
}

} // namespace lab
