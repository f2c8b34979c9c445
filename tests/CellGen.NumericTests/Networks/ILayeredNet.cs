using CellGen.NumericTests.Host;
using CellGen.Simd;

namespace CellGen.NumericTests.Networks;

/// <summary>
/// The members of a generated net of several layers, with its outputs as an array: <see cref="NetworkSource"/> writes a class
/// that passes every call on and allocates nothing.
/// </summary>
public interface ILayeredNet
{
    /// <summary>The generated class.</summary>
    Type Type { get; }

    /// <summary>The path that the net computes on.</summary>
    VectorWidth VectorWidth { get; set; }

    /// <summary>The parameters in CellGen's packed order.</summary>
    Span<float> Parameters { get; }

    /// <summary>Copies a tensor out.</summary>
    void Get(string name, Span<float> destination);

    /// <summary>Copies a tensor in.</summary>
    void Set(string name, ReadOnlySpan<float> source);

    /// <summary>Writes a weight file.</summary>
    void Save(Stream stream, WeightNames? names = null);

    /// <summary>Reads a weight file.</summary>
    void LoadFrom(Stream stream, WeightNames? names = null);

    /// <summary>A Workspace.</summary>
    object NewWorkspace(int maxSteps, int batchSize = 1);

    /// <summary>A Tape.</summary>
    object NewTape(int maxSteps, int batchSize = 1);

    /// <summary>A Gradient.</summary>
    INetGradient NewGradient();

    /// <summary>Zero states.</summary>
    INetworkStates NewStates(int count);

    /// <summary>Forward: the overload that fits the states (null: none; else the first) and the scratch.</summary>
    void Forward(NetworkInput input, float[][] outputs, INetworkStates? states, object scratch);

    /// <summary>Step, of the first state.</summary>
    void Step(NetworkInput input, float[][] outputs, INetworkStates states);

    /// <summary>GetInitialState, which a state becomes.</summary>
    void SetInitialState(INetworkStates states, int index);

    /// <summary>AddInitialState, with the gradient that a state is.</summary>
    void AddInitialState(INetGradient gradient, INetworkStates states, int index);

    /// <summary>Settle, of the first state.</summary>
    void Settle(INetworkStates states, int steps);

    /// <summary>StepMany.</summary>
    void StepMany(NetworkInput input, float[][] outputs, INetworkStates states);

    /// <summary>Forward over a batch.</summary>
    void ForwardBatch(NetworkInput input, float[][] outputs, int[] lengths, INetworkStates? states, object scratch, BatchLayout layout);

    /// <summary>Backward: the overload that fits the states.</summary>
    void Backward(NetworkInput input, float[][] outputs, float[] inputGradient, INetworkStates? states, INetGradient gradient, object tape);

    /// <summary>Backward over a batch.</summary>
    void BackwardBatch(NetworkInput input, float[][] outputs, float[] inputGradient, int[] lengths, INetworkStates? states, INetGradient gradient, object tape, BatchLayout layout);
}
