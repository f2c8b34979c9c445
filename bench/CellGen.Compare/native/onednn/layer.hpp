// One layer, both directions, as a oneDNN primitive, forward or forward and backward. A primitive of several layers is not
// used: oneDNN's bidirectional stack feeds each direction from the same direction below, torch's from both.
#pragma once
#include <cstring>
#include <dnnl.hpp>
#include <unordered_map>
#include <vector>
#include "../peer.h"

using dnnl::memory;
using tag = memory::format_tag;
using Arguments = std::unordered_map<int, memory>;

struct Layer {
    const PeerShape shape;
    const int in, gates, bias_gates;
    const bool stream_state, train, lstm_training;
    dnnl::engine engine;
    dnnl::primitive forward, backward;
    memory src, dst, src_iter, dst_iter, src_iter_c, dst_iter_c, workspace;
    memory weights, recurrent, bias, backward_weights, backward_recurrent;
    memory diff_src, diff_dst, diff_src_iter, diff_src_iter_c, diff_dst_iter, diff_dst_iter_c, diff_weights, diff_recurrent, diff_bias;
    memory::dims weights_dims, recurrent_dims, bias_dims;

    /// weights: those of this layer, four for each direction.
    Layer(const PeerShape& s, int in, const dnnl::engine& engine, memory source, const float* const* tensors)
        : shape(s), in(in), gates(s.kind == 0 ? 1 : s.kind == 1 ? 3 : 4), bias_gates(s.kind == 0 ? 1 : 4),
          stream_state(s.streaming), train(s.training), lstm_training(s.training && s.kind == 2), engine(engine), src(source) {
        int d = s.directions, h = s.hidden, t = s.streaming ? 1 : s.steps, b = s.batch;
        weights_dims = {1, d, in, gates, h};
        recurrent_dims = {1, d, h, gates, h};
        bias_dims = {1, d, bias_gates, h};
        dst = memory(describe({t, b, d * h}, tag::tnc), engine);
        memory::desc state = stream_state || lstm_training ? describe({1, d, b, h}, tag::ldnc) : memory::desc();
        memory::desc cell = s.kind == 2 ? state : memory::desc();
        // An LSTM's gradient of weights_iter is wrong in oneDNN 2.6 where the initial states are left out, so zeros are handed over.
        if (lstm_training) {
            for (memory* m : {&diff_src_iter, &diff_src_iter_c, &diff_dst_iter, &diff_dst_iter_c}) *m = zeros(state);
        }
        if (stream_state || lstm_training) {
            src_iter = zeros(state);
            dst_iter = zeros(state);
            if (s.kind == 2) {
                src_iter_c = zeros(state);
                dst_iter_c = zeros(state);
            }
        }

        memory plain_weights(describe(weights_dims, tag::ldigo), engine), plain_recurrent(describe(recurrent_dims, tag::ldigo), engine);
        bias = zeros(describe(bias_dims, tag::ldgo));
        for (int dir = 0; dir < d; dir++) fill(tensors + dir * 4, dir, plain_weights, plain_recurrent);

        if (s.kind == 2) build<dnnl::lstm_forward, dnnl::lstm_backward>(state, cell);
        else if (s.kind == 1) build<dnnl::lbr_gru_forward, dnnl::lbr_gru_backward>(state, cell);
        else build<dnnl::vanilla_rnn_forward, dnnl::vanilla_rnn_backward>(state, cell);

        weights = reordered(plain_weights, weights.get_desc());
        recurrent = reordered(plain_recurrent, recurrent.get_desc());
        if (train) {
            backward_weights = reordered(plain_weights, backward_weights.get_desc());
            backward_recurrent = reordered(plain_recurrent, backward_recurrent.get_desc());
        }
    }

