using System.Text;
using CellGen.ZooTests.Host;
using CellGen.ZooTests.Nets;
using CellGen.ZooTests.Reference;
using Xunit;

namespace CellGen.ZooTests;

/// <summary>ml5's Shakespeare goes on from "ROMEO", always with the likeliest character.</summary>
public class CharacterTests
{
    private const int Characters = 200, Vocabulary = 65;
    private const double Tolerance = 5e-5;

    private static readonly string Weights = "shakespeare.safetensors";

    [ZooFact]
    public void Greedy_text_is_that_of_the_equations_and_English()
    {
        var codes = Zoo.Json("ml5-charrnn", "shakespeare/vocab.json").EnumerateObject().ToDictionary(entry => entry.Value.GetInt32(), entry => entry.Name);
        int[] start = [.. "ROMEO".Select(letter => codes.Single(code => code.Value == letter.ToString()).Key)];
        var net = Shakespeare.Load(Zoo.PathOf("ml5-charrnn", Weights));
        var tensors = Tensors.Read(Zoo.PathOf("ml5-charrnn", Weights));
        var reference = new ReferenceStack(new ReferenceLstm(tensors), new ReferenceLstm(tensors, layer: 1), new ReferenceDense(tensors, "head.", ReferenceMath.Identity));
        float[] embedding = tensors["embedding.weight"];
        var tokens = new List<int>(start);
        var logits = new List<float>();
        var state = default(Shakespeare.State);
        var text = new StringBuilder();
        float[] row = new float[Vocabulary];
        for (int step = 0; step < start.Length + Characters; step++)
        {
            net.Step(tokens[step], row, ref state);
            logits.AddRange(row);
            double[] expected = reference.Step(embedding.AsSpan(tokens[step] * 128, 128));
            Closeness.Within(Tolerance, expected, row);
            if (step >= start.Length - 1)
            {
                int next = Likeliest(row);
                Assert.Equal(Array.IndexOf(expected, expected.Max()), next);
                tokens.Add(next);
                text.Append(codes[next]);
            }
        }

        Assert.Contains(" the ", text.ToString());

        // All of them at once.
        int[] read = [.. tokens.Take(start.Length + Characters)];
        float[] offline = new float[read.Length * Vocabulary];
        var end = default(Shakespeare.State);
        net.Forward(read, offline, ref end, new Shakespeare.Workspace(read.Length));
        Streams.SameBits(offline, logits.ToArray());
        Assert.Equal(end, state);
    }

    private static int Likeliest(ReadOnlySpan<float> logits)
    {
        int best = 0;
        for (int i = 1; i < logits.Length; i++)
        {
            best = logits[i] > logits[best] ? i : best;
        }

        return best;
    }
}
