using System.Globalization;
using System.Runtime.InteropServices;
using CellGen.Compare.Problems;

namespace CellGen.Compare.Peers.Torch;

/// <summary>A row run by the Python process, which also measures it.</summary>
internal sealed class TorchWork : IWork
{
    private readonly Problem _problem;
    private readonly TorchPeer _torch;
    private readonly string _folder;
    private readonly string _number;

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
        _number = torch.Ask(row.Pair is { } pair
            ? FormattableString.Invariant($"pair {row.Input} {row.Hidden} {pair.SourceVocabulary} {pair.TargetVocabulary} {pair.Source} {row.Steps} {row.Batch} {row.Mode} {folder}")
            : row.Mode == RowMode.Learning
            ? FormattableString.Invariant($"learn {row.Kind} {row.Input} {row.Hidden} {row.Vocabulary} {row.Steps} {row.Batch} {row.Mode} {folder}")
            : FormattableString.Invariant($"prepare {row.Kind} {row.Input} {row.Hidden} {row.Layers} {row.Directions} {row.Steps} {row.Batch} {row.Head} {row.Mode} {folder}"));
    }

    /// <inheritdoc/>
    public string Variant => "";

    /// <inheritdoc/>
    public bool IsManaged => false;

    /// <inheritdoc/>
    public double Run(int iterations) => double.Parse(_torch.Ask(FormattableString.Invariant($"run {_number} {iterations}")), CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public Answer Answer()
    {
        _torch.Ask($"answer {_number}");
        if (_problem.Row.Mode is not (RowMode.Training or RowMode.Learning))
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

        return new Answer(Read("output"), _problem.Row.Pair is null && _problem.Row.Vocabulary == 0 ? Read("inputGradient") : null, gradients);
    }

    /// <inheritdoc/>
    public void Dispose() => _torch.Ask($"drop {_number}");

    private void Write(string name, float[] values) => File.WriteAllBytes(Path.Combine(_folder, name), MemoryMarshal.AsBytes<float>(values));

    private float[] Read(string name) => MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(Path.Combine(_folder, name))).ToArray();
}
