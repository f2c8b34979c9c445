using CellGen.ZooTests.Host;
using CellGen.ZooTests.Nets;
using CellGen.ZooTests.Reference;

namespace CellGen.ZooTests;

/// <summary>The six nets of the KlonCentaur pedal, beside the equations in double precision, which read the maker's JSON.</summary>
public class KlonCentaurTests
{
    private const int Steps = 2000;
    private const double Tolerance = 2e-5;

    private static readonly string[] KnobLayers = ["", "head."], Layers = ["before.", "", "head."];

    /// <summary>The audio, beside two knobs that turn.</summary>
    private static float[] AudioAndKnobs => [.. Signals.Guitar(Steps).SelectMany((sample, step) => new[] { sample, step / (float)Steps, 1 - (step / (float)Steps) })];

    [ZooFact]
    public void Centaur_0_from_its_conversion() => CompareKnob(CentaurKnob.Load(Path("centaur_0.safetensors")), Keras("centaur_0", KnobLayers));

    [ZooTheory]
    [Xunit.InlineData("centaur_0")]
    [Xunit.InlineData("centaur_50")]
    [Xunit.InlineData("centaur_100")]
    public void One_position_of_the_knob_from_the_makers_file(string name)
    {
        var net = new CentaurKnob();
        var tensors = Keras(name, KnobLayers);
        foreach (var (tensor, values) in tensors.All)
        {
            net.Set(tensor, values);
        }

        CompareKnob(net, tensors);
    }

    [ZooFact]
    public void Centaur()
    {
        var net = Nets.Centaur.Load(Path("centaur.safetensors"));
        float[] input = AudioAndKnobs;
        Closeness.Within(Tolerance, Reference(Keras("centaur", Layers)).Run(input, 3), Streams.Run(net, new Nets.Centaur.Workspace(Steps), 3, 1, input));
    }

    [ZooFact]
    public void Centaur_small()
    {
        var net = CentaurSmall.Load(Path("centaur_small.safetensors"));
        float[] input = AudioAndKnobs;
        Closeness.Within(Tolerance, Reference(Keras("centaur_small", Layers)).Run(input, 3), Streams.Run(net, new CentaurSmall.Workspace(Steps), 3, 1, input));
    }

    [ZooFact]
    public void Centaur_large()
    {
        var net = CentaurLarge.Load(Path("centaur_large.safetensors"));
        float[] input = AudioAndKnobs;
        Closeness.Within(Tolerance, Reference(Keras("centaur_large", Layers)).Run(input, 3), Streams.Run(net, new CentaurLarge.Workspace(Steps), 3, 1, input));
    }

    private static void CompareKnob(CentaurKnob net, Tensors tensors)
    {
        float[] input = Signals.Guitar(Steps);
        var reference = new ReferenceStack(new ReferenceGru(tensors, ""), new ReferenceDense(tensors, "head.", ReferenceMath.Identity));
        Closeness.Within(Tolerance, reference.Run(input, 1), Streams.Run(net, new CentaurKnob.Workspace(Steps), 1, 1, input));
    }

    private static ReferenceStack Reference(Tensors tensors) => new(
        new ReferenceDense(tensors, "before.", Math.Tanh), new ReferenceGru(tensors, ""), new ReferenceDense(tensors, "head.", ReferenceMath.Identity));

    private static string Path(string file) => Zoo.PathOf("klon-centaur", file);

    private static Tensors Keras(string name, string[] prefixes) => KerasFile.Read(Zoo.Json("klon-centaur", name + ".json"), prefixes);
}