    /// The arguments of forward; a stream's states change places every other step.
    Arguments forward_arguments(bool swapped) const {
        Arguments a{{DNNL_ARG_SRC_LAYER, src}, {DNNL_ARG_WEIGHTS_LAYER, weights}, {DNNL_ARG_WEIGHTS_ITER, recurrent},
            {DNNL_ARG_BIAS, bias}, {DNNL_ARG_DST_LAYER, dst}};
        if (stream_state || lstm_training) {
            a[DNNL_ARG_SRC_ITER] = swapped ? dst_iter : src_iter;
            a[DNNL_ARG_DST_ITER] = swapped ? src_iter : dst_iter;
            if (shape.kind == 2) {
                a[DNNL_ARG_SRC_ITER_C] = swapped ? dst_iter_c : src_iter_c;
                a[DNNL_ARG_DST_ITER_C] = swapped ? src_iter_c : dst_iter_c;
            }
        }
        if (train) a[DNNL_ARG_WORKSPACE] = workspace;
        return a;
    }

    Arguments backward_arguments() const {
        Arguments a{{DNNL_ARG_SRC_LAYER, src}, {DNNL_ARG_WEIGHTS_LAYER, backward_weights}, {DNNL_ARG_WEIGHTS_ITER, backward_recurrent},
            {DNNL_ARG_BIAS, bias}, {DNNL_ARG_DST_LAYER, dst}, {DNNL_ARG_WORKSPACE, workspace},
            {DNNL_ARG_DIFF_DST_LAYER, diff_dst}, {DNNL_ARG_DIFF_SRC_LAYER, diff_src}, {DNNL_ARG_DIFF_WEIGHTS_LAYER, diff_weights},
            {DNNL_ARG_DIFF_WEIGHTS_ITER, diff_recurrent}, {DNNL_ARG_DIFF_BIAS, diff_bias}};
        if (lstm_training) {
            a[DNNL_ARG_SRC_ITER] = src_iter;
            a[DNNL_ARG_SRC_ITER_C] = src_iter_c;
            a[DNNL_ARG_DST_ITER] = dst_iter;
            a[DNNL_ARG_DST_ITER_C] = dst_iter_c;
            a[DNNL_ARG_DIFF_SRC_ITER] = diff_src_iter;
            a[DNNL_ARG_DIFF_SRC_ITER_C] = diff_src_iter_c;
            a[DNNL_ARG_DIFF_DST_ITER] = diff_dst_iter;
            a[DNNL_ARG_DIFF_DST_ITER_C] = diff_dst_iter_c;
        }
        return a;
    }

    /// oneDNN adds to the gradients of the weights.
    void clear_gradients() {
        for (memory* m : {&diff_weights, &diff_recurrent, &diff_bias}) std::memset(m->get_data_handle(), 0, m->get_desc().get_size());
    }

    /// tensor: 0 weight_ih, 1 weight_hh, 2 bias_ih, 3 bias_hh; in torch's order and shape.
    void copy_gradient(int direction, int tensor, float* destination) {
        int h = shape.hidden, columns = tensor == 0 ? in : tensor == 1 ? h : 1;
        memory plain = tensor == 0 ? reordered(diff_weights, describe(weights_dims, tag::ldigo))
            : tensor == 1 ? reordered(diff_recurrent, describe(recurrent_dims, tag::ldigo)) : diff_bias;
        const float* values = static_cast<const float*>(plain.get_data_handle());
        for (int g = 0; g < gates; g++) {
            for (int u = 0; u < h; u++) {
                for (int j = 0; j < columns; j++) {
                    destination[(g * h + u) * columns + j] = tensor < 2 ? values[((direction * columns + j) * gates + place(g)) * h + u]
                        : values[(direction * bias_gates + (tensor == 3 && shape.kind == 1 && g == 2 ? 3 : place(g))) * h + u];
                }
            }
        }
    }

    static memory::desc describe(const memory::dims& dims, tag format) { return memory::desc(dims, memory::data_type::f32, format); }

    memory zeros(const memory::desc& desc) const {
        memory m(desc, engine);
        std::memset(m.get_data_handle(), 0, desc.get_size());
        return m;
    }

private:
    /// oneDNN's place of torch's gate: u, r, o for r, z, n; i, f, c, o as torch.
    int place(int gate) const { return shape.kind == 1 && gate < 2 ? 1 - gate : gate; }

