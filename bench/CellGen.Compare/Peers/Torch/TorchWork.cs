using System.Globalization;
using System.Runtime.InteropServices;
using CellGen.Compare.Problems;

namespace CellGen.Compare.Peers.Torch;

/// <summary>A row run by the Python process, which also measures it. There is one at a time.</summary>
internal sealed class TorchWork : IWork
{
    private readonly Problem _problem;
    private readonly TorchPeer _torch;
    private readonly string _folder;

    /// <summary>Hands the numbers over in files.</summary>
    public TorchWork(Problem problem, TorchPeer torch, string folder)
    {
        _problem = problem;
        _torch = torch;
        _folder = folder;
        Write("parameters", problem.Parameters.SelectMany(tensor => tensor.Values).ToArray());
        Write("input", problem.Input);
        Write("outputGradient", problem.OutputGradient);
        Row row = problem.Row;
        torch.Ask(row.Pair is { } pair
            ? FormattableString.Invariant($"pair {row.Input} {row.Hidden} {pair.SourceVocabulary} {pair.TargetVocabulary} {pair.Source} {row.Steps} {row.Batch} {row.Mode} {folder}")
            : FormattableString.Invariant($"prepare {row.Kind} {row.Input} {row.Hidden} {row.Layers} {row.Directions} {row.Steps} {row.Batch} {row.Mode} {folder}"));
    }

    /// <inheritdoc/>
    public string Variant => "";

    /// <inheritdoc/>
    public bool IsManaged => false;

    /// <inheritdoc/>
    public double Run(int iterations) => double.Parse(_torch.Ask(FormattableString.Invariant($"run {iterations}")), CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public Answer Answer()
    {
        _torch.Ask("answer");
        if (_problem.Row.Mode != RowMode.Training)
        {
            return new Answer(Read("output"));
        }

        float[] all = Read("gradients");
        int begin = 0;
        var gradients = new List<float[]>();
        foreach (Tensor tensor in _problem.Parameters)
        {
            gradients.Add(all.AsSpan(begin, tensor.Values.Length).ToArray());
            begin += tensor.Values.Length;
        }

        return new Answer(Read("output"), _problem.Row.Pair is null ? Read("inputGradient") : null, gradients);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private void Write(string name, float[] values) => File.WriteAllBytes(Path.Combine(_folder, name), MemoryMarshal.AsBytes<float>(values));

    private float[] Read(string name) => MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(Path.Combine(_folder, name))).ToArray();
}
