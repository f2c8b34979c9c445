using CellGen.Generator.Flow;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Surface;

/// <summary>Emits Settle: steps on silence, after which a stream begins.</summary>
internal static class SettleEmitter
{
    /// <summary>More floats than this are no longer taken from the stack.</summary>
    private const int OnStack = 4096;

    public static void Emit(CodeWriter writer, NetFace face) => writer.Raw($$"""
        /// <summary>
        /// Runs the net on silence: steps whose input is zero and whose outputs nobody sees. From a new state it comes to the rest
        /// state, which is where a stream of sound begins: keep it, and copy it to begin anew.
        /// </summary>
        /// <param name="state">In: the state before the steps; out: after them.</param>
        /// <param name="steps">The number of steps, at least 0: as long as the net remembers, of sound half a second or so.</param>
        /// <exception cref="ArgumentOutOfRangeException">The number of steps is negative.</exception>
        public void Settle(ref State state, int steps)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(steps);
            const int length = InputSize + {{string.Join(" + ", face.Outputs.Select(output => output.SizeName))}};
            Span<float> memory = length <= {{OnStack}} ? stackalloc float[length] : new float[length];
            memory.Clear();
            for (int step = 0; step < steps; step++)
            {
                Step(memory[..InputSize], {{Slices(face)}}, ref state);
            }
        }

        """);

    /// <summary>Behind the input, the outputs.</summary>
    private static string Slices(NetFace face)
    {
        if (face.Outputs.Count == 1)
        {
            return "memory[InputSize..]";
        }

        var slices = new List<string>();
        string start = "InputSize";
        foreach (var output in face.Outputs)
        {
            slices.Add($"memory.Slice({start}, {output.SizeName})");
            start += " + " + output.SizeName;
        }

        return string.Join(", ", slices);
    }
}
