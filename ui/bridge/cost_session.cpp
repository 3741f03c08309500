#include "ui/bridge/cost_session.h"

#include "core/base/error.h"
#include "core/encoders/encoder.h"
#include "core/store/atomic_file.h"

#include <algorithm>
#include <exception>

namespace lab {
namespace {

constexpr int kPollMs = 33;
enum Lane { LoadLane = 1 };

/// Place of a point's encoder and sharing mode among those that the program knows.
std::pair<std::ptrdiff_t, std::ptrdiff_t> orderOf(const TimingPoint& point) {
    const auto& specs = builtinEncoders().all();
    const auto spec = std::find_if(specs.begin(), specs.end(),
                                   [&](const EncoderSpec& each) { return each.id == point.encoder; });
    if (spec == specs.end())
        return {spec - specs.begin(), 0};
    const auto sharing = std::find_if(spec->sharings.begin(), spec->sharings.end(),
                                      [&](Sharing each) { return point.sharing == toString(each); });
    return {spec - specs.begin(), sharing - spec->sharings.begin()};
}

/// What the build's description ends with.
std::string processorOf(const TimingPlace& place) {
    const auto comma = place.build.rfind(", ");
    return comma == std::string::npos ? place.build : place.build.substr(comma + 2);
}

} // namespace

CostSheet sheetOf(TimingSet set) {
    std::stable_sort(set.points.begin(), set.points.end(), [](const TimingPoint& a, const TimingPoint& b) {
        const auto first = orderOf(a), second = orderOf(b);
        return first != second ? first < second : a.length < b.length;
    });
    CostSheet sheet;
    for (const CostSeries& series : seriesOf(set.points))
        sheet.lines.push_back({series,
                               {theoryOf(series, CostPass::Inference), theoryOf(series, CostPass::Training)},
                               {slopeOf(series, CostPass::Inference), slopeOf(series, CostPass::Training)}});
    sheet.set = std::move(set);
    return sheet;
}

CostSession::CostSession(const QString& labPath, CostFunction measure, QObject* parent)
    : QObject(parent), m_path(labPath), m_measure(std::move(measure)) {
    m_poll.setInterval(kPollMs);
    connect(&m_poll, &QTimer::timeout, this, &CostSession::drain);
}

CostSession::~CostSession() = default;

void CostSession::load() {
    m_reader.run(
        [this, path = m_path.toStdString()](const std::stop_token&) -> Worker::Continuation {
            std::vector<CostSheet> sheets;
            for (TimingSet& set : loadTimings(path))
                sheets.push_back(sheetOf(std::move(set)));
            return [this, sheets = std::move(sheets)] { emit loaded(sheets); };
        },
        [this](const QString& message) { emit failed(message); }, LoadLane);
}

bool CostSession::measure(std::vector<CostRequest> requests) {
    if (m_active || requests.empty())
        return false;
    if (m_thread.joinable())
        m_thread.join(); // it has said that it ended: this does not wait
    for (CostRequest& request : requests)
        request.labPath = m_path.toStdString();
    m_active = true;
    m_progress.reset();
    m_thread = std::jthread(
        [this, requests = std::move(requests)](const std::stop_token& stop) { work(requests, stop); });
    m_poll.start();
    emit stateChanged();
    return true;
}

void CostSession::work(const std::vector<CostRequest>& requests, const std::stop_token& stop) {
    Ended ended;
    try {
        std::size_t before = 0, total = 0;
        for (const CostRequest& request : requests)
            total += spotsOf(request).size();
        for (const CostRequest& request : requests) {
            const CostResult result = m_measure(
                request,
                [&](CostProgress progress) {
                    progress.done += before;
                    progress.points = total;
                    m_mailbox.post(progress);
                },
                stop);
            ended.stopped = result.stopped;
            if (result.stopped)
                break;
            before += spotsOf(request).size();
        }
    } catch (const Cancelled&) {
        ended.stopped = true;
    } catch (const std::exception& error) {
        ended.error = QString::fromUtf8(error.what());
    }
    m_mailbox.post(std::move(ended));
}

void CostSession::cancel() {
    if (m_active)
        m_thread.request_stop();
}

void CostSession::exportCsv(const QString& file, const CostSheet& sheet) {
    m_reader.run(
        [this, file, sheet](const std::stop_token&) -> Worker::Continuation {
            const std::string text =
                timingsCsv(sheet.set.place, processorOf(sheet.set.place), sheet.set.points);
            AtomicFile out(file.toStdString());
            out.write(text.data(), text.size());
            out.commit();
            return [this, file] { emit exported(file); };
        },
        [this](const QString& message) { emit failed(message); });
}

void CostSession::drain() {
    std::optional<Ended> ended;
    bool news = false;
    for (Message& message : m_mailbox.takeAll()) {
        if (auto* progress = std::get_if<CostProgress>(&message)) {
            m_progress = std::move(*progress);
            news = true;
        } else {
            ended = std::get<Ended>(std::move(message));
        }
    }
    if (news) {
        emit progressed(*m_progress);
        load();
    }
    if (!ended)
        return;
    m_poll.stop();
    m_active = false;
    m_progress.reset();
    load();
    emit stateChanged();
    if (ended->error.isEmpty())
        emit finished(ended->stopped);
    else
        emit failed(ended->error);
}

} // namespace lab
