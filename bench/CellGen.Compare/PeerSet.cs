using CellGen.Compare.Peers;
using CellGen.Compare.Peers.Generated;
using CellGen.Compare.Peers.Naive;
using CellGen.Compare.Peers.Native;
using CellGen.Compare.Peers.Onnx;
using CellGen.Compare.Peers.Tensors;
using CellGen.Compare.Peers.Torch;

namespace CellGen.Compare;

/// <summary>The peers of a run.</summary>
internal static class PeerSet
{
    /// <summary>CellGen first; the plain run has naive loops beside it and nothing else.</summary>
    public static IReadOnlyList<IPeer> Create(Options options)
    {
        if (options.Run == "plain")
        {
            return [new GeneratedPeer(), new NaivePeer()];
        }

        string Native(string file) => Path.Combine(options.Native, file);
        return
        [
            new GeneratedPeer(),
            new NativeLibraryPeer("C++", [Native($"cpp-clang-{options.Run}.so"), Native($"cpp-gcc-{options.Run}.so")]),
            new NativeLibraryPeer("oneDNN", [Native("onednn.so")]),
            new OnnxPeer(),
            new TorchPeer("/usr/bin/python3"),
            new TensorsPeer(),
            new NaivePeer(),
        ];
    }
}
