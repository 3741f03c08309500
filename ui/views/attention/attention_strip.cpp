#include "ui/views/attention/attention_strip.h"

#include "ui/look/look.h"
#include "ui/views/controls/cell_table_accessible.h"
#include "ui/words/format.h"

#include <QAccessible>
#include <QCoreApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>

namespace lab {
namespace {

/// They are laid out in the same way: the same words, rows and classes.
bool sameShape(const AttentionMap& first, const AttentionMap& second) {
    const auto sameRows = [](const auto& one, const auto& other) {
        return one.layer == other.layer && one.kind == other.kind && one.heads == other.heads;
    };
    return first.tokens == second.tokens && first.pool.empty() == second.pool.empty() &&
           first.probabilities.size() == second.probabilities.size() &&
           std::ranges::equal(first.layers, second.layers, sameRows);
}

constexpr double kStaleOpacity = 0.45;
constexpr int kLongestTurnedToken = 18;

} // namespace

AttentionStrip::AttentionStrip(const Look& look, QWidget* parent)
    : QAbstractScrollArea(parent), m_look(look) {
    CellTableAccessible::install(); // before anything that tells a screen reader of this widget
    setFrameShape(NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setMouseTracking(true);
    viewport()->setBackgroundRole(QPalette::Base);
    viewport()->setAutoFillBackground(true);
    setAccessibleName(tr("Attention"));
    m_settings.winner = look.colour(Role::Accent);
    connect(&look, &Look::changed, this, [this] { relayout(); });
}

AttentionMetrics AttentionStrip::metrics(double cellHeight) const {
    AttentionMetrics m;
    m.margin = m_look.u(4);
    // Room for "L12" in any language, and for the head's number.
    const QFontMetrics small(m_look.font(Type::Axis));
    const QString layer = QCoreApplication::translate("AttentionStrip", "L%1", "layer number");
    m.label =
        std::max(m_look.u(9.5), small.horizontalAdvance(layer.arg(10) + QStringLiteral(" 10")) + m_look.u(2));
    m.mapLabel = m_look.u(13);
    m.gutter = m_look.u(4);
    m.gap = Look::kLine;
    m.cell = m_look.u(cellHeight);
    m.layerGap = m_look.u(1);
    m.poolGap = m_look.u(1.75);
    m.blockGap = m_look.u(3);
    m.header = m_look.u(5);
    m.tokenPadding = m_look.u(3.5);
    m.least = m_look.u(7);
    m.most = m_look.u(21);
    m.tightPadding = m_look.u(1.5);
    m.tightLeast = m_look.u(3.5);
    m.mapMost = m_look.u(7);
    m.mapColumn = m_look.u(4);
    m.mapCell = m_look.u(4.5);
    m.mapGap = m_look.u(2);
    m.bars = m_look.u(4.5);
    m.contributions = m_look.u(11);
    m.caption = m_look.u(5.5);
    return m;
}

AttentionLayout AttentionStrip::layoutOf(const AttentionTable& table, const AttentionMetrics& metrics,
                                         int width) const {
    const QFontMetrics text(m_look.font(Type::Secondary));
    AttentionShape shape;
    int longest = 0;
    // Past this many tokens the words cannot stand upright, so their widths need not be measured.
    const bool measure = table.tokens() * metrics.tightLeast <= width;
    for (const auto& token : table.map().tokens) {
        shape.tokenWidths.push_back(measure ? text.horizontalAdvance(QString::fromStdString(token)) : width);
        longest = std::max(longest, static_cast<int>(token.size()));
    }
    shape.layers = table.layers();
    shape.heads = table.heads();
    shape.sides = table.sides();
    shape.pool = table.hasPool();
    shape.contributions = table.hasContributions();
    shape.bars = !table.map().probabilities.empty();
    const int letters = std::clamp(longest, 3, kLongestTurnedToken);
    shape.turnedHeight = text.averageCharWidth() * letters + 2 * text.averageCharWidth() + m_look.u(2);
    return {std::move(shape), metrics, width};
}

int AttentionStrip::headingHeight() const {
    return m_look.u(4.5);
}

std::vector<AttentionStrip::Placement> AttentionStrip::placed(const AttentionMetrics& metrics, int width,
                                                              int& total) const {
    std::vector<Placement> places;
    int y = m_look.u(1);
    bool before = false; // the block before names the sides of this one as well
    for (const auto& block : m_blocks) {
        Placement at{layoutOf(block.table, metrics, width)};
        const bool named = at.layout.sideBySide() || block.table.sides() == 1;
        at.heading = named && !before;
        before = named;
        y += at.heading ? headingHeight() : 0;
        at.top = y;
        y += at.layout.height();
        places.push_back(std::move(at));
    }
    total = y;
    return places;
}

int AttentionStrip::place(const AttentionMetrics& metrics) {
    int total = 0;
    auto places = placed(metrics, viewport()->width(), total);
    for (std::size_t i = 0; i < places.size(); ++i)
        static_cast<Placement&>(m_blocks[i]) = std::move(places[i]);
    return total;
}

void AttentionStrip::relayout() {
    int total = place(metrics(kLeastCell));
    const int room = viewport()->height();
    // Taller cells where there is room for them: at u(4) and more the numbers appear.
    for (double cell = kMostCell; cell > kLeastCell && total < room; cell -= 0.25) {
        if (const int tall = place(metrics(cell)); tall <= room) {
            total = tall;
            break;
        }
        total = place(metrics(kLeastCell));
    }
    verticalScrollBar()->setRange(0, std::max(total - room, 0));
    verticalScrollBar()->setPageStep(room);
    verticalScrollBar()->setSingleStep(m_look.u(6));
    int widest = 0, visible = viewport()->width();
    for (const auto& block : m_blocks)
        if (!block.layout.sideBySide())
            widest = std::max(widest, block.layout.left(0) + block.layout.contentWidth() + m_look.u(4));
    horizontalScrollBar()->setRange(0, std::max(widest - visible, 0));
    horizontalScrollBar()->setPageStep(visible);
    horizontalScrollBar()->setSingleStep(m_look.u(8));
    viewport()->update();
    emit viewChanged();
}

QSize AttentionStrip::sizeHint() const {
    return {m_look.u(150), m_look.u(60)};
}

void AttentionStrip::setMaps(const std::vector<AttentionMap>& maps) {
    bool sameTexts = maps.size() == m_blocks.size();
    for (std::size_t i = 0; sameTexts && i < maps.size(); ++i)
        sameTexts = sameShape(maps[i], *m_maps[i]);
    m_maps.clear();
    for (const auto& map : maps)
        m_maps.push_back(std::make_shared<AttentionMap>(map));
    if (sameTexts) {
        fillTables();
        viewport()->update();
        return;
    }
    m_blocks.clear();
    m_blocks.resize(maps.size());
    fillTables();
    m_cursor.reset();
    m_hover.reset();
    relayout();
    tellTableReset();
}

void AttentionStrip::setClasses(const QStringList& names) {
    m_settings.classes = names;
    viewport()->update();
}

void AttentionStrip::setRunColour(const QColor& colour) {
    m_settings.winner = colour;
    viewport()->update();
}

void AttentionStrip::setScale(const AttentionScale& scale) {
    if (m_settings.scale == scale)
        return;
    m_settings.scale = scale;
    viewport()->update();
}

void AttentionStrip::fillTables() {
    for (std::size_t i = 0; i < m_blocks.size(); ++i) {
        std::vector<float> contributions = m_blocks[i].table.contributions();
        m_blocks[i].table = AttentionTable(m_maps[i], m_heads);
        m_blocks[i].table.setContributions(std::move(contributions));
    }
}

void AttentionStrip::setHeads(const HeadChoice& choice) {
    if (choice == m_heads)
        return;
    m_heads = choice;
    fillTables();
    if (m_cursor && m_cursor->cell.side < 2)
        m_cursor->cell.row = 0;
    m_hover.reset();
    relayout();
    tellTableReset();
}

void AttentionStrip::setContributions(const std::vector<double>& values, const QString& name,
                                      const QString& caption) {
    m_contributionName = name;
    m_settings.caption = caption;
    if (m_blocks.empty())
        return;
    AttentionTable& table = m_blocks.front().table;
    const bool had = table.hasContributions();
    const bool fits = values.size() == static_cast<std::size_t>(table.tokens());
    table.setContributions(fits ? std::vector<float>(values.begin(), values.end()) : std::vector<float>());
    if (m_cursor && m_cursor->cell.side == 3 && !fits)
        m_cursor.reset();
    if (had != table.hasContributions()) {
        relayout();
        tellTableReset();
    }
    viewport()->update();
}

void AttentionStrip::setStale(bool stale) {
    if (m_stale == stale)
        return;
    m_stale = stale;
    viewport()->update();
}

AttentionRange AttentionStrip::range() const {
    AttentionRange range;
    for (const auto& block : m_blocks)
        range.join(block.table.range());
    return range;
}

QPoint AttentionStrip::originOf(const Block& block) const {
    return {0, block.top - verticalScrollBar()->value()};
}

void AttentionStrip::paintEvent(QPaintEvent* event) {
    QPainter painter(viewport());
    if (m_stale)
        painter.setOpacity(kStaleOpacity);
    const AttentionPainter blocks(m_look, m_settings, painter, event->rect());
    for (std::size_t i = 0; i < m_blocks.size(); ++i) {
        const Block& block = m_blocks[i];
        const QPoint origin = originOf(block);
        if (origin.y() - headingHeight() > event->rect().bottom() ||
            origin.y() + block.layout.height() < event->rect().top())
            continue;
        if (block.heading)
            drawHeading(painter, block, block, origin.y() - headingHeight());
        std::optional<AttentionCell> cursor;
        if (m_cursor && m_cursor->text == static_cast<int>(i))
            cursor = m_cursor->cell;
        blocks.draw({block.table, block.layout, origin, horizontalScrollBar()->value(), cursor, hasFocus()});
    }
}

void AttentionStrip::drawHeading(QPainter& painter, const Block& block, const Placement& at, int top) const {
    painter.setFont(m_look.font(Type::Axis));
    painter.setPen(m_look.colour(Role::Muted));
    const auto name = [&](int side, const QString& text) {
        painter.drawText(QRect(at.layout.left(side), top, width(), headingHeight()), Qt::AlignVCenter, text);
    };
    if (block.table.sides() == 1)
        return name(0, tr("attention received, mean over the queries"));
    name(0, tr("α query weights"));
    name(1, tr("β key weights"));
}

void AttentionStrip::resizeEvent(QResizeEvent*) {
    relayout();
}

void AttentionStrip::scrollContentsBy(int, int) {
    viewport()->update();
    emit viewChanged();
}

bool AttentionStrip::scrolls() const {
    return horizontalScrollBar()->maximum() > 0;
}

std::pair<int, int> AttentionStrip::columnsInView() const {
    if (m_blocks.empty())
        return {0, 0};
    const AttentionLayout& layout = m_blocks.front().layout;
    if (layout.sideBySide())
        return {0, layout.columns()};
    const int scroll = horizontalScrollBar()->value();
    return layout.columnsWithin(scroll, scroll + viewport()->width() - layout.left(0));
}

void AttentionStrip::centreColumn(int column) {
    if (m_blocks.empty() || column < 0 || column >= m_blocks.front().layout.columns())
        return;
    const AttentionLayout& layout = m_blocks.front().layout;
    const auto [from, to] = layout.column(column);
    horizontalScrollBar()->setValue((from + to - viewport()->width() + layout.left(0)) / 2);
}

void AttentionStrip::changeEvent(QEvent* event) {
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        relayout();
}

std::optional<AttentionStrip::Place> AttentionStrip::placeAt(QPoint point) const {
    for (std::size_t i = 0; i < m_blocks.size(); ++i) {
        const Block& block = m_blocks[i];
        QPoint inside = point - originOf(block);
        if (inside.y() < 0 || inside.y() >= block.layout.height())
            continue;
        if (!block.layout.sideBySide()) {
            if (inside.x() < block.layout.left(0))
                return std::nullopt;
            inside.rx() += horizontalScrollBar()->value();
        }
        if (const auto cell = block.layout.at(inside))
            return Place{static_cast<int>(i), *cell};
    }
    return std::nullopt;
}

QRect AttentionStrip::cellRect(int text, const AttentionCell& cell) const {
    const Block& block = m_blocks[static_cast<std::size_t>(text)];
    const int scroll = block.layout.sideBySide() ? 0 : horizontalScrollBar()->value();
    return block.layout.cell(cell).translated(originOf(block)).translated(-scroll, 0);
}

void AttentionStrip::mouseMoveEvent(QMouseEvent* event) {
    const auto place = placeAt(event->position().toPoint());
    if (place == m_hover)
        return;
    m_hover = place;
    if (!place)
        return QToolTip::hideText();
    const QRect cell = cellRect(place->text, place->cell);
    QToolTip::showText(
        viewport()->mapToGlobal(QPoint(cell.right() + m_look.u(1), cell.bottom() - m_look.u(2))),
        tooltipFor(*place), viewport(), cell);
}

void AttentionStrip::mousePressEvent(QMouseEvent* event) {
    setCursorPlace(placeAt(event->position().toPoint()));
    if (m_cursor)
        emit cellChosen(m_cursor->cell);
}

bool AttentionStrip::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::Leave) {
        m_hover.reset();
        QToolTip::hideText();
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void AttentionStrip::focusInEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusInEvent(event);
    const bool byKey = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    if (byKey && !m_cursor && !m_blocks.empty() && m_blocks.front().table.tokens() > 0)
        setCursorPlace(Place{});
    viewport()->update();
}

void AttentionStrip::focusOutEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

void AttentionStrip::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Left:
        return moveCursor(-1, 0);
    case Qt::Key_Right:
        return moveCursor(1, 0);
    case Qt::Key_Up:
        return moveCursor(0, -1);
    case Qt::Key_Down:
        return moveCursor(0, 1);
    case Qt::Key_Home:
        return moveCursor(-(1 << 24), 0);
    case Qt::Key_End:
        return moveCursor(1 << 24, 0);
    case Qt::Key_Escape:
        return setCursorPlace(std::nullopt);
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void AttentionStrip::moveCursor(int columns, int rows) {
    if (m_blocks.empty())
        return;
    if (!m_cursor)
        return setCursorPlace(Place{});
    Place place = *m_cursor;
    AttentionCell& cell = place.cell;
    const Block& block = m_blocks[static_cast<std::size_t>(place.text)];
    const int last = block.layout.columns() - 1;
    // Side by side, walking over the end of α goes on in β and back.
    if (block.layout.sideBySide() && columns == 1 && cell.column == last && cell.side == 0)
        cell = {1, cell.row, 0};
    else if (block.layout.sideBySide() && columns == -1 && cell.column == 0 && cell.side == 1)
        cell = {0, cell.row, last};
    else
        cell.column = std::clamp(cell.column + columns, 0, last);
    if (rows != 0)
        place = rowNeighbour(place, rows);
    setCursorPlace(place);
    emit cellChosen(place.cell);
}

void AttentionStrip::chooseColumn(int token) {
    if (m_blocks.empty() || token < 0 || token >= m_blocks.front().table.tokens())
        return;
    Place place = m_cursor.value_or(Place{});
    place.text = 0;
    place.cell.column = token;
    setCursorPlace(place);
}

void AttentionStrip::chooseHead(const std::string& kind, int layer, int head) {
    if (m_blocks.empty())
        return;
    const AttentionTable& table = m_blocks.front().table;
    const int row = table.rowOf(layer, head);
    if (row < 0 || table.tokens() == 0)
        return;
    Place place = m_cursor.value_or(Place{});
    place.text = 0;
    place.cell = {kind == "beta" && table.sides() > 1 ? 1 : 0, row,
                  std::min(place.cell.column, table.tokens() - 1)};
    setCursorPlace(place);
}

std::vector<AttentionCell> AttentionStrip::rowsDown(const Block& block, const AttentionCell& through) {
    std::vector<AttentionCell> rows;
    const bool besides = block.layout.sideBySide();
    const int sides = besides && through.side != 1 ? 1 : block.table.sides();
    for (int side = besides && through.side == 1 ? 1 : 0; side < sides; ++side)
        for (int row = 0; row < block.layout.rows(); ++row)
            rows.push_back({side, row, through.column});
    if (block.table.hasPool())
        rows.push_back({2, 0, through.column});
    if (block.table.hasContributions())
        rows.push_back({3, 0, through.column});
    return rows;
}

AttentionStrip::Place AttentionStrip::rowNeighbour(const Place& place, int step) const {
    const auto rows = rowsDown(m_blocks[static_cast<std::size_t>(place.text)], place.cell);
    const auto here = std::find(rows.begin(), rows.end(), place.cell) - rows.begin();
    const auto next = here + step;
    if (next >= 0 && next < static_cast<std::ptrdiff_t>(rows.size()))
        return {place.text, rows[static_cast<std::size_t>(next)]};
    const int text = place.text + step;
    if (text < 0 || text >= count())
        return place;
    const Block& other = m_blocks[static_cast<std::size_t>(text)];
    const int column = std::min(place.cell.column, other.layout.columns() - 1);
    const auto others = rowsDown(other, {place.cell.side == 1 ? 1 : 0, 0, column});
    return {text, step > 0 ? others.front() : others.back()};
}

void AttentionStrip::setCursorPlace(std::optional<Place> place) {
    m_cursor = place;
    if (place) {
        ensureVisible(*place);
        setAccessibleDescription(sentenceFor(place->text, place->cell));
        QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
        QAccessible::updateAccessibility(&changed);
    }
    viewport()->update();
}

void AttentionStrip::ensureVisible(const Place& place) {
    const QRect cell = cellRect(place.text, place.cell);
    const Block& block = m_blocks[static_cast<std::size_t>(place.text)];
    auto* vertical = verticalScrollBar();
    if (cell.top() < 0)
        vertical->setValue(vertical->value() + cell.top() - m_look.u(6));
    else if (cell.bottom() > viewport()->height())
        vertical->setValue(vertical->value() + cell.bottom() - viewport()->height() + m_look.u(3));
    if (block.layout.sideBySide())
        return;
    auto* horizontal = horizontalScrollBar();
    if (cell.left() < block.layout.left(0))
        horizontal->setValue(horizontal->value() + cell.left() - block.layout.left(0));
    else if (cell.right() > viewport()->width())
        horizontal->setValue(horizontal->value() + cell.right() - viewport()->width() + m_look.u(4));
}

} // namespace lab
