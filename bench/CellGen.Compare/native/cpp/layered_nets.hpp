// Nets of several layers, a step a call, with their sizes in their types. The tensors are in the order of the layers.
#pragma once
#include "layers.hpp"
#include "nets.hpp"

/// RNNoise 0.1: 42 features to a probability and 22 gains.
struct DenoiserNet final : Net {
    int steps;
    DenseLayer<42, 24, Function::Tanh> input_dense;
    ResetBeforeGru<24, 24> vad_gru;
    DenseLayer<24, 1, Function::Sigmoid> vad;
    ResetBeforeGru<90, 48> noise_gru;
    ResetBeforeGru<114, 96> denoise_gru;
    DenseLayer<96, 22, Function::Sigmoid> gains;
    alignas(64) float dense[32], row[128], out[32];

    DenoiserNet(const PeerShape& shape, const float* const* w)
        : steps(shape.steps), input_dense(w), vad_gru(w + 2), vad(w + 6), noise_gru(w + 8), denoise_gru(w + 12), gains(w + 16) {}

    void stream(const float* input, float* output) override {
        std::memset(vad_gru.h, 0, sizeof vad_gru.h);
        std::memset(noise_gru.h, 0, sizeof noise_gru.h);
        std::memset(denoise_gru.h, 0, sizeof denoise_gru.h);
        for (int t = 0; t < steps; t++) step(input + t * 42, output + t * 23);
    }

    __attribute__((noinline)) void step(const float* x, float* y) {
        input_dense.step(x, dense);
        vad_gru.step(dense);
        vad.step(vad_gru.h, out);
        y[0] = out[0];
        std::memcpy(row, dense, 24 * sizeof(float));
        std::memcpy(row + 24, vad_gru.h, 24 * sizeof(float));
        std::memcpy(row + 48, x, 42 * sizeof(float));
        noise_gru.step(row);
        std::memcpy(row, vad_gru.h, 24 * sizeof(float));
        std::memcpy(row + 24, noise_gru.h, 48 * sizeof(float));
        std::memcpy(row + 72, x, 42 * sizeof(float));
        denoise_gru.step(row);
        gains.step(denoise_gru.h, out);
        std::memcpy(y + 1, out, 22 * sizeof(float));
    }
};

/// Dense(8, 128, relu), LSTM(128), Dense(4).
template <class Layer> struct PlayerNet final : Net {
    int steps;
    DenseLayer<8, 128, Function::Relu> encoder;
    Layer lstm;
    typename Layer::StateType state;
    DenseLayer<128, 4, Function::Identity> head;
    alignas(64) float encoded[128], out[16];

    PlayerNet(const PeerShape& shape, const float* const* w)
        : steps(shape.steps), encoder(w), lstm(Tensors{w[2], w[3], w[4], w[5]}), head(w + 6) {}

    void stream(const float* input, float* output) override {
        state = {};
        for (int t = 0; t < steps; t++) step(input + t * 8, output + t * 4);
    }

    __attribute__((noinline)) void step(const float* x, float* y) {
        encoder.step(x, encoded);
        lstm.stream(encoded, state);
        head.step(state.h[state.now], out);
        std::memcpy(y, out, 4 * sizeof(float));
    }
};
