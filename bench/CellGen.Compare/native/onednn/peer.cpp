// oneDNN behind the exports of peer.h: primitives, memory and argument lists are made once, weights are in the layout that
// the primitives ask for; a call sets two data handles and executes.
#include <dnnl_config.h>
#include <dnnl_version.h>
#include <memory>
#include <string>
#include "layer.hpp"

namespace {

struct Net {
    PeerShape shape;
    dnnl::engine engine{dnnl::engine::kind::cpu, 0};
    dnnl::stream stream{engine};
    std::vector<std::unique_ptr<Layer>> layers;
    std::vector<Arguments> forward, swapped, backward;
    std::vector<float> head;
    float head_bias = 0;
    bool odd = false;

    Net(const PeerShape& s, const float* const* weights) : shape(s) {
        memory source(Layer::describe({s.streaming ? 1 : s.steps, s.batch, s.input}, tag::tnc), engine);
        for (int layer = 0; layer < s.layers; layer++) {
            int in = layer == 0 ? s.input : s.directions * s.hidden;
            layers.push_back(std::make_unique<Layer>(s, in, engine, source, weights + layer * s.directions * 4));
            source = layers.back()->dst;
        }
        // The gradient with respect to a layer's input is that of the output below it.
        for (int layer = 1; s.training && layer < s.layers; layer++) layers[layer - 1]->diff_dst = layers[layer]->diff_src;
        for (auto& layer : layers) {
            forward.push_back(layer->forward_arguments(false));
            if (s.streaming) swapped.push_back(layer->forward_arguments(true));
            if (s.training) backward.push_back(layer->backward_arguments());
        }
        if (s.head) {
            const float* const* tensors = weights + s.layers * s.directions * 4;
            head.assign(tensors[0], tensors[0] + s.hidden);
            head_bias = *tensors[1];
        }
    }

    void run_forward(const float* input, float* output) {
        layers.front()->src.set_data_handle(const_cast<float*>(input));
        layers.back()->dst.set_data_handle(output);
        for (size_t i = 0; i < layers.size(); i++) layers[i]->forward.execute(stream, forward[i]);
        stream.wait();
    }

    void train(const float* input, const float* output_gradient, float* output, float* input_gradient) {
        run_forward(input, output);
        layers.back()->diff_dst.set_data_handle(const_cast<float*>(output_gradient));
        layers.front()->diff_src.set_data_handle(input_gradient);
        for (size_t i = layers.size(); i-- > 0;) {
            layers[i]->clear_gradients();
            layers[i]->backward.execute(stream, backward[i]);
        }
        stream.wait();
    }

    void reset() {
        for (auto& layer : layers) {
            for (memory* m : {&layer->src_iter, &layer->dst_iter}) std::memset(m->get_data_handle(), 0, m->get_desc().get_size());
            if (shape.kind == 2) {
                for (memory* m : {&layer->src_iter_c, &layer->dst_iter_c}) std::memset(m->get_data_handle(), 0, m->get_desc().get_size());
            }
        }
        odd = false;
    }

    void run_stream(const float* input, float* output) {
        reset();
        int outputs = shape.head ? 1 : shape.hidden;
        for (int t = 0; t < shape.steps; t++) step(input + size_t(t) * shape.batch * shape.input, output + size_t(t) * shape.batch * outputs);
    }

    // The dense head is one loop: an inner_product primitive costs several times as much for one output.
    void step(const float* x, float* y) {
        layers.front()->src.set_data_handle(const_cast<float*>(x));
        if (!shape.head) layers.back()->dst.set_data_handle(y);
        for (size_t i = 0; i < layers.size(); i++) layers[i]->forward.execute(stream, odd ? swapped[i] : forward[i]);
        stream.wait();
        odd = !odd;
        const float* h = static_cast<const float*>(layers.back()->dst.get_data_handle());
        for (int b = 0; shape.head && b < shape.batch; b++) {
            float sum = head_bias;
            for (int u = 0; u < shape.hidden; u++) sum += head[u] * h[size_t(b) * shape.hidden + u];
            y[b] = sum;
        }
    }
};

}  // namespace

extern "C" {

int peer_variants(const PeerShape*) { return 1; }
const char* peer_variant_name(const PeerShape*, int) { return ""; }

const char* peer_version(void) {
    static const std::string version = std::to_string(dnnl_version()->major) + "." + std::to_string(dnnl_version()->minor) + "."
        + std::to_string(dnnl_version()->patch);
    return version.c_str();
}

void* peer_create(const PeerShape* shape, const float* const* weights, int) {
    if (shape->net) return nullptr;
    try {
        return new Net(*shape, weights);
    } catch (const dnnl::error& error) {
        fprintf(stderr, "oneDNN: %s\n", error.what());
        return nullptr;
    }
}

void peer_destroy(void* net) { delete static_cast<Net*>(net); }
void peer_forward(void* net, const float* input, float* output) { static_cast<Net*>(net)->run_forward(input, output); }

void peer_train(void* net, const float* input, const float* output_gradient, float* output, float* input_gradient) {
    static_cast<Net*>(net)->train(input, output_gradient, output, input_gradient);
}

void peer_gradient(void* net, int tensor, float* destination) {
    Net* n = static_cast<Net*>(net);
    int directions = n->shape.directions;
    n->layers[tensor / (4 * directions)]->copy_gradient(tensor / 4 % directions, tensor % 4, destination);
}

void peer_stream(void* net, const float* input, float* output) { static_cast<Net*>(net)->run_stream(input, output); }
}
