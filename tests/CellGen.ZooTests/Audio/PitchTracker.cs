namespace CellGen.ZooTests.Audio;

/// <summary>
/// The period of a voice, as CELT, RNNoise and WebRTC search it: at 12 kHz for the two lags of the largest correlation, around
/// them at 24 kHz, then among the fractions of the best lag, with a preference for the period of the frame before. A place is
/// where the earlier window begins, so that place 0 has the longest lag.
/// </summary>
internal sealed class PitchTracker
{
    /// <summary>The number of samples that a search reads, at 24 kHz.</summary>
    public const int BufferSize = Longest + Window;

    private const int Window = 480, Longest = 384, Shortest = 30;

    /// <summary>Where the first search ends: lags below 90 are fractions of others.</summary>
    private const int Places = Longest - (3 * Shortest);

    private static readonly int[] Second = [0, 0, 3, 2, 3, 2, 5, 2, 3, 2, 3, 2, 5, 2, 3, 2];

    private int _period;
    private double _strength;

    /// <summary>The period in samples at 48 kHz.</summary>
    /// <param name="signal">The whitened signal at 24 kHz.</param>
    public int Find(double[] signal)
    {
        double[] energies = Energies(signal);
        int place = Refine(signal, energies, Search([.. signal.Where((_, i) => i % 2 == 0)]));
        (_period, _strength) = Fractions(signal, energies, (2 * Longest) - place);
        return _period;
    }

    private static double Product(double[] signal, int place)
    {
        double sum = 0;
        for (int i = 0; i < Window; i++)
        {
            sum += signal[Longest + i] * signal[place + i];
        }

        return sum;
    }

    /// <summary>The energy of the window at each place.</summary>
    private static double[] Energies(double[] signal)
    {
        double[] result = new double[Longest + 1];
        double energy = signal.Take(Window).Sum(value => value * value);
        result[0] = energy;
        for (int place = 0; place < Longest; place++)
        {
            energy += (signal[place + Window] * signal[place + Window]) - (signal[place] * signal[place]);
            result[place + 1] = energy = Math.Max(energy, 1);
        }

        return result;
    }

    /// <summary>The two best places at 12 kHz.</summary>
    private static (int Best, int Next) Search(double[] half)
    {
        const int HalfWindow = Window / 2;
        (double Numerator, double Denominator, int Place) best = (-1, 0, 0), next = (-1, 0, 1);
        double energy = 1 + half.Take(HalfWindow + 1).Sum(value => value * value);
        for (int place = 0; place < Places / 2; place++)
        {
            double product = 0;
            for (int i = 0; i < HalfWindow; i++)
            {
                product += half[(Longest / 2) + i] * half[place + i];
            }

            double square = product * product;
            if (product > 0 && square * next.Denominator > next.Numerator * energy)
            {
                if (square * best.Denominator > best.Numerator * energy)
                {
                    next = best;
                    best = (square, energy, place);
                }
                else
                {
                    next = (square, energy, place);
                }
            }

            energy = Math.Max(0, energy + (half[place + HalfWindow] * half[place + HalfWindow]) - (half[place] * half[place]));
        }

        return (best.Place, next.Place);
    }

    /// <summary>The best place around those of 12 kHz, in samples at 48 kHz.</summary>
    private static int Refine(double[] signal, double[] energies, (int Best, int Next) coarse)
    {
        double[] products = new double[Places];
        int best = 0;
        double numerator = -1, denominator = 0;
        for (int place = 0; place < Places; place++)
        {
            if (Math.Abs(place - (2 * coarse.Best)) > 2 && Math.Abs(place - (2 * coarse.Next)) > 2)
            {
                continue;
            }

            double product = products[place] = Product(signal, place);
            if (product > 0 && product * product * denominator > numerator * energies[place])
            {
                (best, numerator, denominator) = (place, product * product, energies[place]);
            }
        }

        return (2 * best) + (best is 0 or Places - 1 ? 0 : Between(products[best + 1], products[best], products[best - 1]));
    }

    /// <summary>Whether the maximum is half a sample after or before the middle.</summary>
    private static int Between(double before, double middle, double after) =>
        after - before > 0.7 * (middle - before) ? 1 : before - after > 0.7 * (middle - after) ? -1 : 0;

    private (int Period, double Strength) Fractions(double[] signal, double[] energies, int period)
    {
        double own = energies[Longest];
        double Strength(double product, double energy) => product / Math.Sqrt(1 + (own * energy));
        int first = Math.Min(period / 2, Longest - 1), before = _period / 2;
        double product = Product(signal, Longest - first), energy = energies[Longest - first], initial = Strength(product, energy);
        var best = (Period: first, Strength: initial, Product: product, Energy: energy);
        for (int divisor = 2; ((2 * first) + divisor) / (2 * divisor) >= Shortest; divisor++)
        {
            int fraction = ((2 * first) + divisor) / (2 * divisor), other = ((2 * Second[divisor] * first) + divisor) / (2 * divisor);
            other = divisor == 2 && other > Longest ? first : other;
            product = (Product(signal, Longest - fraction) + Product(signal, Longest - other)) / 2;
            energy = (energies[Longest - fraction] + energies[Longest - other]) / 2;
            int change = Math.Abs(fraction - before);
            double known = change <= 1 ? _strength : change == 2 && first > 5 * divisor * divisor ? _strength / 2 : 0;
            double threshold = fraction < 3 * Shortest ? Math.Max(0.4, (0.85 * initial) - known) : Math.Max(0.3, (0.7 * initial) - known);
            if (Strength(product, energy) > threshold)
            {
                best = (fraction, Strength(product, energy), product, energy);
            }
        }

        double positive = Math.Max(0, best.Product), strength = best.Energy <= positive ? 1 : positive / (best.Energy + 1);
        int place = Longest - best.Period, half = Between(Product(signal, place + 1), Product(signal, place), Product(signal, place - 1));
        return (Math.Max(2 * Shortest, (2 * best.Period) + half), Math.Min(strength, best.Strength));
    }
}
