namespace CellGen.Samples.Pedal;

/// <summary>
/// The circuit that is learned: a resistor, and behind it a capacitor and two diodes against each other, to ground (Yeh, Abel and
/// Smith 2007, "Simulation of the diode limiter in guitar distortion circuits by numerical solution of ordinary differential
/// equations", equation 8). Louder is not only flatter: the diodes' resistance falls, and with it the filter's time.
/// <code>
/// dv/dt = (u − v) / (R C) − 2 Iₛ / C · sinh(v / V_t)
/// </code>
/// </summary>
public static class DiodeClipper
{
    private const double Resistance = 2200;      // Ω
    private const double Capacitance = 10e-9;    // F: with R a low-pass at 7.2 kHz where the diodes do not conduct
    private const double Saturation = 2.52e-9;   // A
    private const double Thermal = 0.0453;       // V, of a 1N914 with its ideality
    private const int Oversampling = 8;

    /// <summary>The circuit's output, in volts, by the trapezoidal rule and Newton's method at eight times the rate.</summary>
    /// <param name="input">In volts.</param>
    /// <param name="rate">Samples a second.</param>
    public static float[] Run(ReadOnlySpan<float> input, int rate)
    {
        double h = 1.0 / (rate * Oversampling);
        var output = new float[input.Length];
        double v = 0;
        double slope = 0;
        double last = 0;
        for (int t = 0; t < input.Length; t++)
        {
            for (int k = 1; k <= Oversampling; k++)
            {
                double u = last + ((input[t] - last) * k / Oversampling);
                double known = v + (h / 2 * slope);
                for (int i = 0; i < 50; i++)
                {
                    double error = v - known - (h / 2 * Slope(u, v));
                    double step = error / (1 + (h / 2 * ((1 / (Resistance * Capacitance)) + (2 * Saturation / (Capacitance * Thermal) * Math.Cosh(v / Thermal)))));
                    v -= Math.Clamp(step, -2 * Thermal, 2 * Thermal); // a longer step overshoots the exponential
                    if (Math.Abs(step) < 1e-12)
                    {
                        break;
                    }
                }

                slope = Slope(u, v);
            }

            last = input[t];
            output[t] = (float)v;
        }

        return output;
    }

    private static double Slope(double u, double v) =>
        ((u - v) / (Resistance * Capacitance)) - (2 * Saturation / Capacitance * Math.Sinh(v / Thermal));
}
