#include "workbench/cost_study.h"

#include "core/base/error.h"
#include "core/encoders/encoder.h"
#include "core/encoders/model_check.h"
#include "core/timing/cost_meter.h"
#include "workbench/encoder_choice.h"
#include "workbench/memory_advice.h"
#include "workbench/model_summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

namespace lab {
namespace {

void requireSensible(const CostRequest& request) {
    if (request.lengths.empty() || request.encoders.empty() || request.sharings.empty())
        throw ConfigError("--lengths, --encoders and --sharing each need at least one entry");
    for (const std::int64_t length : request.lengths)
        if (length < 1 || length > 1'048'576)
            throw ConfigError(fmt::format("--lengths {}: give lengths from 1 to 1048576 tokens", length));
    if (request.tokens < 1)
        throw ConfigError(fmt::format("--tokens {}: a batch needs at least one token", request.tokens));
}

/// A point on the way: every sample of all visits so far.
struct Running {
    TimingPoint point;
    CostSamples samples;
    double spent = 0;
};

void add(Running& running, const CostSamples& visit, double precision, double limit) {
    CostSamples& all = running.samples;
    all.inference.insert(all.inference.end(), visit.inference.begin(), visit.inference.end());
    all.training.insert(all.training.end(), visit.training.begin(), visit.training.end());
    TimingPoint& point = running.point;
    point.peakBytes = std::max(point.peakBytes, visit.peakBytes);
    point.inference = medianOf(all.inference);
    point.training = medianOf(all.training);
    point.repeats = static_cast<int>(all.training.size());
    constexpr int kLeastRepeats = 6; // fewer cannot give an interval of 95 %
    const auto narrow = [precision](const Estimate& e) {
        return (e.high - e.low) / 2 <= precision * e.value;
    };
    const bool precise = point.repeats >= kLeastRepeats && narrow(point.inference) && narrow(point.training);
    point.done = precise || running.spent >= limit;
}

std::string processorName() {
    std::ifstream file("/proc/cpuinfo");
    for (std::string line; std::getline(file, line);)
        if (line.starts_with("model name"))
            return line.substr(std::min(line.find(": ") + 2, line.size()));
    return "unknown processor";
}

std::string gpuName() {
    const std::vector<DeviceInfo> devices = listDevices();
    const auto gpu = std::find_if(devices.begin(), devices.end(), [](const DeviceInfo& device) {
        return device.id == "cuda" && device.usable();
    });
    return gpu != devices.end() ? gpu->name : "no GPU";
}

DeviceChoice choiceOf(const CostRequest& request) {
    return {request.threads, request.device, request.products};
}

} // namespace

ModelConfig modelOf(const TimingPoint& point) {
    ModelConfig model;
    model.encoder = point.encoder;
    model.sharing = parseSharing(point.sharing);
    model.dim = model.ffn = point.dim;
    model.heads = point.heads;
    model.layers = point.layers;
    model.maxLength = static_cast<int>(point.length);
    return model;
}

std::vector<TimingPoint> spotsOf(const CostRequest& request) {
    requireSensible(request);
    std::vector<TimingPoint> spots;
    for (const EncoderSpec* spec : chosenEncoders(request.encoders))
        for (const Sharing sharing : chosenSharings(request.sharings, *spec))
            for (const std::int64_t length : request.lengths) {
                TimingPoint point;
                point.encoder = spec->id;
                point.sharing = toString(sharing);
                point.length = length;
                point.tokens = request.tokens;
                point.sequences = std::max<std::int64_t>(request.tokens / length, 1);
                point.dim = request.dim;
                point.heads = request.heads;
                point.layers = request.layers;
                const bool known = std::any_of(spots.begin(), spots.end(), [&](const TimingPoint& other) {
                    return other.sameSpot(point);
                });
                if (known)
                    continue;
                const ModelConfig model = modelOf(point);
                requireValid(model);
                const auto batch = static_cast<double>(point.sequences);
                point.flopsInference =
                    summarize(model, kCostWords, kCostClasses, length, static_cast<int>(point.sequences))
                        .forwardFlops *
                    batch;
                point.flopsTraining = 3 * point.flopsInference;
                spots.push_back(point);
            }
    return spots;
}

TimingPlace timingPlace(const DeviceChoice& choice) {
#ifdef __OPTIMIZE__
    constexpr auto kOptimised = "optimised";
#else
    constexpr auto kOptimised = "not optimised";
#endif
#ifdef __clang__
    constexpr auto kCompiler = ""; // its version string begins with the name
#else
    constexpr auto kCompiler = "GCC ";
#endif
    const std::string build =
        fmt::format("{}, {}, {}, {}{}", LAB_VERSION, kOptimised, cpuInstructions(), kCompiler, __VERSION__);
    if (choice.device == "cuda")
        return {"cuda", 1, fmt::format("{}, {}, {}", build, toString(choice.precision), gpuName())};
    const int threads = choice.threads > 0
                            ? choice.threads
                            : static_cast<int>(std::max(std::thread::hardware_concurrency(), 1U));
    return {"cpu", threads, fmt::format("{}, {}", build, processorName())};
}

namespace {

/// One run of a study: what is open and what is told.
class Study {
public:
    Study(const CostRequest& request, CostResult& result,
          const std::function<void(const CostProgress&)>& tell, const std::stop_token& stop)
        : m_request(request),
          m_result(result),
          m_tell(tell),
          m_stop(stop),
          m_lab(request.labPath),
          m_backend(openBackend(request)) {
        takeStored();
    }

