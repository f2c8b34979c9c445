using System.Runtime.InteropServices;
using CellGen.NumericTests.Goldens;

namespace CellGen.TopologyTests.Host;

/// <summary>Generated states as what they are: plain values, whose floats can be seen.</summary>
internal static class States
{
    /// <summary>States of noise, padding included, which nothing should read.</summary>
    public static T[] New<T>(string name, int count)
        where T : struct
    {
        var states = new T[count];
        for (int i = 0; i < count; i++)
        {
            var values = MemoryMarshal.Cast<T, float>(states.AsSpan(i, 1));
            Noise.Values($"{name} {i}", values.Length, 0.5f).CopyTo(values);
        }

        return states;
    }

    /// <summary>Keeps a sequence's state among the results, unless there are no states.</summary>
    public static void Keep<T>(Dictionary<string, float[]> results, string name, T[] states, int sequence)
        where T : struct
    {
        if (states.Length > 0)
        {
            results[name] = MemoryMarshal.Cast<T, float>(states.AsSpan(sequence, 1)).ToArray();
        }
    }
}
