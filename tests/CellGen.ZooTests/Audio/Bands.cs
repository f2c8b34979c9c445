using System.Numerics;

namespace CellGen.ZooTests.Audio;

/// <summary>
/// The bands of Opus, overlapping triangles between edges, for frequencies of 50 Hz each (a window of 20 ms): 22 up to 20 kHz, or
/// the first 20 of them, up to 12 kHz.
/// </summary>
internal sealed class Bands(int count)
{
    /// <summary>The number of bands of the features.</summary>
    public const int Most = 22;

    private static readonly int[] Edges = [.. new[] { 0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 24, 28, 34, 40, 48, 60, 78, 100 }.Select(edge => 4 * edge)];

    /// <summary>The number of frequencies below the last edge.</summary>
    public int Frequencies => Edges[count - 1];

    /// <summary>The correlation of two spectra in each band; of a spectrum with itself, its energy.</summary>
    public double[] Correlate(Complex[] x, Complex[] y)
    {
        double[] result = new double[count];
        for (int band = 0; band < count - 1; band++)
        {
            for (int k = Edges[band]; k < Edges[band + 1]; k++)
            {
                double share = Share(band, k), product = (x[k].Real * y[k].Real) + (x[k].Imaginary * y[k].Imaginary);
                result[band] += (1 - share) * product;
                result[band + 1] += share * product;
            }
        }

        // Half a triangle each; 12 kHz is the middle of a whole one.
        result[0] *= 2;
        result[count - 1] *= count == Most ? 2 : 1;
        return result;
    }

    /// <summary>Each frequency × the gain between those of its bands; those above the last band are silent.</summary>
    public Complex[] Scale(Complex[] x, double[] gains)
    {
        var result = new Complex[x.Length];
        for (int band = 0; band < count - 1; band++)
        {
            for (int k = Edges[band]; k < Edges[band + 1]; k++)
            {
                double share = Share(band, k);
                result[k] = x[k] * (((1 - share) * gains[band]) + (share * gains[band + 1]));
            }
        }

        return result;
    }

    /// <summary>The discrete cosine transform of 22 values; those that are not given are 0.</summary>
    public static double[] Cosines(double[] values) =>
        [.. Enumerable.Range(0, Most).Select(i => Math.Sqrt(2.0 / Most) * (i == 0 ? Math.Sqrt(0.5) : 1) * values.Select((value, j) => value * Math.Cos((j + 0.5) * i * Math.PI / Most)).Sum())];

    private static double Share(int band, int k) => (k - Edges[band]) / (double)(Edges[band + 1] - Edges[band]);
}
