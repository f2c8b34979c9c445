using System.Runtime.InteropServices;

namespace CellGen.Samples.Memory;

/// <summary>What a net answers.</summary>
public static class Answers
{
    /// <summary>Whether two nets give the same bits for many sequences.</summary>
    public static bool SameBits(LstmNet first, LstmNet second)
    {
        var data = new Recall(100, seed: 5, distance: 50, KeyPlace.Unknown);
        var workspace = new LstmNet.Workspace(maxSteps: 100);
        Span<float> a = stackalloc float[Recall.Keys];
        Span<float> b = stackalloc float[Recall.Keys];
        bool same = true;
        for (int i = 0; i < data.Count; i++)
        {
            first.Forward(data.Get(i).Tokens, a, workspace);
            second.Forward(data.Get(i).Tokens, b, workspace);
            same &= MemoryMarshal.AsBytes(a).SequenceEqual(MemoryMarshal.AsBytes(b));
        }

        return same;
    }
}
