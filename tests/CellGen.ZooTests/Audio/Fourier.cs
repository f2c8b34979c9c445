using System.Numerics;

namespace CellGen.ZooTests.Audio;

/// <summary>The Fourier transform of a window of real samples, straight from its sum, and back.</summary>
internal sealed class Fourier
{
    private readonly double[] _cos, _sin, _window;
    private readonly double _scale;

    /// <param name="size">The number of samples of a window.</param>
    /// <param name="scale">What the coefficients are multiplied with; 1 / size where they are as large as the samples.</param>
    public Fourier(int size, double scale)
    {
        _scale = scale;
        _cos = [.. Enumerable.Range(0, size).Select(i => Math.Cos(2 * Math.PI * i / size))];
        _sin = [.. Enumerable.Range(0, size).Select(i => Math.Sin(2 * Math.PI * i / size))];
        _window = [.. Enumerable.Range(0, size).Select(i => Math.Sin(Math.PI / 2 * Math.Pow(Math.Sin(Math.PI * (i + 0.5) / size), 2)))];
    }

    private int Size => _cos.Length;

    /// <summary>The coefficients of the frequencies from 0, of samples × Vorbis' window.</summary>
    public Complex[] Forward(ReadOnlySpan<double> samples, int frequencies)
    {
        double[] windowed = new double[Size];
        for (int i = 0; i < Size; i++)
        {
            windowed[i] = samples[i] * _window[i] * _scale;
        }

        var result = new Complex[frequencies];
        for (int k = 0; k < frequencies; k++)
        {
            double real = 0, imaginary = 0;
            for (int i = 0, phase = 0; i < Size; i++)
            {
                real += windowed[i] * _cos[phase];
                imaginary -= windowed[i] * _sin[phase];
                phase += k;
                phase -= phase >= Size ? Size : 0;
            }

            result[k] = new Complex(real, imaginary);
        }

        return result;
    }

    /// <summary>The samples that have those coefficients (all from 0 to half the size), × Vorbis' window.</summary>
    public double[] Inverse(ReadOnlySpan<Complex> coefficients)
    {
        double[] result = new double[Size];
        for (int i = 0; i < Size; i++)
        {
            double sum = coefficients[0].Real;
            for (int k = 1, phase = i; k < coefficients.Length; k++)
            {
                double twice = 2 * k == Size ? 1 : 2;
                sum += twice * ((coefficients[k].Real * _cos[phase]) - (coefficients[k].Imaginary * _sin[phase]));
                phase += i;
                phase -= phase >= Size ? Size : 0;
            }

            result[i] = sum * _window[i] / (Size * _scale);
        }

        return result;
    }
}
