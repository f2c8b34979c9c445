// Nets of layers and directions, for sequences, batches and streams.
#pragma once
#include <vector>
#include "../peer.h"
#include "batch_layer.hpp"
#include "rows_layer.hpp"
#include "units_layer.hpp"

struct Net {
    virtual ~Net() = default;
    virtual void forward(const float*, float*) {}
    virtual void stream(const float*, float*) {}
};

inline Tensors tensors_of(const float* const* weights, int index) {
    return {weights[index * 4], weights[index * 4 + 1], weights[index * 4 + 2], weights[index * 4 + 3]};
}

/// First: the layer type of layer 0; Upper: of the others. Sequences of a batch run one after the other.
template <class First, class Upper, int In, int H, int L, int D> struct SequenceNet final : Net {
    int steps, batch;
    std::vector<std::unique_ptr<First>> first;
    std::vector<std::unique_ptr<Upper>> upper;
    Floats between;

    SequenceNet(const PeerShape& shape, const float* const* weights)
        : steps(shape.steps), batch(shape.batch), between(size_t(2) * shape.steps * D * H) {
        for (int d = 0; d < D; d++) first.push_back(std::make_unique<First>(tensors_of(weights, d)));
        for (int i = D; i < L * D; i++) upper.push_back(std::make_unique<Upper>(tensors_of(weights, i)));
    }

    template <class Layer> void run(Layer& layer, int d, const float* in, long in_stride, float* out, long out_stride) {
        if (d == 0) layer.run(in, in_stride, out, out_stride, steps);
        else layer.run(in + (steps - 1) * in_stride, -in_stride, out + (steps - 1) * out_stride + H, -out_stride, steps);
    }

    void forward(const float* input, float* output) override {
        for (int b = 0; b < batch; b++) {
            const float* in = input + b * In;
            long in_stride = long(batch) * In;
            for (int layer = 0; layer < L; layer++) {
                bool last = layer == L - 1;
                float* out = last ? output + b * D * H : between + size_t(layer & 1) * steps * D * H;
                long out_stride = last ? long(batch) * D * H : D * H;
                for (int d = 0; d < D; d++) {
                    if (layer == 0) run(*first[d], d, in, in_stride, out, out_stride);
                    else run(*upper[(layer - 1) * D + d], d, in, in_stride, out, out_stride);
                }
                in = out;
                in_stride = out_stride;
            }
        }
    }
};

/// Lanes are sequences; input and output are transposed.
template <class Cell, int In, int H, int L, int D, int B> struct BatchNet final : Net {
    using First = BatchLayer<Cell, In, H, B>;
    using Upper = BatchLayer<Cell, D * H, H, B>;
    int steps;
    std::vector<std::unique_ptr<First>> first;
    std::vector<std::unique_ptr<Upper>> upper;
    Floats in, between;

    BatchNet(const PeerShape& shape, const float* const* weights)
        : steps(shape.steps), in(size_t(shape.steps) * In * B), between(size_t(2) * shape.steps * D * H * B) {
        for (int d = 0; d < D; d++) first.push_back(std::make_unique<First>(tensors_of(weights, d)));
        for (int i = D; i < L * D; i++) upper.push_back(std::make_unique<Upper>(tensors_of(weights, i)));
    }

    template <class Layer> void run(Layer& layer, int d, const float* x, long in_stride, float* out) {
        long stride = long(D) * H * B, last = steps - 1;
        if (d == 0) layer.run(x, in_stride, out, stride, steps);
        else layer.run(x + last * in_stride, -in_stride, out + last * stride + H * B, -stride, steps);
    }

    void forward(const float* input, float* output) override {
        for (int t = 0; t < steps; t++) {
            for (int b = 0; b < B; b++) {
                for (int i = 0; i < In; i++) in[(size_t(t) * In + i) * B + b] = input[(size_t(t) * B + b) * In + i];
            }
        }
        const float* x = in;
        long in_stride = long(In) * B;
        for (int layer = 0; layer < L; layer++) {
            float* out = between + size_t(layer & 1) * steps * D * H * B;
            for (int d = 0; d < D; d++) {
                if (layer == 0) run(*first[d], d, x, in_stride, out);
                else run(*upper[(layer - 1) * D + d], d, x, in_stride, out);
            }
            x = out;
            in_stride = long(D) * H * B;
        }
        for (int t = 0; t < steps; t++) {
            for (int b = 0; b < B; b++) {
                for (int u = 0; u < D * H; u++) output[(size_t(t) * B + b) * D * H + u] = x[(size_t(t) * D * H + u) * B + b];
            }
        }
    }
};

/// One layer and a dense head of one output, a step a call.
template <class Layer, int In, int H> struct StreamNet final : Net {
    Layer layer;
    typename Layer::StateType state;
    int steps;
    alignas(64) float head[round_up(H, Layer::W)] = {};
    float head_bias;

    StreamNet(const PeerShape& shape, const float* const* weights) : layer(tensors_of(weights, 0)), steps(shape.steps), head_bias(*weights[5]) {
        std::memcpy(head, weights[4], H * sizeof(float));
    }

    void stream(const float* input, float* output) override {
        state = {};
        for (int t = 0; t < steps; t++) step(input + t * In, output + t);
    }

    // A call, as an audio callback makes it: not to be merged with the next step.
    __attribute__((noinline)) void step(const float* x, float* y) {
        layer.stream(x, state);
        float sum = head_bias;
        for (int u = 0; u < H; u++) sum += head[u] * state.h[state.now][u];
        *y = sum;
    }
};
