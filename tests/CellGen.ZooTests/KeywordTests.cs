using CellGen.ZooTests.Host;
using CellGen.ZooTests.Nets;
using CellGen.ZooTests.Reference;

namespace CellGen.ZooTests;

/// <summary>ARM's keyword spotters over 25 windows of a second, beside the equations in double precision.</summary>
public class KeywordTests
{
    private const int Windows = 25, Coefficients = 10, Words = 12;
    private const double Tolerance = 2e-5;

    private static float[] Cepstra => Signals.Noise(Windows * Coefficients, 3, seed: 11);

    [ZooFact]
    public void Gru_with_the_reset_before_the_product()
    {
        var net = KeywordGru.Load(Path("GRU_S"));
        Compare("GRU_S", tensors => new ReferenceGru(tensors, "", resetAfter: false), input => Streams.RunToLast(net, new KeywordGru.Workspace(Windows), Coefficients, Words, input));
    }

    [ZooFact]
    public void Lstm_with_peepholes_and_a_projection()
    {
        var net = KeywordLstm.Load(Path("LSTM_S"));
        Compare("LSTM_S", tensors => new ReferenceLstm(tensors), input => Streams.RunToLast(net, new KeywordLstm.Workspace(Windows), Coefficients, Words, input));
    }

    [ZooFact]
    public void Lstm()
    {
        var net = KeywordBasicLstm.Load(Path("Basic_LSTM_S"));
        Compare("Basic_LSTM_S", tensors => new ReferenceLstm(tensors), input => Streams.RunToLast(net, new KeywordBasicLstm.Workspace(Windows), Coefficients, Words, input));
    }

    private static void Compare(string file, Func<Tensors, IReferenceLayer> cell, Func<float[], float[]> run)
    {
        var tensors = Tensors.Read(Path(file));
        var reference = new ReferenceStack(cell(tensors), new ReferenceDense(tensors, "head.", ReferenceMath.Identity));
        double[] expected = reference.Run(Cepstra, Coefficients);
        Closeness.Within(Tolerance, expected.AsSpan(expected.Length - Words), run(Cepstra));
    }

    private static string Path(string file) => Zoo.PathOf("arm-kws", file + ".safetensors");
}