    void run() {
        while (!m_open.empty()) {
            for (Running& running : m_open)
                visitWithAdvice(running);
            std::erase_if(m_open, [](const Running& running) { return running.point.done; });
        }
    }

private:
    using Clock = std::chrono::steady_clock;

    void takeStored() {
        const auto stored =
            m_request.fresh ? std::vector<TimingPoint>() : TimingRepository(m_lab).list(m_result.place);
        for (TimingPoint& point : m_result.points) {
            const auto known = std::find_if(stored.begin(), stored.end(), [&](const TimingPoint& other) {
                return other.done && other.sameSpot(point);
            });
            if (known != stored.end())
                point = *known;
            if (!point.done || (m_request.breakdown && !point.breakdown))
                m_open.push_back({point, {}, 0});
        }
        m_toDo = m_open.size();
    }

    static std::unique_ptr<Backend> openBackend(const CostRequest& request) {
        try {
            return makeBackend(choiceOf(request));
        } catch (const OutOfDeviceMemory& error) {
            adviseTiming(error, "cuBLAS");
        }
    }

    void visitWithAdvice(Running& running) {
        try {
            visit(running);
        } catch (const OutOfDeviceMemory& error) {
            adviseTiming(error, fmt::format("{} at {} tokens", running.point.encoder, running.point.length));
        }
    }

    /// Passes for the median while the point is not done; then, where wanted, the breakdown.
    void visit(Running& running) {
        const auto begin = Clock::now();
        const CostSpot spot{normalized(modelOf(running.point)), running.point.length,
                            running.point.sequences};
        if (!running.point.done) {
            const CostSamples samples = measureCost(*m_backend, spot, {}, m_stop);
            running.spent += std::chrono::duration<double>(Clock::now() - begin).count();
            add(running, samples, m_request.precision, m_request.pointSeconds);
            store(running.point);
        }
        if (running.point.done && m_request.breakdown && !running.point.breakdown) {
            running.point.breakdown = measureBreakdown(*m_backend, spot, {}, m_stop);
            store(running.point);
        }
        m_finished += running.point.done ? 1 : 0;
        const std::size_t total = m_result.points.size();
        m_tell({running.point, total - m_toDo + m_finished, total, secondsLeft()});
    }

    void store(const TimingPoint& point) {
        TimingRepository(m_lab).save(m_result.place, point);
        *std::find_if(m_result.points.begin(), m_result.points.end(),
                      [&](const TimingPoint& other) { return other.sameSpot(point); }) = point;
    }

    [[nodiscard]] double secondsLeft() const {
        const double spent = std::chrono::duration<double>(Clock::now() - m_begin).count();
        const double left = m_finished == 0 ? static_cast<double>(m_toDo) * m_request.pointSeconds - spent
                                            : spent * static_cast<double>(m_toDo - m_finished) /
                                                  static_cast<double>(m_finished);
        return std::max(left, 0.0);
    }

    const CostRequest& m_request;
    CostResult& m_result;
    const std::function<void(const CostProgress&)>& m_tell;
    const std::stop_token& m_stop;
    LabFile m_lab;
    std::unique_ptr<Backend> m_backend;
    std::vector<Running> m_open;
    std::size_t m_toDo = 0, m_finished = 0;
    Clock::time_point m_begin = Clock::now();
};

} // namespace

CostResult runCostStudy(const CostRequest& request, const std::function<void(const CostProgress&)>& tell,
                        const std::stop_token& stop) {
    const DeviceChoice choice = choiceOf(request);
    CostResult result{timingPlace(choice), choice.device == "cuda" ? gpuName() : processorName(),
                      spotsOf(request), false};
    Study study(request, result, tell, stop);
    try {
        study.run();
    } catch (const Cancelled&) {
        result.stopped = true;
    }
    std::erase_if(result.points, [](const TimingPoint& point) { return point.repeats == 0; });
    return result;
}

std::vector<TimingSet> loadTimings(const std::string& labPath) {
    if (!std::filesystem::exists(labPath))
        return {};
    LabFile lab(labPath);
    return TimingRepository(lab).sets();
}

} // namespace lab
