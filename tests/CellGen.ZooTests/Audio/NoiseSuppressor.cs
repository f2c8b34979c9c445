using System.Numerics;
using CellGen.ZooTests.Nets;

namespace CellGen.ZooTests.Audio;

/// <summary>
/// RNNoise (Valin, 2018) around the net: of each frame of 10 ms at 48 kHz the spectrum, of which a pitch filter keeps what repeats
/// after a period, and the net's gains what is voice.
/// </summary>
internal sealed class NoiseSuppressor
{
    /// <summary>The number of samples of a frame.</summary>
    public const int Frame = 480;

    private const int Window = 2 * Frame, LongestPeriod = 768;

    private readonly double[] _buffer = new double[LongestPeriod + Window], _tail = new double[Frame], _smoothed = new double[Bands.Most], _filter = new double[2];
    private readonly float[] _features = new float[FrameFeatures.Count], _voice = new float[1], _gains = new float[Denoiser.GainsSize];
    private readonly PitchTracker _pitch = new();
    private readonly Bands _bands = new(Bands.Most);

    /// <summary>nnnoiseless, which the reference is from, has coefficients twice as large as RNNoise's in C.</summary>
    private readonly Fourier _fourier = new(Window, 2.0 / Window);
    private readonly FrameFeatures _extraction;
    private readonly Denoiser _net;
    private Denoiser.State _state;

    public NoiseSuppressor(Denoiser net)
    {
        _net = net;
        _extraction = new FrameFeatures(_fourier, _bands);
    }

    /// <summary>The next frame, without noise; it ends where the frame before this one ended.</summary>
    public double[] Next(ReadOnlySpan<float> samples)
    {
        Array.Copy(_buffer, Frame, _buffer, 0, _buffer.Length - Frame);
        HighPass(samples, _buffer.AsSpan(_buffer.Length - Frame));
        int period = _pitch.Find(Whitening.Residual(Halved(_buffer)));
        bool heard = _extraction.TryCompute(_buffer.AsSpan(^Window..), _buffer.AsSpan(_buffer.Length - Window - period, Window), period, Frame + 1, _features);
        var spectrum = _extraction.Spectra.Frame;
        if (heard)
        {
            _net.Step(_features, _voice, _gains, ref _state);
            spectrum = Combed(spectrum);
            for (int band = 0; band < _smoothed.Length; band++)
            {
                _smoothed[band] = Math.Max(_gains[band], 0.6 * _smoothed[band]);
            }

            spectrum = _bands.Scale(spectrum, _smoothed);
        }

        double[] window = _fourier.Inverse(spectrum), result = new double[Frame];
        for (int i = 0; i < Frame; i++)
        {
            result[i] = window[i] + _tail[i];
            _tail[i] = window[Frame + i];
        }

        return result;
    }

    /// <summary>Half as many samples, each with a quarter of its neighbours.</summary>
    private static double[] Halved(double[] samples) =>
        [.. Enumerable.Range(0, samples.Length / 2).Select(i => ((i == 0 ? 0 : samples[(2 * i) - 1]) / 4) + (samples[2 * i] / 2) + (samples[(2 * i) + 1] / 4))];

    /// <summary>Takes away what is below hearing.</summary>
    private void HighPass(ReadOnlySpan<float> samples, Span<double> result)
    {
        for (int i = 0; i < samples.Length; i++)
        {
            double y = samples[i] + _filter[0];
            _filter[0] = _filter[1] - (2.0 * samples[i]) + (1.99599 * y);
            _filter[1] = samples[i] - (0.99600 * y);
            result[i] = (float)y;
        }
    }

    /// <summary>Adds what was a period before, the more the surer it is that the band is voice and the noisier it is.</summary>
    private Complex[] Combed(Complex[] spectrum)
    {
        var (energy, energyBefore, correlation) = _extraction.Energies;
        double[] strength = new double[Bands.Most];
        for (int band = 0; band < strength.Length; band++)
        {
            double c = correlation[band] * correlation[band], g = (double)_gains[band] * _gains[band];
            double share = correlation[band] > _gains[band] ? 1 : c * (1 - g) / (0.001 + (g * (1 - c)));
            strength[band] = Math.Sqrt(Math.Clamp(share, 0, 1)) * Math.Sqrt(energy[band] / (1e-8 + energyBefore[band]));
        }

        Complex[] added = _bands.Scale(_extraction.Spectra.Before, strength), sum = [.. spectrum.Zip(added, (x, y) => x + y)];
        double[] after = _bands.Correlate(sum, sum);
        return _bands.Scale(sum, [.. energy.Zip(after, (before, now) => Math.Sqrt(before / (1e-8 + now)))]);
    }
}
