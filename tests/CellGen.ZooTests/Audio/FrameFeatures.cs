using System.Numerics;

namespace CellGen.ZooTests.Audio;

/// <summary>
/// The 42 features of a frame of 10 ms, RNNoise's and WebRTC's: 22 cepstral coefficients, of the first six sums and differences
/// over three frames, six of the correlation with what was a period before, the period, and how much the cepstrum varies.
/// </summary>
internal sealed class FrameFeatures(Fourier fourier, Bands bands)
{
    /// <summary>The number of features.</summary>
    public const int Count = 42;

    private const int Low = 6, History = 8;

    private readonly double[][] _cepstra = [.. Enumerable.Range(0, History).Select(_ => new double[Bands.Most])];

    /// <summary>The spectrum of the frame, and of what was a period before.</summary>
    public (Complex[] Frame, Complex[] Before) Spectra { get; private set; }

    /// <summary>The energies of both in each band, and the correlation, from 0 to 1.</summary>
    public (double[] Frame, double[] Before, double[] Correlation) Energies { get; private set; }

    /// <summary>Computes the features; false where the frame is silent.</summary>
    /// <param name="frame">The last 20 ms.</param>
    /// <param name="before">The 20 ms a period before.</param>
    /// <param name="period">The period in samples at 48 kHz.</param>
    /// <param name="frequencies">The number of frequencies of the spectra.</param>
    /// <param name="features">What is computed.</param>
    public bool TryCompute(ReadOnlySpan<double> frame, ReadOnlySpan<double> before, int period, int frequencies, Span<float> features)
    {
        Spectra = (fourier.Forward(frame, frequencies), fourier.Forward(before, frequencies));
        double[] energy = bands.Correlate(Spectra.Frame, Spectra.Frame), energyBefore = bands.Correlate(Spectra.Before, Spectra.Before);
        double[] correlation = bands.Correlate(Spectra.Frame, Spectra.Before);
        for (int band = 0; band < correlation.Length; band++)
        {
            correlation[band] /= Math.Sqrt(0.001 + (energy[band] * energyBefore[band]));
        }

        Energies = (energy, energyBefore, correlation);
        if (energy.Sum() < 0.04)
        {
            return false;
        }

        double[] cepstrum = Bands.Cosines(Smoothed(energy)), likeness = Bands.Cosines(correlation);
        cepstrum[0] -= 12;
        cepstrum[1] -= 4;
        Array.Copy(_cepstra, 0, _cepstra, 1, History - 1);
        _cepstra[0] = cepstrum;
        for (int i = 0; i < Low; i++)
        {
            double now = _cepstra[0][i], last = _cepstra[1][i], earlier = _cepstra[2][i];
            features[i] = (float)(now + last + earlier);
            features[Bands.Most + i] = (float)(now - earlier);
            features[Bands.Most + Low + i] = (float)(now - (2 * last) + earlier);
            features[Bands.Most + (2 * Low) + i] = (float)(likeness[i] - (i == 0 ? 1.3 : i == 1 ? 0.9 : 0));
        }

        for (int i = Low; i < Bands.Most; i++)
        {
            features[i] = (float)cepstrum[i];
        }

        features[Count - 2] = (float)(0.01 * (period - 300));
        features[Count - 1] = (float)(Variability() - 2.1);
        return true;
    }

    /// <summary>The logarithms of the energies, none of them far below those before it.</summary>
    private static double[] Smoothed(double[] energies)
    {
        double[] result = new double[Bands.Most];
        double largest = -2, follow = -2;
        for (int band = 0; band < result.Length; band++)
        {
            double value = Math.Log10(0.01 + (band < energies.Length ? energies[band] : 0));
            value = Math.Max(value, Math.Max(largest - 7, follow - 1.5));
            largest = Math.Max(largest, value);
            follow = Math.Max(follow - 1.5, value);
            result[band] = value;
        }

        return result;
    }

    /// <summary>The mean distance of each cepstrum of the last eight frames to the nearest other.</summary>
    private double Variability() => Enumerable.Range(0, History).Average(i =>
        Enumerable.Range(0, History).Where(j => j != i).Min(j => _cepstra[i].Zip(_cepstra[j], (x, y) => (x - y) * (x - y)).Sum()));
}
