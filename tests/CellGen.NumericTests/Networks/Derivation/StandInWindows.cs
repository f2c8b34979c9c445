using CellGen.Generator.Model;

namespace CellGen.NumericTests.Networks.Derivation;

/// <summary>The windows of a convolution and their gradients in plain loops: z = [history; x], and each window has rows of z.</summary>
internal static class StandInWindows
{
    /// <summary>The windows over time.</summary>
    public static double[][] Unfold(WindowSpec window, double[] history, double[][] x)
    {
        double[][] z = [.. history.Chunk(window.Inputs), .. x];
        return [.. x.Select((_, t) => Enumerable.Range(0, window.Kernel).SelectMany(tap => z[t + (tap * window.Dilation)]).ToArray())];
    }

    /// <summary>Their gradients, of x; that of the history is added.</summary>
    public static double[][] UnfoldGradient(WindowSpec window, double[] history, double[][] gradient)
    {
        int past = history.Length / window.Inputs;
        double[][] z = [.. Enumerable.Range(0, past + gradient.Length).Select(_ => new double[window.Inputs])];
        for (int t = 0; t < gradient.Length; t++)
        {
            for (int i = 0; i < gradient[t].Length; i++)
            {
                z[t + (i / window.Inputs * window.Dilation)][i % window.Inputs] += gradient[t][i];
            }
        }

        for (int i = 0; i < history.Length; i++)
        {
            history[i] += z[i / window.Inputs][i % window.Inputs];
        }

        return z[past..];
    }

    /// <summary>The windows within a row.</summary>
    public static double[] Frame(WindowSpec window, double[] row) => [.. Places(window).Select(place => place < 0 ? 0 : row[place])];

    /// <summary>Their gradients.</summary>
    public static double[] FrameGradient(WindowSpec window, double[] gradient)
    {
        double[] row = new double[window.Frame * window.Inputs];
        foreach (var (place, each) in Places(window).Zip(gradient))
        {
            if (place >= 0)
            {
                row[place] += each;
            }
        }

        return row;
    }

    /// <summary>The place of each number of the windows in a row; −1 is the padding.</summary>
    private static IEnumerable<int> Places(WindowSpec window) =>
        from start in Enumerable.Range(0, window.Count)
        from tap in Enumerable.Range(0, window.Kernel)
        from input in Enumerable.Range(0, window.Inputs)
        let position = (start * window.Stride) - window.Padding + (tap * window.Dilation)
        select position >= 0 && position < window.Frame ? (position * window.Inputs) + input : -1;
}
