using System.Runtime.InteropServices;
using CellGen.Compare.Problems;

namespace CellGen.Compare.Peers.Native;

/// <summary>PeerShape of native/peer.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct NativeShape(Row row)
{
    private readonly int _kind = row.Kind switch { CellKind.Gru => 1, CellKind.Lstm => 2, _ => 0 };
    private readonly int _input = row.Input;
    private readonly int _hidden = row.Hidden;
    private readonly int _layers = row.Layers;
    private readonly int _directions = row.Directions;
    private readonly int _steps = row.Steps;
    private readonly int _batch = row.Batch;
    private readonly int _streaming = row.IsStepwise ? 1 : 0;
    private readonly int _training = row.Mode == RowMode.Training ? 1 : 0;
    private readonly int _net = !row.IsNet ? 0 : row.Net == NetCatalog.Denoiser ? 1 : 2;
    private readonly int _head = row.Head;
}
