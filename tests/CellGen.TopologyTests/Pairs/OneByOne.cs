namespace CellGen.TopologyTests.Pairs;

/// <summary>A net as a trainer sees one that runs no batches: the same, one sequence after the other.</summary>
internal sealed class OneByOne(ITrainable net) : ITrainable
{
    public Span<float> Parameters => net.Parameters;

    public TrainingPass NewPass(int maxSteps) => net.NewPass(maxSteps);

    public void Get(string name, Span<float> destination) => net.Get(name, destination);

    public void Set(string name, ReadOnlySpan<float> source) => net.Set(name, source);

    public void Save(Stream stream, WeightNames? names = null) => net.Save(stream, names);

    public void LoadFrom(Stream stream, WeightNames? names = null) => net.LoadFrom(stream, names);
}