    void fill(const float* const* t, int dir, memory& w, memory& u) {
        int h = shape.hidden;
        float* wv = static_cast<float*>(w.get_data_handle());
        float* uv = static_cast<float*>(u.get_data_handle());
        float* bv = static_cast<float*>(bias.get_data_handle()) + dir * bias_gates * h;
        for (int g = 0; g < gates; g++) {
            bool apart = shape.kind == 1 && g == 2;
            for (int o = 0; o < h; o++) {
                for (int j = 0; j < in; j++) wv[((dir * in + j) * gates + place(g)) * h + o] = t[0][(g * h + o) * in + j];
                for (int j = 0; j < h; j++) uv[((dir * h + j) * gates + place(g)) * h + o] = t[1][(g * h + o) * h + j];
                bv[place(g) * h + o] = t[2][g * h + o] + (apart ? 0 : t[3][g * h + o]);
                if (apart) bv[3 * h + o] = t[3][g * h + o];
            }
        }
    }

    memory reordered(memory from, const memory::desc& to) const {
        memory result(to, engine);
        dnnl::stream stream(engine);
        dnnl::reorder(from, result).execute(stream, from, result);
        stream.wait();
        return result;
    }

    template <class Forward, class Backward> void build(const memory::desc& state, const memory::desc& cell) {
        auto direction = shape.directions == 2 ? dnnl::rnn_direction::bidirectional_concat : dnnl::rnn_direction::unidirectional_left2right;
        auto kind = train ? dnnl::prop_kind::forward_training : dnnl::prop_kind::forward_inference;
        auto w = describe(weights_dims, tag::any), u = describe(recurrent_dims, tag::any), b = bias.get_desc();
        auto x = src.get_desc(), y = dst.get_desc();
        auto forward_desc = [&] {
            if constexpr (std::is_same_v<Forward, dnnl::lstm_forward>)
                return typename Forward::desc(kind, direction, x, state, cell, w, u, b, y, state, cell);
            else if constexpr (std::is_same_v<Forward, dnnl::lbr_gru_forward>)
                return typename Forward::desc(kind, direction, x, state, w, u, b, y, state);
            else
                return typename Forward::desc(kind, dnnl::algorithm::eltwise_tanh, direction, x, state, w, u, b, y, state);
        }();
        typename Forward::primitive_desc pd(forward_desc, engine);
        forward = Forward(pd);
        weights = memory(pd.weights_layer_desc(), engine);
        recurrent = memory(pd.weights_iter_desc(), engine);
        if (!train) return;

        workspace = memory(pd.workspace_desc(), engine);
        auto none = memory::desc();
        auto all = dnnl::prop_kind::backward;
        auto backward_desc = [&] {
            if constexpr (std::is_same_v<Forward, dnnl::lstm_forward>)
                return typename Backward::desc(all, direction, x, state, cell, w, u, b, y, state, cell, x, state, cell, w, u, b, y, state, cell);
            else if constexpr (std::is_same_v<Forward, dnnl::lbr_gru_forward>)
                return typename Backward::desc(all, direction, x, none, w, u, b, y, none, x, none, w, u, b, y, none);
            else
                return typename Backward::desc(all, dnnl::algorithm::eltwise_tanh, direction, x, none, w, u, b, y, none, x, none, w, u, b, y, none);
        }();
        typename Backward::primitive_desc bpd(backward_desc, engine, pd);
        backward = Backward(bpd);
        backward_weights = memory(bpd.weights_layer_desc(), engine);
        backward_recurrent = memory(bpd.weights_iter_desc(), engine);
        diff_weights = memory(bpd.diff_weights_layer_desc(), engine);
        diff_recurrent = memory(bpd.diff_weights_iter_desc(), engine);
        diff_bias = memory(b, engine);
        diff_src = memory(x, engine);
        diff_dst = memory(y, engine);
    }
};
