// Many states that share the weights: an array of h (and c) of each layer, as the caller keeps it; one step of all of them a call.
#pragma once
#include "nets.hpp"

/// The states of all agents, [A, L, H], and the dense head.
template <int In, int H, int L> struct Agents : Net {
    int steps, agents, outputs;
    Floats h, c;
    const float* head = nullptr;
    std::vector<float> head_weight;
    float head_bias = 0;

    Agents(const PeerShape& shape, const float* const* weights)
        : steps(shape.steps), agents(shape.batch), outputs(shape.head ? 1 : H), h(size_t(shape.batch) * L * H), c(size_t(shape.batch) * L * H) {
        if (shape.head) {
            head_weight.assign(weights[L * 4], weights[L * 4] + H);
            head = head_weight.data();
            head_bias = *weights[L * 4 + 1];
        }
    }

    void stream(const float* input, float* output) override {
        std::memset(h, 0, size_t(agents) * L * H * sizeof(float));
        std::memset(c, 0, size_t(agents) * L * H * sizeof(float));
        for (int t = 0; t < steps; t++) step(input + size_t(t) * agents * In, output + size_t(t) * agents * outputs);
    }

    virtual void step(const float* x, float* y) = 0;
};

/// Each state stepped for itself.
template <class First, class Upper, int In, int H, int L> struct AgentsNet final : Agents<In, H, L> {
    First first;
    std::vector<std::unique_ptr<Upper>> upper;

    AgentsNet(const PeerShape& shape, const float* const* weights) : Agents<In, H, L>(shape, weights), first(tensors_of(weights, 0)) {
        for (int layer = 1; layer < L; layer++) upper.push_back(std::make_unique<Upper>(tensors_of(weights, layer)));
    }

    __attribute__((noinline)) void step(const float* x, float* y) override {
        typename First::StateType lower;
        typename Upper::StateType higher;
        for (int agent = 0; agent < this->agents; agent++) {
            const float* out = one(first, lower, x + size_t(agent) * In, agent, 0);
            for (int layer = 1; layer < L; layer++) out = one(*upper[layer - 1], higher, out, agent, layer);
            if (this->head) {
                float sum = this->head_bias;
                for (int u = 0; u < H; u++) sum += this->head[u] * out[u];
                y[agent] = sum;
            } else {
                std::memcpy(y + size_t(agent) * H, out, H * sizeof(float));
            }
        }
    }

    template <class Layer, class State> const float* one(Layer& layer, State& state, const float* x, int agent, int index) {
        float* h = this->h + (size_t(agent) * L + index) * H;
        float* c = this->c + (size_t(agent) * L + index) * H;
        std::memcpy(state.h[0], h, H * sizeof(float));
        std::memcpy(state.c, c, H * sizeof(float));
        state.now = 0;
        layer.stream(x, state);
        std::memcpy(h, state.h[1], H * sizeof(float));
        std::memcpy(c, state.c, H * sizeof(float));
        return h;
    }
};

/// Lanes are agents: 32 at a time are transposed, stepped and transposed back.
template <class Cell, int In, int H, int L> struct AgentLanesNet final : Agents<In, H, L> {
    static constexpr int B = 32;
    using First = BatchLayer<Cell, In, H, B>;
    using Upper = BatchLayer<Cell, H, H, B>;
    First first;
    std::vector<std::unique_ptr<Upper>> upper;
    Floats in{size_t(In) * B}, out{size_t(2) * H * B};

    AgentLanesNet(const PeerShape& shape, const float* const* weights) : Agents<In, H, L>(shape, weights), first(tensors_of(weights, 0)) {
        for (int layer = 1; layer < L; layer++) upper.push_back(std::make_unique<Upper>(tensors_of(weights, layer)));
    }

    __attribute__((noinline)) void step(const float* x, float* y) override {
        for (int begin = 0; begin < this->agents; begin += B) {
            int count = this->agents - begin < B ? this->agents - begin : B;
            to_lanes<In>(in, x + size_t(begin) * In, In, count);
            const float* lanes = one(first, in, out, begin, count, 0);
            for (int layer = 1; layer < L; layer++) lanes = one(*upper[layer - 1], lanes, out + size_t(layer & 1) * H * B, begin, count, layer);
            if (this->head) {
                float sums[B];
                for (int lane = 0; lane < B; lane++) sums[lane] = this->head_bias;
                for (int u = 0; u < H; u++) {
                    for (int lane = 0; lane < B; lane++) sums[lane] += this->head[u] * lanes[u * B + lane];
                }
                std::memcpy(y + begin, sums, count * sizeof(float));
            } else {
                from_lanes<H>(y + size_t(begin) * H, H, lanes, count);
            }
        }
    }

    template <class Layer> const float* one(Layer& layer, const float* x, float* y, int begin, int count, int index) {
        constexpr long stride = long(L) * H;
        float* h = this->h + size_t(begin) * stride + index * H;
        float* c = this->c + size_t(begin) * stride + index * H;
        to_lanes<H>(layer.h, h, stride, count);
        if (Cell::Gates == 4) to_lanes<H>(layer.c, c, stride, count);
        layer.step(x, layer.h, layer.h + size_t(H) * B, y);
        from_lanes<H>(h, stride, y, count);
        if (Cell::Gates == 4) from_lanes<H>(c, stride, layer.c, count);
        return y;
    }

    template <int N> static void to_lanes(float* to, const float* from, long stride, int count) {
        for (int i = 0; i < N; i++) {
            for (int lane = 0; lane < count; lane++) to[i * B + lane] = from[lane * stride + i];
        }
    }

    template <int N> static void from_lanes(float* to, long stride, const float* from, int count) {
        for (int lane = 0; lane < count; lane++) {
            for (int i = 0; i < N; i++) to[lane * stride + i] = from[i * B + lane];
        }
    }
};
